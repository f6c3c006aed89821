"""The promise of a kind: what it says about packs, entries, pages and reports, and the plain data it is given."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from django.forms import Form
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from mainstay.core.ids import NO_ROW, parse_key
from mainstay.reports.document import Audience, Report

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+(?:[._/-][A-Za-z0-9]+)*$", max_length=60)]
"""Letters and digits, joined by dots, hyphens, underscores or (results of 4.3) slashes."""
Words = Annotated[str, StringConstraints(min_length=1)]
"""Text that may not be missing."""


OWN = "own"
"""Stands where an item's id would, for rows that people add themselves."""


class Strict(BaseModel):
    """Unknown keys are mistakes: a pack's author hears of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Law(Strict):
    instrument: Words
    article: str = ""


class Source(Strict):
    """Where the Toolkit prints it."""

    page: int | None = None
    line: int | None = None
    printed: str = Field(default="", description="A cross-reference as printed, where we show another one.")


class Point(Strict):
    """A part of an item with its own id."""

    id: Id
    text: Words


class Item(Strict):
    """One question, risk, indicator or field of a tool; kinds add what theirs need."""

    id: Id
    title: Words
    text: Words
    group: str = ""
    help: str = ""
    points: tuple[Point, ...] = ()
    law: tuple[Law, ...] = ()
    see: tuple[str, ...] = ()
    source: Source = Source()
    same_as: str = ""
    origin: Literal["toolkit", "supplement"] = "toolkit"
    role: str = ""


class Group(Strict):
    """A heading over items. A kind may make a nameless one for a tool without groups; a pack may not."""

    id: str
    title: str
    intro: str = ""
    origin: Literal["toolkit", "supplement"] = "toolkit"


class Listing(Strict):
    id: Id
    title: Words
    entries: tuple[Point, ...]


class Section(Strict):
    """Reading matter of a tool."""

    id: Id
    title: Words
    text: Words
    lists: tuple[Listing, ...] = ()


class Row(Strict):
    id: Id
    title: Words
    cells: tuple[str, ...]


class Table(Strict):
    """A table that a tool shows; it is read, not filled in."""

    id: Id
    title: Words
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class Choice(Strict):
    """One answer of a scale; code tests the role, never the id."""

    id: Id
    label: Words
    role: str = ""
    help: str = ""
    added: bool = Field(default=False, description="Not printed in the Toolkit.")


class Scale(Strict):
    id: Id
    choices: tuple[Choice, ...] = Field(min_length=1)


class Content(Strict):
    """The content of one tool; kinds extend it with their item class."""

    tool: str
    intro: str = ""
    groups: tuple[Group, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    items: tuple[Item, ...] = ()

    def own_item(self) -> Item | None:
        """What stands for a row that people add themselves; None where the tool takes none."""
        return None


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool as a kind sees it: what the manifest declares, its content, and the scales its items use."""

    id: str
    title: str
    kind: str
    part: str
    page: int | None
    content: Any
    scales: Mapping[str, Scale]
    evaluation: bool = False
    """Whether it is a tool of evaluation, which evaluators may answer."""

    def item(self, key: str) -> Any:
        """The item that a key names, under that key as its id. Raises KeyError for what this tool has not."""
        try:
            item_id, row = parse_key(key)
        except ValueError:
            raise KeyError(key) from None
        if row != NO_ROW:
            own = self.content.own_item() if item_id == OWN else None
            if own is None:
                raise KeyError(key)
            return own.model_copy(update={"id": key})
        for item in self.content.items:
            if item.id == item_id:
                return item
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Action:
    """Somebody must do this by a date."""

    id: UUID
    what: str
    owner: str
    due: date | None
    status: str
    status_label: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """A comment as a report needs it."""

    text: str
    by: str
    at: datetime
    resolved: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry without its database: what was said, by whom, when, in which version. The key names item and row."""

    key: str
    data: Mapping[str, Any]
    id: UUID | None = None
    version: int = 0
    by: str = ""
    at: datetime | None = None
    label: int = 0
    complete: bool = False
    inherited: bool = False
    differs: bool = False
    outdated: bool = False
    actions: Sequence[Action] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One assessment, whole: the tool, every answer the reader may see by its key, comments by key."""

    tool: Tool
    answers: Mapping[str, Answer]
    comments: Mapping[str, Sequence[Note]] = field(default_factory=dict)
    hidden: int = 0
    settings: Mapping[str, Any] = field(default_factory=dict)
    """The organisation's, as its administrator chose them."""

    def answer(self, key: str) -> Answer:
        return self.answers.get(key) or Answer(key, {})

    def own_items(self) -> list[Any]:
        """The rows that people added, oldest first."""
        return [self.tool.item(key) for key in self.answers if "@" in key]


@dataclass(frozen=True, slots=True)
class Promoted:
    """What of an entry's data stands in columns, so that it can be filtered and counted."""

    choice: str = ""
    duty: str = ""
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that must be done before sign-off, at the item where it is done."""

    key: str
    text: str


class Summary(BaseModel):
    """How far an assessment is; stored beside it, shown in lists."""

    answered: int = 0
    of: int = 0
    counts: dict[str, int] = {}
    groups: dict[str, tuple[int, int]] = {}
    flagged: int = 0
    owed: int = Field(default=0, description="Answers that still lack what sign-off asks for.")


class Kind(ABC):
    """How a tool behaves. No tables, no addresses, no queries: plain data in, plain data out."""

    name: ClassVar[str]
    content: ClassVar[type[Content]] = Content
    entry: ClassVar[type[BaseModel]]
    template: ClassVar[str]
    """All items of an assessment."""
    item_template: ClassVar[str]
    """One item with everything around it."""
    state_template: ClassVar[str]
    """What autosave puts in place of an item's state."""
    kept_on_redaction: ClassVar[tuple[str, ...]] = ()
    """Fields of an entry that hold no free text and stay when its text is removed."""

    @abstractmethod
    def form(self, tool: Tool, item: Any, posted: Mapping[str, Any] | None, prefix: str | None = None) -> Form:
        """The only place where input for an item is checked; `cleaned_data` is the entry's data."""

    @abstractmethod
    def promoted(self, tool: Tool, item: Any, data: Mapping[str, Any], settings: Mapping[str, Any]) -> Promoted:
        """`settings` are the organisation's, as its administrator chose them."""

    @abstractmethod
    def page(self, record: Record) -> dict[str, Any]:
        """What the kind's page template needs beside the record."""

    def small(self, tool: Tool, item: Any, data: Mapping[str, Any]) -> dict[str, Any]:
        """What the state template needs of one item."""
        return {}

    @abstractmethod
    def summary(self, record: Record) -> Summary: ...

    @abstractmethod
    def owed(self, record: Record) -> list[Owed]:
        """What is still missing before somebody can sign, item by item; empty: ready."""

    @abstractmethod
    def facts(self, record: Record) -> dict[str, str]:
        """What signals see: role of the choice by item."""

    @abstractmethod
    def report(self, record: Record, audience: Audience) -> Report:
        """The assessment in neutral shapes, without what must stay out for this audience."""

    @abstractmethod
    def stays_out(self, record: Record, audience: Audience) -> list[str]:
        """What `report` leaves out for this audience, in words, for the preview."""

    def problems(self, content: Any, scales: Mapping[str, Scale]) -> list[tuple[str, str]]:
        """What the schema alone cannot see in a pack: (id, what is wrong and what to do)."""
        return []
