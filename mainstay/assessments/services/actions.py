"""What somebody must do by a date: entries of role action below the answer that asks for it."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid5

from django.utils.translation import gettext as _

from mainstay.assessments.errors import Refused, Stale
from mainstay.assessments.models import Entry
from mainstay.assessments.selectors import Opened
from mainstay.assessments.services import entries
from mainstay.core.guard import UNDECIDED, Decision, guarded
from mainstay.core.ids import new_id
from mainstay.core.writing import writing


def add_action(
    opened: Opened, item: str, fields: Mapping[str, Any], *, decision: Decision = UNDECIDED, through: str = "page"
) -> Entry:
    """A new action from an answered item; `fields` is the cleaned data of an ActionForm."""
    entries.require_open(opened)
    texts, reason = guarded(_texts(fields), {}, decision)
    with writing(opened.access.organisation.pk):
        current = entries.answers_of(opened.assessment)
        parent = current.get(item)
        if parent is None or not opened.access.sees(parent.label or 0):  # whether a hidden answer exists is not told
            raise Refused(_("Answer the question first: an action follows from an answer."))
        entry = Entry(
            organisation_id=opened.assessment.organisation_id,
            assessment=opened.assessment,
            item=parent.item,
            row=fields.get("row") or new_id(),
            parent=parent,
            role=Entry.Role.ACTION,
            label=parent.label,
            version=0,
        )
        if Entry.objects.filter(assessment=opened.assessment, item=parent.item, row=entry.row).exists():
            raise Refused(_("This action is already kept."))  # the same form posted twice
        _fill(entry, fields, texts)
        entries.keep(entry, opened.access, None, wording=opened.tool.item(item).text, through=through, note=reason)
        _weigh(opened, current)
    return entry


def take_measure(opened: Opened, item: str, origin: str, *, through: str = "page") -> Entry:
    """Take over a measure that the pack words, as an action; the same one again is the same action, brought back if removed."""
    measure = next((one for one in getattr(opened.tool.item(item), "mitigations", ()) if one.id == origin), None)
    if measure is None:
        raise Refused(_("“%(measure)s” is not a measure of this risk.") % {"measure": origin[:60]})
    with writing(opened.access.organisation.pk):
        parent = entries.answers_of(opened.assessment).get(item)
        seen = parent is not None and opened.access.sees(parent.label or 0)
        row = uuid5(parent.pk, origin) if parent and seen else new_id()
        there = Entry.objects.filter(organisation=opened.access.organisation, assessment=opened.assessment, row=row).first()
        if there is None:
            return add_action(opened, item, {"what": measure.text, "origin": origin, "row": row}, through=through)
        if there.removed or there.status == Entry.Status.DROPPED:
            return restore_action(opened, there, through=through)
    return there


def remove_action(opened: Opened, action: Entry, *, seen: int, through: str = "page") -> Entry:
    """Take an action away; its history stays, and it can be brought back. Stale where somebody else was faster."""
    return _set_removed(opened, action, True, seen, through)


def restore_action(opened: Opened, action: Entry, *, through: str = "page") -> Entry:
    return _set_removed(opened, action, False, None, through)


def _set_removed(opened: Opened, action: Entry, removed: bool, seen: int | None, through: str) -> Entry:
    entries.require_open(opened)
    with writing(opened.access.organisation.pk):
        entry = Entry.objects.select_related("parent", "by", "owner").get(pk=action.pk)
        before = entries.revision_data(entry)
        if seen not in (None, entry.version):
            raise Stale({entry.item: entry}, {entry.item: before})
        if not removed and entry.status == Entry.Status.DROPPED:
            entry.status, entry.complete = Entry.Status.OPEN, False
        entry.removed = removed
        note = _("Removed") if removed else _("Brought back")
        entries.keep(entry, opened.access, before, wording=_wording(opened, entry), through=through, note=note)
        _weigh(opened)
    return entry


def change_action(
    opened: Opened, action: Entry, fields: Mapping[str, Any], *, seen: int, decision: Decision = UNDECIDED, through: str = "page"
) -> Entry:
    """Keep a changed action; Stale where somebody else was faster."""
    entries.require_open(opened)
    with writing(opened.access.organisation.pk):
        entry = Entry.objects.select_related("owner", "parent").get(pk=action.pk)
        texts, reason = guarded(_texts(fields), entry.data, decision)
        before = entries.revision_data(entry)
        _fill(entry, fields, texts)
        if entries.revision_data(entry) == before:
            return entry
        if seen != entry.version:
            raise Stale(
                {entry.item: Entry.objects.select_related("by", "owner").get(pk=action.pk)},
                {entry.item: entries.revision_data(entry)},
            )
        entries.keep(
            entry,
            opened.access,
            before,
            wording=_wording(opened, entry),
            through=through,
            note=reason,
        )
        _weigh(opened)
    return entry


def _wording(opened: Opened, entry: Entry) -> str:
    return str(opened.tool.item(entry.parent.key if entry.parent else entry.item).text)


def _weigh(opened: Opened, current: Mapping[str, Entry] | None = None) -> None:
    """Sum up again where duties hang on actions: a measure that is gone may be owed again."""
    if opened.kind.weighs_actions:
        entries.sum_up(opened, current or entries.answers_of(opened.assessment))


def _texts(fields: Mapping[str, Any]) -> dict[str, str]:
    return {name: fields.get(name) or "" for name in ("what", "proof")}


def _fill(entry: Entry, fields: Mapping[str, Any], texts: Mapping[str, str]) -> None:
    origin = fields.get("origin") or entry.data.get("origin")
    more = {"proof": texts["proof"], "origin": origin}
    entry.data = {"what": texts["what"], **{name: value for name, value in more.items() if value}}
    entry.owner, entry.due = fields.get("owner"), fields.get("due")
    entry.status = fields.get("status") or Entry.Status.OPEN
    entry.complete = entry.status in (Entry.Status.DONE, Entry.Status.DROPPED)
