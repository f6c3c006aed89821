"""A filled register in neutral shapes: the Toolkit's own table, with duty, measures and what they moved."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mainstay.kinds import base
from mainstay.kinds.risk_register import cards, rating
from mainstay.kinds.risk_register.schema import Decision, RiskEntry
from mainstay.kinds.risk_register.sheet import Row, sheet
from mainstay.kinds.risk_register.words import NAMES, word
from mainstay.reports.document import Audience, Block, Cell, Column, Facts, Grid, Heading, Line, Paragraph, Report
from mainstay.reports.words import day, listed

REASONS = frozenset({"aside_why", "why", "explanation", "floor_reason", "treatment_note", "response_why"})
NAMED = frozenset({"second_person", "second_on", "consulted", "authorised", "owner", "by", "comments"})
EVERYTHING = frozenset({*RiskEntry.model_fields, "actions", "proof", *NAMED})
STAYS_OUT: Mapping[Audience, frozenset[str]] = {
    Audience.OURS: frozenset(),
    Audience.PARTNERS: REASONS | NAMED | {"text", "affected_note", "proof"},
    Audience.PUBLIC: EVERYTHING,
}
"""What each audience does not get, by field of an entry or by what hangs on it; a register is never public."""


def report(record: base.Record, audience: Audience) -> Report:
    out = STAYS_OUT[audience]
    if out >= EVERYTHING:
        return Report((), [])
    found = [one for one in _risks(record, out) if one.counts or not out]
    live = [one for one in found if one.counts]
    blocks: list[Block] = [*_goals(record), *_maps(record), _grid(live, record.tool.title)]
    if aside := [one for one in found if not one.counts]:
        blocks += [Heading(_("Looked at and left out"), 2), _grid(aside, _("Looked at and left out"))]
    if not out:
        blocks += _undecided(record)
    if record.hidden:
        blocks.append(Paragraph(_hidden(record.hidden), "muted"))
    return Report(blocks, [one.data() for one in found])


def stays_out(record: base.Record, audience: Audience) -> list[str]:
    out = STAYS_OUT[audience]
    if out >= EVERYTHING:
        return [_("everything: a risk register is not for State and public")]
    names = {
        "why": _("the reasons for ratings and decisions"),
        "text": _("our own wording of a risk, where there is one for partners"),
        "affected_note": _("notes on who is affected"),
        "second_person": _("who confirmed that a rating is lower than it starts"),
        "consulted": _("who was consulted and who authorised a response"),
        "proof": _("what shows that a measure was done"),
        "aside_why": _("risks that were looked at and left out"),
        "owner": _("who does a measure"),
        "comments": _("comments"),
        "by": _("who answered and when"),
    }
    return [name for field, name in names.items() if field in out]


class Risk:
    """One risk for one audience: cells of the table, and the same as data."""

    def __init__(self, record: base.Record, item: Any, number: int, out: frozenset[str]) -> None:
        self.record, self.item, self.out, self.tool = record, item, out, record.tool
        self.answer = record.answer(item.id)
        self.said = self.answer.data
        self.found = rating.weigh(record.tool, item, self.answer, record.settings)
        self.number, self.title, self.text = rating.shown(item, self.said, number)
        self.counts = rating.adopted(self.said)
        if partner := self.said.get("partner_text"):
            self.text = partner if out else self.text

    def line(self) -> Line:
        before = self.found.before
        duty = rating.name(self.found.duty) if self.found.duty else _("Not rated")
        cells = (self._risk(), before.words[0], before.words[1], _joined([duty, self._floor()]), self._measures(), self._after())
        return Line([Cell(text) for text in cells], key=self.item.id)

    def _field(self, *names: str) -> Iterator[str]:
        """“Name: words” for each field that is filled in and may be shown."""
        for name in names:
            if name not in self.out and (text := word(self.tool, name, self.said.get(name))):
                yield _("%(name)s: %(text)s") % {"name": NAMES[name], "text": text}

    def _risk(self) -> str:
        lines = [" ".join((self.number, self.title)), self.text, *(f"– {point.text}" for point in self.item.points)]
        lines += self._field("harms", "affected", "affected_note", "why", "floor_reason")
        if not self.out and self.said.get("text") and self.item.text and not self._own():
            lines.append(_("The Toolkit's example: %(text)s") % {"text": self.item.text})
        lines += [*(self._field("partner_text") if not self.out else ()), *self._field("aside_why")]
        return _joined(lines)

    def _own(self) -> bool:
        return bool(self.item.id.partition("@")[0] == base.OWN)

    def _floor(self) -> str:
        return rating.because(self.tool, self.found, self.said, "second_person" not in self.out) if self.found.below else ""

    def _measures(self) -> str:
        lines = [self._action(action) for action in self.answer.actions] if "actions" not in self.out else []
        lines += self._field("explanation", "treatment", "treatment_note", "responses", "response_why", "consulted", "authorised")
        if not self.out:
            lines += [_comment(note) for note in self.record.comments.get(self.item.id, ())]
            if self.answer.inherited:
                lines.append(_("Taken over unchanged."))
            if self.answer.by and self.answer.at:
                lines.append(_("Answered by %(who)s on %(day)s.") % {"who": self.answer.by, "day": day(self.answer.at)})
        return _joined(lines)

    def _action(self, action: base.Action) -> str:
        parts = [action.what, action.status_label]
        if action.owner and "owner" not in self.out:
            parts.append(action.owner)
        if action.due:
            parts.append(_("by %(day)s") % {"day": day(action.due)})
        if action.proof and "proof" not in self.out:
            parts.append(_("shown by: %(proof)s") % {"proof": action.proof})
        return " · ".join(parts)

    def _after(self) -> str:
        lines = []
        if target := rating.move(self.found, self.found.target):
            lines.append(_("Target: %(move)s.") % {"move": target})
        else:
            lines += self._field("target_likelihood", "target_impact")
        if after := rating.move(self.found, self.found.after):
            lines.append(_("After measures: %(move)s.") % {"move": after})
            lines += [_("Duty now: %(duty)s.") % {"duty": rating.name(self.found.duty_after)}] if self.found.duty_after else []
        else:
            lines += self._field("residual_likelihood", "residual_impact")
        if self.found.after.started and not self.found.proven:
            lines.append(_("Not proven: no measure is done with something that shows it."))
        if again := rating.review(self.found, self.answer):
            lines.append(_("To be looked at again on %(day)s.") % {"day": day(again)})
        return _joined(lines)

    def data(self) -> dict[str, Any]:
        """The same matter as plain data; ids stay, so that it can come back."""
        row: dict[str, Any] = {"item": self.item.id, "number": self.number, "risk": self.title, "wording": self.text}
        row |= {name: _plain(self.said.get(name)) for name in RiskEntry.model_fields if name not in self.out}
        found = self.found
        row |= {"gravest": list(found.grave), "duty": str(found.duty or ""), "duty_after": str(found.duty_after or "")}
        row |= {"proven": found.proven, "move_target": rating.move(found, found.target), "move": rating.move(found, found.after)}
        if "actions" not in self.out:
            row["actions"] = [self._action_data(action) for action in self.answer.actions]
        if not self.out:
            notes = self.record.comments.get(self.item.id, ())
            row["comments"] = [
                {"text": note.text, "by": note.by, "at": note.at.isoformat(), "resolved": note.resolved} for note in notes
            ]
            row |= {"by": self.answer.by, "at": self.answer.at and self.answer.at.isoformat(), "version": self.answer.version}
            row["inherited"] = self.answer.inherited
        return row

    def _action_data(self, action: base.Action) -> dict[str, Any]:
        row = {
            "what": action.what,
            "status": action.status,
            "due": action.due and action.due.isoformat(),
            "origin": action.origin,
        }
        more = {"owner": action.owner, "proof": action.proof}
        return row | {name: value for name, value in more.items() if name not in self.out}


def _risks(record: base.Record, out: frozenset[str]) -> Iterator[Risk]:
    """Those that somebody has decided on or written about."""
    own = [item.id for item in record.own_items()]
    for _group, items in cards.groups(record):
        for item in items:
            if item.id in record.answers:
                yield Risk(record, item, own.index(item.id) + 1 if item.id in own else 0, out)


def _grid(risks: list[Risk], caption: str) -> Block:
    if not risks:
        return Paragraph(_("No risk is adopted yet."))
    columns = [
        Column(_("Identified risk"), 3.4),
        Column(_("Likelihood"), 1.2),
        Column(_("Impact"), 1.1),
        Column(_("Duty"), 1.7),
        Column(_("Mitigation"), 3),
        Column(_("Target, and after measures"), 1.8),
    ]
    lines = [one.line() for one in risks]
    rows = [Row(line, one.said, None if "by" in one.out else one.answer.version) for line, one in zip(lines, risks, strict=True)]
    return Grid(columns, lines, caption, sheet(risks[0].tool, rows, caption))


def _goals(record: base.Record) -> list[Block]:
    goals = record.tool.content.goals
    pairs = ((_("Goal of the area of work"), goals.work), (_("Goal for human rights and gender equality"), goals.rights))
    filled = [pair for pair in pairs if pair[1]]
    return [Facts(filled)] if filled else []


def _maps(record: base.Record) -> Iterator[Block]:
    """Both maps as tables: in each cell the duty, how many risks, and which."""
    for one in cards.maps(record):
        columns = [
            Column(_("%(when)s: likelihood") % {"when": one.title}, 1.5),
            *(Column(_("Impact %(level)s") % {"level": level}, 2) for level in one.columns),
        ]
        lines = [Line([Cell(level, "strong"), *(Cell(_cell(*cell)) for cell in row)]) for level, row in one.rows]
        yield Grid(columns, lines, _("Map of risks: %(when)s") % {"when": one.title})


def _cell(duty: cards.DutyWord, risks: Any) -> str:
    if not risks:
        return duty.name
    count = ngettext("%(n)d risk: %(which)s", "%(n)d risks: %(which)s", len(risks))
    return _joined([duty.name, count % {"n": len(risks), "which": listed([number for _key, number in risks])}])


def _undecided(record: base.Record) -> list[Block]:
    items = record.tool.content.items
    waiting = [item.id for item in items if record.answer(item.id).data.get("decision", Decision.OPEN) == Decision.OPEN]
    return [Paragraph(_("Not decided on yet: %(risks)s.") % {"risks": listed(waiting)}, "muted")] if waiting else []


def _joined(lines: Any) -> str:
    return "\n".join(text for text in lines if text)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _comment(note: base.Note) -> str:
    settled = _("Comment (resolved) by %(who)s: %(text)s") if note.resolved else _("Comment by %(who)s: %(text)s")
    return settled % {"who": note.by, "text": note.text}


def _hidden(count: int) -> str:
    text = ngettext(
        "%(n)d answer carries a higher label and is not shown.", "%(n)d answers carry a higher label and are not shown.", count
    )
    return text % {"n": count}
