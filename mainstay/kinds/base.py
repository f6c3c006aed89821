"""The promise of a kind: what it says about packs, entries, pages and reports, and the plain data it is given."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.forms import Form
from pydantic import BaseModel, Field

from mainstay.core.ids import NO_ROW, parse_key
from mainstay.kinds.content import (
    Choice,
    Content,
    Group,
    Harm,
    Id,
    Item,
    Law,
    Listing,
    Named,
    Point,
    Row,
    Scale,
    Section,
    Source,
    Strict,
    Table,
    Words,
)
from mainstay.reports.document import Audience, Report

__all__ = [
    "OWN",
    "Action",
    "Answer",
    "Choice",
    "Content",
    "Group",
    "Harm",
    "Id",
    "Item",
    "Kind",
    "Law",
    "Listing",
    "Named",
    "Note",
    "Owed",
    "Point",
    "Promoted",
    "Record",
    "Row",
    "Scale",
    "Section",
    "Setting",
    "Source",
    "Strict",
    "Summary",
    "Table",
    "Tool",
    "Words",
]

OWN = "own"
"""Stands where an item's id would, for rows that people add themselves."""


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
    lists: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    """What the whole pack shares, by name: harms, affected, responses; each entry has id, title and role."""

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
    proof: str = ""
    """What shows that it was done."""
    origin: str = ""
    """The id of the pack's measure that it was taken from."""


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
    """How many answers the reader may not see."""
    hidden_keys: Collection[str] = ()
    """Where they stand."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """The organisation's, as its administrator chose them."""

    def answer(self, key: str) -> Answer:
        return self.answers.get(key) or Answer(key, {})

    def own_items(self) -> list[Any]:
        """The rows that people added, oldest first."""
        own = self.tool.content.own_item()
        return [own.model_copy(update={"id": key}) for key in self.answers if own and key.startswith(f"{OWN}@")]


@dataclass(frozen=True, slots=True)
class Promoted:
    """What of an entry's data stands in columns, so that it can be filtered and counted."""

    choice: str = ""
    duty: str = ""
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """Something about a kind that an organisation decides; the first choice holds until it does."""

    name: str
    title: str
    about: str
    choices: Sequence[Choice]


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
    worst: str = Field(default="", description="The gravest of what was counted, where counts have an order.")


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
    marks: ClassVar[tuple[str, ...]] = ()
    """Fields of an entry that say how the work goes and not what is answered: no signature depends on them."""
    partial: ClassVar[bool] = False
    """What a form does not send stays as it is; for entries of more fields than one page shows."""
    weighs_actions: ClassVar[bool] = False
    """Whether summary and duties depend on the actions below an answer."""
    asks_proof: ClassVar[bool] = False
    """Whether an action is done only when somebody says what shows it."""
    second_fields: ClassVar[tuple[str, ...]] = ()
    """Whoever gave these fields their present values cannot be the second person."""

    @abstractmethod
    def form(self, tool: Tool, item: Any, posted: Mapping[str, Any] | None, prefix: str | None = None) -> Form:
        """The only place where input for an item is checked; `cleaned_data` is the entry's data."""

    @abstractmethod
    def promoted(self, tool: Tool, item: Any, data: Mapping[str, Any], settings: Mapping[str, Any]) -> Promoted:
        """`settings` are the organisation's, as its administrator chose them."""

    def settled(self, tool: Tool, item: Any, data: dict[str, Any], before: Answer) -> tuple[dict[str, Any], dict[str, str]]:
        """The data as it can stand beside what stands there and its actions; and what cannot, in words by field."""
        return data, {}

    def awaits_second(self, tool: Tool, item: Any, data: Mapping[str, Any]) -> bool:
        """Whether the answer counts only when a second person has confirmed it."""
        return False

    def seconded(self, data: Mapping[str, Any], name: str, on: date) -> dict[str, Any]:
        """The data with the second person in it."""
        return dict(data)

    def settings(self) -> Sequence[Setting]:
        """What an organisation decides about this kind."""
        return ()

    def said(self, tool: Tool, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The data as pairs of name and words, for comparing and for the history; empty: the page's own way."""
        return []

    def called(self, record: Record, key: str) -> tuple[str, str]:
        """Number and title of an item or own row, as documents name it."""
        return key, str(record.tool.item(key).title)

    @abstractmethod
    def page(self, record: Record) -> dict[str, Any]:
        """What the kind's page template needs beside the record."""

    def small(self, tool: Tool, item: Any, answer: Answer, settings: Mapping[str, Any]) -> dict[str, Any]:
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
