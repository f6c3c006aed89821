"""The frame of every page: keyboard, columns, light and dark, paper, and both directions."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import world as w

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]
GROUND = "getComputedStyle(document.body).backgroundColor"
RING = """() => {
    const one = document.activeElement, ring = getComputedStyle(one.closest('.choice') ?? one);
    return [one.tagName + '.' + one.className, ring.outlineStyle, parseFloat(ring.outlineWidth)];
}"""
LUMINANCE = f"(() => {{ const [r, g, b] = {GROUND}.match(/\\d+/g).map(Number); return (r + g + b) / 3 }})()"


@pytest.fixture
def world(transactional_db: None) -> w.World:
    return w.build()


@pytest.fixture
def tool_page(world: w.World) -> str:
    return f"/assessments/{world.checklist(world.intervention()).pk}/"


def middle(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2


def test_the_first_key_leads_past_the_navigation(world: w.World, signed_in_page: OpenPage) -> None:
    page = signed_in_page(world.alice.person)
    page.goto("/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the content")
    expect(link).to_be_focused()
    assert (link.bounding_box() or {"y": -1})["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_whatever_takes_focus_shows_it(world: w.World, signed_in_page: OpenPage, tool_page: str) -> None:
    page = signed_in_page(world.alice.person)
    page.goto(tool_page)
    seen = set()
    for _step in range(40):
        page.keyboard.press("Tab")
        told = page.evaluate(RING)
        seen.add(told[0].split(".")[0])
        assert told[1] == "solid", told
        assert told[2] >= 2, told
    assert {"A", "SUMMARY", "INPUT", "TEXTAREA"} <= seen


def test_the_menu_opens_by_keyboard_and_signs_out(world: w.World, signed_in_page: OpenPage) -> None:
    page = signed_in_page(world.alice.person, java_script_enabled=False)
    page.goto("/about/")
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").press("Enter")
    page.wait_for_url("**/sign-in/**")


@pytest.mark.parametrize(("wished", "chosen", "dark"), [("light", "Dark", True), ("dark", "Light", False), ("dark", None, True)])
def test_a_choice_wins_over_the_device(
    world: w.World, signed_in_page: OpenPage, wished: str, chosen: str | None, dark: bool
) -> None:
    page = signed_in_page(world.alice.person, color_scheme=wished, java_script_enabled=False)
    page.goto("/about/")
    if chosen:
        page.locator(".menu summary").click()
        page.get_by_role("button", name=chosen, exact=True).click()
        page.wait_for_url("**/about/")
    assert (page.evaluate(LUMINANCE) < 128) is dark


def test_where_i_am_is_open_beside_the_items_and_folded_on_a_phone(
    world: w.World, signed_in_page: OpenPage, tool_page: str
) -> None:
    page = signed_in_page(world.alice.person)
    page.goto(tool_page)
    groups = page.locator(".aside-start a").first
    expect(groups).to_be_visible()
    assert middle(page, ".aside-start") < middle(page, "main") < middle(page, ".aside-end")
    page.set_viewport_size({"width": 320, "height": 700})
    expect(groups).not_to_be_visible()
    page.locator(".aside-start summary").click()
    expect(groups).to_be_visible()


def test_from_right_to_left_the_columns_change_places(world: w.World, signed_in_page: OpenPage, tool_page: str) -> None:
    page = signed_in_page(world.alice.person, locale="ar")
    page.goto(tool_page)
    assert middle(page, ".aside-start") > middle(page, "main") > middle(page, ".aside-end")
    assert middle(page, ".brand") > middle(page, ".menu")


def test_what_is_wrong_is_said_first_and_leads_to_its_field(world: w.World, signed_in_page: OpenPage, complaints: Any) -> None:
    complaints.allow("422")
    page = signed_in_page(world.alice.person, java_script_enabled=False)
    page.goto("/programmes/new/")
    page.locator("main form button").last.click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    assert page.title().startswith("Error:")
    summary.locator("a").first.click()
    field = page.locator(page.evaluate("location.hash"))
    expect(field).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("wished", ["light", "dark"])
def test_paper_is_white_and_names_the_office_and_the_source(
    world: w.World, signed_in_page: OpenPage, tool_page: str, wished: str
) -> None:
    page = signed_in_page(world.alice.person, color_scheme=wished)
    page.goto(tool_page)
    expect(page.locator(".print-head")).not_to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".print-head")).to_contain_text(world.organisation.name)
    expect(page.locator(".print-head")).to_contain_text("Unclassified, internal")
    expect(page.locator(".foot")).to_contain_text("not the official text")
    assert page.evaluate("getComputedStyle(document.querySelector('.print-head')).display") == "table-header-group"
    assert page.evaluate("getComputedStyle(document.querySelector('.foot')).display") == "table-footer-group"
    assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
    expect(page.locator(".top-nav")).not_to_be_visible()


def test_high_contrast_keeps_every_answer_readable(
    world: w.World, signed_in_page: OpenPage, tool_page: str, assert_axe_clean: Any
) -> None:
    page = signed_in_page(world.alice.person, forced_colors="active")
    page.goto(tool_page)
    page.locator(".choice input").first.check()
    chosen, other = (page.locator(".choice").nth(n).evaluate("one => getComputedStyle(one).backgroundColor") for n in (0, 1))
    assert chosen != other
