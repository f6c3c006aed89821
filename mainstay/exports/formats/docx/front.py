"""What stands before the matter: the cover, and a contents list that is filled before Word ever updates it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from mainstay.exports.formats.docx import tables
from mainstay.exports.formats.docx.text import element, fill, runs, safe, turn
from mainstay.reports.document import LISTED, Document, Facts, Heading
from mainstay.reports.words import day, marked_label


def cover(word: Word, document: Document, width: int, base: bool) -> None:
    fill(word.add_paragraph(style="Cover Organisation"), document.made_for, base, True)
    fill(word.add_paragraph(style="Title"), document.title, base, True)
    if document.subtitle:
        fill(word.add_paragraph(style="Subtitle"), document.subtitle, base, True)
    pairs = [
        (_("Audience"), document.audience_name),
        (_("Label"), marked_label(document)),
        (_("Date"), day(document.made_at)),
        (_("Content"), document.pack),
    ]
    tables.facts(word, Facts([(name, value) for name, value in pairs if value]), width, base)
    word.add_paragraph(style="Cover Gap")
    for notice in document.notices:
        fill(word.add_paragraph(style="Small"), notice, base)


def contents(word: Word, document: Document, base: bool) -> None:
    """A contents field with its result: one inner link a heading. Word puts page numbers there when asked to update it."""
    listed = [block for block in document.blocks if isinstance(block, Heading) and block.level <= LISTED]
    if len(listed) < 2:  # a list of one is none
        return
    holder = element("sdt")
    word.element.body.sectPr.addprevious(holder)
    gallery = element("docPartObj", element("sdtPr", holder))
    element("docPartGallery", gallery, val="Table of Contents")
    element("docPartUnique", gallery)
    inside = element("sdtContent", holder)
    fill(_paragraph(word, inside, "TOC Heading"), _("Contents"), base, True)
    _entries(word, inside, listed, base)


def _entries(word: Word, inside: Any, listed: Sequence[Heading], base: bool) -> None:
    for number, heading in enumerate(listed, start=1):
        paragraph = _paragraph(word, inside, f"toc {heading.level}")
        text = safe(heading.text).replace("\n", " ")
        right_to_left = turn(paragraph, text, base, keep_side=True)
        if number == 1:
            _field(paragraph, "begin")
            instruction = element("instrText", element("r", paragraph._p))
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f' TOC \\o "1-{LISTED}" \\h \\z \\u '
            _field(paragraph, "separate")
        runs(element("hyperlink", paragraph._p, anchor=bookmark(number), history=1), text, right_to_left)
    _field(paragraph, "end")


def bookmark(number: int) -> str:
    """The name of the place that the contents list's entry leads to."""
    return f"_Toc{number:06d}"


def _field(paragraph: Paragraph, step: str) -> None:
    element("fldChar", element("r", paragraph._p), fldCharType=step)


def _paragraph(word: Word, inside: Any, style: str) -> Paragraph:
    paragraph = Paragraph(element("p", inside), word._body)
    paragraph.style = style
    return paragraph
