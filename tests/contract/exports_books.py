"""Workbooks and tables read back: by another library, and as the XML says it."""

import csv
import re
import zipfile
from io import BytesIO, StringIO

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from mainstay.exports.formats import formats
from mainstay.reports.document import Cell, Column, Document, Grid, Heading, Line, PageBreak

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHOICES = (("y", "Yes"), ("n", "No"), ("p", "In part"))
PART = {"id": "018f-part", "tool": "9.1", "pack_hash": "ab12"}
HIDDEN = ("mainstay-lists", "mainstay-meta")


def xlsx(document: Document) -> bytes:
    return formats()["xlsx"].write(document)


def book(file: bytes) -> Workbook:
    return load_workbook(BytesIO(file))


def shown(opened: Workbook) -> list[Worksheet]:
    return [sheet for sheet in opened if sheet.title not in HIDDEN]


def texts(file: bytes) -> list[str]:
    """Every text of every cell that a reader can see."""
    cells = (cell for sheet in shown(book(file)) for row in sheet.iter_rows() for cell in row)
    return [cell.value for cell in cells if isinstance(cell.value, str)]


def strings(file: bytes) -> list[str]:
    """All texts as the file holds them, with the format's own way of writing control letters undone."""
    with zipfile.ZipFile(BytesIO(file)) as opened:
        root = etree.fromstring(opened.read("xl/sharedStrings.xml"))
    found = ["".join(text.text or "" for text in one.iter(f"{S}t")) for one in root]
    return [re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), one) for one in found]


def names_row(sheet: Worksheet) -> int:
    """The number of the hidden row that names the columns."""
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == "assessment")


def answers(sheet: Worksheet) -> list[dict[str, str]]:
    """The rows as a program reads them: by the hidden names, continuations put together again."""
    start = names_row(sheet)
    names = [cell.value for cell in sheet[start] if cell.value]
    found: list[dict[str, str]] = []
    for row in sheet.iter_rows(min_row=start + 2, max_col=len(names), values_only=True):
        said = dict(zip(names, (value or "" for value in row), strict=True))
        if said["key"] and said["version"] == "+":
            found[-1] |= {name: found[-1][name] + said[name] for name in names[3:]}
        elif said["key"]:
            found.append(said)
    return found


def sheet_of(*lines: Line) -> Grid:
    columns = [Column("Question", 4, "question"), Column("Answer", 1, "choice", True, CHOICES), Column("How", 3, "how", True)]
    return Grid([Column("Printed")], [Line([Cell("as printed")])], sheet=Grid(columns, lines, "A checklist"))


def line(number: int, how: str = "", choice: str = "No") -> Line:
    return Line([Cell(f"Question {number}?"), Cell(choice), Cell(how)], key=f"9.1.q{number}", version=number)


def part(*lines: Line) -> list[PageBreak | Heading | Grid]:
    return [PageBreak(), Heading("9.1 A checklist", key=PART["id"]), sheet_of(*lines)]


def rows(file: bytes) -> list[dict[str, str]]:
    """A table as another program reads it."""
    return list(csv.DictReader(StringIO(file.decode("utf-8-sig"), newline="")))


def choices(sheet: Worksheet) -> dict[str, dict[str, str]]:
    """By the name of the column: label by id, as its drop-down offers them."""
    names, lists, found = [cell.value for cell in sheet[names_row(sheet)]], sheet.parent["mainstay-lists"], {}
    for one in sheet.data_validations.dataValidation:
        place = one.formula1.removeprefix("'mainstay-lists'!").replace("$", "")
        offered = [(row[0].offset(0, 1).value, row[0].value) for row in lists[place]]
        found[names[next(iter(one.sqref.ranges)).min_col - 1]] = dict(offered)
    return found
