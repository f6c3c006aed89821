"""What follows the parts: the actions of all of them, and where the printed Toolkit was corrected."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mainstay.catalogue import selectors as catalogue
from mainstay.catalogue.models import PackVersion
from mainstay.exports.audiences import gets
from mainstay.exports.parts import Part
from mainstay.kinds.base import Action
from mainstay.reports.document import Audience, Cell, Column, Grid, Heading, Line, PageBreak, Paragraph, Report
from mainstay.reports.words import day, listed

NOTHING = Report((), [])


def actions(parts: Sequence[Part], audience: Audience, told: Sequence[Any]) -> Report:
    """Everything that somebody is to do, the soonest due first, those without a date last.

    `told` is what the kinds tell this audience, part by part: of a row that they leave out, the actions stay out too.
    """
    rows = [
        (part, item, action)
        for part, items in zip(parts, map(_told, parts, told), strict=True)
        for item, answer in part.record.answers.items()
        if item in items
        for action in answer.actions
    ]
    if not rows or not gets(audience, "actions"):
        return NOTHING
    rows.sort(key=lambda row: (row[2].due or date.max, row[1]))
    lines = [Line([Cell(text) for text in _texts(*row)]) for row in rows]
    data = [_data(*row) for row in rows]
    titles = ((_("What"), 3.5), (_("Concerns"), 2.4), (_("Who"), 1.5), (_("By when"), 1.6), (_("Status"), 1.1))
    grid = Grid([Column(title, share) for title, share in titles], lines, _("Actions of all tools"))
    return Report([PageBreak(), Heading(_("Actions")), grid], data)


def _told(part: Part, entries: Any) -> Collection[str]:
    """The items of the kind's rows; all where its data are no rows."""
    if not isinstance(entries, list):
        return part.record.answers
    return {str(row.get("item")) for row in entries if isinstance(row, dict)}


def _texts(part: Part, item: str, action: Action) -> list[str]:
    number, title = part.opened.kind.called(part.record, item)
    what = f"{action.what}\n{_('Shown by: %(proof)s') % {'proof': action.proof}}" if action.proof else action.what
    return [what, f"{number} {title}", action.owner, day(action.due), action.status_label]


def _data(part: Part, item: str, action: Action) -> dict[str, str | None]:
    due = action.due.isoformat() if action.due else None
    data = {"what": action.what, "owner": action.owner, "due": due, "status": action.status}
    data |= {"proof": action.proof} if action.proof else {}
    return data | {"item": item, "assessment": str(part.assessment.pk)}


def errata(parts: Sequence[Part], version: PackVersion) -> Report:
    """What the publication prints and we show otherwise, for the tools inside."""
    tools, manifest = {part.opened.tool.id for part in parts}, catalogue.manifest(version)
    touching = []
    for erratum in catalogue.errata(version):
        owners = ((ref, manifest.owner(ref)) for ref in erratum.touches)
        if here := [ref for ref, head in owners if head and head.id in tools]:
            touching.append((erratum, here))
    if not touching:
        return NOTHING
    titles = ((_("No."), 0.6), (_("Concerns"), 1.2), (_("Printed"), 3), (_("Shown here"), 3), (_("Why"), 3))
    lines = [Line([Cell(text) for text in (one.id, listed(refs), one.printed, one.shown, one.why)]) for one, refs in touching]
    remark = Paragraph(_("Where this document differs from the printed Toolkit, and why."), "muted")
    grid = Grid([Column(title, share) for title, share in titles], lines, _("Corrections to the printed Toolkit"))
    data = [one.model_dump(mode="json") for one, _refs in touching]
    return Report([PageBreak(), Heading(_("Corrections to the printed Toolkit")), remark, grid], data)
