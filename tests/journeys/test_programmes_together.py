"""Two people at once: nobody overwrites the other unseen, and what does not clash is not asked about."""

import pytest

from mainstay.programmes import parts, selectors, services
from mainstay.programmes.errors import Stale
from mainstay.programmes.models import Intervention
from tests import world as w
from tests.journeys.programmes_world import at, fields, furnished, send, shown, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return furnished()


@pytest.fixture
def intervention(world: w.World) -> Intervention:
    crime = selectors.manifest(world.alice).crimes[0].id
    return world.intervention(crimes=[crime])


def test_the_late_writer_sees_both_texts_and_chooses(world: w.World, intervention: Intervention) -> None:
    alice, bob, address = w.client(world.alice), w.client(world.bob), at("intervention_note", intervention)
    early, late = fields(alice.get(address)), fields(bob.get(address))
    assert send(alice, address, early, expected_change="Alice's words").status_code == 302
    answer = send(bob, address, late, expected_change="Bob's words", theory_link="https://example.org/")
    assert answer.status_code == 409
    page = words(answer)
    for text in ("Somebody changed this while you were writing", "Alice saved it on", "Alice's words", "Bob's words"):
        assert text in page
    assert shown(answer, "expected_change") == "Bob's words"
    assert fields(answer)["choose-expected_change"] == ["mine"]
    assert "choose-theory_link" not in fields(answer)
    intervention.refresh_from_db()
    assert (intervention.expected_change, intervention.theory_link) == ("Alice's words", "")
    theirs = {"choose-expected_change": "theirs"}
    assert send(bob, address, fields(answer), **theirs).status_code == 302
    intervention.refresh_from_db()
    assert (intervention.expected_change, intervention.theory_link) == ("Alice's words", "https://example.org/")


def test_choosing_ones_own_text_keeps_it(world: w.World, intervention: Intervention) -> None:
    bob, address = w.client(world.bob), at("intervention_note", intervention)
    late = fields(bob.get(address))
    services.save_note(world.alice, intervention, {"expected_change": "Alice's"}, seen=1)
    answer = send(bob, address, late, expected_change="Bob's")
    assert send(bob, address, fields(answer)).status_code == 302
    intervention.refresh_from_db()
    assert (intervention.expected_change, intervention.version) == ("Bob's", 3)


def test_a_third_change_while_comparing_is_noticed_again(world: w.World, intervention: Intervention) -> None:
    bob, address = w.client(world.bob), at("intervention_note", intervention)
    late = fields(bob.get(address))
    services.save_note(world.alice, intervention, {"expected_change": "First"}, seen=1)
    answer = send(bob, address, late, expected_change="Bob's")
    services.save_note(world.alice, intervention, {"expected_change": "Second"}, seen=2)
    again = send(bob, address, fields(answer))
    assert again.status_code == 409
    assert "Second" in words(again)


def test_changes_in_different_fields_do_not_clash(world: w.World, intervention: Intervention) -> None:
    bob, address = w.client(world.bob), at("intervention_note", intervention)
    late = fields(bob.get(address))
    services.update_intervention(world.alice, intervention, {"title": "Alice's title"}, seen=1)
    services.choose_tools(world.alice, intervention, [world.tool()], left_out_reason="Small.", seen=2)
    assert send(bob, address, late, expected_change="Bob's").status_code == 302
    intervention.refresh_from_db()
    assert (intervention.title, intervention.expected_change, intervention.left_out_reason) == (
        "Alice's title",
        "Bob's",
        "Small.",
    )


def test_what_one_left_as_it_was_does_not_undo_the_others_change_unseen(world: w.World, intervention: Intervention) -> None:
    bob, address = w.client(world.bob), at("intervention_edit", intervention)
    late = fields(bob.get(address))
    services.update_intervention(world.alice, intervention, {"workplan_code": "WP-1"}, seen=1)
    answer = send(bob, address, late, title="Bob's title")
    assert answer.status_code == 409
    assert "Workplan code" in words(answer)
    intervention.refresh_from_db()
    assert (intervention.workplan_code, intervention.title) == ("WP-1", "Training of border guards")


def test_lists_and_counterparts_are_compared_in_words(world: w.World, intervention: Intervention) -> None:
    bob, address, manifest = w.client(world.bob), at("intervention_edit", intervention), selectors.manifest(world.bob)
    late = fields(bob.get(address))
    kind, other, support = manifest.counterparts[0], manifest.counterparts[1], manifest.support[1]
    theirs = [{"kind": kind.id, "support": support.id}]
    services.update_intervention(world.alice, intervention, {"counterparts": theirs, "areas": [manifest.areas[0].id]}, seen=1)
    answer = send(bob, address, late, areas=[manifest.areas[1].id], **{f"counterpart-{other.id}": support.id})
    page = words(answer)
    for text in (
        manifest.areas[0].title,
        manifest.areas[1].title,
        f"{kind.title}: {support.title}",
        f"{other.title}: {support.title}",
    ):
        assert text in page
    kept = send(bob, address, fields(answer), **{"choose-counterparts": "theirs"})
    assert kept.status_code == 302
    intervention.refresh_from_db()
    assert (intervention.counterparts, intervention.areas) == (theirs, [manifest.areas[1].id])


def test_tools_chosen_at_the_same_time_are_compared(world: w.World, intervention: Intervention) -> None:
    services.choose_tools(world.alice, intervention, [world.tool()], left_out_reason="Alice's.", seen=1)
    with pytest.raises(Stale) as late:
        services.choose_tools(world.bob, intervention, [world.coming()], left_out_reason="Alice's.", seen=1)
    difference = late.value.differences[0]
    assert (difference.name, difference.theirs, difference.yours) == ("tools", [world.tool()], [world.coming()])
    assert [one.tool for one in intervention.chosen_tools.all()] == [world.tool()]


def test_programmes_and_products_are_compared_too(world: w.World, intervention: Intervention) -> None:
    programme = services.create_programme(world.alice, {"title": "P"})
    product = services.create_product(world.alice, intervention, {"title": "Poster"})
    bob = w.client(world.bob)
    for name, row, change in (
        ("programme_edit", programme, lambda: services.update_programme(world.alice, programme, {"title": "Q"}, seen=1)),
        ("product_edit", product, lambda: services.update_product(world.alice, product, {"title": "Q"}, seen=1)),
    ):
        late = fields(bob.get(at(name, row)))
        change()
        answer = send(bob, at(name, row), late, title="R")
        assert answer.status_code == 409
        row.refresh_from_db()
        assert row.title == "Q"


def test_a_note_remembers_each_check_apart(world: w.World, intervention: Intervention) -> None:
    first, second, _third = (parts.theory_name(check.id) for check in selectors.manifest(world.bob).theory_checks)
    services.save_note(world.alice, intervention, {first: "One"}, seen=1)
    services.save_note(world.bob, intervention, {second: "Two"}, seen=1)
    intervention.refresh_from_db()
    assert sorted(intervention.theory.values()) == ["One", "Two"]
