"""What a pack may say in any tool, whatever its kind: items, groups, sections, tables, scales."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+(?:[._/-][A-Za-z0-9]+)*$", max_length=60)]
"""Letters and digits, joined by dots, hyphens, underscores or (results of 4.3) slashes."""
Words = Annotated[str, StringConstraints(min_length=1)]
"""Text that may not be missing."""


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


class Named(Strict):
    """One of a list that the whole pack shares, such as the harms that a risk may bring about."""

    id: Id
    title: Words
    help: str = ""
    role: str = ""


class Harm(Named):
    """What may happen to people."""

    floor: bool = Field(default=False, description="One of the gravest: impact never starts below the highest level.")


class Content(Strict):
    """The content of one tool; kinds extend it with their item class."""

    tool: str
    include: tuple[str, ...] = Field(default=(), description="Tools of the same kind whose items stand at the end of this one.")
    intro: str = ""
    groups: tuple[Group, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    items: tuple[Item, ...] = ()

    def own_item(self) -> Item | None:
        """What stands for a row that people add themselves; None where the tool takes none."""
        return None
