"""The empty house of a workbook: its properties and looks, and what is printed on every sheet."""

from collections.abc import Sequence
from datetime import UTC
from functools import cache
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from mainstay.exports.formats.xlsx.library import GrowingSheet, LockedWorkbook
from mainstay.exports.formats.xlsx.text import clipped, safe, sheet_name, stored
from mainstay.reports.document import Document
from mainstay.reports.text import is_right_to_left
from mainstay.reports.words import day, marked_label

PAPER = {"a4": 9, "letter": 1}
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
ALLOWED = {"autofilter": True, "format_columns": True, "format_rows": True, "objects": False}
"""What a protected sheet still lets people do: filter, and make columns and rows wider."""

INK, MUTED, TEAL, PALE, LINE, RED = "#1F2A30", "#44525A", "#0B5C63", "#E3EEEF", "#9FB4B7", "#8A1C1C"
TEXT = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "text_wrap": True, "valign": "top"}
BOXED = TEXT | {"border": 1, "border_color": LINE}
LOOKS: dict[str, dict[str, Any]] = {
    "title": TEXT | {"bold": True, "font_size": 16, "font_color": TEAL},
    "subtitle": TEXT | {"font_size": 12, "font_color": MUTED},
    "label": TEXT | {"bold": True, "font_color": RED},
    "heading": TEXT | {"bold": True, "font_size": 12, "font_color": TEAL, "valign": "bottom"},
    "normal": TEXT,
    "muted": TEXT | {"font_color": MUTED, "font_size": 9},
    "notice": BOXED | {"bg_color": "#EEF5F5", "border_color": TEAL},
    "name": TEXT | {"bold": True},
    "value": TEXT,
    "link": TEXT | {"font_color": TEAL, "underline": 1},
    "head": BOXED | {"bold": True, "font_color": "#FFFFFF", "bg_color": TEAL, "valign": "bottom"},
    "group": BOXED | {"bold": True, "font_color": TEAL, "bg_color": PALE},
    "cell": BOXED | {"bg_color": "#F4F6F6"},
    "cell-strong": BOXED | {"bold": True, "bg_color": "#F4F6F6"},
    "cell-muted": BOXED | {"font_color": MUTED, "bg_color": "#F4F6F6"},
    "cell-mark": BOXED | {"bold": True, "font_color": TEAL, "bg_color": "#F4F6F6"},
    "open": BOXED | {"locked": False},
    "plain": {"font_name": "Calibri", "font_size": 10},
}
"""White cells are those that can be typed into; the rest is tinted, so that it is seen without trying."""
STARTING = ("title", "subtitle", "label", "heading", "name", "value", "link", "head", "group")
"""Looks that keep to the side where a sheet begins, whatever letters their text has; the others follow their letters."""


class Book:
    """The file under way: its sheets, its looks, and the lists that drop-downs take their choices from."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.right_to_left = is_right_to_left(document.language)
        self.file = BytesIO()
        self.workbook = LockedWorkbook(self.file, dict(OPTIONS))
        self.names: list[str] = []
        self.lists: list[tuple[tuple[str, str], ...]] = []
        self.look = cache(self._look)
        self._properties()

    def _look(self, name: str, quoted: bool = False) -> Format:
        """`quoted` keeps text that begins like a formula text when somebody edits it."""
        side = {"align": "right"} if self.right_to_left and name in STARTING else {}
        return self.workbook.add_format(LOOKS[name] | side | ({"quote_prefix": True} if quoted else {}))

    def _properties(self) -> None:
        """No person's name: the author is the organisation."""
        about = self.document
        self.workbook.set_properties(
            {
                "title": safe(about.title)[:255],
                "subject": safe(about.subtitle)[:255],
                "author": safe(about.made_for)[:255],
                "category": safe(about.label)[:255],
                "created": about.made_at.astimezone(UTC).replace(tzinfo=None),
            }
        )

    def sheet(self, name: str) -> GrowingSheet:
        """A new sheet with its print set up: landscape, as wide as the page, the label above and below."""
        self.names.append(sheet_name(name, self.names))
        made: GrowingSheet = self.workbook.add_worksheet(self.names[-1], GrowingSheet)
        if self.right_to_left:
            made.right_to_left()
        made.set_landscape()
        made.set_paper(PAPER[self.document.paper])
        made.fit_to_pages(1, 0)
        made.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
        self._running_heads(made)
        made.hide_gridlines(2)
        made.protect("", ALLOWED)
        return made

    def _running_heads(self, sheet: Worksheet) -> None:
        document = self.document
        label = _coded(marked_label(document), 110)
        page = _coded(_("Page %(number)s of %(count)s"), 60).replace("%(number)s", "&P").replace("%(count)s", "&N")
        sheet.set_header(f"&C&B{label}&B&R{_coded(document.short or document.title, 100)}")
        sheet.set_footer(f"&L{_coded(f'{document.made_for} · {day(document.made_at)}', 70)}&C&B{label}&B&R{page}")

    def hidden(self, name: str) -> Worksheet:
        """A sheet for programs, which no menu shows."""
        self.names.append(name)
        made = self.workbook.add_worksheet(name)
        made.very_hidden()
        made.protect("")
        return made

    def choices(self, offered: Sequence[tuple[str, str]]) -> int:
        """The number of the list that holds these choices."""
        wanted = tuple(offered)
        if wanted not in self.lists:
            self.lists.append(wanted)
        return self.lists.index(wanted)

    def write(self, sheet: Worksheet, row: int, column: int, text: str, look: str, quoted: bool = False) -> None:
        """Safe text of one cell, never anything but text."""
        if text:
            sheet.write_string(row, column, stored(text), self.look(look, quoted))
        else:
            sheet.write_blank(row, column, None, self.look(look))

    def finished(self) -> bytes:
        self.workbook.close()
        return self.file.getvalue()


def _coded(text: str, most: int) -> str:
    """Plain text for the head of a page, where & begins a code and is written twice; its share of the 255 letters there are."""
    return clipped(text, most - clipped(text, most).count("&")).replace("&", "&&")
