"""Tables in the shapes of the Toolkit's: the head on every page, rows kept whole, group rows across, ticks in choice columns."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document as Word
from docx.text.paragraph import Paragraph

from mainstay.exports.formats.docx.text import element, fill, safe
from mainstay.reports.document import Cell, Column, Facts, Grid, Line

TICK = "\u2713"
GROUP_FILL = "E3EEEF"
LONG_ROW = 1500
"""Characters in a cell from which a row may run on to the next page: kept whole it could leave half a page white."""
SHORT = 8
"""Letters of a title that stays on one line."""
LETTER, WIDE_LETTER, MARGINS = 90, 140, 190
"""Twentieths of a point that a letter of a column's title needs (a Latin one, any other), and its cell's margins."""
STYLES = {"normal": "Table Text", "strong": "Table Strong", "muted": "Table Muted", "mark": "Table Mark"}


def grid(word: Word, block: Grid, width: int, base: bool) -> None:
    sizes = widths(block.columns, width)
    table = _table(word, "ToolkitTable", sizes, block.caption, base, firstRow=1)
    marks = {number for line in block.lines for number, cell in enumerate(line.cells) if cell.tone == "mark" and not line.span}
    head = _row(table, whole=True, head=True)
    for number, (column, size) in enumerate(zip(block.columns, sizes, strict=True)):
        style = "Table Head Mark" if number in marks else "Table Head"
        _write(word, _cell(head, size), column.title, style, base, style == "Table Head")
    for line in block.lines:
        _line(word, table, line, sizes, base)


def facts(word: Word, block: Facts, width: int, base: bool) -> None:
    sizes = [width * 3 // 10, width - width * 3 // 10]
    table = _table(word, "FactsTable", sizes, "", base, firstColumn=1)
    for name, value in block.pairs:
        row = _row(table, whole=len(value) < LONG_ROW)
        _write(word, _cell(row, sizes[0]), name, "Table Strong", base, True)
        _write(word, _cell(row, sizes[1]), value, "Table Text", base, True)


def widths(columns: Sequence[Column], width: int) -> list[int]:
    """By share, but never so narrow that a word of the title breaks, as long as all can be helped."""
    shares = sum(column.share for column in columns) or 1
    words = [column.title.split() if len(column.title) > SHORT else [column.title] for column in columns]
    least = [max(map(_room, title), default=0) + MARGINS for title in words]
    if sum(least) > width:
        least = [0] * len(columns)
    free = width - sum(least)
    wanted = [max(0.0, width * column.share / shares - floor) for column, floor in zip(columns, least, strict=True)]
    total = sum(wanted) or 1
    sizes = [floor + int(free * want / total) for floor, want in zip(least, wanted, strict=True)]
    sizes[0] += width - sum(sizes)
    return sizes


def _room(word: str) -> int:
    return sum(LETTER if letter.isascii() else WIDE_LETTER for letter in word)


def _line(word: Word, table: Any, line: Line, sizes: list[int], base: bool) -> None:
    row = _row(table, whole=max((len(cell.text) for cell in line.cells), default=0) < LONG_ROW)
    if line.span:
        whole = _cell(row, sum(sizes), span=len(sizes))
        _write(word, whole, "\n".join(cell.text for cell in line.cells), "Table Group", base, True)
        return
    missing = [Cell("")] * (len(sizes) - len(line.cells))
    for cell, size in zip([*line.cells, *missing], sizes, strict=True):
        place = _cell(row, size)
        if cell.tone == "mark" and cell.text:
            _write(word, place, TICK, "Table Mark", base)
            _write(word, place, cell.text, "Table Mark Word", base)
        else:
            _write(word, place, cell.text, STYLES[cell.tone], base)


def _table(word: Word, style: str, sizes: list[int], caption: str, base: bool, **look: int) -> Any:
    table = element("tbl")
    word.element.body.sectPr.addprevious(table)
    properties = element("tblPr", table)
    element("tblStyle", properties, val=style)
    if base:
        element("bidiVisual", properties)
    element("tblW", properties, w=sum(sizes), type="dxa")
    element("tblLayout", properties, type="fixed")
    element(
        "tblLook",
        properties,
        **({"firstRow": 0, "lastRow": 0, "firstColumn": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1} | look),
    )
    if caption:
        element("tblCaption", properties, val=safe(caption).replace("\n", " "))
    columns = element("tblGrid", table)
    for size in sizes:
        element("gridCol", columns, w=size)
    return table


def _row(table: Any, whole: bool, head: bool = False) -> Any:
    row = element("tr", table)
    properties = element("trPr", row)
    if whole:
        element("cantSplit", properties)
    if head:
        element("tblHeader", properties)
    return row


def _cell(row: Any, size: int, span: int = 1) -> Any:
    cell = element("tc", row)
    properties = element("tcPr", cell)
    element("tcW", properties, w=size, type="dxa")
    if span > 1:
        element("gridSpan", properties, val=span)
        element("shd", properties, val="clear", color="auto", fill=GROUP_FILL)
    return cell


def _write(word: Word, cell: Any, text: str, style: str, base: bool, keep_side: bool = False) -> None:
    paragraph = Paragraph(element("p", cell), word._body)
    paragraph.style = style
    fill(paragraph, text, base, keep_side)
