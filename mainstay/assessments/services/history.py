"""Going back to an earlier answer, and removing text that must not stay."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Right
from mainstay.assessments.errors import Refused
from mainstay.assessments.models import Comment, Entry, EntryRevision
from mainstay.assessments.selectors import Opened
from mainstay.assessments.services import entries
from mainstay.audit import services as audit
from mainstay.core.writing import writing

REDACTED = {"redacted": True}
"""Stands where a revision's text was."""


def restore(opened: Opened, revision: EntryRevision, *, through: str = "page") -> Entry:
    """Make an earlier answer the current one again, as a new version; nothing in between is lost."""
    entries.require_open(opened)
    if revision.after is None or revision.redacted_at:
        raise Refused(_("The text of this version was removed: it cannot be brought back."))
    with writing(opened.access.organisation.pk):
        current = entries.answers_of(opened.assessment)
        item = revision.entry.item
        note = _("Restored version %(n)d") % {"n": revision.version}
        entry = entries.write(opened, current, item, dict(revision.after), through=through, note=note)
        entries.sum_up(opened, current)
    return entry


def redact(opened: Opened, revision: EntryRevision, reason: str) -> None:
    """Remove the text of one version for good: here, as the "before" of the next, and from the entry where it still stands.

    The digest stays, so that it can be proved what was there to somebody who still has it.
    """
    opened.access.require(Right.REDACT)
    if not reason:
        raise Refused(_("Say why the text must go: the reason stays in the record."))
    with writing(opened.access.organisation.pk):
        entry = Entry.objects.get(pk=revision.entry_id)
        gone = revision.after
        if entry.data == gone and not entry.removed:
            current = entries.answers_of(opened.assessment)
            entries.write(opened, current, entry.item, _without_text(opened, gone), through="page", note=_("Text removed"))
            entries.sum_up(opened, current)
        same = [one for one in EntryRevision.objects.filter(entry=entry) if gone in (one.after, one.before)]
        for one in same:
            _blank(one, gone, opened, reason)
        copies = Entry.objects.filter(origin=entry, data=gone).count()
        detail = {"version": revision.version, "also": len(same) - 1, "copies": copies}
        audit.record(entry.organisation_id, opened.access.person, "redacted", "revision", revision.pk, detail=detail, content=reason)


def _without_text(opened: Opened, data: Any) -> dict[str, Any]:
    """The entry's data with its free texts emptied; choices and marks are kept."""
    blank = opened.kind.entry().model_dump(mode="json")
    keep = opened.kind.kept_on_redaction
    return {**blank, **{name: data[name] for name in keep if name in data}}


def _blank(revision: EntryRevision, gone: Any, opened: Opened, reason: str) -> None:
    if revision.before == gone:
        revision.before = REDACTED
    if revision.after == gone:
        revision.after, revision.redacted_at = REDACTED, timezone.now()
        revision.redacted_by, revision.redaction_reason = opened.access.person, reason[:300]
    revision.save(update_fields=["before", "after", "redacted_at", "redacted_by", "redaction_reason"])


def redact_comment(opened: Opened, comment: Comment, reason: str) -> None:
    """Remove a comment's text; that somebody commented stays."""
    if comment.by_id != opened.access.person.pk:
        opened.access.require(Right.REDACT)
    if not reason:
        raise Refused(_("Say why the text must go: the reason stays in the record."))
    with writing(opened.access.organisation.pk):
        Comment.objects.filter(pk=comment.pk).update(text="", redacted_at=timezone.now(), redaction_reason=reason[:300])
        audit.record(comment.organisation_id, opened.access.person, "redacted", "comment", comment.pk, content=reason)
