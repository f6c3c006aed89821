"""The page of an intervention: tools by part, actions that are late, and what a team may see of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from mainstay.actions.selectors import owed_in
from mainstay.assessments.models import Entry
from mainstay.assessments.services import actions, rounds
from mainstay.catalogue import selectors as catalogue
from mainstay.core.labels import Label
from mainstay.programmes import selectors, services
from mainstay.programmes.models import Intervention
from tests import world as w
from tests.journeys.programmes_world import at, furnished, tree, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return furnished()


def choose(world: w.World, made: Intervention, *tools: str) -> None:
    services.choose_tools(world.alice, made, tools, left_out_reason="Small.", seen=1)


def under(answer: Any) -> dict[str, list[str]]:
    """Titles of tools by the heading under which they stand."""
    found: dict[str, list[str]] = {}
    for rows in tree(answer).iter("ul"):
        if (rows.get("aria-labelledby") or "").startswith("part-"):
            heading = tree(answer).get_element_by_id(rows.get("aria-labelledby")).text_content()
            found[heading] = [(one.text or "").strip() for one in rows.iter("h4")]
    return found


def number_of_items(world: w.World, tool: str) -> int:
    return len(catalogue.tool(catalogue.current_version(world.organisation.pack).pk, tool).content.items)


def test_chosen_tools_stand_by_part_with_their_progress(world: w.World) -> None:
    manifest = selectors.manifest(world.alice)
    heads = [head for head in manifest.tools if head.state == "ready" and head.subject == "intervention"]
    first = heads[0]
    further = next(head for head in heads if head.part != first.part)
    coming = next(head for head in manifest.tools if head.state == "coming" and head.part == first.part)
    made, alice = world.intervention(), w.client(world.alice)
    choose(world, made, coming.id, further.id, first.id)
    checklist = world.checklist(made, first.id)
    for item in w.items(checklist)[:2]:
        w.answer(world.alice, checklist, item, "met")
    page = alice.get(at("intervention", made))
    titles = {part.id: part.title for part in manifest.parts}
    assert under(page) == {
        titles[first.part]: [selectors.name_of(first), selectors.name_of(coming)],
        titles[further.part]: [selectors.name_of(further)],
    }
    assert f"Part {first.part}: 2 of {number_of_items(world, first.id)} answered" in words(page)
    assert f"Part {further.part} 1 tool not started" in words(page)


def test_several_rounds_of_a_tool_are_counted_together(world: w.World) -> None:
    made, dated = world.intervention(), world.tool(occasions=True)
    choose(world, made, dated)
    day = timezone.localdate()
    for number in range(2):
        one = rounds.start(world.alice, made, dated, rounds.Round(on=day + timedelta(days=number)))
        w.answer(world.alice, one, w.items(one)[0], "met")
    of = number_of_items(world, dated)
    row = next(
        one for one in tree(w.client(world.alice).get(at("intervention", made))).iter("li") if one.find("div/h4") is not None
    )
    said = [" ".join(one.text_content().split()) for one in row.find_class("progress-line")]
    assert said == [f"2 of {2 * of} answered", f"1 of {of}", f"1 of {of}"]


def test_an_action_is_called_overdue_from_the_day_after(world: w.World) -> None:
    made = world.intervention()
    checklist = world.checklist(made)
    item = w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "unmet", how="x")
    today = timezone.localdate()
    for what, due in (("Late", today - timedelta(days=1)), ("Today", today), ("Some day", None)):
        actions.add_action(w.opened(world.alice, checklist), item, {"what": what, "due": due})
    actions.add_action(
        w.opened(world.alice, checklist), item, {"what": "Done", "due": today - timedelta(days=9), "status": "done"}
    )
    section = tree(w.client(world.alice).get(at("intervention", made))).get_element_by_id("actions").getparent()
    rows = {row.findtext(".//h3/a"): "Overdue" in row.text_content() for row in section.iter("li")}
    assert rows == {"Late": True, "Today": False, "Some day": False}


@pytest.fixture
def secret(world: w.World) -> Intervention:
    """Confidential, with one answer and one action in it."""
    made = world.intervention(label=Label.CONFIDENTIAL, ref="SECRET")
    checklist = world.checklist(made)
    item = w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "unmet", how="x")
    actions.add_action(w.opened(world.alice, checklist), item, {"what": "Zebra action", "owner": world.bob.person})
    rounds.relabel(w.opened(world.alice, checklist), Label.CONFIDENTIAL)
    return made


def test_a_team_raises_what_is_seen_of_its_intervention_and_nothing_else(world: w.World, secret: Intervention) -> None:
    bob, other = w.client(world.bob), world.intervention(label=Label.CONFIDENTIAL, ref="OTHER")
    assert "Zebra" not in words(bob.get(at("home")))
    services.add_member(world.alice, secret, world.bob.person.pk, clearance=Label.CONFIDENTIAL)
    progress = f"1 of {number_of_items(world, world.tool())}"
    page = words(bob.get(at("intervention", secret)))
    assert f"{progress} answered" in page
    assert "Zebra action" in page
    listed = words(bob.get(at("intervention_list")))
    assert progress in listed
    assert other.ref not in listed
    assert "Zebra action" in words(bob.get(at("home")))


def test_a_team_raises_rows_that_carry_a_label_of_their_own(world: w.World) -> None:
    made = world.intervention()
    elsewhere = world.intervention(ref="ELSE")
    for one in (made, elsewhere):
        checklist = world.checklist(one)
        item = w.items(checklist)[0]
        w.answer(world.alice, checklist, item, "unmet", how="x")
        actions.add_action(w.opened(world.alice, checklist), item, {"what": f"Of {one.ref}", "owner": world.bob.person})
    Entry.objects.update(label=Label.CONFIDENTIAL)
    bob = w.client(world.bob)
    assert "Of INT" not in words(bob.get(at("home")))
    services.add_member(world.alice, made, world.bob.person.pk, clearance=Label.CONFIDENTIAL)
    home = words(bob.get(at("home")))
    assert f"Of {made.ref}" in home
    assert "Of ELSE" not in home
    found, access = selectors.open_intervention(world.bob, made.pk)
    assert [one.data["what"] for one in owed_in(access, found)] == [f"Of {made.ref}"]


def test_a_programme_shows_its_own_assessments_up_to_the_clearance(world: w.World) -> None:
    programme = services.create_programme(world.alice, {"title": "Frame"})
    shared = rounds.start(world.alice, programme, world.tool())
    address, bob = at("programme", programme), w.client(world.bob)
    assert at("assessment", shared) in bob.get(address).content.decode()
    rounds.relabel(w.opened(world.alice, shared), Label.CONFIDENTIAL)
    assert at("assessment", shared) not in bob.get(address).content.decode()
    assert at("assessment", shared) in w.client(world.alice).get(address).content.decode()
