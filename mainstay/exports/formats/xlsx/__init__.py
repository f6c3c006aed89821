"""Workbooks: a sheet for each part, answers with drop-downs, and all that is needed to read them back."""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from mainstay.exports.formats import Format
from mainstay.exports.formats.xlsx import hidden
from mainstay.exports.formats.xlsx.cover import cover
from mainstay.exports.formats.xlsx.house import Book
from mainstay.exports.formats.xlsx.sections import sections
from mainstay.exports.formats.xlsx.sheets import Page
from mainstay.reports.document import Document


def write(document: Document) -> bytes:
    """The whole file, in the document's language."""
    with translation.override(document.language):
        book, found = Book(document), sections(document)
        cover(book, found)
        pages = [Page(book, section) for section in found]
        for page in pages:
            page.write()
        hidden.lists(book)
        hidden.meta(book, pages)
        return book.finished()


FORMAT = Format(
    name="xlsx",
    title=_("Excel workbook"),
    about=_("To filter and to fill in: a sheet for each tool with drop-downs, and one with all actions."),
    extension="xlsx",
    mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write=write,
)
