"""A risk register in a real browser: rated by keyboard, told at once, usable without a script, on a phone, right to left."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from mainstay.assessments.models import Assessment, Entry
from tests import world as w
from tests.journeys import registers_world as r

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]
Check = Callable[[Page], None]


@pytest.fixture
def world(transactional_db: None) -> w.World:
    return w.build()


@pytest.fixture
def register(world: w.World) -> Assessment:
    """Every state of a card: offered, adopted and rated, waiting for a second person, with proof, left out, one's own."""
    made = r.register(world)
    grave, plain = r.floor(made, True), r.floor(made, False)
    others = [item for item in w.items(made) if item not in (grave, plain)]
    r.save(world.alice, made, grave, decision="adopted", likelihood="low", impact="low", floor_reason="A court")
    r.save(world.alice, made, plain, decision="adopted", likelihood="high", impact="medium", responses=["response-options.o1"])
    r.act(world.alice, made, plain, status="done", proof="A report", owner=world.bob.person, due=date(2027, 1, 1))
    r.save(
        world.alice,
        made,
        plain,
        1,
        residual_likelihood="low",
        residual_impact="medium",
        target_likelihood="low",
        target_impact="low",
    )
    r.save(world.alice, made, others[0], decision="aside", aside_why="Not here")
    r.save(world.alice, made, f"own@{'1' * 32}", decision="adopted", title="Files", text="Kept at posts", harms=["privacy"])
    return made


def fresh(world: w.World, register: Assessment) -> str:
    """A risk that is adopted and not rated yet."""
    key = next(item for item in w.items(register) if not Entry.objects.filter(assessment=register, item=item).exists())
    r.save(world.alice, register, key, decision="adopted")
    return key


def state(page: Page, key: str) -> object:
    return page.locator(f'[id="{key}"] .item-state')


@pytest.mark.parametrize(
    "looks",
    [
        {},
        {"color_scheme": "dark", "viewport": {"width": 320, "height": 800}},
        {"locale": "ar", "viewport": {"width": 768, "height": 900}},
    ],
)
def test_register_item_own_and_readings_pass_axe_and_fit(
    signed_in_page: OpenPage, world: w.World, register: Assessment, assert_axe_clean: Check, looks: dict[str, object]
) -> None:
    page = signed_in_page(world.alice.person, **looks)
    grave = r.floor(register, True)
    tool = w.opened(world.alice, register).tool.id
    for place in ("", f"items/{grave}/", f"items/own@{'1' * 32}/", f"items/own@{'2' * 32}/"):
        page.goto(f"/assessments/{register.pk}/{place}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert_axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, place
    for address in ("/people/readings/", f"/toolkit/{tool}/"):
        page.goto(address)
        assert_axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


def test_a_risk_is_rated_by_keyboard_and_the_duty_is_told_at_once(
    signed_in_page: OpenPage, world: w.World, register: Assessment
) -> None:
    key = fresh(world, register)
    page = signed_in_page(world.alice.person)
    page.goto(f"/assessments/{register.pk}/")
    page.locator(f'[name="{key}-likelihood"]').first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(state(page, key)).to_contain_text("Rate the impact")  # type: ignore[arg-type]
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(f'[name="{key}-impact"]').first).to_be_focused()
    expect(page.locator(f'[id="{key}"] [data-duty]')).to_have_count(1)
    expect(state(page, key)).to_contain_text(re.compile("Saved"))  # type: ignore[arg-type]
    data = r.entry(register, key).data
    assert (data["likelihood"], data["impact"]) == ("medium", "low")


def test_a_reason_is_asked_for_only_where_the_rules_ask(signed_in_page: OpenPage, world: w.World, register: Assessment) -> None:
    key = next(item for item in w.items(register) if item == r.floor(register, False))
    r.save(world.alice, register, key, 2, residual_likelihood="", residual_impact="", impact="low")
    page = signed_in_page(world.alice.person)
    page.goto(f"/assessments/{register.pk}/")
    explanation = page.locator(f'[name="{key}-explanation"]')
    expect(explanation).to_be_visible()
    page.locator(f'[name="{key}-impact"][value="medium"]').check()
    expect(explanation).to_be_hidden()
    expect(page.locator(f'[name="{r.floor(register, True)}-floor_reason"]')).to_be_visible()


def test_boxes_of_one_name_wait_in_the_browser_each_by_itself(
    signed_in_page: OpenPage, world: w.World, register: Assessment, complaints: object
) -> None:
    complaints.allow("ERR_FAILED|request failed|htmx:(afterRequest|sendError)|script: undefined")  # type: ignore[attr-defined]
    key = fresh(world, register)
    page = signed_in_page(world.alice.person)
    page.goto(f"/assessments/{register.pk}/")
    had = set(r.entry(register, key).data["harms"])
    page.route("**/items/**", lambda route: route.abort())
    page.locator(f'[id="{key}"] details').first.evaluate("one => one.open = true")
    box = page.locator(f'[name="{key}-harms"]:not([type=hidden]):not(:checked)').first
    added = box.get_attribute("value")
    page.locator(f'[name="{key}-harms"][value="{added}"]').check()
    expect(state(page, key)).to_contain_text("Not saved: no line")  # type: ignore[arg-type]
    page.unroute("**/items/**")
    page.reload()
    expect(state(page, key)).to_contain_text(re.compile("Saved"))  # type: ignore[arg-type]
    expect(page.locator(f'[name="{key}-version"]')).to_have_value("2")
    assert set(r.entry(register, key).data["harms"]) == had | {added}


def test_enter_in_a_field_adopts_nothing(signed_in_page: OpenPage, world: w.World, register: Assessment) -> None:
    page = signed_in_page(world.alice.person, java_script_enabled=False)
    page.goto(f"/assessments/{register.pk}/")
    before = Entry.objects.filter(assessment=register, choice="adopted").count()
    page.locator(f'[name="own@{"1" * 32}-title"]').fill("Files on people")
    page.locator(f'[name="own@{"1" * 32}-title"]').press("Enter")
    expect(page.locator("#messages")).to_contain_text("Saved")
    assert Entry.objects.filter(assessment=register, choice="adopted").count() == before
    assert r.entry(register, f"own@{'1' * 32}").data["title"] == "Files on people"


def test_the_whole_journey_works_without_a_script(signed_in_page: OpenPage, world: w.World, register: Assessment) -> None:
    page = signed_in_page(world.alice.person, java_script_enabled=False, viewport={"width": 320, "height": 800})
    page.goto(f"/assessments/{register.pk}/")
    button = page.locator('[name$="-decision"][value="adopted"]').first
    key = str(button.get_attribute("name")).removesuffix("-decision")
    button.click()
    page.locator(f'[name="{key}-likelihood"][value="high"]').check()
    page.locator(f'[name="{key}-impact"][value="high"]').check()
    page.locator(f'[id="{key}"] [name="take"]').first.click()
    expect(page.locator("#messages")).to_contain_text("kept as an action")
    expect(page.locator(f'[id="{key}"] .taken li')).to_have_count(1)
    expect(page.locator(f'[id="{key}"] [data-duty="consult"]')).to_be_visible()
    assert page.url.endswith(f"#{key}")
