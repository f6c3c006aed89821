"""Every page: axe finds nothing, nothing is refused or thrown, and nothing is wider than a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from mainstay.accounts import services as accounts
from mainstay.assessments import review
from mainstay.assessments.models import Assessment
from mainstay.assessments.services import actions, comments
from mainstay.assessments.services import review as steps
from mainstay.core.ids import new_id
from tests import world as w

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]
PLACES = (
    "/", "/interventions/", "/interventions/new/", "/programmes/", "/programmes/new/", "/people/", "/people/roles/",
    "/notice/", "/actions/", "/actions/?show=all",
    "/about/", "/about/corrections/", "/accessibility/", "/toolkit/", "/audit/", "/password/",
    "{intervention}", "{intervention}edit/", "{intervention}note/", "{intervention}tools/", "{intervention}team/",
    "{intervention}export/",
    "{tool}review/", "{tool}sign-off/", "{intervention}review/", "{intervention}sign-off/",
    "{tool}", "{tool}items/{item}/", "/toolkit/{tool_id}/", "/toolkit/{coming}/",
    "/assessments/start/?intervention={id}&tool={rounds}",
)  # fmt: skip


@pytest.fixture
def filled(transactional_db: None) -> dict[str, Any]:
    """A world in which every page has something to show."""
    world = w.build()
    intervention = world.intervention()
    checklist = world.checklist(intervention)
    first, second = w.items(checklist)[:2]
    w.answer(world.alice, checklist, first, "unmet", how="Training in spring")
    w.answer(world.alice, checklist, first, "partly", seen=1, how="Training in spring and autumn")
    w.answer(world.alice, checklist, second, "not_applicable")
    opened = w.opened(world.alice, checklist)
    actions.add_action(opened, first, {"what": "Write a plan", "owner": world.alice.person})
    comments.comment(opened, first, "Is that enough?", [world.alice.person])
    reviewed(world, checklist)
    accounts.invite(world.alice, "dora@example.org", "reviewer", 1)
    return {
        "world": world, "id": intervention.pk, "intervention": f"/interventions/{intervention.pk}/",
        "tool": f"/assessments/{checklist.pk}/",
        "item": first, "tool_id": checklist.tool, "coming": world.coming(), "rounds": world.tool(occasions=True),
    }  # fmt: skip


def reviewed(world: w.World, checklist: Assessment) -> None:
    """Submitted, signed by a lead, and changed since; the whole in review too: every part of those pages shows."""
    rita = w.person(world.organisation, "rita", "reviewer")
    every = [one for one in w.items(checklist) if one not in w.items(checklist)[:2]]
    for item in w.items(checklist)[:2]:
        w.answer(world.alice, checklist, item, "met", seen=2 if item == w.items(checklist)[0] else 1, how="In place")
    for item in every:
        w.answer(world.alice, checklist, item, "met", how="In place")
    here = review.assessment_of(w.opened(world.alice, checklist))
    steps.submit(here, steps.Form(new_id(), "", "Please look at the second part"), [rita.person])
    signing = review.assessment_of(w.opened(rita, checklist))
    found = review.review(signing)
    steps.sign(signing, steps.Form(new_id(), found.last, "Well done"), found.matter.fingerprint)
    w.answer(world.alice, checklist, every[0], "unmet", seen=1, how="")
    whole = review.whole_of(world.alice, here.intervention)  # type: ignore[arg-type]
    steps.submit(whole, steps.Form(new_id(), "", "All of it"))


def look_at_all(page: Page, filled: dict[str, Any], check: Callable[[Page], None]) -> None:
    wrong = []
    for place in PLACES:
        answer = page.goto(place.format(**filled))
        assert answer is not None
        assert answer.status == 200, place
        try:
            check(page)
        except AssertionError as error:
            wrong.append(str(error))
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            wrong.append(f"{place} is {wide} pixels wider than the window")
    assert not wrong, "\n".join(wrong)


def test_every_page_passes_axe(
    signed_in_page: OpenPage, filled: dict[str, Any], assert_axe_clean: Callable[[Page], None]
) -> None:
    look_at_all(signed_in_page(filled["world"].alice.person), filled, assert_axe_clean)


def test_every_page_passes_axe_in_the_dark_on_a_phone(
    signed_in_page: OpenPage, filled: dict[str, Any], assert_axe_clean: Callable[[Page], None]
) -> None:
    page = signed_in_page(filled["world"].alice.person, color_scheme="dark", viewport={"width": 320, "height": 800})
    look_at_all(page, filled, assert_axe_clean)


def test_every_page_passes_axe_from_right_to_left(
    signed_in_page: OpenPage, filled: dict[str, Any], assert_axe_clean: Callable[[Page], None]
) -> None:
    page = signed_in_page(filled["world"].alice.person, locale="ar", viewport={"width": 768, "height": 900})
    look_at_all(page, filled, assert_axe_clean)
    assert page.locator("html").get_attribute("dir") == "rtl"


def test_a_viewer_meets_no_page_that_breaks(
    signed_in_page: OpenPage, filled: dict[str, Any], assert_axe_clean: Callable[[Page], None], complaints: Any
) -> None:
    complaints.allow("403")
    page = signed_in_page(filled["world"].vera.person)
    for place in PLACES:
        answer = page.goto(place.format(**filled))
        assert answer is not None
        assert answer.status in (200, 403), place
        assert_axe_clean(page)


def test_the_door_and_what_is_missing_pass_axe(
    signed_out_page: OpenPage,
    signed_in_page: OpenPage,
    filled: dict[str, Any],
    assert_axe_clean: Callable[[Page], None],
    complaints: Any,
) -> None:
    complaints.allow("404")
    page = signed_out_page()
    for place in ("/sign-in/", "/sign-in/help/", "/about/", "/accessibility/", "/link/not-a-token/"):
        page.goto(place)
        assert_axe_clean(page)
    page = signed_in_page(filled["world"].alice.person)
    page.goto("/nothing/here/")
    assert_axe_clean(page)
