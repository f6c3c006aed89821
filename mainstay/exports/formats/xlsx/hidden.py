"""What the workbook keeps for programs: the choices of its drop-downs, and what is needed to read it back."""

import hashlib
import json
from collections.abc import Sequence

from mainstay.exports.formats.xlsx.house import Book
from mainstay.exports.formats.xlsx.sheets import Page
from mainstay.exports.formats.xlsx.tables import LISTS
from mainstay.exports.formats.xlsx.text import pieces, safe
from mainstay.reports.document import Document

META = "mainstay-meta"
FORMAT, VERSION = "mainstay-workbook", 1
"""Raised when a reader of older workbooks would misread newer ones."""


def lists(book: Book) -> None:
    """Two columns a list under the row of names: the label as the drop-down shows it, and its id."""
    sheet = book.hidden(LISTS)
    for number, choices in enumerate(book.lists):
        for place, name in enumerate(("label", "id")):
            book.write(sheet, 0, number * 2 + place, name, "plain")
        for row, (key, label) in enumerate(choices, start=1):
            book.write(sheet, row, number * 2, pieces(safe(label))[0], "plain")
            book.write(sheet, row, number * 2 + 1, safe(key), "plain")


def meta(book: Book, pages: Sequence[Page]) -> None:
    """Names and values, then a line for each table of answers: sheet, assessment, tool, pack, row of names, last row."""
    sheet, document = book.hidden(META), book.document
    lines = [
        ("format", FORMAT),
        ("version", str(VERSION)),
        ("document", digest(document)),
        ("pack", str(document.data.get("pack_hash", ""))),
        ("audience", document.audience.value),
        ("language", document.language),
        ("made_at", document.made_at.isoformat()),
    ]
    rows: list[tuple[str, ...]] = [*lines, ("sheet", "assessment", "tool", "pack", "names", "last")]
    for page in pages:
        told = [str(page.section.part.get(name, "")) for name in ("id", "tool", "pack_hash")]
        rows += [(page.name, *told, str(head), str(last + 1)) for head, last in page.answers]
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            book.write(sheet, number, place, pieces(safe(text))[0], "plain")


def digest(document: Document) -> str:
    """SHA-256 over the document's matter, so that a reader knows which state of it the workbook came from."""
    text = json.dumps(document.data, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
