"""Whatever people type is text in a workbook: no letter lost, nothing computed, no file damaged."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.exports.formats.xlsx.text import LONGEST_NAME, MOST, blocks, clipped, pieces, safe, sheet_name, units
from mainstay.reports.document import Bullets, Cell, Column, Facts, Grid, Heading, Line, Paragraph
from tests.contract import exports_books as books
from tests.contract import exports_sample as sample
from tests.contract.test_docx_text import AWKWARD

FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "=1+1",
    "＝1",
    "{=1}",
    "0123",
    "1e9",
    "TRUE",
    "#N/A",
)
MORE = {
    "the library's own markup": "<r><t>bold</t></r>",
    "markup that is not well-formed": "<r><b>&</r>",
    "written as a control letter": "_x0041_ and _x000D_",
    "long markup": "<r>" + "&" * 20_000 + "</r>",
    "20,000 letters of two units": "𠀀" * 20_000,
    "40,000 letters": "abcdefg " * 5_000,
    "no spaces": "x" * 40_000,
    "many lines": "line\n" * 4_000,
}
EVERYTHING = AWKWARD | MORE


def everywhere(text: str) -> list[object]:
    keyed = books.sheet_of(Line([Cell(text), Cell(text), Cell(text)], key="k", version=1))
    plain = Grid([Column(text or "x"), Column("B")], [Line([Cell(text)], span=True), Line([Cell(text), Cell(text, "mark")])])
    return [Heading(text), Paragraph(text), Bullets([text]), Facts([(text, text)]), plain, Heading("K"), keyed]


@pytest.mark.parametrize("name", EVERYTHING)
def test_awkward_text_survives_in_every_place(name: str) -> None:
    text = EVERYTHING[name]
    made = sample.document(*everywhere(text), title=text, subtitle=text, made_for=text, short=text, label=text, notices=[text])
    file = books.xlsx(made)
    opened = books.book(file)
    (read,) = books.answers(opened["K"])
    found = books.strings(file)
    if len(text) < 500:
        assert safe(text) in found
    for field in ("question", "choice", "how"):
        assert read[field].replace("x005F_", "") == safe(text).replace("x005F_", "")


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_that_was_typed_is_computed(text: str) -> None:
    opened = books.book(books.xlsx(sample.document(*everywhere(text), title=text)))
    cells = [cell for sheet in opened for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    cells = [cell for row in opened["K"].iter_rows() for cell in row if cell.value == safe(text)]
    typed = next(cell for cell in cells if not cell.protection.locked)
    assert bool(typed.quotePrefix) is safe(text).startswith(("=", "+", "-", "@", "\t", "\n", "＝"))


def test_text_that_no_cell_holds_goes_on_below_and_says_so() -> None:
    text = "word " * 10_000
    sheet = books.book(books.xlsx(sample.document(*books.part(books.line(1, text), books.line(2, "short")))))["9.1 A checklist"]
    assert [row["how"] for row in books.answers(sheet)] == [text, "short"]
    remark = "The texts of the row above go on here, since a cell holds no more."
    assert [cell.value for row in sheet.iter_rows() for cell in row].count(remark) == 1
    long = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("word ")]
    assert [cell.protection.locked for cell in long] == [True, True]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=60), min_size=1, max_size=10))
def test_any_text_at_all_is_read_again(texts: list[str]) -> None:
    lines = [books.line(number, text) for number, text in enumerate(texts)]
    file = books.xlsx(sample.document(*books.part(*lines), *map(Paragraph, texts), language="ur"))
    assert {safe(text) for text in texts if text} <= set(books.strings(file))
    assert books.book(file).sheetnames[1] == "9.1 A checklist"


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=400), st.integers(8, 160), st.integers(2, 20))
def test_what_is_cut_into_rows_is_whole_again(text: str, room: int, lines: int) -> None:
    clean = safe(text)
    assert "".join(blocks(clean, room, lines)) == clean
    assert "".join(pieces(clean * 200)) == clean * 200
    assert all(units(piece) <= MOST for piece in pieces(clean * 200))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=50), max_size=8))
def test_names_of_sheets_are_allowed_and_unlike_each_other(titles: list[str]) -> None:
    names: list[str] = []
    for title in [*titles, *titles, "History", "MAINSTAY-META"]:
        names.append(sheet_name(title, names))
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert name
        assert units(name) <= LONGEST_NAME
        assert not set(name) & set("[]:*?/\\\n\x00")
        assert name[0] != "'" != name[-1]
        assert name.casefold() not in ("history", *books.HIDDEN)


def test_what_is_clipped_says_so() -> None:
    assert clipped("one\ntwo", 20) == "one two"
    assert clipped("x" * 30, 10) == "x" * 9 + "…"
    assert units(clipped("𠀀" * 30, 10)) <= 10


def test_long_heads_do_not_fall_off_the_printed_page() -> None:
    made = sample.document(label="&" * 300, short="&3" * 300, made_for="𠀀" * 300)
    for sheet in books.shown(books.book(books.xlsx(made))):
        assert "&" in sheet.oddHeader.center.text
        assert sheet.oddFooter.right.text == "Page &P of &N"
