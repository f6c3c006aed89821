"""One risk, weighed: levels, floors, duty before and after measures, and the move between them in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from mainstay.core.dates import day
from mainstay.kinds import base
from mainstay.kinds.risk_register import duty as rules
from mainstay.kinds.risk_register.duty import Duty, Level
from mainstay.kinds.risk_register.schema import Decision

DONE, DROPPED = "done", "dropped"
"""What the status of a measure can be, as far as it matters here."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Likelihood and impact at one time: levels, and the words of the scale. `held`: impact counts higher than it was rated."""

    likelihood: str
    impact: str
    words: tuple[str, str]
    held: bool = False

    @property
    def rated(self) -> bool:
        return bool(self.likelihood and self.impact)

    @property
    def started(self) -> bool:
        return bool(self.words[0] or self.words[1])


@dataclass(frozen=True, slots=True)
class Weighed:
    """A risk as the rules see it."""

    grave: tuple[str, ...]
    """Titles of the gravest harms that it may bring about."""
    left: bool
    """A second person has confirmed that impact is rated below High all the same."""
    before: Pair
    target: Pair
    after: Pair
    duty: Duty | None
    duty_after: Duty | None
    proven: bool
    """A measure is done, and somebody says what shows it."""
    live: Sequence[base.Action]
    """Measures that were not dropped."""

    @property
    def below(self) -> bool:
        """Rated below the floor, before or after measures, whether confirmed or not."""
        return self.left or self.before.held or self.after.held

    @property
    def now(self) -> Duty | None:
        """After measures where that is proven, else before."""
        return self.duty_after or self.duty


def role(tool: base.Tool, axis: str, choice: Any) -> str:
    """What a choice of the scale means; empty while nothing is chosen."""
    return next((one.role for one in scale(tool, axis).choices if one.id == choice), "") if choice else ""


def scale(tool: base.Tool, axis: str) -> base.Scale:
    return tool.scales[getattr(tool.content, axis)]


def label(tool: base.Tool, axis: str, choice: Any) -> str:
    return next((one.label for one in scale(tool, axis).choices if one.id == choice), "") if choice else ""


def top(tool: base.Tool) -> str:
    """The word for the highest impact."""
    return next(one.label for one in scale(tool, "impact").choices if one.role == Level.HIGH)


def grave_ids(tool: base.Tool, item: Any, data: Mapping[str, Any]) -> set[str]:
    """Of the harms ticked and those of the pack's example: unticking one does not make it impossible."""
    floors = {one.id for one in tool.lists.get("harms", ()) if one.floor}
    return floors & {*(data.get("harms") or ()), *item.harms}


def confirmed(data: Mapping[str, Any]) -> bool:
    return bool(data.get("second_person") and data.get("floor_reason"))


def weigh(tool: base.Tool, item: Any, answer: base.Answer, settings: Mapping[str, Any]) -> Weighed:
    data = answer.data
    found = grave_ids(tool, item, data)
    grave = tuple(one.title for one in tool.lists.get("harms", ()) if one.id in found)
    free = confirmed(data)
    live = [one for one in answer.actions if one.status != DROPPED]
    proven = any(one.status == DONE and one.proof for one in live)
    before, after = _pair(tool, data, "", bool(grave), free), _pair(tool, data, "residual_", bool(grave), free)
    chosen = rules.reading(settings)
    lowered = (role(tool, "impact", data.get(f"{when}impact")) for when in ("", "residual_"))
    return Weighed(
        grave=grave,
        left=bool(grave) and free and any(level and level != Level.HIGH for level in lowered),
        before=before,
        target=_pair(tool, data, "target_", False, True),
        after=after,
        duty=rules.duty(before.likelihood, before.impact, grave=bool(grave), chosen=chosen),
        duty_after=rules.duty(after.likelihood, after.impact, grave=bool(grave), chosen=chosen) if proven else None,
        proven=proven,
        live=live,
    )


def _pair(tool: base.Tool, data: Mapping[str, Any], when: str, grave: bool, free: bool) -> Pair:
    likelihood, impact = data.get(f"{when}likelihood", ""), data.get(f"{when}impact", "")
    level = role(tool, "impact", impact)
    held = bool(grave and not free and level and level != Level.HIGH)
    words = (label(tool, "likelihood", likelihood), label(tool, "impact", impact))
    return Pair(role(tool, "likelihood", likelihood), Level.HIGH if held else level, words, held)


NAMES = {
    Duty.WATCH: gettext_lazy("Watch"),
    Duty.EXPLAIN: gettext_lazy("Mitigate or explain"),
    Duty.MITIGATE: gettext_lazy("Mitigate"),
    Duty.CONSULT: gettext_lazy("Mitigate and consult"),
}


def name(found: Duty) -> str:
    return str(NAMES[found])


def because(tool: base.Tool, found: Weighed, data: Mapping[str, Any], person: bool = True) -> str:
    """Why this duty, in one sentence; `person`: with the name of whoever confirmed that a floor is left."""
    harms = listed(found.grave)
    if found.before.held:
        return _("Impact cannot start below %(high)s: %(harms)s.") % {"high": top(tool), "harms": harms}
    if found.left and person:
        words = {"high": top(tool), "harms": harms, "person": data.get("second_person", ""), "day": day_of(data.get("second_on"))}
        return _("Impact is below %(high)s although this is possible: %(harms)s. Confirmed by %(person)s on %(day)s.") % words
    if found.left:
        return _("Impact is below %(high)s although this is possible: %(harms)s. A second person confirmed it.") % {
            "high": top(tool),
            "harms": harms,
        }
    if found.before.rated:
        likelihood, impact = found.before.words
        return _("Likelihood %(likelihood)s, impact %(impact)s.") % {"likelihood": likelihood, "impact": impact}
    return ""


def move(found: Weighed, to: Pair) -> str:
    """From the rating before measures to another one, on both axes: levels alone would hide it."""
    if not (found.before.words[0] and found.before.words[1] and to.words[0] and to.words[1]):
        return ""
    (likelihood, impact), (likelihood_to, impact_to) = found.before.words, to.words
    words = {"l": likelihood, "i": impact, "l_to": likelihood_to, "i_to": impact_to}
    if likelihood == likelihood_to and impact == impact_to:
        return _("likelihood stays %(l)s, impact stays %(i)s") % words
    if impact == impact_to:
        return _("likelihood %(l)s > %(l_to)s, impact stays %(i)s") % words
    if likelihood == likelihood_to:
        return _("likelihood stays %(l)s, impact %(i)s > %(i_to)s") % words
    return _("likelihood %(l)s > %(l_to)s, impact %(i)s > %(i_to)s") % words


def review(found: Weighed, answer: base.Answer) -> date | None:
    """When the risk is to be looked at again: as somebody chose, else so many months after it was last changed."""
    if chosen := answer.data.get("review_on"):
        return date.fromisoformat(str(chosen))
    if answer.at is None or found.duty is None:
        return None
    return later(answer.at.date(), rules.months_to_review(found.now))


def later(start: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    count = start.year * 12 + start.month - 1 + months
    year, month = divmod(count, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(start.day, last))


def shown(item: Any, data: Mapping[str, Any], number: int = 0) -> tuple[str, str, str]:
    """Number, title and text of a risk, reworded where somebody did; own risks are counted."""
    if item.id.partition("@")[0] == base.OWN:
        return _("Own %(n)d") % {"n": number} if number else "", data.get("title") or item.title, data.get("text", "")
    return item.id, item.title, data.get("text") or item.text


def adopted(data: Mapping[str, Any]) -> bool:
    return data.get("decision") == Decision.ADOPTED


def listed(titles: Sequence[str]) -> str:
    """Titles of harms and groups hold commas of their own."""
    return pgettext("between entries that hold commas", "; ").join(titles)


def day_of(value: Any) -> str:
    """A date, or its text as an entry holds it, in words."""
    return _day(str(value)[:10], get_language()) if value else ""


@lru_cache(maxsize=1024)
def _day(value: str, language: str | None) -> str:
    """Many risks share their day, and formatting one costs more than weighing a risk."""
    return day(date.fromisoformat(value))
