"""What pack.yaml and errata.yaml may say; the content of a tool is typed by its kind."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from mainstay.kinds.base import Harm, Id, Named, Scale, Strict, Words

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[_-][a-z0-9]+)*$", max_length=40)]
ToolId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[._-][a-z0-9]+)*$", max_length=40)]
"""It names a file (tools/<id>.yaml) and stands in addresses: no slash, no capital letters."""
Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$", max_length=40)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$")]


class Origin(Strict):
    """The publication that the pack words anew."""

    title: Words
    publisher: Words
    year: int
    project: str = ""
    terms: str = Field(default="", description="What its publisher allows.")


class Part(Strict):
    """A part of the publication, as its readers know it."""

    id: Slug
    title: Words
    summary: str = ""


class Crime(Strict):
    id: Slug
    title: Words


class Area(Strict):
    """An area of work, with the tools that belong to it alone."""

    id: Slug
    title: Words
    summary: str = ""
    tools: tuple[ToolId, ...] = ()


class Stage(Strict):
    """A stage of an intervention's life."""

    id: Slug
    title: Words
    summary: str = ""


class Counterpart(Strict):
    """A kind of authority or group that an intervention works with; rules test the role, never the id."""

    id: Slug
    title: Words
    role: str = ""


class Support(Strict):
    """Whether support is given to a counterpart or accepted from it."""

    id: Slug
    title: Words
    role: str = ""


class TheoryCheck(Strict):
    """A question about the theory of change, asked in the intervention note."""

    id: Id
    title: Words
    text: Words
    help: str = ""


class ToolHead(Strict):
    """All that is known of a tool without its content: enough to list, propose and refer to it."""

    id: ToolId
    title: Words
    part: Slug
    kind: Slug
    subject: Literal["country", "due_diligence_file", "intervention", "communication_product", "organisation", "none"] = Field(
        description="What it is filled in for; none: it is only read."
    )
    state: Literal["ready", "coming"] = Field(description="ready: its content is in tools/<id>.yaml.")
    page: int | None = None
    purpose: Words
    label: Literal["unclassified", "internal", "confidential"] = Field(
        description="What a filled-in copy is marked with at first."
    )
    occasions: bool = Field(default=False, description="It is filled in again and again, each time with a date.")
    evaluation: bool = Field(default=False, description="It belongs to an evaluation: evaluators may answer it.")
    own_reason: bool = Field(default=False, description="Leaving it out asks for a reason of its own.")
    role: Literal["", "responses"] = Field(default="", description="responses: its items are what can be answered to a risk.")
    stages: tuple[Slug, ...] = ()


class When(Strict):
    """Every key that is given must match, each by any one of its values."""

    areas: tuple[Slug, ...] = ()
    crimes: tuple[Slug, ...] = ()
    stages: tuple[Slug, ...] = ()
    counterpart_roles: tuple[str, ...] = ()
    support_roles: tuple[str, ...] = ()
    always: bool = False


class Proposal(Strict):
    """A tool is proposed when this holds, with this reason."""

    tool: ToolId
    when: When
    reason: Words


class Erratum(Strict):
    """What the publication prints, what we show instead, and why."""

    id: Id
    touches: tuple[Id, ...] = Field(min_length=1)
    printed: Words
    shown: Words
    why: Words
    basis: Literal["source", "knowledge"] = Field(description="knowledge: it rests on more than the publication itself.")
    confidence: Literal["high", "medium", "low"]


class Manifest(Strict):
    """pack.yaml: what the pack is, and every tool it has or will have."""

    id: Slug
    title: Words
    version: Version
    licence: Words
    languages: tuple[Language, ...] = Field(min_length=1)
    acknowledgement: Words
    notice: Words = Field(description="Stands on every page and in every document: whose wording this is.")
    source: Origin
    parts: tuple[Part, ...] = Field(min_length=1)
    crimes: tuple[Crime, ...] = ()
    areas: tuple[Area, ...] = ()
    stages: tuple[Stage, ...] = ()
    counterparts: tuple[Counterpart, ...] = ()
    support: tuple[Support, ...] = ()
    theory_checks: tuple[TheoryCheck, ...] = ()
    scales: tuple[Scale, ...] = ()
    harms: tuple[Harm, ...] = Field(default=(), description="What may happen to people; the gravest have floor: true.")
    affected: tuple[Named, ...] = Field(default=(), description="Groups that may be affected.")
    tools: tuple[ToolHead, ...] = Field(min_length=1)
    proposals: tuple[Proposal, ...] = ()

    def tool(self, tool_id: str) -> ToolHead | None:
        return next((head for head in self.tools if head.id == tool_id), None)

    def with_role(self, role: str) -> tuple[ToolHead, ...]:
        return tuple(head for head in self.tools if head.role == role and head.state == "ready")

    def part(self, part_id: str) -> Part | None:
        return next((part for part in self.parts if part.id == part_id), None)

    def owner(self, ref: str) -> ToolHead | None:
        """The tool that an id belongs to by its beginning: `3.1` of 3.1.q4.x1, `4.3.1` of 4.3.1/R1.1."""
        while ref:
            if head := self.tool(ref):
                return head
            ref = ref[: max(ref.rfind("."), ref.rfind("/"), 0)]
        return None
