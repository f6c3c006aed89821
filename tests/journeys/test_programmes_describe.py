"""Describing a programme and an intervention in a browser without JavaScript."""

from uuid import uuid4

import pytest

from mainstay.audit.models import Event
from mainstay.countries.models import Country
from mainstay.programmes import selectors
from mainstay.programmes.models import Intervention, Programme, TeamMember
from tests import world as w
from tests.journeys.programmes_world import at, crime, fields, fill, furnished, send, tree, words

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
    assert changed["location"] == first["location"]
    assert Intervention.objects.get().title == "Once, better"


def test_a_form_that_names_somebody_elses_row_creates_nothing(world: w.World) -> None:
    elsewhere = Programme.objects.create(organisation=world.charlie.organisation, title="Theirs")
    answer = fill(w.client(world.bob), at("programme_new"), title="Mine", new_id=str(elsewhere.pk))
    assert answer.status_code == 404
    assert Programme.objects.get().title == "Theirs"


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
