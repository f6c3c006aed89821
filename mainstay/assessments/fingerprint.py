"""What a signature stands for: which parts of the work are content, and one fingerprint over all of them.

Content: a change of it makes signatures stale.
- an answer or own row: what it says (`data`), and a raised label, since it decides who reads it
- an action: what is to be done, who does it, by when, its label, and that it was dropped: this is what was promised
- that an answer, own row or action is there at all
- the version of the pack: the same answer to another question is another answer
- of an intervention as a whole: what it is (title, crimes, areas, countries, counterparts, dates), its note, the tools
  chosen and why others are left out, and of each assessment the content that was signed there

Not content: signatures stand while it changes.
- comments, and the steps of the review itself: talk about the work
- what a kind calls its `marks`, as "come back to this": notes to oneself
- whether an action is to do, under way or done: progress, which is what the work is for
- versions, who wrote and when: returning to exactly what was signed makes the signature good again
- an entry with nothing in it: it is as if it had never been
- the label of the whole assessment or intervention: it has its own right, reason and record
- of an intervention: reference, programme, workplan code, stage, team; a dated round that was begun afterwards
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mainstay.assessments.models import Entry
from mainstay.audit.services import digest
from mainstay.core.ids import key_of

FIELD, ASSESSMENT, ROUND = "field", "assessment", "round"
"""What a piece of an intervention is, where entries have their role; a round is an assessment with a date."""
COLUMNS = (
    *("assessment_id", "id", "item", "row", "role", "data", "label", "owner_id", "due", "status", "removed"),
    *("version", "at", "by_id", "by__name", "parent__item", "parent__row"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that a signature covers; `key` says where it is read, the digest is keyed and tells nothing by itself."""

    id: str
    of: str
    key: str
    digest: str
    version: int = 0
    label: int = 0
    by: str = ""
    by_name: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """All that a signature would stand for now; `gone` was taken away, and is known only to be named."""

    pack: str
    pieces: Mapping[str, Piece]
    gone: Mapping[str, Piece]
    version: int = 0
    """Of the intervention, where it is signed as a whole."""

    @property
    def fingerprint(self) -> str:
        lines = sorted(f"{piece.id} {piece.digest}" for piece in self.pieces.values())
        return hashlib.sha256("\n".join([self.pack, *lines]).encode()).hexdigest()

    def beside(self, content: Mapping[str, Any]) -> "Matter":
        """As it is to be held against an earlier signature: without rounds that were begun afterwards."""
        signed = content.get("pieces", {})
        pieces = {key: piece for key, piece in self.pieces.items() if piece.of != ROUND or key in signed}
        return self if len(pieces) == len(self.pieces) else Matter(self.pack, pieces, self.gone, self.version)

    def stored(self) -> dict[str, Any]:
        """What a signature keeps, so that a later change can be named."""
        pieces = {one.id: [one.of, one.key, one.digest, one.version, one.label, one.by] for one in self.pieces.values()}
        return {"pack": self.pack, "version": self.version, "pieces": pieces}


def pieces_of(content: Mapping[str, Any]) -> dict[str, Piece]:
    """The pieces as they were when somebody signed."""
    return {key: Piece(key, *values) for key, values in content.get("pieces", {}).items()}


def matter_of(pack: str, rows: Iterable[Mapping[str, Any]], marks: Collection[str]) -> Matter:
    """Of one assessment; `rows` are all its entries, with `COLUMNS`, whoever may see them."""
    pieces: dict[str, Piece] = {}
    gone: dict[str, Piece] = {}
    for row in rows:
        piece = _piece(row, marks)
        there = not row["removed"] and (row["role"] == Entry.Role.ACTION or _says(row, marks))
        (pieces if there else gone)[piece.id] = piece
    return Matter(pack, pieces, gone)


def _piece(row: Mapping[str, Any], marks: Collection[str]) -> Piece:
    action = row["role"] == Entry.Role.ACTION
    said = {name: value for name, value in row["data"].items() if name not in marks}
    content: list[Any] = [row["role"], row["item"], row["label"], said]
    if action:
        content += [str(row["owner_id"]), str(row["due"]), row["status"] == Entry.Status.DROPPED]
    return Piece(
        id=str(row["id"]),
        of=row["role"],
        key=key_of(row["parent__item"], row["parent__row"]) if action else key_of(row["item"], row["row"]),
        digest=digest(content),
        version=row["version"],
        label=row["label"] or 0,
        by=str(row["by_id"] or ""),
        by_name=row["by__name"] or "",
        at=row["at"],
    )


def _says(row: Mapping[str, Any], marks: Collection[str]) -> bool:
    return row["label"] is not None or any(value for name, value in row["data"].items() if name not in marks)


CHANGED, ADDED, REMOVED, LABELLED, PACK = "changed", "added", "removed", "labelled", "pack"


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise than it was when somebody signed."""

    how: str
    piece: Piece


def changes(before: Mapping[str, Piece], now: Matter, pack: str) -> list[Change]:
    """In the order in which they were made; `pack` is the one that was signed."""
    found = [Change(PACK, Piece("", "", "", ""))] if pack != now.pack else []
    for key, piece in now.pieces.items():
        if key not in before:
            found.append(Change(ADDED, piece))
        elif before[key].digest != piece.digest:
            found.append(Change(LABELLED if before[key].version == piece.version != 0 else CHANGED, piece))
    found += [Change(REMOVED, now.gone.get(key, piece)) for key, piece in before.items() if key not in now.pieces]
    return sorted(found, key=lambda change: (change.piece.at is not None, change.piece.at and change.piece.at.timestamp()))
