"""What the page of a register shows: a card for each risk, weighed beforehand, and the map before and after measures."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from mainstay.core.ids import new_id
from mainstay.kinds import base
from mainstay.kinds.risk_register import duty as rules
from mainstay.kinds.risk_register import owed, rating
from mainstay.kinds.risk_register.duty import Duty, Level
from mainstay.kinds.risk_register.forms import TREATMENTS
from mainstay.kinds.risk_register.schema import Decision

MOST_OPEN = 20
"""With more adopted risks, a card shows what is rated; the rest stands on the risk's own page."""
OWN_GROUP = "own"
SIGNS = {Duty.WATCH: "eye", Duty.EXPLAIN: "message-square", Duty.MITIGATE: "shield", Duty.CONSULT: "users"}


@dataclass(frozen=True, slots=True)
class DutyWord:
    """A duty as it is shown: word and shape, never colour alone."""

    id: str
    name: str
    sign: str


@dataclass(frozen=True, slots=True)
class Card:
    """One risk with what the rules say of it."""

    item: Any
    number: str
    title: str
    text: str
    own: bool
    decision: str
    harms: str
    affected: str
    duty: DutyWord | None
    because: str
    below: bool
    awaits: bool
    owed: Sequence[str]
    target: str
    after: str
    duty_after: DutyWord | None
    proven: bool
    offered: Sequence[base.Point]
    """Measures of the pack that were not taken yet."""
    actions: Sequence[base.Action]
    review: str
    proposed: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """One of the two maps: rows by likelihood from the highest, cells by impact from the lowest."""

    title: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[tuple[DutyWord, Sequence[tuple[str, str]]]]]]
    unrated: int


def groups(record: base.Record) -> list[tuple[base.Group, list[Any]]]:
    """The Toolkit's risks, those that belong to every register, and those of one's own."""
    printed: list[Any] = []
    every: list[Any] = []
    for item in record.tool.content.items:
        (printed if item.id.startswith(f"{record.tool.id}.") else every).append(item)
    found = [(base.Group(id="examples", title=_("Example risks")), printed)]
    if every:
        intro = _("This risk belongs to every intervention.")
        found.append((base.Group(id="every", title=_("In every intervention"), intro=intro, origin="supplement"), every))
    return [*found, (base.Group(id=OWN_GROUP, title=_("Risks of your own")), record.own_items())]


@dataclass(frozen=True, slots=True)
class Row:
    """A risk of the register with its answer, weighed; `number` counts those of one's own."""

    item: Any
    number: int
    answer: base.Answer
    found: rating.Weighed


def rows_of(record: base.Record, found: Sequence[tuple[base.Group, list[Any]]]) -> list[Row]:
    rows = []
    for group, items in found:
        for place, item in enumerate(items, 1):
            answer = record.answer(item.id)
            weighed = rating.weigh(record.tool, item, answer, record.settings)
            rows.append(Row(item, place if group.id == OWN_GROUP else 0, answer, weighed))
    return rows


def page(record: base.Record) -> dict[str, Any]:
    found = groups(record)
    rows = rows_of(record, found)
    made = {row.item.id: card(record.tool, row) for row in rows}
    return frame(record.tool) | {
        "groups": found,
        "cards": made,
        "maps": maps(record, rows),
        "full": sum(one.decision == Decision.ADOPTED for one in made.values()) <= MOST_OPEN,
        "own_key": f"{base.OWN}@{new_id().hex}",
    }


def frame(tool: base.Tool) -> dict[str, Any]:
    """What is the same for every card."""
    return {
        "likelihood": rating.scale(tool, "likelihood"),
        "impact": rating.scale(tool, "impact"),
        "lists": tool.lists,
        "treatments": [(value, str(name), str(help)) for value, name, help in TREATMENTS],
        "ticks": _ticks(tool),
        "role_of": {},
        "scale": None,
    }


def _ticks(tool: base.Tool) -> Callable[[str, str, Collection[str]], Markup]:
    """Writes the boxes of a list for one field; a page has thousands of them, so what is the same is escaped once."""
    known = {name: [(escape(one.id), escape(one.title)) for one in entries] for name, entries in tool.lists.items()}

    def ticks(field: str, name: str, chosen: Collection[str]) -> Markup:
        start = f'<label class="back"><input type="checkbox" name="{escape(field)}" value="'
        boxes = (f'{start}{id}"{" checked" if id in chosen else ""}> {title}</label>' for id, title in known[name])
        return Markup("".join(boxes))  # nosec B704 - everything in it was escaped

    return ticks


def card(tool: base.Tool, row: Row) -> Card:
    item, answer, found, data = row.item, row.answer, row.found, row.answer.data
    name, title, text = rating.shown(item, data, row.number)
    taken = {action.origin for action in found.live}
    adopted = rating.adopted(data)
    return Card(
        item=item,
        number=name,
        title=title,
        text=text,
        own=item.id.partition("@")[0] == base.OWN,
        decision=data.get("decision", ""),
        harms=_titles(tool, "harms", data.get("harms") if adopted else item.harms),
        affected=_titles(tool, "affected", data.get("affected") if adopted else item.affected),
        duty=duty_word(found.duty),
        because=rating.because(tool, found, data),
        below=found.below,
        awaits=bool((found.before.held or found.after.held) and data.get("floor_reason")),
        owed=list(owed.of_risk(tool, item, data, found)),
        target=rating.move(found, found.target),
        after=rating.move(found, found.after),
        duty_after=duty_word(found.duty_after),
        proven=found.proven,
        offered=[one for one in item.mitigations if one.id not in taken],
        actions=answer.actions,
        review=rating.day_of(rating.review(found, answer)),
        proposed=_months(found.now),
    )


def small(tool: base.Tool, item: Any, answer: base.Answer, settings: Mapping[str, Any]) -> dict[str, Any]:
    return {"card": card(tool, Row(item, 0, answer, rating.weigh(tool, item, answer, settings)))}


def duty_word(found: Duty | None) -> DutyWord | None:
    return DutyWord(str(found), rating.name(found), SIGNS[found]) if found else None


def maps(record: base.Record, rows: Sequence[Row] | None = None) -> list[Mapped]:
    """Before measures, and after them where that is proven; a risk without proof stays where it was."""
    before: dict[tuple[str, str], list[tuple[str, str]]] = {}
    after: dict[tuple[str, str], list[tuple[str, str]]] = {}
    unrated = 0
    for row in rows or rows_of(record, groups(record)):
        if not rating.adopted(row.answer.data):
            continue
        if not row.found.before.rated:
            unrated += 1
            continue
        place = (row.item.id, rating.shown(row.item, row.answer.data, row.number)[0])
        for cells, pair in ((before, row.found.before), (after, row.found.after if row.found.duty_after else row.found.before)):
            cells.setdefault((pair.likelihood, pair.impact), []).append(place)
    reading = rules.reading(record.settings)
    return [
        _map(record.tool, cells, reading, title, unrated)
        for cells, title in ((before, _("Before measures")), (after, _("After measures that are proven")))
    ]


def _map(
    tool: base.Tool, cells: Mapping[tuple[str, str], list[tuple[str, str]]], reading: rules.Reading, title: str, unrated: int
) -> Mapped:
    likelihood, impact = (_by_role(tool, axis) for axis in ("likelihood", "impact"))
    rows = []
    for level in reversed(Level):
        words = [(width, duty_word(rules.duty(level, width, grave=False, chosen=reading))) for width in Level]
        rows.append((likelihood[level], [(word, cells.get((level, width), [])) for width, word in words if word]))
    return Mapped(title, [impact[level] for level in Level], rows, unrated)


def _by_role(tool: base.Tool, axis: str) -> dict[str, str]:
    return {one.role: one.label for one in rating.scale(tool, axis).choices}


def _titles(tool: base.Tool, name: str, ids: Any) -> str:
    return rating.listed([one.title for one in tool.lists.get(name, ()) if one.id in (ids or ())])


def _months(found: Duty | None) -> str:
    if found is None:
        return ""
    return _("every three months") if found is Duty.CONSULT else _("every six months")
