"""A document before it is a file: blocks that Word, PDF and a page can all show, and the same matter as plain data.

Text is plain: a line end is a line break, an address that begins with http becomes a link, direction follows the text's letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

LISTED = 2
"""Heading levels that stand in the contents list."""


class Audience(StrEnum):
    """Whom a document is for; it decides what stays out."""

    OURS = "ours"
    PARTNERS = "partners"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title of what it stands in; `level` 1 to 4.

    A kind's report begins at 1; whoever binds reports into a document moves them down below the tool's own heading.
    Levels 1 and 2 of the document stand in its contents list. `key` is the id of the assessment that begins here.
    """

    text: str
    level: int = 1
    key: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`muted` is a remark in smaller type; `notice` is boxed: a label, a warning, what stays out."""

    text: str
    tone: Literal["normal", "muted", "notice"] = "normal"


@dataclass(frozen=True, slots=True)
class Bullets:
    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of name and value, as a cover or an intervention's head has them."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is the width as a share of all columns' sum.

    In a sheet, `key` is the field of an entry, `open` says that it may be typed into, `choices` are pairs of id and label.
    """

    title: str
    share: float = 1.0
    key: str = ""
    open: bool = False
    choices: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """`mark` is a tick in a choice column: its text is the choice, printed small below the tick, so that it is read out too."""

    text: str
    tone: Literal["normal", "strong", "muted", "mark"] = "normal"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a grid; `span` makes its only cell a group heading across all columns.

    In a sheet, `key` names the answer, and `version` is the one shown, where the audience may know it.
    """

    cells: Sequence[Cell]
    span: bool = False
    key: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in the shape of the Toolkit's own, its head on every page; `caption` tells what it holds to who cannot see it.

    `sheet` is the same matter for workbooks, which show it instead: a column for each field, a row for each answer.
    """

    columns: Sequence[Column]
    lines: Sequence[Line]
    caption: str = ""
    sheet: "Grid | None" = None


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, drawn by us: SVG that needs nothing from outside, its letters in "Noto Sans", each text in one script.

    `alt` says what it shows to who cannot see it; what it shows stands in words or in a grid beside it as well.
    `width_share` is its width as a share of the text's.
    """

    svg: str
    alt: str
    width_share: float = 1.0


Block = Heading | Paragraph | Bullets | Facts | Grid | PageBreak | Picture


@dataclass(frozen=True, slots=True)
class Report:
    """What a kind says of one assessment: blocks for readers, data for machines. Both hold the same matter.

    `data` is made of what JSON knows: dictionaries, lists, text, numbers, true, false, nothing; dates and ids as text.
    """

    blocks: Sequence[Block] = ()
    data: Any = None


@dataclass(frozen=True, slots=True)
class Document:
    """All that a format needs; nothing in it may be withheld any more."""

    title: str
    subtitle: str
    label: str
    """The label in words, highest of the parts; printed on every page."""
    audience: Audience
    audience_name: str
    made_at: datetime
    made_for: str
    """The organisation's name."""
    pack: str
    """Title and version of the pack."""
    language: str
    notices: Sequence[str]
    """Acknowledgement, not the official text, note on designations: printed at the front."""
    blocks: Sequence[Block]
    data: dict[str, Any] = field(default_factory=dict)
    """The same as plain data for machine formats."""
    short: str = ""
    """What the head of every page calls it; the title where nothing shorter is given."""
    mark: str = ""
    """What must strike the eye on every page, as "Internal draft"; empty where the label asks for nothing."""
    watermark: bool = False
    """The mark is printed across every page too."""
    paper: Literal["a4", "letter"] = "a4"
