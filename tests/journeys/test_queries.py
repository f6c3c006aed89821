"""How often the database is asked: opening a tool and saving an answer cost the same whatever the tool's length."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from bench import pack as measured
from mainstay.accounts.models import Organisation, Role
from mainstay.assessments import selectors
from mainstay.assessments.models import Assessment
from mainstay.assessments.services import actions, comments, entries
from mainstay.catalogue import services as packs
from mainstay.core.labels import STORED, Label
from mainstay.programmes import services as programmes
from mainstay.programmes.models import TeamMember
from tests import world as w

pytestmark = pytest.mark.django_db
MOST_TO_OPEN, MOST_TO_SAVE = 8, 10
MOST_BYTES, MOST_COMPRESSED = 120 * 1024, 15 * 1024
FRAME_OF_A_TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
TOOLS = {5: measured.SHORT, 60: measured.LONG}


@pytest.fixture
def world(tmp_path: Path) -> w.World:
    """At work with the pack of the measurements, which has a tool of 5 items and one of 60."""
    world = w.build()
    packs.install(measured.write(tmp_path / "pack"), "system")
    Organisation.objects.filter(pk=world.organisation.pk).update(pack=measured.PACK)
    for access in (world.alice, world.bob):
        access.organisation.pack = measured.PACK
    return world


def start(world: w.World, items: int, title: str = "Measured", **label: Any) -> Assessment:
    return world.checklist(world.intervention(title=title, stage="", **label), TOOLS[items])


def fill(world: w.World, checklist: Assessment, talk: bool = False) -> None:
    """Every item answered; with `talk` each also commented on, with an action."""
    opened = w.opened(world.alice, checklist)
    words = {"choice": w.choice(checklist, "unmet"), "how": measured.note(1)}
    entries.record_entries(opened, [entries.Posted(item, words, seen=0) for item in w.items(checklist)])
    for item in w.items(checklist) if talk else ():
        comments.comment(opened, item, "Who knows more?", [world.bob.person])
        actions.add_action(opened, item, {"what": "Ask", "owner": world.bob.person, "due": None, "status": "open", "row": None})


def asked(work: Callable[[], Any]) -> list[str]:
    """The statements, without those that begin and end a transaction."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return [one["sql"] for one in captured if not one["sql"].startswith(FRAME_OF_A_TRANSACTION)]


def opening(access: Any, checklist: Assessment) -> list[str]:
    """Of the second time: what a process reads once and keeps has been read."""
    browser = w.client(access)
    first = browser.get(f"/assessments/{checklist.pk}/")
    assert first.status_code == 200
    return asked(lambda: browser.get(f"/assessments/{checklist.pk}/"))


def saving(access: Any, checklist: Assessment, item: str, text: str) -> list[str]:
    browser, path = w.client(access), f"/assessments/{checklist.pk}/items/{item}/"
    page = browser.get(f"/assessments/{checklist.pk}/").content.decode()
    version = re.search(rf'name="{re.escape(item)}-version" value="(\d+)"', page)
    assert version
    fields = {f"{item}-version": version[1], f"{item}-choice": w.choice(checklist, "unmet"), f"{item}-how": text}
    statements = asked(lambda: browser.post(path, fields, headers={"HX-Request": "true"}))
    assert w.opened(access, checklist).assessment.entries.get(item=item, role="answer").data["how"] == text
    return statements


@pytest.mark.parametrize("talk", [False, True], ids=["answered", "answered, discussed, with actions"])
def test_a_page_of_60_items_asks_no_more_than_one_of_5(world: w.World, talk: bool) -> None:
    statements = {}
    for items in TOOLS:
        checklist = start(world, items, f"Of {items}")
        fill(world, checklist, talk)
        statements[items] = opening(world.bob, checklist)
    assert len(statements[60]) == len(statements[5])
    assert len(statements[60]) <= MOST_TO_OPEN, "\n".join(statements[60])


def test_an_empty_page_and_a_confidential_one_stay_within_the_limit(world: w.World) -> None:
    for label in (Label.INTERNAL, Label.CONFIDENTIAL):
        statements = opening(world.alice, start(world, 60, f"Label {label}", label=label))
        assert len(statements) <= MOST_TO_OPEN, "\n".join(statements)


def test_a_tool_with_taken_over_answers_stays_within_the_limit(world: w.World) -> None:
    programme = programmes.create_programme(
        world.alice, {"title": "Programme", "summary": "", "starts_on": None, "ends_on": None}
    )
    source = world.checklist(programme, TOOLS[60])  # type: ignore[arg-type]
    fill(world, source)
    heir = world.intervention(stage="", programme_id=programme.pk)
    statements = opening(world.bob, world.checklist(heir, TOOLS[60], source=source))
    assert len(statements) <= MOST_TO_OPEN, "\n".join(statements)


@pytest.mark.parametrize("filled", [False, True], ids=["first answer", "changed answer"])
def test_saving_among_60_items_asks_no_more_than_among_5(world: w.World, filled: bool) -> None:
    statements = {}
    for items in TOOLS:
        checklist = start(world, items, f"Of {items}")
        if filled:
            fill(world, checklist)
        statements[items] = saving(world.bob, checklist, w.items(checklist)[2], "Training, then a check")
    assert len(statements[60]) == len(statements[5])
    assert len(statements[60]) <= MOST_TO_SAVE, "\n".join(statements[60])


def test_saving_for_a_communication_product_stays_within_the_limit(world: w.World) -> None:
    Organisation.objects.filter(pk=world.organisation.pk).update(pack="gloact")
    world.alice.organisation.pack = "gloact"
    named = {"title": "Poster", "medium": "", "language": "", "audience": ""}
    product = programmes.create_product(world.alice, world.intervention(stage=world.stage), named)
    checklist = world.checklist(product, world.tool(subject="communication_product"))  # type: ignore[arg-type]
    statements = saving(world.alice, checklist, w.items(checklist)[0], "Shown to the office that knows")
    assert len(statements) <= MOST_TO_SAVE, "\n".join(statements)


def test_the_page_of_60_answered_items_is_small(world: w.World) -> None:
    checklist = start(world, 60)
    fill(world, checklist)
    page = w.client(world.bob).get(f"/assessments/{checklist.pk}/").content
    assert page.count(b'-version" value="1"') == 60
    assert len(page) <= MOST_BYTES
    assert len(gzip.compress(page, 6)) <= MOST_COMPRESSED


def test_a_query_written_once_finds_for_everybody_what_the_same_query_finds_anew(world: w.World) -> None:
    """Opening an assessment and listing assessments are one rule; the first is asked by SQL that is kept."""
    made = [start(world, 5, f"Label {label}", label=label) for label in STORED]
    raised = TeamMember(organisation=world.organisation, intervention=made[2].intervention, person=world.bob.person)
    raised.role, raised.clearance = Role.LEAD, Label.CONFIDENTIAL
    raised.save(force_insert=True)
    seen = {}
    for access in (world.alice, world.bob, world.vera, world.charlie):
        listed = [selectors.for_person(access).filter(pk=checklist.pk).exists() for checklist in made]
        assert [may_open(access, checklist) for checklist in made] == listed
        seen[access.person.name] = listed
    assert seen == {"Alice": [True] * 3, "Bob": [True] * 3, "Vera": [True, True, False], "Charlie": [False] * 3}
    assert w.opened(world.bob, made[2]).access.role == Role.LEAD
    assert w.opened(world.bob, made[0]).access.role == Role.CONTRIBUTOR


def may_open(access: Any, checklist: Assessment) -> bool:
    try:
        return selectors.open_assessment(access, checklist.pk).assessment == checklist
    except Http404:
        return False
