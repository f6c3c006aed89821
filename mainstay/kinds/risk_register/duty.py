"""What likelihood and impact oblige to: a table to look up, never a product and never a number.

The Toolkit asks for a strategy where likelihood and impact "are medium and/or high". That can be read in three ways; the
readings below differ in the cells that carry the duty to mitigate (erratum E49). What the widest reading would add to the
one chosen is to be mitigated or explained. Impact weighs more than likelihood: a grave harm cannot be made good because
it was unlikely.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """Roles of the choices on both scales, the lightest first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Duty(StrEnum):
    """What is to be done, the lightest first."""

    WATCH = "watch"
    EXPLAIN = "explain"
    MITIGATE = "mitigate"
    CONSULT = "consult"


class Reading(StrEnum):
    """How an organisation reads the sentence."""

    DEFAULT = "default"
    NARROW = "narrow"
    WIDE = "wide"


SETTING = "risk_duty"
"""Where an organisation's settings hold its reading."""
ORDER = tuple(Duty)
L, M, H = Level
Cell = tuple[Level, Level]
"""Likelihood, then impact."""

_BOTH: frozenset[Cell] = frozenset({(M, M), (M, H), (H, M), (H, H)})
_EITHER: frozenset[Cell] = frozenset((one, other) for one in Level for other in Level if (one, other) != (L, L))
MITIGATED: Mapping[Reading, frozenset[Cell]] = {
    Reading.NARROW: _BOTH,
    Reading.DEFAULT: _BOTH | {(L, H)},
    Reading.WIDE: _EITHER,
}
"""The cells that carry the duty to mitigate."""
CONSULTED: frozenset[Cell] = frozenset({(M, H), (H, H)})
"""Those where the United Nations representative and an adviser are asked as well."""


def reading(settings: Mapping[str, Any]) -> Reading:
    """The organisation's; the default where it has chosen none, or something that is no reading."""
    try:
        return Reading(str(settings.get(SETTING) or Reading.DEFAULT))
    except ValueError:
        return Reading.DEFAULT


def duty(likelihood: str, impact: str, *, grave: bool, chosen: Reading = Reading.DEFAULT) -> Duty | None:
    """None while one of the two is missing. `grave`: the risk can bring about one of the gravest harms.

    The narrow reading never holds for the gravest harms.
    """
    if likelihood not in tuple(Level) or impact not in tuple(Level):
        return None
    cell = (Level(likelihood), Level(impact))
    if grave and chosen is Reading.NARROW:
        chosen = Reading.DEFAULT
    if cell in CONSULTED:
        return Duty.CONSULT
    if cell in MITIGATED[chosen]:
        return Duty.MITIGATE
    return Duty.EXPLAIN if cell in _EITHER else Duty.WATCH


def worst(found: "list[Duty]") -> Duty | None:
    return max(found, key=ORDER.index, default=None)


def months_to_review(found: Duty | None) -> int:
    """Quarterly where others are to be consulted, else every half-year."""
    return 3 if found is Duty.CONSULT else 6
