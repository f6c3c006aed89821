"""All that is still to be done, on one page, from which each action is one step away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mainstay.assessments.services import actions
from mainstay.core.labels import Label
from tests import world as w

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return w.build()


def add(world: w.World, what: str, owner: object = None, days: int = 1, **label: int) -> None:
    checklist = world.checklist(world.intervention(title=f"Work on {what}", **label))
    w.answer(world.alice, checklist, w.items(checklist)[0], "unmet", how="Not yet")
    due = timezone.localdate() + timedelta(days=days)
    actions.add_action(w.opened(world.alice, checklist), w.items(checklist)[0], {"what": what, "owner": owner, "due": due})


def test_what_does_not_fit_on_home_stands_on_a_page_of_its_own(world: w.World) -> None:
    checklist = world.checklist(world.intervention(ref="INT-77"))
    item = w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "unmet", how="Not yet")
    for number in range(30):
        actions.add_action(w.opened(world.alice, checklist), item, {"what": f"Step {number:02}.", "owner": world.bob.person})
    browser = w.client(world.bob)
    home = browser.get("/").content.decode()
    assert home.count("Step ") == 8
    assert 'href="/actions/"' in home
    pages = [browser.get(f"/actions/?page={page}").content.decode() for page in (1, 2)]
    assert [page.count("Step ") for page in pages] == [25, 5]
    assert "INT-77" in pages[0]
    assert f'href="/assessments/{checklist.pk}/items/{item}/"' in pages[0]


def test_the_page_shows_ones_own_those_of_all_and_those_overdue(world: w.World) -> None:
    add(world, "Mine", world.bob.person)
    add(world, "Hers", world.alice.person)
    add(world, "Late", days=-1)
    add(world, "Secret", world.bob.person, label=Label.CONFIDENTIAL)
    browser = w.client(world.bob)
    shown = {}
    for asked in ("mine", "all", "overdue", "nonsense"):
        page = browser.get(f"/actions/?show={asked}").content.decode()
        shown[asked] = {what for what in ("Mine", "Hers", "Late", "Secret") if f">{what}</a></h2>" in page}
    assert shown == {"mine": {"Mine"}, "all": {"Mine", "Hers", "Late"}, "overdue": {"Late"}, "nonsense": {"Mine"}}
