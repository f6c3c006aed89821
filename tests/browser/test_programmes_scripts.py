"""The two scripts of programmes: words counted while somebody types, and the list of countries that narrows itself."""

from typing import Any

import pytest
from playwright.sync_api import expect

from mainstay.programmes import services
from tests.journeys.programmes_world import at, furnished

pytestmark = pytest.mark.django_db(transaction=True)


def test_words_are_counted_shown_and_announced_after_a_pause(signed_in_page: Any, complaints: Any) -> None:
    complaints.allow("422")
    world = furnished()
    page = signed_in_page(world.alice.person)
    page.goto(at("intervention_note", world.intervention()))
    shown, said = page.locator("#words-shown"), page.locator("#words-said")
    expect(shown).to_have_text("0 of 150 words")
    area = page.get_by_label("What change do you expect?")
    area.fill("The State’s own e-mail, বাংলা ভাষা 中文")
    expect(shown).to_have_text("8 of 150 words")
    expect(said).to_have_text("8 of 150 words", timeout=5000)
    area.fill("word " * 151)
    expect(shown).to_have_text("151 of 150 words: 1 too many")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_role("alert").first).to_contain_text("This text has 151 words")
    expect(area).to_have_value("word " * 151)


def test_the_list_of_countries_narrows_and_keeps_what_is_ticked(signed_in_page: Any, assert_axe_clean: Any) -> None:
    world = furnished()
    page = signed_in_page(world.alice.person, viewport={"width": 320, "height": 800})
    page.goto(at("intervention_new"))
    find = page.get_by_label("Find a country or area")
    find.fill("côte d")
    choice = page.get_by_label("Côte d’Ivoire")
    expect(choice).to_be_visible()
    expect(page.get_by_text("1 found")).to_be_attached()
    expect(page.locator("summary", has_text="Europe")).to_be_hidden()
    choice.check()
    find.press("Enter")
    find.fill("nep")
    page.get_by_label("Nepal", exact=True).check()
    find.fill("")
    assert_axe_clean(page)
    expect(choice).to_be_checked()
    page.get_by_label("Title").fill("Border work")
    page.get_by_label("Trafficking in persons").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Côte d’Ivoire · Nepal")).to_be_visible()


def test_every_page_passes_axe_in_the_dark_too(signed_in_page: Any, assert_axe_clean: Any) -> None:
    world = furnished()
    made = world.intervention()
    page = signed_in_page(world.alice.person, color_scheme="dark")
    for name in (
        "intervention",
        "intervention_edit",
        "intervention_note",
        "intervention_tools",
        "intervention_team",
        "product_new",
    ):
        page.goto(at(name, made))
        assert_axe_clean(page)
    for name in ("intervention_list", "programme_list", "programme_new"):
        page.goto(at(name))
        assert_axe_clean(page)


def test_trouble_with_saving_is_readable_and_takes_the_focus(signed_in_page: Any, complaints: Any, assert_axe_clean: Any) -> None:
    complaints.allow("422|409")
    world = furnished()
    made = world.intervention()
    page = signed_in_page(world.alice.person)
    page.goto(at("intervention_note", made))
    page.get_by_label("What change do you expect?").fill("Call Mr John Smith or amina@example.org")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_text("This looks like data on a person.")).to_be_visible()
    expect(page.get_by_role("alert")).to_be_focused()
    assert_axe_clean(page)
    services.save_note(world.bob, made, {"expected_change": "Bob's"}, seen=1)
    page.get_by_label("Remove it from the text and save").check()
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_text("Somebody changed this while you were writing")).to_be_visible()
    assert_axe_clean(page)
