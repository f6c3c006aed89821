"""What waits in the browser: it comes back when it is needed, and never when it was given up or kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mainstay.assessments.models import Assessment, Entry
from mainstay.core.labels import Label
from mainstay.programmes.models import Intervention
from tests import world as w

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]
WAITING = "[localStorage, sessionStorage].flatMap(Object.keys).filter(key => /^mainstay:.+:/.test(key)).length"


@pytest.fixture
def world(transactional_db: None) -> w.World:
    return w.build()


@pytest.fixture
def checklist(world: w.World) -> Assessment:
    return world.checklist(world.intervention())


def test_keeping_theirs_gives_up_what_was_typed(
    signed_in_page: OpenPage, world: w.World, checklist: Assessment, complaints: object
) -> None:
    complaints.allow("409")  # type: ignore[attr-defined]
    page, item = signed_in_page(world.alice.person), w.items(checklist)[0]
    page.goto(f"/assessments/{checklist.pk}/")
    w.answer(world.bob, checklist, item, "met", how="Bob was here")
    page.locator(f'[name="{item}-how"]').fill("Alice's words")
    expect(page.locator(f'[id="{item}"]')).to_contain_text("Changed by Bob")
    page.get_by_role("button", name="Compare and choose").click()
    page.get_by_role("link", name="Keep theirs").click()
    expect(page.locator(f'[name="{item}-how"]')).to_have_value("Bob was here")
    assert page.evaluate(WAITING) == 0
    page.goto(f"/assessments/{checklist.pk}/")
    expect(page.locator(f'[name="{item}-how"]')).to_have_value("Bob was here")


def test_an_answer_moves_the_bar_of_the_whole_tool(signed_in_page: OpenPage, world: w.World, checklist: Assessment) -> None:
    page, (first, second, *others) = signed_in_page(world.alice.person), w.items(checklist)
    page.goto(f"/assessments/{checklist.pk}/")
    for done, item in enumerate((first, second), 1):
        page.locator(f'[name="{item}-choice"][value="{w.choice(checklist, "met")}"]').check()
        expect(page.locator("[data-so-far]")).to_contain_text(f"{done} of {len(others) + 2}")
        expect(page.locator("[data-so-far] progress")).to_have_attribute("value", str(done))


def test_an_old_message_goes_with_the_next_success(signed_in_page: OpenPage, world: w.World, checklist: Assessment) -> None:
    page, item = signed_in_page(world.alice.person), w.items(checklist)[0]
    page.goto(f"/assessments/{checklist.pk}/")
    page.evaluate("document.getElementById('messages').innerHTML = '<p>You were signed out</p>'")
    page.locator(f'[name="{item}-choice"]').first.check()
    expect(page.locator(f'[name="{item}-version"]')).to_have_value("1")
    expect(page.locator("#messages")).to_be_empty()


def test_a_note_waits_for_its_writer_until_it_is_saved(signed_in_page: OpenPage, world: w.World) -> None:
    made = world.intervention()
    page, address = signed_in_page(world.alice.person), f"/interventions/{made.pk}/note/"
    page.goto(address)
    page.locator("#id_expected_change").fill("Fewer people are pushed back.")
    page.goto("/")
    page.goto(address)
    expect(page.locator("#id_expected_change")).to_have_value("Fewer people are pushed back.")
    expect(page.locator("main form")).to_contain_text("Not saved yet")
    page.get_by_role("button", name="Save the note").click()
    page.wait_for_url(f"**/interventions/{made.pk}/")
    assert Intervention.objects.get().expected_change == "Fewer people are pushed back."
    assert page.evaluate(WAITING) == 0
    page.goto(address)
    page.locator("#id_expected_change").fill("Given up")
    page.get_by_role("link", name="Cancel").click()
    page.wait_for_url(f"**/interventions/{made.pk}/")
    page.goto(address)
    expect(page.locator("#id_expected_change")).to_have_value("Fewer people are pushed back.")


def test_a_comment_and_an_action_wait_and_are_kept_once(
    signed_in_page: OpenPage, world: w.World, checklist: Assessment, complaints: object
) -> None:
    complaints.allow("422")  # type: ignore[attr-defined]
    page, item = signed_in_page(world.alice.person), w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "unmet", how="First words")
    address = f"/assessments/{checklist.pk}/items/{item}/"
    page.goto(address)
    expect(page.locator("#answer")).to_contain_text("Not saved until you press Save.")
    page.locator('textarea[name="text"]').fill("Who knows more?")
    page.locator('#new-action textarea[name="what"]').fill("Write a plan")
    page.locator('#new-action input[name="due"]').fill("2026-12-31")
    page.reload()
    expect(page.locator('textarea[name="text"]')).to_have_value("Who knows more?")
    page.get_by_role("button", name="Add the action").click()
    expect(page.locator("#messages")).to_contain_text("The action is kept.")
    expect(page.locator('#new-action textarea[name="what"]')).to_have_value("")
    expect(page.locator('textarea[name="text"]')).to_have_value("Who knows more?")
    page.locator('textarea[name="text"]').fill("Ask Mr Karim Said")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator('textarea[name="text"]')).to_have_value("Ask Mr Karim Said")
    assert page.evaluate(WAITING) == 1
    page.locator('textarea[name="text"]').fill("Ask the office")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Your comment is kept.")
    expect(page.locator('textarea[name="text"]')).to_have_value("")
    assert page.evaluate(WAITING) == 0
    assert [one.text for one in checklist.comments.all()] == ["Ask the office"]
    assert Entry.objects.filter(role="action").count() == 1


def test_what_is_typed_about_confidential_work_waits_in_the_tab_alone(signed_in_page: OpenPage, world: w.World) -> None:
    made = world.intervention(label=Label.CONFIDENTIAL)
    page = signed_in_page(world.alice.person)
    page.goto(f"/interventions/{made.pk}/note/")
    page.locator("#id_expected_change").fill("Sensitive")
    assert page.evaluate("Object.values(sessionStorage).filter(text => text.includes('Sensitive')).length") == 1
    assert page.evaluate("localStorage.length") == 0
