"""Word documents: in the shapes of the Toolkit's own tables, with true headings, in any language and direction."""

from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from mainstay.exports.formats import Format
from mainstay.exports.formats.docx import front, house
from mainstay.exports.formats.docx.body import Body
from mainstay.reports.document import Document


def write(document: Document) -> bytes:
    """The whole file, in the document's language."""
    with translation.override(document.language):
        word, width, base = house.build(document)
        front.cover(word, document, width, base)
        front.contents(word, document, base)
        body = Body(word, width, base)
        for block in document.blocks:
            body.add(block)
        body.end()
    file = BytesIO()
    word.save(file)
    return file.getvalue()


FORMAT = Format(
    name="docx",
    title=_("Word document"),
    about=_("To read, print, sign and attach: cover, contents list, and tables in the shape of the Toolkit's own."),
    extension="docx",
    mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    write=write,
)
