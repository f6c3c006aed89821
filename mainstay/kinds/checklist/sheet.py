"""A filled checklist for workbooks: a column for each field, a row for each question."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from mainstay.core.dates import day
from mainstay.kinds import base
from mainstay.kinds.checklist import words
from mainstay.reports.document import Cell, Column, Grid, Line

DETAILS = ("how", "why_not", "come_back", "actions", "inherited", "comments", "by")
"""What may stand beside question and choice, in this order."""


def sheet(record: base.Record, scale: base.Scale, groups: Sequence[base.Group], out: Collection[str]) -> Grid:
    """`out` names the fields that the audience does not get."""
    fields = [name for name in DETAILS if name not in out]
    if "how" in out:
        fields.remove("inherited")
    choices = [(choice.id, choice.label) for choice in scale.choices]
    answer = Column(_("Answer"), 1.1, "choice", open=True, choices=choices)
    columns = [Column(_("Question"), 4, "question"), answer, *_details(record, fields)]
    lines: list[Line] = []
    for group in groups:
        if group.title:
            lines.append(Line([Cell(words.group_title(group), "strong")], span=True))
        for item in (item for item in record.tool.content.items if item.group == group.id):
            lines.append(_line(record, item, dict(choices), fields, out))
    return Grid(columns, lines, record.tool.title)


def _details(record: base.Record, fields: Collection[str]) -> list[Column]:
    how = record.tool.content.detail_label or _("How this is or will be addressed")
    back = [("yes", _("To come back to."))]
    columns = [
        Column(how, 3.5, "how", open=True),
        Column(_("Why it does not apply"), 2, "why_not", open=True),
        Column(_("Come back to this"), 1, "come_back", open=True, choices=back),
        Column(_("Actions"), 2.5, "actions"),
        Column(_("Taken over"), 1, "inherited"),
        Column(_("Comments"), 2.5, "comments"),
        Column(_("Answered by"), 1.2, "by"),
    ]
    return [column for column in columns if column.key in fields]


def _line(record: base.Record, item: base.Item, labels: dict[str, str], fields: Collection[str], out: Collection[str]) -> Line:
    answer = record.answer(item.id)
    said = {
        "how": answer.data.get("how", ""),
        "why_not": answer.data.get("why_not", ""),
        "come_back": _("To come back to.") if answer.data.get("come_back") else "",
        "actions": "\n".join(words.action(action, frozenset(out)) for action in answer.actions),
        "inherited": words.from_source(answer),
        "comments": "\n".join(words.comment(note) for note in record.comments.get(item.id, ())),
        "by": "\n".join(filter(None, (answer.by, day(answer.at)))),
    }
    cells = [words.question(item), labels.get(answer.data.get("choice", ""), ""), *(said[name] for name in fields)]
    return Line([Cell(text) for text in cells], key=item.id, version=None if "by" in out else answer.version)
