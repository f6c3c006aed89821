"""Dates and lists as documents write them, in the language that is active; kinds use them too."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mainstay.reports.document import Document


def day(value: date | datetime | None) -> str:
    """21 November 2026; empty for None."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return date_format(local, pgettext("format of a date, in Django's letters", "j F Y"))


def period(starts: date | None, ends: date | None) -> str:
    if starts and ends:
        return _("%(start)s to %(end)s") % {"start": day(starts), "end": day(ends)}
    if starts:
        return _("from %(start)s") % {"start": day(starts)}
    return _("until %(end)s") % {"end": day(ends)} if ends else ""


def listed(words: list[str]) -> str:
    return pgettext("between the entries of a list", ", ").join(words)


def marked_label(document: Document) -> str:
    """The label, and the mark where it says something else."""
    return " · ".join(dict.fromkeys(filter(None, (document.label, document.mark))))
