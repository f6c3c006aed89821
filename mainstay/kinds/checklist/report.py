"""A filled checklist in neutral shapes, in the columns of the Toolkit's own table."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mainstay.core.dates import day
from mainstay.kinds import base
from mainstay.kinds.checklist import words
from mainstay.kinds.checklist.sheet import sheet
from mainstay.reports.document import Audience, Block, Cell, Column, Grid, Line, Paragraph, Report

STAYS_OUT = {
    Audience.OURS: frozenset[str](),
    Audience.PARTNERS: frozenset({"come_back", "by", "comments", "owner", "proof"}),
    Audience.PUBLIC: frozenset({"come_back", "by", "comments", "owner", "proof", "how", "why_not", "actions"}),
}
"""What each audience does not get, by field of an entry or by what hangs on it."""


def report(record: base.Record, scale: base.Scale, groups: tuple[base.Group, ...], audience: Audience) -> Report:
    out = STAYS_OUT[audience]
    marks = [Column(choice.label, 0.5) for choice in scale.choices]
    detail = [] if "how" in out else [Column(record.tool.content.detail_label or _("How this is or will be addressed"), 3.5)]
    lines: list[Line] = []
    data: list[dict[str, Any]] = []
    for group in groups:
        if group.title:
            lines.append(Line([Cell(words.group_title(group), "strong")], span=True))
        for item in (item for item in record.tool.content.items if item.group == group.id):
            answer = record.answer(item.id)
            cells = [Cell(words.question(item))]
            cells += [Cell(choice.label if choice.id == answer.data.get("choice") else "", "mark") for choice in scale.choices]
            lines.append(Line([*cells, *([Cell(_detail(record, item, answer, out))] if detail else [])]))
            data.append(_data(record, item, answer, scale, out))
    grid = Grid([Column(_("Question"), 4), *marks, *detail], lines, record.tool.title, sheet(record, scale, groups, out))
    blocks: list[Block] = [grid] if not record.hidden else [grid, Paragraph(_hidden(record.hidden), "muted")]
    return Report(blocks, data)


def stays_out(record: base.Record, audience: Audience) -> list[str]:
    out = STAYS_OUT[audience]
    names = {
        "how": _("how each point is addressed"),
        "why_not": _("why a question does not apply"),
        "actions": _("actions"),
        "owner": _("who does an action"),
        "proof": _("what shows that an action was done"),
        "comments": _("comments"),
        "come_back": _("marks to come back to a question"),
        "by": _("who answered and when"),
    }
    return [name for field, name in names.items() if field in out]


def _detail(record: base.Record, item: base.Item, answer: base.Answer, out: frozenset[str]) -> str:
    """Everything said about one question, a line each."""
    said = [answer.data.get("how", "")]
    if why := answer.data.get("why_not"):
        said.append(_("Does not apply: %(why)s") % {"why": why})
    said += [words.action(action, out) for action in answer.actions]
    if from_source := words.from_source(answer):
        said.append(from_source)
    if answer.data.get("come_back") and "come_back" not in out:
        said.append(_("To come back to."))
    if "comments" not in out:
        said += [words.comment(note) for note in record.comments.get(item.id, ())]
    if answer.by and answer.at and "by" not in out:
        said.append(_("Answered by %(who)s on %(day)s.") % {"who": answer.by, "day": day(answer.at)})
    return "\n".join(text for text in said if text)


def _hidden(count: int) -> str:
    text = ngettext(
        "%(n)d answer carries a higher label and is not shown.", "%(n)d answers carry a higher label and are not shown.", count
    )
    return text % {"n": count}


def _data(record: base.Record, item: base.Item, answer: base.Answer, scale: base.Scale, out: frozenset[str]) -> dict[str, Any]:
    """The same matter as plain data; ids stay, so that it can come back."""
    chosen = answer.data.get("choice", "")
    row: dict[str, Any] = {"item": item.id, "question": words.question(item), "group": item.group, "inherited": answer.inherited}
    row["differs"] = answer.differs
    row["choice"] = {"id": chosen, "label": next((choice.label for choice in scale.choices if choice.id == chosen), "")}
    row |= {
        name: answer.data.get(name, empty)
        for name, empty in (("how", ""), ("why_not", ""), ("come_back", False))
        if name not in out
    }
    if "actions" not in out:
        row["actions"] = [
            {"what": action.what, "status": action.status, "due": action.due and action.due.isoformat()}
            | ({} if "owner" in out else {"owner": action.owner})
            for action in answer.actions
        ]
    if "comments" not in out:
        notes = record.comments.get(item.id, ())
        row["comments"] = [
            {"text": note.text, "by": note.by, "at": note.at.isoformat(), "resolved": note.resolved} for note in notes
        ]
    if "by" not in out:
        row |= {"by": answer.by, "at": answer.at and answer.at.isoformat(), "version": answer.version}
    return row
