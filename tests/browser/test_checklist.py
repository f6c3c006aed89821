"""A checklist in a real browser: saved as one types, kept on a dropped line, chosen between two, usable without a script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mainstay.assessments.models import Assessment, Entry
from mainstay.core.labels import Label
from tests import world as w

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]
DROPPED = "ERR_FAILED|request failed|htmx:(afterRequest|sendError)|script: undefined"
"""What htmx and the browser say of a line that was cut."""
DRAFTS = "Object.keys({}).filter(key => key.startsWith('mainstay:')).length"


@pytest.fixture
def world(transactional_db: None) -> w.World:
    return w.build()


@pytest.fixture
def checklist(world: w.World) -> Assessment:
    return world.checklist(world.intervention())


def open_tool(page: Page, checklist: Assessment) -> tuple[Page, str]:
    page.goto(f"/assessments/{checklist.pk}/")
    return page, w.items(checklist)[0]


def item_of(page: Page, item: str) -> object:
    return page.locator(f'[id="{item}"]')


def choose(page: Page, checklist: Assessment, item: str, role: str) -> None:
    page.locator(f'[name="{item}-choice"][value="{w.choice(checklist, role)}"]').check()


def test_an_answer_is_saved_as_it_is_given_and_the_focus_stays(
    signed_in_page: OpenPage, world: w.World, checklist: Assessment
) -> None:
    page, item = open_tool(signed_in_page(world.alice.person), checklist)
    state = page.locator(f'[id="{item}"] .item-state')
    choose(page, checklist, item, "unmet")
    expect(state).to_contain_text("Say how this will be addressed")
    box = page.locator(f'[name="{item}-how"]')
    box.fill("Training in spring")
    expect(page.locator(f'[name="{item}-version"]')).to_have_value("2")
    expect(box).to_be_focused()
    expect(state).to_contain_text(re.compile("Saved"))
    assert Entry.objects.get(assessment=checklist).data["how"] == "Training in spring"
    assert page.evaluate(DRAFTS.format("localStorage")) == 0


def test_only_the_item_that_changed_is_sent(signed_in_page: OpenPage, world: w.World, checklist: Assessment) -> None:
    page, item = open_tool(signed_in_page(world.alice.person), checklist)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        choose(page, checklist, item, "met")
    assert {name.split("-")[0] for name in re.findall(r"([\w.]+-\w+)=", sent.value.post_data or "")} == {item}


def test_what_is_typed_on_a_dropped_line_waits_and_is_saved_later(
    signed_in_page: OpenPage, world: w.World, checklist: Assessment, complaints: object
) -> None:
    complaints.allow(DROPPED)  # type: ignore[attr-defined]
    page, item = open_tool(signed_in_page(world.alice.person), checklist)
    page.route("**/items/**", lambda route: route.abort())
    page.locator(f'[name="{item}-how"]').fill("Typed in the tunnel")
    expect(page.locator(f'[id="{item}"] .item-state')).to_contain_text("Not saved: no line")
    assert not Entry.objects.filter(assessment=checklist).exists()
    page.unroute("**/items/**")
    page.reload()
    expect(page.locator(f'[name="{item}-how"]')).to_have_value("Typed in the tunnel")
    expect(page.locator(f'[name="{item}-version"]')).to_have_value("1")
    assert Entry.objects.get(assessment=checklist).data["how"] == "Typed in the tunnel"


def test_signing_out_erases_what_waits_in_the_browser(
    signed_in_page: OpenPage, world: w.World, checklist: Assessment, complaints: object
) -> None:
    complaints.allow(DROPPED)  # type: ignore[attr-defined]
    page, item = open_tool(signed_in_page(world.alice.person), checklist)
    page.route("**/items/**", lambda route: route.abort())
    page.locator(f'[name="{item}-how"]').fill("Typed in the tunnel")
    expect(page.locator(f'[id="{item}"] .item-state')).to_contain_text("Not saved")
    assert page.evaluate(DRAFTS.format("localStorage")) == 1
    page.locator(".menu summary").click()
    page.locator("[data-signs-out]").click()
    page.wait_for_url("**/sign-in/**")
    assert page.evaluate(DRAFTS.format("localStorage")) == 0


def test_a_confidential_draft_lives_only_in_the_tab(signed_in_page: OpenPage, world: w.World, complaints: object) -> None:
    complaints.allow(DROPPED)  # type: ignore[attr-defined]
    checklist = world.checklist(world.intervention(label=Label.CONFIDENTIAL))
    page, item = open_tool(signed_in_page(world.alice.person), checklist)
    page.route("**/items/**", lambda route: route.abort())
    page.locator(f'[name="{item}-how"]').fill("Sensitive")
    expect(page.locator(f'[id="{item}"] .item-state')).to_contain_text("Not saved")
    assert (page.evaluate(DRAFTS.format("localStorage")), page.evaluate(DRAFTS.format("sessionStorage"))) == (0, 1)


def test_two_people_at_once_choose_between_their_answers(
    signed_in_page: OpenPage, world: w.World, checklist: Assessment, complaints: object
) -> None:
    complaints.allow("409")  # type: ignore[attr-defined]
    page, item = open_tool(signed_in_page(world.alice.person), checklist)
    w.answer(world.bob, checklist, item, "met", how="Bob was here")
    page.locator(f'[name="{item}-how"]').fill("Alice's words")
    expect(page.locator(f'[id="{item}"]')).to_contain_text("Changed by Bob")
    page.get_by_role("button", name="Compare and choose").click()
    expect(page.get_by_role("heading", name="Two answers: choose one")).to_be_visible()
    expect(page.locator(".compare")).to_contain_text("Bob was here")
    page.get_by_role("button", name="Keep mine").click()
    expect(page.locator("#messages")).to_contain_text("Saved")
    assert Entry.objects.get(assessment=checklist).data["how"] == "Alice's words"


def test_data_on_a_person_is_asked_about_and_masked(
    signed_in_page: OpenPage, world: w.World, checklist: Assessment, complaints: object
) -> None:
    complaints.allow("422")  # type: ignore[attr-defined]
    page, item = open_tool(signed_in_page(world.alice.person), checklist)
    page.locator(f'[name="{item}-how"]').fill("Ask Mr Karim Said about it")
    expect(page.locator(f'[id="{item}"]')).to_contain_text("This looks like data on a person")
    page.get_by_role("button", name="Remove it from the text").click()
    expect(page.locator(f'[name="{item}-how"]')).to_have_value("Ask [name of a person removed] about it")
    assert "Karim" not in str(Entry.objects.get(assessment=checklist).data)


def test_everything_works_by_keyboard(signed_in_page: OpenPage, world: w.World, checklist: Assessment) -> None:
    page, item = open_tool(signed_in_page(world.alice.person), checklist)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(f'[name="{item}-choice"]').first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(f'[name="{item}-version"]')).to_have_value("1")
    page.keyboard.press("Tab")
    page.keyboard.type("By keyboard")
    expect(page.locator(f'[name="{item}-version"]')).to_have_value("2")
    assert Entry.objects.get(assessment=checklist).data["how"] == "By keyboard"


def test_the_guidance_stands_beside_the_question_on_a_wide_screen(
    signed_in_page: OpenPage, world: w.World, checklist: Assessment
) -> None:
    page, item = open_tool(signed_in_page(world.alice.person, viewport={"width": 1400, "height": 900}), checklist)
    page.locator(f'[name="{item}-how"]').focus()
    expect(page.locator("[data-guide-item]")).to_contain_text(f"Guidance {item}")


def test_without_a_script_one_form_saves_all(signed_in_page: OpenPage, world: w.World, checklist: Assessment) -> None:
    page, item = open_tool(signed_in_page(world.alice.person, java_script_enabled=False), checklist)
    second = w.items(checklist)[1]
    choose(page, checklist, item, "unmet")
    page.locator(f'[name="{item}-how"]').fill("Without a script")
    choose(page, checklist, second, "met")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("2 answers changed")
    assert Entry.objects.filter(assessment=checklist).count() == 2
