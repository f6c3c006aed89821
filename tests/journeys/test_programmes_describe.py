"""Describing a programme and an intervention in a browser without JavaScript."""

from typing import Any
from uuid import uuid4

import pytest

from mainstay.audit.models import Event
from mainstay.countries.models import Country
from mainstay.programmes import selectors
from mainstay.programmes.models import Intervention, Programme, TeamMember
from tests import world as w
from tests.journeys.programmes_world import at, crime, fields, fill, furnished, send, shown, tree, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return furnished()


def describe(world: w.World, **changes: object) -> Intervention:
    given = {"title": "Training of border guards", "countries": ["NPL"], "crimes": [crime(world)]}
    answer = fill(w.client(world.bob), at("intervention_new"), **(given | changes))
    assert answer.status_code == 302, words(answer)
    return Intervention.objects.get(pk=answer["location"].split("/")[-2])


def test_an_officer_describes_an_intervention(world: w.World) -> None:
    manifest = selectors.manifest(world.bob)
    area, kind, support = manifest.areas[0].id, manifest.counterparts[0].id, manifest.support[1].id
    made = describe(
        world,
        countries=["NPL", "PAK"],
        areas=[area],
        starts_on="2026-01-01",
        ends_on="2026-12-31",
        workplan_code="WP-7",
        **{f"counterpart-{kind}": support},
    )
    assert {country.iso3 for country in made.countries.all()} == {"NPL", "PAK"}
    assert (made.ref, made.areas, made.workplan_code, made.version) == ("INT-1", [area], "WP-7", 1)
    assert made.counterparts == [{"kind": kind, "support": support}]
    assert made.label == w.Label.INTERNAL
    assert TeamMember.objects.get(intervention=made).person == world.bob.person
    event = Event.objects.get(object_id=str(made.pk))
    assert (event.verb, event.actor) == ("created", world.bob.person.pk)
    assert "Training" not in str(event.detail)
    page = words(w.client(world.bob).get(at("intervention", made)))
    for text in ("Nepal · Pakistan", manifest.areas[0].title, manifest.counterparts[0].title, "WP-7", "31 December 2026"):
        assert text in page


def test_references_count_on_and_may_be_chosen(world: w.World) -> None:
    assert [describe(world).ref, describe(world, ref="FIELD.2-x").ref, describe(world).ref] == ["INT-1", "FIELD.2-x", "INT-2"]


def test_the_same_form_twice_creates_one(world: w.World) -> None:
    browser = w.client(world.bob)
    form = fields(browser.get(at("intervention_new")))
    given = {"title": "Once", "countries": ["NPL"], "crimes": [crime(world)]}
    first = send(browser, at("intervention_new"), form, **given)
    second = send(browser, at("intervention_new"), form, **given)
    assert first["location"] == second["location"]
    changed = send(browser, at("intervention_new"), form, **(given | {"title": "Once, better"}))
    assert changed.status_code == 422
    assert "saved already" in words(changed)
    assert shown(changed, "title") == "Once, better"
    assert Intervention.objects.get().title == "Once"


def test_a_form_that_names_somebody_elses_row_makes_one_of_its_own(world: w.World) -> None:
    elsewhere = Programme.objects.create(organisation=world.charlie.organisation, title="Theirs")
    answer = fill(w.client(world.bob), at("programme_new"), title="Mine", new_id=str(elsewhere.pk))
    assert answer.status_code == 302
    assert {one.title: one.organisation for one in Programme.objects.all()} == {
        "Theirs": world.charlie.organisation,
        "Mine": world.organisation,
    }


def test_what_was_described_is_in_the_form_again(world: w.World) -> None:
    kind, support = selectors.manifest(world.bob).counterparts[3].id, selectors.manifest(world.bob).support[2].id
    made = describe(world, countries=["NPL", "CIV"], starts_on="2026-02-03", **{f"counterpart-{kind}": support})
    form = fields(w.client(world.bob).get(at("intervention_edit", made)))
    assert sorted(form["countries"]) == ["CIV", "NPL"]
    assert (form["starts_on"], form[f"counterpart-{kind}"], form["crimes"]) == (["2026-02-03"], [support], [crime(world)])
    answer = fill(w.client(world.bob), at("intervention_edit", made), title="Another title")
    assert answer["location"] == at("intervention", made)
    made.refresh_from_db()
    assert (made.title, made.version, made.ref, made.countries.count()) == ("Another title", 2, "INT-1", 2)


def test_saving_without_a_change_changes_nothing(world: w.World) -> None:
    made = describe(world)
    fill(w.client(world.alice), at("intervention_edit", made))
    made.refresh_from_db()
    assert made.version == 1
    assert Event.objects.filter(object_id=str(made.pk)).count() == 1


def test_an_area_within_a_country_is_added_once(world: w.World) -> None:
    nepal = Country.objects.get(iso3="NPL", organisation=None)
    made = describe(world, countries=None, area_within="NPL", area_name="Far-western province")
    again = describe(world, countries=["NPL"], area_within="NPL", area_name="far-western province")
    area = made.countries.get()
    assert (area.within, area.organisation, str(area)) == (nepal, world.organisation, "Far-western province")
    assert set(again.countries.all()) == {nepal, area}
    other = words(w.client(world.charlie).get(at("intervention_new")))
    assert "Far-western" not in other
    assert "Nepal: Far-western province" in words(w.client(world.alice).get(at("intervention", again)))


def test_nothing_is_added_when_the_form_is_refused(world: w.World) -> None:
    answer = fill(
        w.client(world.bob), at("intervention_new"), title="T", crimes=[crime(world)], area_within="NPL", area_name="X", ref="?"
    )
    assert answer.status_code == 422
    assert not Country.objects.filter(within__isnull=False).exists()


def groups(answer: Any) -> dict[str, Any]:
    """The groups of counterparts by their heading, as they stand in the form."""
    found = [one for one in tree(answer).iter("details") if one.get("class") == "pairs"]
    return {(one.find("summary").text or "").strip(): one for one in found}


def test_counterparts_stand_in_groups_by_role_and_those_with_a_choice_are_open(world: w.World) -> None:
    manifest = selectors.manifest(world.bob)
    force, other = (next(one for one in manifest.counterparts if one.role == role) for role in ("security_force", ""))
    support = manifest.support[1].id
    new = groups(w.client(world.bob).get(at("intervention_new")))
    assert list(new) == ["Security forces", "Justice and lawmaking", "Services for people", "Others"]
    assert [heading for heading, group in new.items() if "open" in group.attrib] == []
    assert sum(len(list(group.iter("select"))) for group in new.values()) == len(manifest.counterparts)
    for kind, heading in ((force, "Security forces"), (other, "Others")):
        made = describe(world, **{f"counterpart-{kind.id}": support})
        found = groups(w.client(world.bob).get(at("intervention_edit", made)))
        assert [name for name, group in found.items() if "open" in group.attrib] == [heading]
        assert f"chosen: {kind.title}" in found[heading].find("summary").text_content()


def test_a_counterpart_that_is_refused_stands_in_an_open_group(world: w.World) -> None:
    kind = selectors.manifest(world.bob).counterparts[0]
    answer = fill(w.client(world.bob), at("intervention_new"), title="T", **{f"counterpart-{kind.id}": "no-such-support"})
    assert answer.status_code == 422
    assert [name for name, group in groups(answer).items() if "open" in group.attrib] == ["Security forces"]


def test_the_name_of_an_area_passes_the_guard(world: w.World) -> None:
    browser, address = w.client(world.bob), at("intervention_new")
    given = {"title": "Call ada@example.org", "countries": None, "crimes": [crime(world)]}
    given |= {"area_within": "NPL", "area_name": "House of eva@example.org"}
    answer = fill(browser, address, **given)
    assert answer.status_code == 422
    assert "Name of the area: e-mail address, eva@example.org" in words(answer)
    assert "Title: e-mail address, ada@example.org" in words(answer)
    assert fields(answer)["area_name"] == ["House of eva@example.org"]
    assert not Country.objects.filter(within__isnull=False).exists()
    assert send(browser, address, fields(answer), guard="keep", guard_reason="An office.").status_code == 302
    made = Intervention.objects.get()
    assert "House of eva@example.org" in {str(one) for one in made.countries.all()}
    assert [one.text for one in selectors.reasons(made)] == ["An office."]


def test_a_masked_area_is_kept_without_what_was_found(world: w.World) -> None:
    made, browser = describe(world), w.client(world.bob)
    area = {"area_within": "NPL", "area_name": "House of eva@example.org"}
    answer = fill(browser, at("intervention_edit", made), **area)
    assert answer.status_code == 422
    assert send(browser, at("intervention_edit", made), fields(answer), guard="mask").status_code == 302
    assert "eva@" not in str(Country.objects.get(within__isnull=False))
    area["area_name"] = "Office of ada@example.org"
    answer = fill(browser, at("intervention_edit", made), **area)
    assert send(browser, at("intervention_edit", made), fields(answer), guard="keep", guard_reason="A post.").status_code == 302
    assert [one.text for one in selectors.reasons(made)] == ["A post."]


def test_the_list_of_countries_says_that_names_imply_no_opinion(world: w.World) -> None:
    made = describe(world)
    for address in (at("intervention_new"), at("intervention", made), at("intervention_list")):
        assert "imply no opinion on their status" in words(w.client(world.bob).get(address))


def test_249_countries_stand_in_regions_in_the_order_of_their_names(world: w.World) -> None:
    page = tree(w.client(world.bob).get(at("intervention_new")))
    regions = {one.find("summary").text_content().strip(): one for one in page.iter("details") if one.get("class") == "guide"}
    assert list(regions) == ["Africa", "Americas", "Asia", "Europe", "Oceania", "Other areas"]
    names = [label.text_content() for label in regions["Europe"].iter("label")]
    assert names[:3] == ["Åland Islands", "Albania", "Andorra"]
    assert sum(len(list(region.iter("label"))) for region in regions.values()) == 249 + 1  # with the demo's own


def test_a_programme_holds_interventions_together(world: w.World) -> None:
    browser = w.client(world.bob)
    answer = fill(browser, at("programme_new"), title="Safe borders", summary="A frame", starts_on="2026-01-01")
    programme = Programme.objects.get()
    assert answer["location"] == at("programme", programme)
    form = fields(browser.get(f"{at('intervention_new')}?programme={programme.pk}"))
    assert form["programme"] == [str(programme.pk)]
    made = describe(world, programme=str(programme.pk))
    assert made.programme == programme
    assert "Training of border guards" in words(browser.get(at("programme", programme)))
    assert "1 intervention" in words(browser.get(at("programme_list")))
    fill(browser, at("programme_edit", programme), title="Safer borders")
    programme.refresh_from_db()
    assert (programme.title, programme.summary, programme.version) == ("Safer borders", "A frame", 2)


def test_a_programme_above_the_clearance_is_neither_shown_nor_lost(world: w.World) -> None:
    secret = Programme.objects.create(organisation=world.organisation, title="Secret frame", label=w.Label.CONFIDENTIAL)
    made = world.intervention(programme_id=secret.pk)
    browser = w.client(world.bob)
    for address in (at("intervention", made), at("intervention_list"), at("intervention_edit", made), at("programme_list")):
        assert "Secret frame" not in words(browser.get(address))
    assert browser.get(at("programme", secret)).status_code == 404
    assert fill(browser, at("intervention_edit", made), title="Renamed", crimes=[crime(world)]).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.programme) == ("Renamed", secret)


def test_choosing_a_programme_that_one_may_not_see_is_refused(world: w.World) -> None:
    secret = Programme.objects.create(organisation=world.organisation, title="Secret frame", label=w.Label.CONFIDENTIAL)
    for pk in (secret.pk, uuid4()):
        answer = fill(
            w.client(world.bob), at("intervention_new"), title="T", countries=["NPL"], crimes=[crime(world)], programme=str(pk)
        )
        assert answer.status_code == 422
    assert not Intervention.objects.exists()
