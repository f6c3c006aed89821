"""What a signature stands for, without a database: any kind's entries, own rows and actions."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from mainstay.assessments.fingerprint import Matter, changes, matter_of, pieces_of
from mainstay.core.ids import NO_ROW

WHEN = datetime(2026, 3, 1, 14, 2, tzinfo=UTC)
PERSON = UUID(int=7)


def row(number: int, role: str = "answer", **more: Any) -> dict[str, Any]:
    """An entry as the database gives it."""
    own = {"id": UUID(int=number), "item": f"x.{number}", "row": NO_ROW, "role": role, "data": {"text": f"Words {number}"}}
    own |= {"label": None, "owner_id": None, "due": None, "status": "", "removed": False, "version": 1, "at": WHEN}
    own |= {"by_id": PERSON, "by__name": "Bob", "parent__item": None, "parent__row": None}
    return own | more


def action(number: int, **more: Any) -> dict[str, Any]:
    own = {"row": UUID(int=number), "parent__item": "x.1", "parent__row": NO_ROW, "status": "open", "data": {"what": "A plan"}}
    return row(number, "action", **own | more)


def fingerprint(*rows: dict[str, Any], pack: str = "pack", marks: tuple[str, ...] = ("mark",)) -> str:
    return matter_of(pack, rows, marks).fingerprint


def test_the_order_of_entries_who_wrote_and_versions_are_no_content() -> None:
    assert fingerprint(row(1), row(2)) == fingerprint(row(2), row(1))
    other = row(1, version=9, by_id=None, by__name=None, at=datetime(2027, 1, 1, tzinfo=UTC))
    assert fingerprint(row(1)) == fingerprint(other)


@pytest.mark.parametrize(
    "other",
    [
        action(2, owner_id=PERSON),
        action(2, due=date(2026, 4, 1)),
        action(2, status="dropped"),
        action(2, label=2),
        action(2, data={"what": "Another plan"}),
        action(2, removed=True),
        action(3),
    ],
)
def test_what_was_promised_is_content(other: dict[str, Any]) -> None:
    assert fingerprint(row(1), action(2)) != fingerprint(row(1), other)


@pytest.mark.parametrize("status", ["under-way", "done"])
def test_progress_is_none(status: str) -> None:
    assert fingerprint(action(2)) == fingerprint(action(2, status=status))


def test_marks_and_entries_with_nothing_in_them_are_no_content() -> None:
    assert fingerprint(row(1)) == fingerprint(row(1, data={"text": "Words 1", "mark": True}))
    assert fingerprint(row(1)) == fingerprint(row(1), row(2, data={"text": "", "mark": True}))
    assert fingerprint(row(1)) != fingerprint(row(1), row(2, data={"text": "", "mark": True}), marks=())


def test_another_pack_is_another_content() -> None:
    assert fingerprint(row(1)) != fingerprint(row(1), pack="another")


def test_changes_are_named_as_they_were_made() -> None:
    own = UUID(int=99)
    before = matter_of("pack", [row(1), row(2), row(3), action(4)], ())
    now = matter_of(
        "pack",
        [
            row(1, data={"text": "Otherwise"}, version=2, at=WHEN.replace(hour=18)),
            row(2, label=2),
            row(3, removed=True, version=2, at=WHEN.replace(hour=16)),
            action(4),
            row(5, "row", item="own", row=own, at=WHEN.replace(hour=17)),
        ],
        (),
    )
    stored = before.stored()
    found = changes(pieces_of(stored), now, stored["pack"])
    assert [(one.how, one.piece.key) for one in found] == [
        ("labelled", "x.2"),
        ("removed", "x.3"),
        ("added", f"own@{own.hex}"),
        ("changed", "x.1"),
    ]


def test_what_is_stored_tells_no_text() -> None:
    assert "Words" not in str(matter_of("pack", [row(1)], ()).stored())


def test_nothing_at_all_has_a_fingerprint_too() -> None:
    assert len(Matter("pack", {}, {}).fingerprint) == 64
