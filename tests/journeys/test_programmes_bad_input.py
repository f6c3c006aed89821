"""Bad input: a clear message, nothing lost, nothing half-written."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from mainstay.countries.models import Country
from mainstay.programmes import parts, selectors, services
from mainstay.programmes.models import ChosenTool, CommunicationProduct, Intervention, Programme
from tests import world as w
from tests.journeys.programmes_world import at, crime, fields, fill, furnished, send, shown, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return furnished()


ODD = "Ünïcode বাংলা 中文 👩🏽‍⚖️ \uf0b7 point\x00\x07 عربى\u200f"
CLEAN = "Ünïcode বাংলা 中文 👩🏽‍⚖️ • point عربى\u200f"


def new(world: w.World, **changes: Any) -> Any:
    given = {"title": "A title", "countries": ["NPL"], "crimes": [crime(world)]} | changes
    return fill(w.client(world.bob), at("intervention_new"), **given)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("crimes", ["no-such-crime"], "no-such-crime is not one of the available choices"),
        ("areas", ["no-such-area"], "no-such-area is not one of the available choices"),
        ("stage", "no-such-stage", "no-such-stage is not one of the available choices"),
        ("countries", ["XXX"], "XXX is not one of the available choices"),
        ("countries", None, "Choose at least one country or area."),
        ("crimes", None, "Choose at least one of the crimes"),
        ("programme", "not-a-uuid", "not-a-uuid is not one of the available choices"),
        ("counterpart-no-such-kind", "given", "“no-such-kind” is not among the kinds of counterpart."),
        ("counterpart-police", "no-such-support", "no-such-support is not one of the available choices"),
        ("starts_on", "31.12.2026", "Write the date as year-month-day"),
        ("title", " \n ", "This field is required."),
        ("title", "x" * 201, "This text has 201 characters; at most 200 can be saved."),
        ("ref", "a/b", "A reference has at most 20 letters"),
        ("ref", "x" * 21, "at most 20 can be saved"),
        ("label", "3", "3 is not one of the available choices"),
        ("area_name", "An area", "To add an area, choose its country and write its name."),
    ],
)
def test_what_cannot_be_is_refused_and_stays_in_the_form(world: w.World, name: str, value: Any, said: str) -> None:
    answer = new(world, workplan_code="WP-77", **{name: value})
    assert answer.status_code == 422
    assert said in words(answer)
    assert shown(answer, "workplan_code") == "WP-77"
    assert not Intervention.objects.exists()


def test_an_end_before_the_start_is_refused(world: w.World) -> None:
    answer = new(world, starts_on="2026-05-02", ends_on="2026-05-01")
    assert answer.status_code == 422
    assert "The end lies before the start." in words(answer)
    assert (shown(answer, "starts_on"), shown(answer, "ends_on")) == ("2026-05-02", "2026-05-01")
    assert new(world, starts_on="2026-05-02", ends_on="2026-05-02").status_code == 302


def test_an_end_is_held_against_the_start_that_is_stored(world: w.World) -> None:
    programme = services.create_programme(world.alice, {"title": "P", "starts_on": date.fromisoformat("2026-05-02")})
    with pytest.raises(ValidationError):
        services.update_programme(world.alice, programme, {"ends_on": date.fromisoformat("2026-05-01")}, seen=1)


def test_a_reference_that_is_taken_is_refused_with_a_free_one(world: w.World) -> None:
    world.intervention(ref="INT-4")
    answer = new(world, ref="int-4")
    assert answer.status_code == 422
    assert "The reference int-4 is taken. INT-5 is free." in words(answer)
    assert new(world, ref="INT-5").status_code == 302


def test_another_organisation_may_use_the_same_reference(world: w.World) -> None:
    world.intervention(ref="INT-4")
    assert (
        fill(
            w.client(world.charlie), at("intervention_new"), title="T", countries=["NPL"], crimes=[crime(world)], ref="INT-4"
        ).status_code
        == 302
    )


@pytest.mark.parametrize("name", ["summary", "expected_change", "theory", "left_out_reason"])
def test_20_001_characters_are_refused_and_20_000_kept(world: w.World, name: str) -> None:
    browser = w.client(world.bob)
    row: Any = services.create_programme(world.bob, {"title": "P"}) if name == "summary" else world.intervention()
    page = {"summary": "programme_edit", "left_out_reason": "intervention_tools"}.get(name, "intervention_note")
    field = parts.theory_name(selectors.manifest(world.bob).theory_checks[0].id) if name == "theory" else name
    answer = fill(browser, at(page, row), **{field: "x" * 20_001})
    assert answer.status_code == 422
    assert "This text has 20,001 characters; at most 20,000 can be saved." in words(answer)
    assert len(shown(answer, field)) == 20_001
    assert fill(browser, at(page, row), **{field: "x" * 20_000}).status_code == 302


def test_every_script_emoji_and_words_bullets_are_kept_and_control_characters_go(world: w.World) -> None:
    browser = w.client(world.bob)
    assert new(world, title=ODD, workplan_code="مخطط 1").status_code == 302
    made = Intervention.objects.get()
    assert (made.title, made.workplan_code) == (CLEAN, "مخطط 1")
    fill(browser, at("intervention_note", made), expected_change=f"{ODD}\r\nsecond\rthird")
    fill(browser, at("product_new", made), title=ODD, audience=ODD)
    made.refresh_from_db()
    assert made.expected_change == f"{CLEAN}\nsecond\nthird"
    assert CommunicationProduct.objects.get().audience == CLEAN
    page = browser.get(at("intervention", made))
    assert CLEAN in page.content.decode()
    assert fields(browser.get(at("intervention_edit", made)))["title"] == [CLEAN]


def test_markup_is_text(world: w.World) -> None:
    new(world, title="<script>alert(1)</script>")
    made = Intervention.objects.get()
    for address in (at("intervention", made), at("intervention_list"), at("intervention_edit", made)):
        assert b"<script>alert" not in w.client(world.bob).get(address).content


def test_an_unknown_tool_is_refused_and_nothing_is_chosen(world: w.World) -> None:
    made = world.intervention()
    answer = fill(w.client(world.bob), at("intervention_tools", made), tools=[world.tool(), "9.9"], left_out_reason="Small.")
    assert answer.status_code == 422
    assert "9.9 is not one of the available choices" in words(answer)
    assert not ChosenTool.objects.exists()
    with pytest.raises(ValidationError):
        services.choose_tools(world.bob, made, ["9.9"], left_out_reason="Small.", seen=1)


@pytest.mark.parametrize(
    "values",
    [
        {"crimes": ["x"]},
        {"areas": ["x"]},
        {"stage": "x"},
        {"counterparts": [{"kind": "x", "support": "given"}]},
        {"countries": [uuid4()]},
    ],
)
def test_the_service_refuses_what_the_form_would(world: w.World, values: dict[str, Any]) -> None:
    made = world.intervention()
    with pytest.raises(ValidationError):
        services.update_intervention(world.bob, made, values, seen=1)
    made.refresh_from_db()
    assert made.version == 1


def test_a_country_of_another_organisation_is_no_choice(world: w.World) -> None:
    theirs = Country.objects.create(organisation=world.charlie.organisation, names={"en": "Theirs"})
    assert new(world, countries=[str(theirs.pk)]).status_code == 422
    with pytest.raises(ValidationError):
        world.intervention(countries=[theirs.pk])


def test_a_title_that_another_programme_or_product_has_is_refused(world: w.World) -> None:
    services.create_programme(world.bob, {"title": "Same"})
    answer = fill(w.client(world.bob), at("programme_new"), title="Same", summary="Mine")
    assert (answer.status_code, shown(answer, "summary")) == (422, "Mine")
    assert Programme.objects.count() == 1
    made = world.intervention()
    services.create_product(world.bob, made, {"title": "Poster"})
    answer = fill(w.client(world.bob), at("product_new", made), title="Poster", medium="Film")
    assert (answer.status_code, shown(answer, "medium")) == (422, "Film")
    assert CommunicationProduct.objects.count() == 1


def test_a_file_that_nobody_asked_for_is_not_kept_and_the_text_is(world: w.World) -> None:
    made, browser = world.intervention(), w.client(world.bob)
    form: dict[str, Any] = fields(browser.get(at("intervention_note", made))) | {"expected_change": "A text"}
    answer = browser.post(at("intervention_note", made), form | {"photo": SimpleUploadedFile("face.jpg", b"\xff\xd8")})
    assert answer.status_code == 302
    made.refresh_from_db()
    assert made.expected_change == "A text"


def test_a_file_in_place_of_a_text_is_refused(world: w.World) -> None:
    browser = w.client(world.bob)
    form: dict[str, Any] = fields(browser.get(at("programme_new"))) | {"summary": "Typed"}
    answer = browser.post(at("programme_new"), form | {"title": SimpleUploadedFile("title.txt", b"A title")})
    assert (answer.status_code, shown(answer, "summary")) == (422, "Typed")
    assert not Programme.objects.exists()


def test_a_form_that_does_not_say_its_version_overwrites_nothing(world: w.World) -> None:
    made = world.intervention()
    services.save_note(world.alice, made, {"expected_change": "Alice's"}, seen=1)
    for seen in (None, "x", "-1", "9" * 40, "²"):
        answer = fill(w.client(world.bob), at("intervention_note", made), expected_change="Bob's", seen=seen)
        assert answer.status_code == 409
    made.refresh_from_db()
    assert made.expected_change == "Alice's"


def test_addresses_with_nonsense_break_nothing(world: w.World) -> None:
    browser = w.client(world.bob)
    world.intervention()
    for query in (
        "country=x",
        "page=x",
        "page=-1",
        "page=99999999999999999999",
        "state=%00",
        "area=%22%5D",
        "text=%F0%9F%A6%8B%25_",
        "crime=\\",
    ):
        assert browser.get(f"{at('intervention_list')}?{query}").status_code == 200
    assert send(browser, at("intervention_new"), {}, new_id="x").status_code == 422
