"""Workbooks: drop-downs that name the choices, answers that can be told by key, the rest locked, the label on every sheet."""

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from mainstay.exports.formats.xlsx.hidden import digest
from mainstay.reports.document import Cell, Column, Document, Facts, Grid, Heading, Line, PageBreak, Paragraph
from tests.contract import exports_books as books
from tests.contract import exports_sample as sample

GROUP = Line([Cell("Group one", "strong")], span=True)


def filled(*more: Any, **about: Any) -> Document:
    blocks = [*books.part(GROUP, books.line(1, "By law"), books.line(2)), *more]
    return sample.document(*blocks, **({"data": {"parts": [books.PART], "pack_hash": "cd34"}} | about))


@pytest.fixture
def sheet() -> Worksheet:
    return books.book(books.xlsx(filled()))["9.1 A checklist"]


def cell(sheet: Worksheet, text: str) -> Any:
    return next(one for row in sheet.iter_rows() for one in row if one.value == text)


def test_the_cover_says_what_the_workbook_is_and_links_to_its_sheets() -> None:
    opened = books.book(books.xlsx(filled()))
    cover = opened.worksheets[0]
    said = {one.value for row in cover.iter_rows() for one in row}
    for words in ("Training at the border", "Annex to DEMO-1", "Our own file", "1 March 2026", "The pack, version 1.2.3"):
        assert words in said
    assert "Unclassified, internal · Internal draft" in said
    assert "Worded after the Toolkit, not the official text." in said
    assert cell(cover, "9.1 A checklist").hyperlink.location == "'9.1 A checklist'!A1"


def test_each_part_has_a_sheet_and_programs_have_hidden_ones() -> None:
    made = sample.document(Heading("Note"), Facts([("Stage", "Planning")]), *books.part(), PageBreak(), Heading("Actions"))
    opened = books.book(books.xlsx(made))
    assert opened.sheetnames == ["Cover", "Note", "9.1 A checklist", "Actions", *books.HIDDEN]
    assert [opened[name].sheet_state for name in books.HIDDEN] == ["veryHidden", "veryHidden"]


def test_a_sheet_is_named_by_tool_and_product_or_round_where_there_is_one() -> None:
    one = books.PART | {"product": "Poster: what / where?", "round": ""}
    opened = books.book(books.xlsx(filled(data={"parts": [one]})))
    assert opened.sheetnames[1] == "9.1 Poster what where"


def test_answers_have_a_drop_down_that_names_the_choices(sheet: Worksheet) -> None:
    (wanted,) = sheet.data_validations.dataValidation
    assert wanted.type == "list"
    place = wanted.formula1.removeprefix("'mainstay-lists'!").replace("$", "")
    lists = sheet.parent["mainstay-lists"]
    assert [row[0].value for row in lists[place]] == [label for _id, label in books.CHOICES]
    first, last = place.split(":")
    ids = lists[first].offset(0, 1).coordinate, lists[last].offset(0, 1).coordinate
    assert [row[0].value for row in lists[":".join(ids)]] == [key for key, _label in books.CHOICES]
    assert {cell(sheet, "No").coordinate} <= {one.coordinate for found in wanted.sqref.ranges for one in _cells(sheet, found)}


def _cells(sheet: Worksheet, found: Any) -> list[Any]:
    return [one for row in sheet[found.coord] for one in (row if isinstance(row, tuple) else (row,))]


def test_answers_are_read_back_by_hidden_keys(sheet: Worksheet) -> None:
    assert books.answers(sheet) == [
        {"assessment": "018f-part", "key": "9.1.q1", "version": "1", "question": "Question 1?", "choice": "No", "how": "By law"},
        {"assessment": "018f-part", "key": "9.1.q2", "version": "2", "question": "Question 2?", "choice": "No", "how": ""},
    ]
    assert all(sheet.column_dimensions[letter].hidden for letter in "A")
    assert (sheet.column_dimensions["A"].min, sheet.column_dimensions["A"].max) == (1, 3)
    assert sheet.row_dimensions[books.names_row(sheet)].hidden


def test_the_hidden_sheet_tells_where_the_workbook_comes_from() -> None:
    made = filled()
    rows = [[one.value for one in row] for row in books.book(books.xlsx(made))["mainstay-meta"].iter_rows()]
    told = {row[0]: row[1] for row in rows}
    assert (told["format"], told["version"], told["pack"]) == ("mainstay-workbook", "1", "cd34")
    assert told["document"] == digest(made) != digest(sample.document(data={"parts": []}))
    assert rows[-1][:4] == ["9.1 A checklist", "018f-part", "9.1", "ab12"]


def test_structure_is_locked_and_only_answers_are_open(sheet: Worksheet) -> None:
    opened = sheet.parent
    assert opened.security.lockStructure
    assert all(one.protection.sheet and not one.protection.password for one in opened)
    unlocked = {one.value for row in sheet.iter_rows() for one in row if not one.protection.locked}
    assert unlocked == {"No", "By law", None}
    for other in opened:
        if other is not sheet:
            assert all(one.protection.locked for row in other.iter_rows() for one in row)


def test_the_head_stays_in_sight_and_is_printed_on_every_page(sheet: Worksheet) -> None:
    head = books.names_row(sheet) + 1
    assert sheet.freeze_panes == f"A{head + 1}"
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.auto_filter.ref.startswith(f"D{head}:")
    assert not sheet.protection.autoFilter  # what is named there is forbidden


def test_what_stands_before_a_tall_table_does_not_keep_it_out_of_sight() -> None:
    long = Paragraph("Many words. " * 300)
    opened = books.book(books.xlsx(sample.document(Heading("9.1"), long, books.sheet_of(books.line(1)))))
    assert opened["9.1"].freeze_panes is None


def test_a_table_that_the_sheet_is_not_made_for_follows_the_answers() -> None:
    maps = Grid([Column("Map")], [Line([Cell("Here")])])
    made = sample.document(Heading("9.1"), Facts([("State", "Draft")]), maps, books.sheet_of(books.line(1)))
    sheet = books.book(books.xlsx(made))["9.1"]
    assert cell(sheet, "State: Draft").row < cell(sheet, "Question 1?").row < cell(sheet, "Map").row
    assert sheet.freeze_panes


def test_the_actions_can_be_filtered() -> None:
    grid = Grid([Column("What"), Column("Status")], [Line([Cell("Train"), Cell("Open")])])
    sheet = books.book(books.xlsx(sample.document(Heading("Actions"), grid)))["Actions"]
    assert sheet.auto_filter.ref == "A3:B4"
    assert sheet["A3"].value == "What"


def test_label_and_page_are_printed_on_every_sheet() -> None:
    for sheet in books.shown(books.book(books.xlsx(filled(label="Confidential & more")))):
        for place in (sheet.oddHeader.center, sheet.oddFooter.center):
            assert "Confidential && more · Internal draft" in place.text
        assert sheet.oddFooter.right.text == "Page &P of &N"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


@pytest.mark.parametrize(("language", "expected"), [("ar", True), ("fa", True), ("ur", True), ("en", False), ("zh", False)])
def test_sheets_run_as_the_language_does(language: str, expected: bool) -> None:
    opened = books.book(books.xlsx(filled(language=language)))
    assert {bool(sheet.sheet_view.rightToLeft) for sheet in books.shown(opened)} == {expected}


def test_all_blocks_are_on_the_sheets() -> None:
    said = "\n".join(books.texts(books.xlsx(sample.document(*sample.every_block()))))
    for words in ("Plain words.", "A remark.", "A notice.", "• First point", "Reference", "DEMO-1", "Deepest", "✓ In part"):
        assert words in said
    assert all(f"Question {number}?" in said for number in range(sample.QUESTIONS))


def test_three_hundred_rows_are_all_there() -> None:
    lines = [books.line(number, f"Way {number}") for number in range(300)]
    sheet = books.book(books.xlsx(sample.document(*books.part(*lines))))["9.1 A checklist"]
    assert [row["how"] for row in books.answers(sheet)] == [f"Way {number}" for number in range(300)]


def test_rows_have_a_height_and_go_on_growing(sheet: Worksheet) -> None:
    with zipfile.ZipFile(BytesIO(books.xlsx(filled()))) as opened:
        (tag,) = re.findall(rb'<row r="%d"[^>]*>' % cell(sheet, "By law").row, opened.read("xl/worksheets/sheet2.xml"))
    assert b" ht=" in tag
    assert b"customHeight" not in tag
