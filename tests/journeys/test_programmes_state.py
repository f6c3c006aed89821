"""Closing and reopening, labels, and who may do what to what."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from mainstay.audit.models import Event
from mainstay.core.labels import Label
from mainstay.programmes import selectors, services
from mainstay.programmes.errors import Closed
from mainstay.programmes.models import ChosenTool, CommunicationProduct, Intervention, Reason
from tests import world as w
from tests.journeys.programmes_world import at, fields, fill, furnished, send, shown, tree, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return furnished()


@pytest.fixture
def intervention(world: w.World) -> Intervention:
    return world.intervention()


def test_a_lead_closes_and_reopens_with_a_reason(world: w.World, intervention: Intervention) -> None:
    alice, address = w.client(world.alice), at("intervention_close", intervention)
    assert fill(alice, address, reason="").status_code == 422
    assert fill(alice, address, reason="The funds ended.")["location"] == at("intervention", intervention)
    intervention.refresh_from_db()
    assert (intervention.state, intervention.closed_at is not None) == ("closed", True)
    page = words(alice.get(at("intervention", intervention)))
    for text in ("This intervention is closed since", "The funds ended.", "Reopen this intervention"):
        assert text in page
    assert "Change the description" not in page
    assert fill(alice, address, reason="New funds.").status_code == 302
    intervention.refresh_from_db()
    assert (intervention.state, intervention.closed_at) == ("open", None)
    assert [one.of for one in selectors.reasons(intervention)] == ["reopened", "closed"]
    assert list(Event.objects.filter(verb__in=("closed", "reopened")).order_by("number").values_list("verb", flat=True)) == [
        "closed",
        "reopened",
    ]


def test_the_same_closing_twice_closes_once(world: w.World, intervention: Intervention) -> None:
    alice, address = w.client(world.alice), at("intervention_close", intervention)
    form = fields(alice.get(address))
    for _ in range(2):
        assert send(alice, address, form, reason="Done.").status_code == 302
    intervention.refresh_from_db()
    assert (intervention.state, Reason.objects.count()) == ("closed", 1)


def test_a_closed_intervention_refuses_every_change_and_keeps_what_was_typed(world: w.World, intervention: Intervention) -> None:
    alice = w.client(world.alice)
    product = services.create_product(world.alice, intervention, {"title": "Poster"})
    pages: dict[str, tuple[str, dict[str, Any]]] = {
        at("intervention_note", intervention): ("expected_change", {}),
        at("intervention_edit", intervention): ("title", {"countries": [str(world.country.pk)], "crimes": ["tip"]}),
        at("intervention_tools", intervention): ("left_out_reason", {}),
        at("product_new", intervention): ("title", {}),
        at("product_edit", product): ("title", {}),
        at("intervention_label", intervention): ("reason", {"label": "2"}),
        at("product_label", product): ("reason", {"label": "2"}),
    }
    forms = {address: fields(alice.get(address)) for address in pages}
    services.close(world.alice, intervention, "Done.")
    before = Intervention.objects.values().get()
    for address, (name, more) in pages.items():
        answer = send(alice, address, forms[address], **{name: "Typed too late"}, **more)
        assert answer.status_code == 409, address
        assert "This intervention is closed: nothing can be changed. A lead can reopen it." in words(answer)
        assert shown(answer, name) == "Typed too late"
    assert Intervention.objects.values().get() == before
    assert CommunicationProduct.objects.get().title == "Poster"
    assert not ChosenTool.objects.exists()


def test_nobody_is_asked_to_type_into_a_closed_intervention(world: w.World, intervention: Intervention) -> None:
    services.close(world.alice, intervention, "Done.")
    for name in ("intervention_edit", "intervention_note", "intervention_tools", "product_new"):
        answer = w.client(world.bob).get(at(name, intervention), follow=True)
        assert answer.redirect_chain[-1][0] == at("intervention", intervention)
        assert "nothing can be changed" in words(answer)


def test_the_team_of_a_closed_intervention_stays(world: w.World, intervention: Intervention) -> None:
    services.close(world.alice, intervention, "Done.")
    for change in (
        lambda: services.add_member(world.alice, intervention, world.bob.person.pk),
        lambda: services.remove_member(world.alice, intervention, world.alice.person.pk),
    ):
        with pytest.raises(Closed):
            change()
    answer = w.client(world.alice).post(at("team_remove", intervention, world.alice.person), follow=True)
    assert "This intervention is closed" in words(answer)


def test_raising_a_label_needs_no_reason_lowering_a_lead_and_one(world: w.World, intervention: Intervention) -> None:
    lead = w.person(world.organisation, "leah", "lead", Label.CONFIDENTIAL)
    officer = w.person(world.organisation, "omar", "contributor", Label.CONFIDENTIAL)
    address = at("intervention_label", intervention)
    assert fill(w.client(officer), address, label="2").status_code == 302
    intervention.refresh_from_db()
    assert intervention.label == Label.CONFIDENTIAL
    with pytest.raises(PermissionDenied):
        services.set_label(officer, intervention, Label.INTERNAL, "Published.")
    assert fill(w.client(officer), address, label="1").status_code == 403
    answer = fill(w.client(lead), address, label="0")
    assert (answer.status_code, "Write the reason" in words(answer)) == (422, True)
    assert fill(w.client(lead), address, label="0", reason="Published last week.").status_code == 302
    intervention.refresh_from_db()
    assert intervention.label == Label.UNCLASSIFIED
    assert "Published last week." in words(w.client(world.bob).get(at("intervention", intervention)))
    detail = Event.objects.get(verb="label.lowered").detail
    assert detail == {"from": 2, "to": 0}


def test_nobody_sets_a_label_beyond_what_they_see_or_what_is_kept_here(world: w.World, intervention: Intervention) -> None:
    for label in (Label.CONFIDENTIAL, Label.STRICTLY_CONFIDENTIAL, 7):
        with pytest.raises(ValidationError):
            services.set_label(world.bob, intervention, label)
    assert fill(w.client(world.bob), at("intervention_label", intervention), label="2").status_code == 422
    with pytest.raises(ValidationError):
        services.set_label(world.alice, intervention, Label.STRICTLY_CONFIDENTIAL)


def test_programmes_and_products_have_labels_too(world: w.World, intervention: Intervention) -> None:
    programme = services.create_programme(world.alice, {"title": "P"})
    product = services.create_product(world.alice, intervention, {"title": "Zebra film"})
    alice = w.client(world.alice)
    for name, row in (("programme_label", programme), ("product_label", product)):
        assert fill(alice, at(name, row), label="2").status_code == 302
        row.refresh_from_db()
        assert row.label == Label.CONFIDENTIAL
    assert w.client(world.bob).get(at("programme", programme)).status_code == 404
    assert w.client(world.bob).get(at("product_edit", product)).status_code == 404
    assert "Zebra film" not in words(w.client(world.bob).get(at("intervention", intervention)))


PAGES = [
    "intervention_edit",
    "intervention_note",
    "intervention_tools",
    "intervention_team",
    "intervention_close",
    "intervention_label",
    "product_new",
]


@pytest.mark.parametrize("name", PAGES)
def test_a_viewer_may_change_nothing(world: w.World, intervention: Intervention, name: str) -> None:
    form = fields(w.client(world.alice).get(at(name, intervention)))
    before = Event.objects.count()
    assert send(w.client(world.vera), at(name, intervention), form).status_code == 403
    assert Event.objects.count() == before


def test_a_viewer_starts_nothing_and_is_offered_nothing(world: w.World, intervention: Intervention) -> None:
    vera = w.client(world.vera)
    for name in ("programme_new", "intervention_new"):
        assert vera.get(at(name)).status_code == 403
        assert vera.post(at(name), {"title": "X"}).status_code == 403
    services.choose_tools(world.alice, intervention, [world.tool()], left_out_reason="Small.", seen=1)
    address = at("intervention", intervention)
    for person, offered in ((world.alice, True), (world.vera, False)):
        page = tree(w.client(person).get(address))
        links = {one.get("href") for one in page.iter("a")} | {one.get("action") for one in page.iter("form")}
        doors = {at(name, intervention) for name in PAGES if name != "intervention_team"} | {at("assessment_start")}
        assert bool(links & doors) is offered
    assert "Describe an intervention" not in words(vera.get(at("intervention_list")))


def test_a_contributor_may_not_close(world: w.World, intervention: Intervention) -> None:
    assert w.client(world.bob).get(at("intervention_close", intervention)).status_code == 403
    with pytest.raises(PermissionDenied):
        services.close(world.bob, intervention, "Done.")


@pytest.mark.parametrize("name", ["intervention", *PAGES])
def test_another_organisation_finds_nothing(world: w.World, intervention: Intervention, name: str) -> None:
    charlie = w.client(world.charlie)
    unknown = charlie.get(at(name, uuid4()))
    for answer in (charlie.get(at(name, intervention)), charlie.post(at(name, intervention), {"title": "X"})):
        assert answer.status_code in (404, 405 if name == "intervention" else 404)
    assert (unknown.status_code, words(unknown)) == (404, words(charlie.get(at(name, intervention))))


@pytest.mark.parametrize("name", ["intervention", *PAGES])
def test_what_lies_above_the_clearance_is_not_there(world: w.World, name: str) -> None:
    secret = world.intervention(label=Label.CONFIDENTIAL)
    bob = w.client(world.bob)
    assert bob.get(at(name, secret)).status_code == 404
    assert bob.post(at(name, secret), {"reason": "X", "closing": "1"}).status_code in (
        404,
        405 if name == "intervention" else 404,
    )
    assert secret.ref not in words(bob.get(at("intervention_list")))


def test_looking_at_something_confidential_is_recorded(world: w.World) -> None:
    secret = world.intervention(label=Label.CONFIDENTIAL)
    for _ in range(2):
        w.client(world.alice).get(at("intervention", secret))
    assert Event.objects.filter(verb="viewed", object_id=str(secret.pk)).count() == 1
