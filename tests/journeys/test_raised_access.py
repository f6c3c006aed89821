"""What a team raises for one intervention holds there and nowhere else, and ends with the membership."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from mainstay.accounts import services as accounts
from mainstay.accounts.models import Membership
from mainstay.assessments import selectors
from mainstay.assessments.errors import Refused
from mainstay.assessments.models import Assessment, Entry
from mainstay.assessments.services import rounds
from mainstay.core.labels import Label
from mainstay.programmes import selectors as found
from mainstay.programmes import services
from mainstay.programmes.models import CommunicationProduct, Intervention, Programme, TeamMember
from tests import world as w
from tests.journeys.programmes_world import at, crime, fields, fill, furnished, send, words

pytestmark = pytest.mark.django_db
SECRET = "Raid on the harbour"


class Family:
    """SEC is confidential, B internal, both in one programme; Bob's clearance is raised in the team of B, not in that of SEC."""

    def __init__(self) -> None:
        self.world = furnished()
        self.alice, self.bob = self.world.alice, self.world.bob
        self.programme = services.create_programme(self.alice, _named("Open programme"))
        self.sec = self.world.intervention(programme_id=self.programme.pk, title=SECRET, label=Label.CONFIDENTIAL)
        self.source = self.world.checklist(self.sec)
        self.item = w.items(self.source)[0]
        w.answer(self.alice, self.source, self.item, "met", how="Through the back door")
        self.b = self.world.intervention(programme_id=self.programme.pk, title="Open work")
        services.add_member(self.alice, self.b, self.bob.person.pk, clearance=Label.CONFIDENTIAL)
        self.raised = found.open_intervention(self.bob, self.b.pk)[1]


def _named(title: str) -> dict[str, Any]:
    return {"title": title, "summary": "", "starts_on": None, "ends_on": None}


@pytest.fixture
def family() -> Family:
    return Family()


def test_raised_access_keeps_what_holds_outside(family: Family) -> None:
    assert family.raised.clearance == Label.CONFIDENTIAL
    assert family.raised.everywhere == family.bob
    assert family.raised.raised("lead", None).everywhere == family.bob
    assert family.raised.raised(None, None).clearance == family.bob.clearance  # another team's raise is not carried along


def test_raised_in_b_does_not_open_sec(family: Family) -> None:
    assert not selectors.for_person(family.raised).filter(pk=family.source.pk).exists()
    assert not found.interventions(family.raised).filter(pk=family.sec.pk).exists()
    assert not selectors.sources_for(family.raised, family.b, family.world.tool()).exists()
    with pytest.raises(Http404):
        selectors.open_assessment(family.raised, family.source.pk)
    with pytest.raises(Http404):
        found.open_intervention(family.raised, family.sec.pk)


def test_raised_in_b_takes_nothing_over_from_sec(family: Family) -> None:
    browser, tool = w.client(family.bob), family.world.tool()
    place = {"intervention": str(family.b.pk), "tool": tool}
    assert SECRET not in words(browser.get("/assessments/start/", place))
    browser.post("/assessments/start/", place | {"source": str(family.source.pk)})
    assert not Entry.objects.filter(assessment__intervention=family.b).exists()
    with pytest.raises(Refused, match="above your clearance"):
        rounds.take_over(w.opened(family.bob, family.world.checklist(family.b)), family.source)
    third = family.world.intervention(title="Third work", programme_id=family.programme.pk)
    services.add_member(family.alice, third, family.bob.person.pk, clearance=Label.CONFIDENTIAL)
    with pytest.raises(Refused, match="above your clearance"):
        rounds.start(found.open_intervention(family.bob, third.pk)[1], third, tool, source=family.source)
    assert not Assessment.objects.filter(intervention=third).exists()


def test_raised_in_sec_alone_pours_nothing_into_open_work(family: Family) -> None:
    """Who sees the source only there would lift the heir above her own sight, and above everybody's who works on it."""
    vic = w.person(family.world.organisation, "vic", "contributor")
    services.add_member(family.alice, family.sec, vic.person.pk, clearance=Label.CONFIDENTIAL)
    heir = family.world.checklist(family.b)
    assert w.opened(vic, family.source)
    assert not selectors.sources_for(vic, family.b, heir.tool).exists()
    with pytest.raises(Refused, match="above your clearance"):
        rounds.take_over(w.opened(vic, heir), family.source)


def test_raised_in_both_takes_over(family: Family) -> None:
    services.add_member(family.alice, family.sec, family.bob.person.pk, clearance=Label.CONFIDENTIAL)
    heir = rounds.start(family.raised, family.b, family.world.tool(), source=family.source)
    assert selectors.record_of(w.opened(family.bob, heir)).answer(family.item).data["how"] == "Through the back door"


def test_the_raised_still_work_where_they_are_raised(family: Family) -> None:
    services.set_label(family.alice, family.b, Label.CONFIDENTIAL)
    made = rounds.start(found.open_intervention(family.bob, family.b.pk)[1], family.b, family.world.tool())
    w.answer(family.bob, made, w.items(made)[0], "met", how="As planned")
    assert w.client(family.bob).get(at("assessment", made)).status_code == 200


def test_an_heir_does_not_name_a_source_that_its_reader_may_not_see(family: Family) -> None:
    sister = family.world.intervention(programme_id=family.programme.pk, title="Sister work")
    source = family.world.checklist(sister)
    w.answer(family.alice, source, family.item, "met", how="Said aloud")
    heir = family.world.checklist(family.b, source=source)
    assert "Sister work" in words(w.client(family.bob).get(at("assessment", heir)))
    services.set_label(family.alice, sister, Label.CONFIDENTIAL)
    for address in (at("assessment", heir), at("item", heir, family.item)):
        answer = w.client(family.bob).get(address)
        assert answer.status_code == 200
        assert "Sister work" not in words(answer)
    assert "Sister work" in words(w.client(family.alice).get(at("assessment", heir)))


def test_confidential_programmes_are_no_choice_in_b(family: Family) -> None:
    hidden = services.create_programme(family.alice, _named("Hidden programme"), label=Label.CONFIDENTIAL)
    browser, address = w.client(family.bob), at("intervention_edit", family.b)
    assert "Hidden programme" not in words(browser.get(address))
    assert fill(browser, address, programme=str(hidden.pk), crimes=[crime(family.world)]).status_code == 422
    with pytest.raises(ValidationError):
        services.update_intervention(family.raised, family.b, {"programme_id": hidden.pk}, seen=family.b.version)
    services.update_intervention(family.alice, family.b, {"programme_id": hidden.pk}, seen=family.b.version)
    for page in (address, at("intervention", family.b), at("intervention_list")):
        assert "Hidden programme" not in words(browser.get(page))
    assert fill(browser, address, title="Open work, better", crimes=[crime(family.world)]).status_code == 302
    family.b.refresh_from_db()
    assert family.b.programme_id == hidden.pk
    assert family.b.title == "Open work, better"


def test_no_document_of_b_names_a_programme_seen_by_nobody_outside(family: Family) -> None:
    hidden = services.create_programme(family.alice, _named("Hidden programme"), label=Label.CONFIDENTIAL)
    services.update_intervention(family.alice, family.b, {"programme_id": hidden.pk}, seen=family.b.version)
    asked = {"audience": "ours", "format": "json", "recipient": "The desk", "purpose": "For the file"}
    address = f"/interventions/{family.b.pk}/export/"
    hers, his = (w.client(who).post(address, asked) for who in (family.alice, family.bob))
    assert (hers.status_code, his.status_code) == (200, 200)
    assert b"Hidden programme" in b"".join(hers)
    assert b"Hidden programme" not in b"".join(his)


def test_a_foreign_new_id_inside_the_organisation_changes_nothing(family: Family) -> None:
    poster = services.create_product(family.alice, family.sec, _product("Poster of the raid"), label=Label.CONFIDENTIAL)
    browser = w.client(family.bob)
    fill(browser, at("product_new", family.b), title="Mine", new_id=str(poster.pk))
    poster.refresh_from_db()
    assert (poster.title, poster.intervention_id) == ("Poster of the raid", family.sec.pk)
    assert CommunicationProduct.objects.get(title="Mine").intervention_id == family.b.pk
    fill(
        browser,
        at("intervention_new"),
        title="New work",
        countries=["NPL"],
        crimes=[crime(family.world)],
        new_id=str(family.sec.pk),
    )
    assert Intervention.objects.get(pk=family.sec.pk).title == SECRET
    assert Intervention.objects.filter(title="New work").exists()
    fill(browser, at("programme_new"), title="New programme", new_id=str(family.programme.pk))
    assert Programme.objects.get(pk=family.programme.pk).title == "Open programme"
    assert Programme.objects.filter(title="New programme").exists()


def _product(title: str) -> dict[str, Any]:
    return {"title": title, "medium": "", "language": "", "audience": ""}


def test_the_same_product_form_twice_makes_one_and_edits_none(family: Family) -> None:
    browser, address = w.client(family.bob), at("product_new", family.b)
    form = fields(browser.get(address))
    assert send(browser, address, form, title="Film").status_code == 302
    assert send(browser, address, form, title="Film").status_code == 302
    answer = send(browser, address, form, title="Film, better")
    assert answer.status_code == 422
    assert "saved already" in words(answer)
    assert fields(answer)["title"] == ["Film, better"]
    assert CommunicationProduct.objects.get().title == "Film"


def test_starting_what_is_filled_in_above_ones_clearance_is_refused_in_words(family: Family) -> None:
    plain = family.world.intervention(title="Plain work", programme_id=family.programme.pk)
    tool = family.world.tool()
    services.choose_tools(family.alice, plain, [tool], left_out_reason="Not now", own_reasons=_reasons(family, plain), seen=1)
    page = at("intervention", plain)
    assert f"Start {tool}" in words(w.client(family.bob).get(page))
    made = family.world.checklist(plain)
    rounds.relabel(w.opened(family.alice, made), Label.CONFIDENTIAL)
    with pytest.raises(Refused, match="above your clearance"):
        rounds.start(family.bob, plain, tool)
    answer = w.client(family.bob).post("/assessments/start/", {"intervention": str(plain.pk), "tool": tool})
    assert answer.status_code == 422
    assert "above your clearance" in words(answer)
    shown = words(w.client(family.bob).get(page))
    assert f"Start {tool}" not in shown
    assert "Filled in under a label above your clearance" in shown


def _reasons(family: Family, intervention: Intervention) -> dict[str, str]:
    offered = found.proposals(intervention, found.manifest(family.alice))
    return {head.id: "Not now" for head, _why in offered if head.own_reason}


def test_an_area_is_listed_only_where_work_that_uses_it_is_seen(family: Family) -> None:
    alice = w.client(family.alice)
    edit = at("intervention_edit", family.sec)
    added = {"countries": ["NPL"], "crimes": [crime(family.world)], "area_within": "NPL", "area_name": "Harbour nine"}
    assert fill(alice, edit, **added).status_code == 302
    area = family.sec.countries.get(organisation=family.world.organisation, within__isnull=False)
    assert "Harbour nine" in words(alice.get(at("intervention_new")))
    bob = w.client(family.bob)
    for address in (at("intervention_new"), at("intervention_edit", family.b)):
        assert "Harbour nine" not in words(bob.get(address))
    with pytest.raises(ValidationError):
        services.update_intervention(family.raised, family.b, {"countries": [area.pk]}, seen=family.b.version)
    services.update_intervention(family.alice, family.b, {"countries": [area.pk]}, seen=family.b.version)
    assert "Harbour nine" in words(bob.get(at("intervention_new")))


def test_who_leaves_is_in_no_team_and_comes_back_without_what_was_raised(family: Family) -> None:
    services.set_label(family.alice, family.b, Label.CONFIDENTIAL)
    membership = Membership.objects.get(person=family.bob.person, organisation=family.world.organisation)
    alice = w.client(family.alice)
    assert "no longer belongs" in words(alice.post(at("member_end", membership), follow=True))
    assert not TeamMember.objects.filter(person=family.bob.person).exists()
    assert "Bob" not in words(alice.get(at("intervention_team", family.b)))
    accounts.admit(family.world.organisation, family.bob.person, "contributor", Label.INTERNAL)
    assert w.client(family.bob).get(at("intervention", family.b)).status_code == 404


def test_nobody_who_left_is_shown_in_a_team(family: Family) -> None:
    membership = Membership.objects.get(person=family.bob.person, organisation=family.world.organisation)
    accounts.end_membership(family.alice, membership.pk)  # a row that an older version left behind
    assert TeamMember.objects.filter(person=family.bob.person).exists()
    assert "Bob" not in {str(one.person) for one in found.team(family.b)}
