"""One sheet, block by block: prose across all columns, names beside values, tables."""

from django.utils.translation import gettext as _

from mainstay.exports.formats.xlsx import tables
from mainstay.exports.formats.xlsx.house import Book
from mainstay.exports.formats.xlsx.sections import Section, is_keyed, table
from mainstay.exports.formats.xlsx.text import FORMULA, blocks, height, safe
from mainstay.reports.document import Block, Bullets, Facts, Grid, Heading, PageBreak, Paragraph, Picture
from mainstay.reports.words import marked_label

POINTS = {"title": 22.0, "subtitle": 17.0, "heading": 18.0, "muted": 12.2}
LETTERS = {"title": 0.75, "subtitle": 1.0, "heading": 1.0, "muted": 1.35}
"""How many letters of a look stand in the width of one of the sheet's own."""
MOST_LINES = 14
"""Longer text goes on in further rows, between which a page can end."""
MOST_FROZEN = 150.0
"""Points above a table that may stay in sight with its head: more would leave no room for the table."""
FACTS = [38.0, 112.0]
"""The widths where no table gives others."""


class Page:
    """Writes the blocks of a section one below the other."""

    def __init__(self, book: Book, section: Section) -> None:
        self.book, self.section = book, section
        self.sheet = book.sheet(section.name)
        self.name = book.names[-1]
        self.row = 0
        self.high = 0.0
        self.answers: list[tuple[int, int]] = []
        self.main = section.main
        self.keyed = self.main is not None and is_keyed(self.main)
        self.left = len(tables.HIDDEN) if self.keyed else 0
        grids = [self.main] if self.main and self.keyed else [table(one) for one in section.blocks if isinstance(one, Grid)]
        most = max((len(table(one).columns) for one in section.blocks if isinstance(one, Grid)), default=0)
        self.widths = tables.widths(grids) or list(FACTS)
        self.widths += [tables.ROOM / 8] * (max(2, most) - len(self.widths))
        self._columns()

    def _columns(self) -> None:
        if self.left:
            self.sheet.set_column(0, self.left - 1, None, None, {"hidden": True})
        for number, room in enumerate(self.widths, start=self.left):
            self.sheet.set_column(number, number, room)

    def write(self) -> None:
        self.across(self.section.title, "title")
        self.across(marked_label(self.book.document), "label")
        for block in self.section.in_order():
            self.add(block)

    def add(self, block: Block) -> None:
        match block:
            case Heading():
                self.row += 1
                self.across(block.text, "heading")
            case Paragraph():
                self.across(block.text, block.tone)
            case Bullets():
                for item in block.items:
                    self.across(f"• {item}", "normal")
            case Facts():
                self._facts(block)
            case Grid() if block.columns:
                self._table(block)
            case Picture():
                self.across(block.alt, "muted")
            case PageBreak():
                self.row += 1

    def _facts(self, block: Facts) -> None:
        """In one line above the table that a sheet is made for, so that its head can stay in sight; else one below the other."""
        if self.keyed and not self.answers:
            told = [_("%(name)s: %(value)s") % {"name": name, "value": value} for name, value in block.pairs]
            self.across(" · ".join(told), "normal")
            return
        for name, value in block.pairs:
            self.pair(name, value)

    def across(self, text: str, look: str) -> None:
        """Text over all columns; rows that join cells do not grow by themselves, so their height is said."""
        self._joined(text, look, self.left, len(self.widths))

    def pair(self, name: str, value: str) -> None:
        """The name keeps to the first column, or its words go on below."""
        names = blocks(safe(name), self.widths[0], MOST_LINES)
        start = self.row
        self._joined(value, "value", self.left + 1, len(self.widths) - 1, min(height(names[0], self.widths[0]), MOST_LINES))
        for number, text in enumerate(names):
            self.book.write(self.sheet, start + number, self.left, text, "name", text.startswith(FORMULA))
        self.row = max(self.row, start + len(names))

    def _joined(self, text: str, look: str, first: int, count: int, least: int = 1) -> None:
        room = sum(self.widths[first - self.left : first - self.left + count]) * LETTERS.get(look, tables.LETTERS)
        for part in blocks(safe(text), room, MOST_LINES):
            lines = max(least, min(height(part, room), MOST_LINES))
            points = min(POINTS.get(look, tables.LINE_HEIGHT) * lines + 4, tables.HIGHEST)
            self.sheet.set_row(self.row, points)
            self.high += points
            if count > 1:
                self.sheet.merge_range(self.row, first, self.row, first + count - 1, "", self.book.look(look))
            self.book.write(self.sheet, self.row, first, part, look, part.startswith(FORMULA))
            self.row += 1

    def _table(self, block: Grid) -> None:
        grid = table(block)
        main = grid is self.main
        if self.row and not main:
            self.row += 1
        keyed = self.keyed and is_keyed(grid)
        high = self.high
        head, last = tables.write(self, grid, str(self.section.part.get("id", "")), keyed)
        self.row += 1
        if keyed:
            self.answers.append((head, last))
        if not main:
            return
        self.sheet.repeat_rows(head)
        if high <= MOST_FROZEN:
            self.sheet.freeze_panes(head + 1, 0)
        if last > head:
            self.sheet.autofilter(head, self.left, last, self.left + len(grid.columns) - 1)
