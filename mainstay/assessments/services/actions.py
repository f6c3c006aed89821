"""What somebody must do by a date: entries of role action below the answer that asks for it."""

from collections.abc import Mapping
from typing import Any

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
    texts, reason = guarded({"what": fields["what"]}, {}, decision)
    with writing(opened.access.organisation.pk):
        parent = entries.answers_of(opened.assessment).get(item)
        if parent is None:
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
        _fill(entry, {**fields, "what": texts["what"]})
        entries.keep(entry, opened.access, None, wording=opened.tool.item(item).text, through=through, note=reason)
    return entry


def change_action(
    opened: Opened, action: Entry, fields: Mapping[str, Any], *, seen: int, decision: Decision = UNDECIDED, through: str = "page"
) -> Entry:
    """Keep a changed action; Stale where somebody else was faster."""
    entries.require_open(opened)
    with writing(opened.access.organisation.pk):
        entry = Entry.objects.select_related("owner", "parent").get(pk=action.pk)
        texts, reason = guarded({"what": fields["what"]}, entry.data, decision)
        before = entries.revision_data(entry)
        _fill(entry, {**fields, "what": texts["what"]})
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
            wording=opened.tool.item(entry.parent.key if entry.parent else entry.item).text,
            through=through,
            note=reason,
        )
    return entry


def _fill(entry: Entry, fields: Mapping[str, Any]) -> None:
    entry.data = {"what": fields["what"]}
    entry.owner, entry.due = fields.get("owner"), fields.get("due")
    entry.status = fields.get("status") or Entry.Status.OPEN
    entry.complete = entry.status in (Entry.Status.DONE, Entry.Status.DROPPED)
