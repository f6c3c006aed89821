"""What a pack may say in guidance; nobody fills it in, so an entry holds nothing."""

from pydantic import BaseModel, ConfigDict

from mainstay.kinds import base


class GuidanceItem(base.Item):
    """One thing to read, such as a response to a risk: an example of it, who decides, when, and whom to ask first."""

    order: str = ""
    example: str = ""
    decided_by: str = ""
    when: str = ""
    consult: tuple[str, ...] = ()


class GuidanceContent(base.Content):
    items: tuple[GuidanceItem, ...] = ()


class GuidanceEntry(BaseModel):
    """Nothing."""

    model_config = ConfigDict(extra="forbid")
