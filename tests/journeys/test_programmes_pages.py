"""Lists with their filters, empty pages that invite, and the page where everything of an intervention comes together."""

from datetime import date
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from mainstay.assessments.services import actions, rounds
from mainstay.catalogue import selectors as catalogue
from mainstay.core.labels import Label
from mainstay.countries.models import Country
from mainstay.programmes import selectors, services
from mainstay.programmes.models import Intervention
from tests import world as w
from tests.journeys.programmes_world import at, furnished, tree, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return furnished()


def listed(browser: Client, **filters: Any) -> list[str]:
    """The references on the first page of the list."""
    page = tree(browser.get(at("intervention_list"), filters))
    return [one.text_content().split()[0] for one in page.iter("h2") if one.find("a") is not None]


def test_empty_lists_say_what_belongs_here_and_offer_the_first_step(world: w.World) -> None:
    for name, href, person in (
        ("intervention_list", "intervention_new", world.bob),
        ("programme_list", "programme_new", world.bob),
    ):
        page = tree(w.client(person).get(at(name)))
        assert [one for one in page.find_class("empty")[0].iter("a") if one.get("href") == at(href)]
        viewer = tree(w.client(world.vera).get(at(name)))
        assert not list(viewer.find_class("empty")[0].iter("a"))
    assert "Example:" in words(w.client(world.bob).get(at("intervention_list")))


def test_the_list_is_narrowed_by_each_filter(world: w.World) -> None:
    manifest = selectors.manifest(world.alice)
    nepal = Country.objects.get(iso3="NPL", organisation=None)
    first, second = manifest.areas[0].id, manifest.areas[1].id
    world.intervention(ref="A", areas=[first, second], crimes=[manifest.crimes[0].id], countries=[nepal.pk])
    world.intervention(ref="B", areas=[second], crimes=[manifest.crimes[1].id], stage=manifest.stages[1].id, title="Law reform")
    closed = world.intervention(ref="C", workplan_code="WP-9")
    services.close(world.alice, closed, "Done.")
    bob = w.client(world.bob)
    assert sorted(listed(bob)) == ["A", "B", "C"]
    for filters, expected in (
        ({"state": "open"}, ["A", "B"]),
        ({"state": "closed"}, ["C"]),
        ({"stage": manifest.stages[1].id}, ["B"]),
        ({"area": first}, ["A"]),
        ({"area": second}, ["A", "B"]),
        ({"area": first[:-1]}, []),
        ({"crime": manifest.crimes[1].id}, ["B"]),
        ({"country": nepal.pk}, ["A"]),
        ({"text": "law REF"}, ["B"]),
        ({"text": "wp-9"}, ["C"]),
        ({"text": "%"}, []),
        ({"area": second, "state": "open", "text": "training"}, ["A"]),
        ({"stage": "no-such"}, []),
        ({"country": "no-such"}, []),
    ):
        assert sorted(listed(bob, **filters)) == expected, filters
    page = words(bob.get(at("intervention_list"), {"text": "nothing"}))
    assert "No intervention fits." in page
    chosen = tree(bob.get(at("intervention_list"))).get_element_by_id("by-country")
    assert [one.text for one in chosen] == ["All countries", "Demoland", "Nepal"]


def test_a_long_list_has_pages_that_keep_the_filter(world: w.World) -> None:
    for number in range(27):
        world.intervention(ref=f"R-{number}", title="One of many")
    bob = w.client(world.bob)
    assert len(listed(bob, text="many")) == 25
    assert len(listed(bob, text="many", page=2)) == 2
    links = [
        one.get("href") for one in tree(bob.get(at("intervention_list"), {"text": "many"})).iter("a") if one.get("rel") == "next"
    ]
    assert links == ["?text=many&page=2"]


def starts(browser: Client, intervention: Intervention) -> list[dict[str, str]]:
    """What the page offers to start, as the forms send it and the links ask it."""
    page = tree(browser.get(at("intervention", intervention)))
    sent = [dict(form.form_values()) for form in page.forms if form.action == at("assessment_start")]
    linked = [one.get("href").partition("?")[2] for one in page.iter("a") if at("assessment_start") in one.get("href", "")]
    asked = [dict(parse_qsl(query)) for query in linked]
    return [{name: value for name, value in one.items() if name != "csrfmiddlewaretoken"} for one in [*sent, *asked]]


def test_the_page_starts_each_tool_for_what_it_is_filled_in_for(world: w.World) -> None:
    made, alice = world.intervention(), w.client(world.alice)
    once, dated, product_tool = world.tool(), world.tool(occasions=True), world.tool(subject="communication_product")
    services.choose_tools(world.alice, made, [once, dated, product_tool, world.coming()], left_out_reason="Small.", seen=1)
    own = {"intervention": str(made.pk)}
    assert starts(alice, made) == [{"tool": once, **own}, {"tool": dated, **own}]
    assert "Add a product first" in words(alice.get(at("intervention", made)))
    poster = services.create_product(world.alice, made, {"title": "Poster one"})
    assert {"tool": product_tool, "product": str(poster.pk)} in starts(alice, made)
    world.checklist(made)
    rounds.start(world.alice, poster, product_tool)
    assert starts(alice, made) == [{"tool": dated, **own}]
    services.close(world.alice, made, "Done.")
    assert starts(alice, made) == []


def test_the_page_shows_rounds_products_actions_and_progress(world: w.World) -> None:
    made, alice = world.intervention(), w.client(world.alice)
    once, dated, product_tool = world.tool(), world.tool(occasions=True), world.tool(subject="communication_product")
    services.choose_tools(world.alice, made, [once, dated, product_tool, world.coming()], left_out_reason="Small.", seen=1)
    checklist, poster = world.checklist(made), services.create_product(world.alice, made, {"title": "Poster one"})
    rounds.start(world.alice, made, dated, rounds.Round(on=date.fromisoformat("2026-03-01"), title="First look"))
    rounds.start(world.alice, poster, product_tool)
    item = w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "unmet", how="By training")
    fields = {"what": "Write the manual", "due": date.fromisoformat("2026-06-30"), "owner": world.bob.person}
    actions.add_action(w.opened(world.alice, checklist), item, fields)
    actions.add_action(w.opened(world.alice, checklist), item, {"what": "Already done", "status": "done"})
    text = words(alice.get(at("intervention", made)))
    shown = ("Round of 2026-03-01 First look", "Poster one", "Write the manual", "Bob · by 30 June 2026", "Coming")
    for expected in (*shown, "Start a new round"):
        assert expected in text
    assert "Already done" not in text
    assert f"1 of {total(world, once, dated, product_tool)} answered" in text
    assert f"1 of {total(world, once, dated, product_tool)}" in words(alice.get(at("intervention_list")))


def total(world: w.World, *tools: str) -> int:
    version = catalogue.current_version(world.organisation.pack)
    return sum(len(catalogue.tool(version.pk, tool).content.items) for tool in tools)


def test_the_page_hides_what_carries_a_higher_label(world: w.World) -> None:
    made = world.intervention()
    dated = world.tool(occasions=True)
    services.choose_tools(world.alice, made, [world.tool(), dated], left_out_reason="Small.", seen=1)
    secret = rounds.start(world.alice, made, dated, rounds.Round(on=date.fromisoformat("2026-03-01"), title="Zebra round"))
    item = w.items(secret)[0]
    w.answer(world.alice, secret, item, "unmet", how="x")
    actions.add_action(w.opened(world.alice, secret), item, {"what": "Zebra action"})
    bob = w.client(world.bob)
    assert "Zebra round" in words(bob.get(at("intervention", made)))
    rounds.relabel(w.opened(world.alice, secret), Label.CONFIDENTIAL)
    page = words(bob.get(at("intervention", made)))
    assert "Zebra" not in page
    assert "Zebra action" in words(w.client(world.alice).get(at("intervention", made)))


def test_evaluators_start_tools_of_an_evaluation_only(world: w.World) -> None:
    made = world.intervention()
    evaluation, other = world.tool(occasions=True, evaluation=True), world.tool()
    services.choose_tools(world.alice, made, [evaluation, other], left_out_reason="Small.", seen=1)
    eve = w.person(world.organisation, "eve", "evaluator")
    page = tree(w.client(eve).get(at("intervention", made)))
    assert not [form for form in page.forms if form.action == at("assessment_start")]
    assert [one for one in page.iter("a") if one.get("href", "").endswith(f"&tool={evaluation}")]


def test_a_programme_is_filled_in_once_for_all(world: w.World) -> None:
    programme = services.create_programme(world.alice, {"title": "Frame"})
    alice, once = w.client(world.alice), world.tool()
    address = at("programme", programme)
    assert [
        one
        for one in tree(alice.get(address)).iter("a")
        if one.get("href") == f"{at('assessment_start')}?programme={programme.pk}&tool={once}"
    ]
    rounds.start(world.alice, programme, once)
    page = tree(alice.get(address))
    assert not [one for one in page.iter("a") if one.get("href", "").endswith(f"&tool={once}")]
    made = world.intervention(programme_id=programme.pk)
    services.choose_tools(world.alice, made, [once], left_out_reason="Small.", seen=1)
    hrefs = [one.get("href") for one in tree(alice.get(at("intervention", made))).iter("a")]
    assert f"{at('assessment_start')}?intervention={made.pk}&tool={once}" in hrefs  # asks what to take over


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("programme_list", 5),
        ("intervention_list", 10),
        ("intervention", 12),
        ("programme", 9),
        ("intervention_edit", 8),
        ("intervention_note", 6),
        ("intervention_tools", 6),
        ("intervention_team", 6),
    ],
)
def test_pages_ask_the_database_a_fixed_number_of_times(
    world: w.World,
    django_assert_max_num_queries: Any,
    name: str,
    most: int,
) -> None:
    programme = services.create_programme(world.alice, {"title": "Frame"})
    made = busy(world, programme_id=programme.pk)
    row = {"programme": programme}.get(name, made)
    browser = w.client(world.alice)
    address = at(name) if name.endswith("_list") else at(name, row)
    browser.get(address)
    with django_assert_max_num_queries(most):
        assert browser.get(address).status_code == 200


def busy(world: w.World, **values: Any) -> Intervention:
    """An intervention with several of everything, beside others like it."""
    for number in range(4):
        world.intervention(ref=f"Q-{number}", **values)
    made = world.intervention(**values)
    services.choose_tools(world.alice, made, [world.tool(), world.tool(occasions=True)], left_out_reason="Small.", seen=1)
    checklist = world.checklist(made)
    for item in w.items(checklist)[:3]:
        w.answer(world.alice, checklist, item, "unmet", how="x")
        actions.add_action(w.opened(world.alice, checklist), item, {"what": "Do it", "owner": world.bob.person})
    for title in ("One", "Two", "Three"):
        services.create_product(world.alice, made, {"title": title})
    for person in (world.bob, world.vera):
        services.add_member(world.alice, made, person.person.pk, duty="Task")
    return made
