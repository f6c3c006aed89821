"""What a pack may say in a checklist, and what an entry of one holds."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from mainstay.kinds import base


class ChecklistContent(base.Content):
    """Questions on one scale; an item may name another scale than the tool's."""

    scale: str
    detail_label: str = ""
    detail_help: str = ""


class ChecklistEntry(BaseModel):
    """The answer to one question."""

    model_config = ConfigDict(extra="forbid")

    choice: str = Field("", description="Id of a choice of the scale; empty: not answered yet.")
    how: str = Field("", description="How this is or will be addressed; asked for where it is not or only partly so.")
    why_not: str = Field("", description="Why the question does not apply here.")
    come_back: bool = Field(False, description="The person wants to look at it again.")


Role = Literal["met", "partly", "unmet", "not_applicable"]
ROLES: tuple[str, ...] = ("met", "partly", "unmet", "not_applicable")


def role_of(scale: base.Scale, data: Any) -> str:
    """What the chosen answer means; empty while nothing is chosen."""
    return next((choice.role for choice in scale.choices if choice.id == data.get("choice")), "")
