"""A document with every kind of block, and a Word file taken apart again."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document as open_word
from docx.document import Document as Word
from lxml import etree

from mainstay.exports.formats import formats
from mainstay.reports.document import (
    Audience,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Grid,
    Heading,
    Line,
    PageBreak,
    Paragraph,
    Picture,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
QUESTIONS = 60
CHOICES = ("Yes", "No", "In part")


def grid() -> Grid:
    """A checklist as the Toolkit prints it: group rows, ticks, a wide last column."""
    lines = [Line([Cell("Group one", "strong")], span=True)]
    for number in range(QUESTIONS):
        marks = [Cell(choice if number % len(CHOICES) == place else "", "mark") for place, choice in enumerate(CHOICES)]
        lines.append(Line([Cell(f"Question {number}?"), *marks, Cell(f"Detail {number}", "muted")]))
    columns = [Column("Question", 4), *(Column(choice, 0.5) for choice in CHOICES), Column("How", 3.5)]
    return Grid(columns, lines, "A checklist")


def drawing(words: str = "Likely") -> str:
    """A chart with one word in it."""
    shape = f'<rect width="90" height="30" fill="#0B5C63"/><text x="5" y="60">{words}</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80" font-family="Noto Sans" font-size="12">{shape}</svg>'


def every_block() -> list[Block]:
    return [
        Heading("Part one"),
        Paragraph("Plain words."),
        Paragraph("A remark.", "muted"),
        Paragraph("A notice.", "notice"),
        Heading("Below it", 2),
        Bullets(["First point", "Second point"]),
        Heading("Deeper", 3),
        Heading("Deepest", 4),
        Facts([("Reference", "DEMO-1"), ("Stage", "Planning")]),
        Picture(drawing(), "A map of risks", 0.5),
        PageBreak(),
        Heading("Part two"),
        grid(),
    ]


def document(*blocks: Block, **more: Any) -> Document:
    given: dict[str, Any] = {
        "title": "Training at the border",
        "subtitle": "Annex to DEMO-1",
        "label": "Unclassified, internal",
        "audience": Audience.OURS,
        "audience_name": "Our own file",
        "made_at": datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
        "made_for": "Field office",
        "pack": "The pack, version 1.2.3",
        "language": "en",
        "notices": ["Worded after the Toolkit, not the official text."],
        "blocks": blocks,
        "short": "DEMO-1 Training",
        "mark": "Internal draft",
        "data": {"parts": [{"text": "Plain words."}]},
    }
    return Document(**(given | more))


def write(made: Document) -> bytes:
    return formats()["docx"].write(made)


def parts(file: bytes) -> dict[str, Any]:
    """Every XML part of the file, parsed: a part that is not well-formed fails here."""
    with zipfile.ZipFile(BytesIO(file)) as opened:
        names = [name for name in opened.namelist() if name.endswith((".xml", ".rels"))]
        return {name: etree.fromstring(opened.read(name)) for name in names}


def body(file: bytes) -> Any:
    return parts(file)["word/document.xml"]


def word(file: bytes) -> Word:
    return open_word(BytesIO(file))


def said(node: Any) -> str:
    """The text below a node, with breaks and tabs as they are read."""
    pieces = []
    for child in node.iter(f"{W}t", f"{W}br", f"{W}tab", f"{W}p"):
        pieces.append({f"{W}br": "\n", f"{W}tab": "\t", f"{W}p": "\n"}.get(child.tag, child.text or ""))
    return "".join(pieces)


def text(file: bytes) -> str:
    """All that a reader of the pages sees, head and foot included."""
    found = parts(file)
    return "\n".join(said(found[name]) for name in sorted(found) if name.startswith("word/") and name.endswith(".xml"))


def paragraph_with(file: bytes, words: str) -> Any:
    return next(one for one in body(file).iter(f"{W}p") if words in said(one))
