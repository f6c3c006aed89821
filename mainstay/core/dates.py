"""Dates and times as readers see them: by their language, in the installation's time zone."""

from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone_name, is_aware, localtime
from django.utils.translation import get_language, pgettext


def day(value: date | datetime | None) -> str:
    """21 November 2026; empty for None."""
    if value is None:
        return ""
    local = localtime(value) if isinstance(value, datetime) and is_aware(value) else value
    return date_format(local, pgettext("format of a date, in Django's letters", "j F Y"))


def clock(value: datetime) -> str:
    """14:02."""
    return date_format(localtime(value), pgettext("format of a time, in Django's letters", "H:i"))


def moment(value: datetime | None) -> str:
    """21 November 2026, 14:02; empty for None."""
    return "" if value is None else _moment(value, get_language(), get_current_timezone_name())


@lru_cache(maxsize=4096)
def _moment(value: datetime, language: str | None, zone: str) -> str:
    """A page shows many moments, and formatting one costs more than all else about an answer."""
    return date_format(localtime(value), pgettext("format of date and time, in Django's letters", "j F Y, H:i"))
