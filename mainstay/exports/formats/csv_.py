"""Tables for other programs (CSV): one row for each answer, action, comment and fact, under columns that keep their order."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from mainstay.core.labels import highest
from mainstay.exports.formats import Format
from mainstay.reports.document import Document

ABOUT = ("subject", "audience", "document_label", "made_at")
"""Of the document, in every row: a row keeps its label wherever it is copied to."""
PART = ("assessment", "tool", "tool_title", "kind", "round", "round_title", "product", "part_label")
"""Of the assessment, in every row that belongs to one."""
ANSWER = ("record", "item", "group", "question", "choice", "choice_label")
"""`record` says what the row is: answer, action, comment; or a fact of the document, the note or the assessment."""
ACTION = ("what", "owner", "due", "status")
COLUMNS = (*ABOUT, *PART, *ANSWER, *ACTION, "field", "text", "by", "at", "version")
"""Always there, in this order. `field` and `text` are name and value of a fact, `text` also of a comment.
After them, by the alphabet, the fields that kinds have beside these."""

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_PART_NAMES = {"id": "assessment", "title": "tool_title", "label": "part_label"}
_SINGULAR = {"entries": "answer", "actions": "action", "comments": "comment"}
Row = dict[str, str]


def write(document: Document) -> bytes:
    """UTF-8 with a byte order mark, lines and quotes as in RFC 4180."""
    with translation.override(document.language):
        found = list(_once(rows(document)))
    further = sorted({name for row in found for name in row} - set(COLUMNS))
    file = StringIO(newline="")
    writer = csv.DictWriter(file, [*COLUMNS, *further], restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(found)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def rows(document: Document) -> Iterator[Row]:
    """The document itself, its note and parts, then all else that its data hold."""
    about = {"subject": cell(document.title), "audience": document.audience.value, "document_label": cell(document.label)}
    about["made_at"] = document.made_at.isoformat()
    front = {name: getattr(document, name) for name in ("title", "subtitle", "mark", "made_for", "pack", "language", "notices")}
    data = document.data
    plain = {name: value for name, value in data.items() if not isinstance(value, dict | list)}
    yield from _facts("document", front | plain, about)
    for name, value in data.items():
        if name == "parts" and isinstance(value, list):
            for part in value:
                yield from _part(part, about)
        elif name == "actions" and isinstance(value, list):
            yield from _things("action", value, about)
        elif name not in plain:
            yield from _facts(name, value, about)


def _once(found: Iterable[Row]) -> Iterator[Row]:
    """Without those of the list of all actions that have been told below their answers."""
    told = set()
    for row in found:
        if row["record"] == "action":
            known = tuple(row.get(name, "") for name in ("assessment", "item", *ACTION))
            if "tool" not in row and known in told:
                continue
            told.add(known)
        yield row


def _part(part: Any, about: Row) -> Iterator[Row]:
    if not isinstance(part, dict):
        yield from _facts("assessment", part, about)
        return
    named = {_PART_NAMES.get(name, name): value for name, value in part.items()}
    if isinstance(named.get("part_label"), int):
        named["part_label"] = str(highest(named["part_label"]).label)
    here = about | {name: cell(named.pop(name)) for name in PART if not isinstance(named.get(name, []), dict | list)}
    entries = named.pop("entries", None)
    yield from _facts("assessment", named, here)
    told = entries if isinstance(entries, dict) else {"entries": entries or []}
    for name, value in told.items():
        if _is_things(value):
            yield from _things(_SINGULAR.get(name, name), value, here)
        else:
            yield from _facts("assessment", {name: value} if value else {}, here)


def _is_things(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _facts(record: str, value: Any, about: Row, path: str = "") -> Iterator[Row]:
    """A row for each value, under the way to it, as `stage.title` or `countries.1`."""
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list | tuple):
        inner = [(str(number), one) for number, one in enumerate(value, start=1)]
    else:
        if text := cell(value):
            yield about | {"record": record, "field": path, "text": text}
        return
    for name, one in inner:
        yield from _facts(record, one, about, f"{path}.{name}" if path else str(name))


def _things(record: str, things: list[Any], about: Row) -> Iterator[Row]:
    """A row for each, then rows for the lists of things in it, which keep the item that they belong to."""
    for one in things:
        flat, inner = _flat(one if isinstance(one, dict) else {"text": one})
        row = about | {"record": record} | {_column(name, about): cell(said) for name, said in flat.items()}
        yield row
        keep = about | {name: row[name] for name in ("item", "group", "question") if name in row}
        for name, below in inner.items():
            yield from _things(_SINGULAR.get(name, f"{record}.{name}"), below, keep)


def _flat(value: dict[str, Any]) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """Plain fields, those of things inside it as `thing_field`, a thing's id under its own name; and the lists of things."""
    flat: dict[str, Any] = {}
    inner: dict[str, list[Any]] = {}
    for name, said in value.items():
        if isinstance(said, dict):
            below, lists = _flat(said)
            flat |= {name if key == "id" else f"{name}_{key}": one for key, one in below.items()}
            inner |= {f"{name}_{key}": one for key, one in lists.items()}
        elif isinstance(said, list) and any(isinstance(one, dict | list) for one in said):
            inner[name] = said
        elif isinstance(said, list):
            flat[name] = "\n".join(map(str, said))
        else:
            flat[name] = said
    return flat, inner


def _column(name: str, about: Row) -> str:
    """Under another name where the row has said something else under this one."""
    return f"own_{name}" if name in about or name == "record" else name


def cell(value: Any) -> str:
    """Text as it is, but with an apostrophe before what a program would take for a formula (and before such an apostrophe)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    text = _ILLEGAL.sub("\ufffd", value)
    return f"'{text}" if _FORMULA.match(text) else text


FORMAT = Format(
    name="csv",
    title=_("Table (CSV)"),
    about=_("To count and to compare in other programs: one row for each answer, each action and each comment."),
    extension="csv",
    mime="text/csv; charset=utf-8",
    write=write,
)
