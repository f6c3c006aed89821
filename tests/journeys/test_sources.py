"""From where answers can be taken over: the programme, its other work, and one's own earlier rounds and other products."""

from datetime import date
from typing import Any

import pytest

from mainstay.assessments import selectors
from mainstay.assessments.services import rounds
from mainstay.programmes import services as programmes
from tests import world as w

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return w.build()


def product(world: w.World, intervention: Any, title: str) -> Any:
    named = {"title": title, "medium": "", "language": "", "audience": ""}
    return programmes.create_product(world.alice, intervention, named)


def test_a_product_takes_over_from_the_other_products_of_its_family(world: w.World) -> None:
    values = {"title": "Programme", "summary": "", "starts_on": None, "ends_on": None}
    programme = programmes.create_programme(world.alice, values)
    here = world.intervention(programme_id=programme.pk)
    there = world.intervention(programme_id=programme.pk, ref="THERE")
    elsewhere = world.intervention(ref="ELSEWHERE")
    tool = world.tool(subject="communication_product")
    made = {}
    for title, of in {"Poster": here, "Film": here, "Page": there, "Radio": elsewhere}.items():
        made[title] = rounds.start(world.alice, product(world, of, title), tool)
    found = selectors.sources_for(world.alice, here, tool, made["Poster"].product)
    assert set(found) == {made["Film"], made["Page"]}
    fresh = product(world, here, "Leaflet")
    page = w.client(world.alice).get(f"/assessments/start/?product={fresh.pk}&tool={tool}").content.decode()
    assert "Film, of " in page
    assert "Radio, of " not in page


def test_a_round_takes_over_from_the_rounds_before_it(world: w.World) -> None:
    here, tool = world.intervention(), world.tool(occasions=True)
    first = world.checklist(here, tool, when=rounds.Round(date(2026, 3, 1)))
    item = w.items(first)[0]
    w.answer(world.alice, first, item, "met", how="As before")
    again = {"intervention": here.pk, "tool": tool, "on": "2026-09-01", "source": str(first.pk)}
    w.client(world.alice).post("/assessments/start/", again)
    second = selectors.for_person(world.alice).get(occasion="2026-09-01")
    answer = selectors.record_of(w.opened(world.alice, second)).answer(item)
    assert (answer.data["how"], answer.inherited) == ("As before", True)


def test_a_tool_filled_in_once_never_offers_itself(world: w.World) -> None:
    here = world.intervention()
    world.checklist(here)
    assert not selectors.sources_for(world.alice, here, world.tool())


def test_the_page_says_where_an_answer_differs_from_its_source(world: w.World) -> None:
    here, tool = world.intervention(), world.tool(occasions=True)
    first = world.checklist(here, tool, when=rounds.Round(date(2026, 3, 1)))
    item = w.items(first)[0]
    w.answer(world.alice, first, item, "met", how="As before")
    second = world.checklist(here, tool, when=rounds.Round(date(2026, 9, 1)), source=first)
    browser, said = w.client(world.alice), "Own answer, differs from its source"
    assert said not in browser.get(f"/assessments/{second.pk}/").content.decode()
    w.answer(world.alice, second, item, "unmet", seen=1, how="Not any more")
    assert browser.get(f"/assessments/{second.pk}/").content.decode().count(said) == 1
