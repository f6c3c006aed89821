"""People who save at the same time: no error, nothing lost, one winner where two write the same; counted on the real database."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.db.models import Sum

from mainstay.assessments.models import Assessment, Entry, EntryRevision
from mainstay.audit import chain
from mainstay.audit.models import Event
from tests import world as w

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, SAVES = 8, 6


@pytest.fixture
def world() -> w.World:
    return w.build()


@pytest.fixture
def checklist(world: w.World) -> Assessment:
    return world.checklist(world.intervention())


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """What each of them returns; all begin at the same moment, each with a connection of its own."""
    ready = Barrier(PEOPLE)

    def begin(number: int) -> Any:
        try:
            ready.wait(30)
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(begin, range(PEOPLE)))


class Typist:
    """Saves one item as the page's script does, with the version that the last answer gave."""

    def __init__(self, world: w.World, checklist: Assessment, item: str) -> None:
        self.browser, self.item, self.version = w.client(world.alice), item, 0
        self.path = f"/assessments/{checklist.pk}/items/{item}/"
        self.choice = w.choice(checklist, "unmet")

    def save(self, text: str) -> int:
        names = {"version": str(self.version), "choice": self.choice, "how": text}
        fields = {f"{self.item}-{name}": value for name, value in names.items()}
        answer = self.browser.post(self.path, fields, headers={"HX-Request": "true"})
        if found := re.search(rb'-version" value="(\d+)"', answer.content):
            self.version = int(found[1])
        return int(answer.status_code)


def grown(work: Callable[[], Any]) -> tuple[Any, dict[str, int]]:
    """What the work gives, and by how much it made the tables grow."""
    before = counted()
    result = work()
    return result, {name: number - before[name] for name, number in counted().items()}


def counted() -> dict[str, int]:
    return {
        "entries": Entry.objects.count(),
        "versions": Entry.objects.aggregate(all=Sum("version"))["all"] or 0,
        "revisions": EntryRevision.objects.count(),
        "events": Event.objects.count(),
    }


@pytest.fixture(autouse=True)
def unbroken() -> Iterator[None]:
    """After each test every organisation's chain of events is whole."""
    yield
    for organisation in chain.organisations():
        read, broken = chain.verify(organisation)
        assert broken is None
        assert read == Event.objects.filter(organisation=organisation).count()


def test_everybody_saves_an_item_of_their_own_and_nothing_is_lost(world: w.World, checklist: Assessment) -> None:
    people = [Typist(world, checklist, item) for item in w.items(checklist)[:PEOPLE]]

    def work(number: int) -> list[int]:
        return [people[number].save(f"Text {number} {again}") for again in range(SAVES)]

    statuses, more = grown(lambda: at_once(work))
    assert statuses == [[200] * SAVES] * PEOPLE
    saved = PEOPLE * SAVES
    assert more == {"entries": PEOPLE, "versions": saved, "revisions": saved, "events": saved}
    stored = {entry.item: entry.data["how"] for entry in Entry.objects.filter(assessment=checklist)}
    assert stored == {one.item: f"Text {number} {SAVES - 1}" for number, one in enumerate(people)}
    checklist.refresh_from_db()
    assert checklist.summary["answered"] == PEOPLE


def test_of_those_who_answer_the_same_item_first_one_wins_and_the_others_are_told(world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    people = [Typist(world, checklist, item) for _ in range(PEOPLE)]
    statuses, more = grown(lambda: at_once(lambda number: people[number].save(f"Text {number}")))
    assert sorted(statuses) == [200] + [409] * (PEOPLE - 1)
    assert more == {"entries": 1, "versions": 1, "revisions": 1, "events": 1}
    winner = statuses.index(200)
    assert Entry.objects.get(assessment=checklist).data["how"] == f"Text {winner}"


def test_of_those_who_change_the_same_answer_one_wins(world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "unmet", how="Before")
    people = [Typist(world, checklist, item) for _ in range(PEOPLE)]
    for one in people:
        one.version = 1
    statuses, more = grown(lambda: at_once(lambda number: people[number].save(f"Text {number}")))
    assert sorted(statuses) == [200] + [409] * (PEOPLE - 1)
    assert more == {"entries": 0, "versions": 1, "revisions": 1, "events": 1}
    revision = EntryRevision.objects.get(entry__assessment=checklist, version=2)
    assert revision.before["how"] == "Before"


def test_organisations_that_write_at_the_same_time_each_keep_their_own_chain(world: w.World, checklist: Assessment) -> None:
    there = w.person(world.charlie.organisation, "dora", "lead", 2)
    theirs = world.checklist(world.intervention(by=there, countries=[]), by=there)
    ours, others = w.items(checklist), w.items(theirs)

    def work(number: int) -> None:
        mine = number % 2 == 0
        access, assessment, items = (world.alice, checklist, ours) if mine else (there, theirs, others)
        return len(
            [w.answer(access, assessment, items[number], "unmet", seen=again, how=f"Text {again}") for again in range(SAVES)]
        )

    _, more = grown(lambda: at_once(work))
    assert more["revisions"] == more["events"] == PEOPLE * SAVES
    assert Event.objects.filter(organisation=there.organisation.pk, object_kind="answer").count() == PEOPLE * SAVES // 2


def test_who_reads_meanwhile_is_not_kept_waiting_and_sees_whole_answers(world: w.World, checklist: Assessment) -> None:
    items = w.items(checklist)

    def work(number: int) -> list[int]:
        if number % 2 == 0:
            one = Typist(world, checklist, items[number])
            return [one.save(f"Text {again}") for again in range(SAVES)]
        browser = w.client(world.bob)
        return [browser.get(f"/assessments/{checklist.pk}/").status_code for _ in range(SAVES)]

    assert at_once(work) == [[200] * SAVES] * PEOPLE
