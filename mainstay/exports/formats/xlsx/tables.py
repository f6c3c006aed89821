"""Tables of a sheet: keys in hidden columns, drop-downs, and what is too long for a cell in rows of its own."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.utils.translation import gettext as _

from mainstay.exports.formats.xlsx.house import Book
from mainstay.exports.formats.xlsx.library import GrowingSheet
from mainstay.exports.formats.xlsx.text import FORMULA, clipped, height, pieces, safe, width
from mainstay.reports.document import Cell, Column, Grid, Line

HIDDEN = ("assessment", "key", "version")
"""What the hidden columns before a table hold; the hidden row above its head says so, and names each field."""
GOES_ON = "+"
"""Stands for the version in a row that holds more of the texts of the row before."""
TICK = "\u2713"
LINE_HEIGHT, HIGHEST = 13.2, 409.0
"""In points; programs make no row higher."""
LETTERS = 1.2
"""Of ordinary text in the width of one of the sheet's own letters, which are larger."""
ROOM = 150.0
"""Letters that stand beside each other on a sheet."""
LEAST, MOST_WORD, TAB_AND_SPACE = 7.0, 24, 3.0


class Page(Protocol):
    """The sheet under way."""

    book: Book
    sheet: GrowingSheet
    row: int
    left: int
    widths: list[float]

    def across(self, text: str, look: str) -> None: ...


def widths(grids: Sequence[Grid]) -> list[float]:
    """Of a sheet's columns, so that each table finds the room it needs, and a word of a head is not broken."""
    count = max((len(grid.columns) for grid in grids), default=0)
    wanted = [max(_share(grid, number) for grid in grids) for number in range(count)]
    least = [max(_word(grid, number) for grid in grids) for number in range(count)]
    total = sum(wanted) or 1
    return [max(ROOM * share / total, floor) for share, floor in zip(wanted, least, strict=True)]


def _share(grid: Grid, number: int) -> float:
    columns = grid.columns
    return columns[number].share / (sum(column.share for column in columns) or 1) if number < len(columns) else 0.0


def _word(grid: Grid, number: int) -> float:
    """The longest word of the title, or the longest choice."""
    if number >= len(grid.columns):
        return LEAST
    column = grid.columns[number]
    words = [*column.title.split(), *(label for _id, label in column.choices)]
    return max(LEAST, min(MOST_WORD, max(map(width, words), default=0)) + TAB_AND_SPACE)


def write(page: Page, grid: Grid, assessment: str, keyed: bool) -> tuple[int, int]:
    """The rows of its head and its last line. `keyed` fills the hidden columns and the row of names."""
    if keyed:
        _names(page, grid.columns)
    head = page.row
    titles = [pieces(safe(column.title))[0] for column in grid.columns]
    for number, title in enumerate(titles):
        page.book.write(page.sheet, head, page.left + number, title, "head")
    _grow(page, titles)
    page.row += 1
    for line in grid.lines:
        if line.span:
            page.across("\n".join(cell.text for cell in line.cells), "group")
        else:
            _line(page, grid.columns, line, assessment if keyed else None)
    last = page.row - 1
    if last > head:
        _drop_downs(page, grid.columns, head + 1, last)
    return head, last


def _names(page: Page, columns: Sequence[Column]) -> None:
    for number, name in enumerate([*HIDDEN, *(column.key for column in columns)]):
        page.book.write(page.sheet, page.row, number, safe(name), "plain")
    page.sheet.set_row(page.row, None, None, {"hidden": True})
    page.row += 1


def _grow(page: Page, texts: Sequence[str]) -> None:
    lines = max(height(text, room * LETTERS) for text, room in zip(texts, page.widths, strict=False))
    page.sheet.grow(page.row, min(lines * LINE_HEIGHT + 4, HIGHEST))


def _line(page: Page, columns: Sequence[Column], line: Line, assessment: str | None) -> None:
    missing = [Cell("")] * (len(columns) - len(line.cells))
    cells = [*line.cells, *missing][: len(columns)]
    texts = [pieces(safe(_said(cell))) for cell in cells]
    version = "" if line.version is None else str(line.version)
    for number in range(max(map(len, texts))):
        if number:
            page.across(_("The texts of the row above go on here, since a cell holds no more."), "muted")
        if assessment is not None and line.key:
            for place, text in enumerate((assessment, line.key, GOES_ON if number else version)):
                page.book.write(page.sheet, page.row, place, text, "plain")
        here = [parts[number] if number < len(parts) else "" for parts in texts]
        for place, (column, cell, parts, text) in enumerate(zip(columns, cells, texts, here, strict=True)):
            look = "open" if column.open and line.key and len(parts) == 1 and not number else _look(cell)
            page.book.write(page.sheet, page.row, page.left + place, text, look, text.startswith(FORMULA))
        _grow(page, here)
        page.row += 1


def _said(cell: Cell) -> str:
    return f"{TICK} {cell.text}" if cell.tone == "mark" and cell.text else cell.text


def _look(cell: Cell) -> str:
    return "cell" if cell.tone == "normal" else f"cell-{cell.tone}"


def _drop_downs(page: Page, columns: Sequence[Column], first: int, last: int) -> None:
    for number, column in enumerate(columns):
        if not (column.choices and column.open):
            continue
        wrong: dict[str, Any] = {
            "validate": "list",
            "source": list_place(page.book.choices(column.choices), len(column.choices)),
            "error_title": clipped(_("Not in the list"), 32),
            "error_message": clipped(_("Choose one of the answers that the list shows, or leave the cell empty."), 255),
        }
        page.sheet.data_validation(first, page.left + number, last, page.left + number, wrong)


LISTS = "mainstay-lists"
"""The hidden sheet of choices: two columns a list, the label as drop-downs show it, and its id."""


def list_place(number: int, length: int) -> str:
    """Where the labels of a list stand, as a formula of a validation names it."""
    letters = column_letters(number * 2)
    return f"='{LISTS}'!${letters}$2:${letters}${length + 1}"


def column_letters(number: int) -> str:
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found
