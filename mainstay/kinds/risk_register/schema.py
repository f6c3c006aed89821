"""What a pack may say in a risk register, and what an entry of one holds."""

from datetime import date

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field

from mainstay.kinds import base


class Risk(base.Item):
    """An example risk: what it may bring about, for whom, and measures against it."""

    harms: tuple[base.Id, ...] = ()
    mitigations: tuple[base.Point, ...] = ()
    affected: tuple[base.Id, ...] = ()


class Goals(base.Strict):
    """What the area of work is for."""

    work: str = ""
    rights: str = ""


class RegisterContent(base.Content):
    """Example risks with two scales, whose choices have the roles low, medium and high."""

    likelihood: str = "likelihood"
    impact: str = "impact"
    goals: Goals = Goals()
    indicators: tuple[str, ...] = Field(default=(), description="Tools or items that can show whether measures work.")
    items: tuple[Risk, ...] = ()

    def own_item(self) -> Risk:
        return Risk(id=base.OWN, title=_("A risk of your own"), text=_("A risk that none of the examples names."))


class Decision:
    """What was decided about a risk; the empty text: nothing yet."""

    OPEN = ""
    ADOPTED = "adopted"
    ASIDE = "aside"


class RiskEntry(BaseModel):
    """One risk as this intervention sees it."""

    model_config = ConfigDict(extra="forbid")

    decision: str = Field("", description="adopted, aside (looked at and left out, or withdrawn), or empty: not decided yet.")
    aside_why: str = Field("", description="Why it is left out or was withdrawn.")
    title: str = Field("", description="Short name of a risk of one's own.")
    text: str = Field("", description="The risk in one's own words; empty: as the pack words it.")
    partner_text: str = Field("", description="The risk in words for partners; empty: the same as above.")
    affected: list[str] = Field([], description="Ids of the groups who may be affected.")
    affected_note: str = Field("", description="Who exactly is affected, without naming anybody.")
    harms: list[str] = Field([], description="Ids of the harms that the risk may bring about.")
    likelihood: str = Field("", description="That this intervention causes or contributes to the harm: id of a choice.")
    impact: str = Field("", description="What it would mean for people: id of a choice.")
    why: str = Field("", description="Why it is rated like this.")
    explanation: str = Field("", description="Why nothing is done, where the duty is to mitigate or to explain.")
    floor_reason: str = Field("", description="Why impact is rated below High although one of the gravest harms is possible.")
    second_person: str = Field("", description="Who confirmed that: the name, as it was then.")
    second_on: date | None = Field(None, description="When that was confirmed.")
    treatment: str = Field("", description="avoid, reduce, share or accept.")
    treatment_note: str = Field(
        "", description="What is behind the choice; asked for where High impact is only shared or accepted."
    )
    target_likelihood: str = Field("", description="What the measures are to reach: id of a choice.")
    target_impact: str = Field("", description="What the measures are to reach: id of a choice.")
    residual_likelihood: str = Field("", description="After measures, once one of them is done and proven: id of a choice.")
    residual_impact: str = Field("", description="After measures, once one of them is done and proven: id of a choice.")
    responses: list[str] = Field([], description="Ids of the response options that were chosen.")
    response_why: str = Field("", description="Why these responses.")
    consulted: str = Field("", description="Who was consulted: posts and offices.")
    authorised: str = Field("", description="Who authorised it: the post.")
    review_on: date | None = Field(None, description="When the risk is looked at again; empty: as the duty proposes.")


RATING = ("likelihood", "impact")
"""Fields that hold a choice of the scale of the same name, also behind `target_` and `residual_`."""
