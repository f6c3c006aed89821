"""Going back to an earlier answer, and removing text that must not stay."""

import re
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Right
from mainstay.assessments.errors import Refused
from mainstay.assessments.models import Comment, Entry, EntryRevision
from mainstay.assessments.selectors import Opened
from mainstay.assessments.services import entries
from mainstay.audit import services as audit
from mainstay.core.guard import UNDECIDED, Decision, guarded
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
        item = revision.entry.key
        note = _("Restored version %(n)d") % {"n": revision.version}
        entry = entries.write(opened, current, item, dict(revision.after), through=through, note=note)
        entries.sum_up(opened, current)
    return entry


def redact(opened: Opened, revision: EntryRevision, reason: str, *, decision: Decision = UNDECIDED) -> list[int]:
    """Remove the text of one version for good: here, as the "before" of the next, and from the entry where it still stands.

    The digest stays, so that it can be proved what was there to somebody who still has it. Returns which other versions
    still hold parts of the same text. PersonalData where the reason may hold some and nobody has decided.
    """
    opened.access.require(Right.REDACT)
    reason = _reason(reason, decision)
    gone = revision.after
    with writing(opened.access.organisation.pk):
        entry = Entry.objects.select_related("assessment", "parent").get(pk=revision.entry_id)
        count = _remove(opened, entry, revision.after, reason)
        detail = {"version": revision.version, "revisions": count}
        audit.record(
            entry.organisation_id, opened.access.person, "redacted", "revision", revision.pk, detail=detail, content=reason
        )
    return alike(opened, entry, gone)


def _reason(reason: str, decision: Decision) -> str:
    """A reason must be given, and is guarded like any text: it must not say again what was removed."""
    if not reason:
        raise Refused(_("Say why the text must go: the reason stays in the record."))
    texts, kept = guarded({"reason": reason}, {}, decision)
    return f"{texts['reason']} [{kept}]" if kept else texts["reason"]


RUN = 3
"""So many words in a row make two texts alike; a shorter text is alike where all of it stands."""


def alike(opened: Opened, entry: Entry, gone: Any) -> list[int]:
    """The versions of an entry that still hold parts of a text."""
    sought = [run for words in _words(opened, gone) for run in _runs(words, min(RUN, len(words)))]
    left = EntryRevision.objects.filter(entry=entry, redacted_at=None).order_by("version")
    return [one.version for one in left if any(_holds(words, sought) for words in _words(opened, one.after))]


def _words(opened: Opened, data: Any) -> list[list[str]]:
    """The words of each free text; choices, marks, people and dates are none."""
    fixed = {"owner", "due", "status", "origin", *opened.kind.kept_on_redaction}
    texts = [text for name, text in (data or {}).items() if isinstance(text, str) and name not in fixed]
    return [words for text in texts if (words := re.findall(r"\w+", text.casefold()))]


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def _holds(words: list[str], sought: list[tuple[str, ...]]) -> bool:
    runs = {length: _runs(words, length) for length in range(1, RUN + 1)}
    return any(run in runs[len(run)] for run in sought)


def _remove(opened: Opened, entry: Entry, gone: Any, reason: str) -> int:
    """Blank the text wherever this entry and those who took it over hold it; returns how many revisions lost it."""
    here = replace(opened, assessment=entry.assessment)
    if entries.revision_data(entry) == gone:
        _empty(here, entry, gone)
    same = [one for one in EntryRevision.objects.filter(entry=entry) if gone in (one.after, one.before)]
    for one in same:
        _blank(one, gone, opened, reason)
    copies = Entry.objects.filter(organisation_id=entry.organisation_id, origin=entry).select_related("assessment", "parent")
    return len(same) + sum(_remove(opened, copy, gone, reason) for copy in copies)


def _empty(opened: Opened, entry: Entry, gone: Any) -> None:
    """The entry without its free texts, as its next version."""
    wording = opened.tool.item(entry.parent.key if entry.parent else entry.key).text
    if entry.role == Entry.Role.ACTION:
        entry.data = {"what": "", **{name: entry.data[name] for name in ("origin",) if name in entry.data}}
        entries.keep(entry, opened.access, REDACTED, wording=wording, through="page", note=_("Text removed"))
        return
    current = entries.answers_of(opened.assessment)
    entries.write(opened, current, entry.key, _without_text(opened, gone), through="page", note=_("Text removed"))
    entries.sum_up(opened, current)


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
        revision.redacted_by, revision.redaction_reason, revision.note = opened.access.person, reason[:300], ""
    revision.save(update_fields=["before", "after", "note", "redacted_at", "redacted_by", "redaction_reason"])


def redact_comment(opened: Opened, comment: Comment, reason: str, *, decision: Decision = UNDECIDED) -> None:
    """Remove a comment's text; that somebody commented stays."""
    if comment.by_id != opened.access.person.pk:
        opened.access.require(Right.REDACT)
    reason = _reason(reason, decision)
    with writing(opened.access.organisation.pk):
        Comment.objects.filter(pk=comment.pk).update(text="", redacted_at=timezone.now(), redaction_reason=reason[:300])
        audit.record(comment.organisation_id, opened.access.person, "redacted", "comment", comment.pk, content=reason)
