"""The matter of a document, block by block."""

from typing import Any

from docx.document import Document as Word
from docx.text.paragraph import Paragraph

from mainstay.exports.formats.docx import pictures, tables
from mainstay.exports.formats.docx.front import bookmark
from mainstay.exports.formats.docx.text import element, fill
from mainstay.reports.document import LISTED, Block, Bullets, Facts, Grid, Heading, PageBreak, Picture
from mainstay.reports.document import Paragraph as Text

TONES = {"normal": "Normal", "muted": "Remark", "notice": "Notice"}


class Body:
    """Adds blocks one after the other; the first begins on a page of its own, after the contents list."""

    def __init__(self, word: Word, width: int, base: bool) -> None:
        self.word, self.width, self.base = word, width, base
        self.new_page = True
        self.after_table = False
        self.listed = 0

    def add(self, block: Block) -> None:
        match block:
            case PageBreak():
                self.new_page = True
            case Heading():
                self._heading(block)
            case Text():
                self._paragraph(block.text, TONES[block.tone])
            case Bullets():
                for item in block.items:
                    self._paragraph(item, "List Bullet")
            case Facts() if block.pairs:
                self._before_table()
                tables.facts(self.word, block, self.width, self.base)
            case Grid() if block.columns:
                self._before_table()
                tables.grid(self.word, block, self.width, self.base)
            case Picture():
                pictures.add(self._paragraph("", "Normal"), block, self.width)

    def end(self) -> None:
        """Word wants a paragraph after the last table."""
        if self.after_table:
            self._gap()

    def _heading(self, block: Heading) -> None:
        self.after_table = False  # a heading brings its own distance
        paragraph = self._paragraph(block.text, f"Heading {min(max(block.level, 1), 4)}")
        if block.level <= LISTED:
            self.listed += 1
            _mark(paragraph._p, self.listed)

    def _paragraph(self, text: str, style: str) -> Paragraph:
        if self.after_table:
            self._gap()
        paragraph = self.word.add_paragraph(style=style)
        paragraph.paragraph_format.page_break_before = True if self.new_page else None
        self.new_page = False
        return fill(paragraph, text, self.base, keep_side=style.startswith("Heading"))

    def _before_table(self) -> None:
        if self.after_table or self.new_page:
            self._gap()
        self.after_table = True

    def _gap(self) -> None:
        gap = self.word.add_paragraph(style="Table Gap")
        gap.paragraph_format.page_break_before = True if self.new_page else None
        self.new_page = self.after_table = False


def _mark(paragraph: Any, number: int) -> None:
    """Put the place that the contents list leads to around the heading's text."""
    start, end = element("bookmarkStart", id=number, name=bookmark(number)), element("bookmarkEnd", id=number)
    properties = paragraph.pPr
    properties.addnext(start)
    paragraph.append(end)
