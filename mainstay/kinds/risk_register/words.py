"""What a risk's fields are called, and an entry in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mainstay.kinds import base
from mainstay.kinds.risk_register.duty import SETTING, Reading
from mainstay.kinds.risk_register.forms import DECISIONS, TREATMENTS
from mainstay.kinds.risk_register.rating import label, listed
from mainstay.kinds.risk_register.schema import RATING
from mainstay.reports.words import day

NAMES: Mapping[str, Promise] = {
    "decision": gettext_lazy("Decision"),
    "aside_why": gettext_lazy("Why it is left out"),
    "title": gettext_lazy("Short name"),
    "text": gettext_lazy("Risk, in our words"),
    "partner_text": gettext_lazy("Wording for partners"),
    "affected": gettext_lazy("Who is affected"),
    "affected_note": gettext_lazy("More on who is affected"),
    "harms": gettext_lazy("Harms"),
    "likelihood": gettext_lazy("Likelihood"),
    "impact": gettext_lazy("Impact"),
    "why": gettext_lazy("Why this rating"),
    "explanation": gettext_lazy("Why no measure is taken"),
    "floor_reason": gettext_lazy("Why impact is rated lower"),
    "second_person": gettext_lazy("Confirmed by"),
    "second_on": gettext_lazy("Confirmed on"),
    "treatment": gettext_lazy("Treatment"),
    "treatment_note": gettext_lazy("More on the treatment"),
    "target_likelihood": gettext_lazy("Target for likelihood"),
    "target_impact": gettext_lazy("Target for impact"),
    "residual_likelihood": gettext_lazy("Likelihood after measures"),
    "residual_impact": gettext_lazy("Impact after measures"),
    "responses": gettext_lazy("Response"),
    "response_why": gettext_lazy("Why this response"),
    "consulted": gettext_lazy("Who was consulted"),
    "authorised": gettext_lazy("Who authorised it"),
    "review_on": gettext_lazy("To be looked at again on"),
}
"""In the order in which they are read."""


def said(tool: base.Tool, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    pairs = ((name, word(tool, name, data.get(name))) for name in NAMES)
    return [(str(NAMES[name]), text) for name, text in pairs if text]


def word(tool: base.Tool, name: str, value: Any) -> str:
    """The value of a field as it is read: labels instead of ids, dates in words."""
    if not value:
        return ""
    axis = name.rpartition("_")[2]
    if axis in RATING:
        return label(tool, axis, value)
    if name in tool.lists:
        return listed([one.title for one in tool.lists[name] if one.id in value])
    if name in ("second_on", "review_on"):
        return day(date.fromisoformat(str(value)))
    fixed: dict[str, Mapping[str, Any]] = {"decision": dict(DECISIONS), "treatment": {one[0]: one[1] for one in TREATMENTS}}
    return str(fixed[name].get(value, value)) if name in fixed else str(value)


def setting() -> base.Setting:
    """What an organisation can choose, the default first."""
    return base.Setting(
        name=SETTING,
        title=_("When a risk must be mitigated"),
        about=_(
            "The Toolkit asks for a mitigation strategy where likelihood and impact “are medium and/or high”. This can be read "
            "in three ways. A change recomputes the duty of every risk in this organisation."
        ),
        choices=(
            base.Choice(
                id=Reading.DEFAULT,
                label=_("Both at least Medium, or impact High"),
                help=_(
                    "Five of nine fields oblige to mitigate. Where only one of the two is at least Medium: mitigate or explain."
                ),
            ),
            base.Choice(
                id=Reading.NARROW,
                label=_("Both at least Medium"),
                help=_(
                    "Four of nine fields. A High impact that is not likely is to be mitigated or explained. This never holds for "
                    "the gravest harms, such as loss of life, refoulement or torture: there the first reading stays."
                ),
            ),
            base.Choice(
                id=Reading.WIDE,
                label=_("Either of them at least Medium"),
                help=_("Eight of nine fields: only a risk with both at Low is watched without measures."),
            ),
        ),
    )
