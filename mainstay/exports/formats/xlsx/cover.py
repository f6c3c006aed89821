"""The first sheet: what this is, for whom, what may be typed, and what stands on which sheet."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mainstay.exports.formats.xlsx.house import Book
from mainstay.exports.formats.xlsx.sections import Section
from mainstay.exports.formats.xlsx.sheets import Page
from mainstay.exports.formats.xlsx.text import clipped, sheet_name
from mainstay.reports.words import day, marked_label


def cover(book: Book, found: Sequence[Section]) -> None:
    document = book.document
    page = Page(book, Section(_("Cover")))
    page.across(document.made_for, "value")
    page.across(document.title, "title")
    if document.subtitle:
        page.across(document.subtitle, "subtitle")
    page.across(marked_label(document), "label")
    page.row += 1
    pairs = [(_("Audience"), document.audience_name), (_("Label"), marked_label(document))]
    pairs += [(_("Date"), day(document.made_at)), (_("Content"), document.pack)]
    for name, value in pairs:
        if value:
            page.pair(name, value)
    page.row += 1
    for notice in document.notices:
        page.across(notice, "muted")
    if any(column.open for section in found if section.main for column in section.main.columns):
        page.row += 1
        page.across(
            _("The white cells can be filled in. All else is protected, without a password, so that the file keeps its order."),
            "notice",
        )
    _contents(page, found)


def _contents(page: Page, found: Sequence[Section]) -> None:
    """Links to the sheets, under the names that they will be given."""
    if not found:
        return
    page.row += 1
    page.across(_("Sheets of this workbook"), "heading")
    names = list(page.book.names)
    for section in found:
        names.append(sheet_name(section.name, names))
        place = f"internal:'{names[-1].replace(chr(39), chr(39) * 2)}'!A1"
        page.sheet.write_url(page.row, page.left, place, page.book.look("link"), names[-1])
        page.book.write(page.sheet, page.row, page.left + 1, clipped(section.title, 250), "value")
        page.row += 1
