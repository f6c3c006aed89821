"""Grids and facts as the template takes them: widths in points, rows that stay whole, group rows, ticks."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from mainstay.exports import fonts
from mainstay.exports.formats.pdf.text import BOLDER, Writer
from mainstay.reports.document import Cell, Column, Facts, Grid, Line

TEXT, HEAD, WORD = 8.5, 8.0, 7.0
"""Heights of letters in cells, in the head, and below a tick; the template has the same."""
MARGINS = 9.5
"""What a cell's two sides take, in points, and a little more."""
LINE = 1.55
"""From line to line, in heights of letters."""
WHOLE = 260.0
"""A row higher than this may run on to the next page: kept whole it could leave half a page white."""
REPEATED = 200
"""Letters of a heading up to which it is repeated on the next page: a longer one could fill that."""
SHORT = 8
"""Letters of a title that stays on one line."""
NAMES = 0.3
"""Share of the width that the names of facts have."""


def grid(writer: Writer, block: Grid, width: float, heading: str) -> dict[str, Any]:
    sizes = widths(block.columns, width)
    head = [writer.said(column.title, size - MARGINS, HEAD, bold=True) for column, size in zip(block.columns, sizes, strict=True)]
    marks = {number for line in block.lines if not line.span for number, cell in enumerate(line.cells) if cell.tone == "mark"}
    shown = block.caption if block.caption and block.caption not in heading else ""
    return {
        "b": "grid",
        "widths": sizes,
        "head": head,
        "again": max(len(column.title) for column in block.columns) <= REPEATED,
        "marks": sorted(marks),
        "lines": [_line(writer, line, sizes) for line in block.lines],
        "caption": writer.said(shown, width, TEXT, bold=True) if shown else "",
    }


def facts(writer: Writer, block: Facts, width: float) -> dict[str, Any]:
    sizes = [width * NAMES, width * (1 - NAMES)]
    rows = []
    for name, value in block.pairs:
        said = [writer.said(name, sizes[0] - MARGINS, TEXT, bold=True), writer.said(value, sizes[1] - MARGINS, TEXT)]
        rows.append({"cells": said, "whole": _height(value, sizes[1], TEXT) < WHOLE})
    return {"b": "facts", "widths": sizes, "rows": rows}


def widths(columns: Sequence[Column], width: float) -> list[float]:
    """By share, but never so narrow that a word of the title breaks, as long as all can be helped."""
    shares = sum(max(column.share, 0) for column in columns) or 1
    least = [_widest_word(column.title) * HEAD * BOLDER + MARGINS for column in columns]
    if sum(least) > width:
        least = [MARGINS] * len(columns)
    free = max(width - sum(least), 0.0)
    wanted = [max(0.0, width * max(column.share, 0) / shares - floor) for column, floor in zip(columns, least, strict=True)]
    total = sum(wanted) or 1
    sizes = [round(floor + free * want / total, 2) for floor, want in zip(least, wanted, strict=True)]
    return [*sizes[:-1], round(width - sum(sizes[:-1]), 2)]


def _widest_word(title: str) -> float:
    words = title.split() if len(title) > SHORT else [title]
    return max(map(fonts.width, words), default=0.0)


def _line(writer: Writer, line: Line, sizes: list[float]) -> dict[str, Any]:
    if line.span:
        text = "\n".join(cell.text for cell in line.cells)
        return {"group": writer.said(text, sum(sizes) - MARGINS, TEXT, bold=True), "again": len(text) <= REPEATED}
    missing = [Cell("")] * (len(sizes) - len(line.cells))
    pairs = list(zip([*line.cells, *missing], sizes, strict=False))
    cells = [_cell(writer, cell, size) for cell, size in pairs]
    return {"cells": cells, "whole": max(_height(cell.text, size, TEXT) for cell, size in pairs) < WHOLE}


def _cell(writer: Writer, cell: Cell, size: float) -> Any:
    if cell.tone == "mark":
        return {"mark": writer.said(cell.text, size - MARGINS, WORD)} if cell.text else ""
    said = writer.said(cell.text, size - MARGINS, TEXT, bold=cell.tone == "strong")
    return said if cell.tone == "normal" else {cell.tone: said}


def _height(text: str, width: float, size: float) -> float:
    """About how high the text stands in a column, in points."""
    room = max((width - MARGINS) * 0.9 / size, 0.5)
    lines = 0
    for line in text.split("\n"):
        lines += ceil(len(line) / room) if len(line) < room else ceil(fonts.width(line) / room)
    return lines * size * LINE
