"""Plain data for machines: everything that the document holds, as JSON."""

import json
import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from mainstay.exports.formats import Format
from mainstay.reports.document import Document

_HALF_LETTERS = re.compile("[\ud800-\udfff]")
"""Halves of a surrogate pair: no text, and UTF-8 has no room for them."""


def write(document: Document) -> bytes:
    """UTF-8, keys in a fixed order: first what the file is, then the document, then its matter with sorted keys."""
    head: dict[str, Any] = {"format": "mainstay-document", "version": 1, "document": meta(document)}
    text = json.dumps(head | sorted_keys(document.data), ensure_ascii=False, indent=2, default=str)
    return _HALF_LETTERS.sub("\ufffd", text + "\n").encode()


def meta(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "label": document.label,
        "mark": document.mark,
        "audience": document.audience.value,
        "audience_name": document.audience_name,
        "made_at": document.made_at.isoformat(),
        "made_for": document.made_for,
        "pack": document.pack,
        "language": document.language,
        "notices": list(document.notices),
    }


def sorted_keys(data: dict[str, Any]) -> dict[str, Any]:
    """The top level as composed; below it sorted, since PostgreSQL and SQLite hand JSON back in different orders."""
    return {key: json.loads(json.dumps(value, sort_keys=True, default=str)) for key, value in data.items()}


FORMAT = Format(
    name="json",
    title=_("Plain data (JSON)"),
    about=_("The same matter for other software: every field under its name."),
    extension="json",
    mime="application/json",
    write=write,
)
