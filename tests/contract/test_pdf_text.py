"""Whatever people type or paste is in the PDF: printed, or shown as a box and listed at the end with its number and page."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.exports import fonts
from mainstay.exports.formats import formats, pdf
from mainstay.reports.document import Cell, Column, Grid, Heading, Line, Paragraph
from tests.contract import exports_sample as sample
from tests.contract.pdf_reader import Pdf
from tests.contract.test_docx_text import AWKWARD, blocks

UNSEEN = "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""What has no look, so that nobody can miss it, beside directions and variations."""
ANY = st.text(st.characters(codec=None), min_size=1, max_size=60)
ODD = "\u200d\ufe0f\uf0b7\u0301\u064b()[]«»“”\n\t\x00\x07\ud800"
PASTED = st.text(st.sampled_from("aé€ ßИЯحقوق لاپڑےক্ষতি।हिन्दी中文👩🏽⚖" + ODD), min_size=1)


def written(*given: object, **more: object) -> Pdf:
    return Pdf(formats()["pdf"].write(sample.document(*given, **more)))  # type: ignore[arg-type]


def lost(text: str, read: Pdf) -> list[str]:
    """What is neither printed nor listed, nor without a look by its nature."""
    found = read.text
    missing = []
    for letter in dict.fromkeys(text.translate(fonts.WORD_SIGNS)):
        unseen = letter.isspace() or letter in UNSEEN or "\u202a" <= letter <= "\u2069" or "\ufe00" <= letter <= "\ufe0f"
        code = f"U+{ord(letter):04X}"
        if not (unseen or letter in found or code in found or unicodedata.normalize("NFC", letter) in found):
            missing.append(code)
    return missing


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_text_survives_in_every_place(name: str, language: str, caplog: pytest.LogCaptureFixture) -> None:
    text = AWKWARD[name]
    more = {"title": text, "subtitle": text, "made_for": text, "short": text, "notices": [text], "mark": text, "watermark": True}
    read = written(*blocks(text), language=language, **more)
    assert not lost(text, read)
    assert b"pdfuaid" in read.root["/Metadata"].get_object().get_data()
    assert not caplog.records


@settings(max_examples=40, deadline=None)
@given(ANY | PASTED, st.sampled_from(["en", "ar", "bn"]))
def test_any_text_survives_or_is_listed(text: str, language: str) -> None:
    grid = Grid([Column("A", 1), Column("B", 9)], [Line([Cell(text)], span=True), Line([Cell(text), Cell(text, "mark")])])
    read = written(Heading(text), Paragraph(text), grid, language=language)
    assert not lost(text, read)
    assert b"pdfuaid" in read.root["/Metadata"].get_object().get_data()


def test_scripts_are_read_back_letter_by_letter() -> None:
    texts = [AWKWARD["Bangla"], "L’évaluation « genre » : où ?", "Противодействие торговле людьми", "मानव तस्करी"]
    read = written(*map(Paragraph, texts)).text
    assert [text for text in texts if text not in read] == []
    for text in ("مكافحة الاتجار بالأشخاص", "انسانی اسمگلنگ کی روک تھام ہے", "پیشگیری از قاچاق انسان"):
        page = written(Paragraph(text)).pages[-1]
        said = "".join(piece.text for piece in page if not piece.artifact)
        assert sorted(said.replace(" ", "")) == sorted(text.replace(" ", "")), "no letter is doubled or lost"


def test_what_could_not_be_printed_is_listed_with_number_name_and_pages() -> None:
    read = written(Heading("A打"), Paragraph("👩 \x07 \ue123 \ud800 国"), Heading("Two"), Paragraph("👩"), notices=["☑"])
    last = read.texts[-1]
    assert "Characters that could not be printed" in last
    for words in ("U+6253 U+56FD", "CJK UNIFIED IDEOGRAPH", "U+1F469WOMAN", "U+0007", "Control", "U+E123", "U+D800"):
        assert words in last
    assert "BALLOT BOX WITH CHECK1" in last
    assert "Characters that could not be printed" in read.texts[1], "the contents list leads there"


def test_a_document_of_which_all_is_printed_has_no_such_list() -> None:
    assert "could not be printed" not in written(Paragraph("All of it: é, حقوق, ক্ষতি")).text


@pytest.mark.parametrize("text", ["", " ", "\n", "\u200b\u00a0"])
def test_a_heading_in_which_nothing_can_be_seen_is_a_dash(text: str) -> None:
    read = written(Heading(text), Paragraph(text), title=text)
    assert "–" in read.texts[-1]
    assert b"pdfuaid" in read.root["/Metadata"].get_object().get_data()


def test_the_lines_of_a_text_stay_apart_and_its_markup_stays_text() -> None:
    text = '#import "x" *bold* _it_ $1+1$ `raw` @label <label> \\ // --- [a](b) #sys.inputs'
    read = written(Paragraph(text), Paragraph("one\r\ntwo\x0bthree"))
    assert text in read.text
    places = [read.place(word, len(read.pages) - 1) for word in ("one", "two", "three")]
    assert places[0].y > places[1].y > places[2].y
    assert len({place.x for place in places}) == 1


def test_a_word_wider_than_its_column_is_broken_and_nothing_leaves_the_page() -> None:
    words = ("x" * 3000, "ক" * 500, "\u00a0".join("ab" * 200), "https://example.org/" + "y" * 900)
    columns = [Column("A", 1), Column("B", 1), Column("C", 8)]
    read = written(Grid(columns, [Line([Cell(word), Cell("short"), Cell(word)]) for word in words]))
    width = float(read.reader.pages[0].mediabox.width)
    for page in read.pages:
        assert all(0 < piece.x < width - 50 for piece in page)
    assert read.text.count("x") >= 6000
    narrow = [len(piece.text) for page in read.pages for piece in page if set(piece.text) == {"x"}]
    assert max(narrow) * 4 < width


def test_a_word_that_fits_its_column_is_never_broken() -> None:
    read = written(Grid([Column("A", 1), Column("B", 6)], [Line([Cell("responsibilities are"), Cell("b")])]))
    assert "responsibilities" in read.text


def test_what_breaks_the_seal_still_becomes_a_file(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(pdf.text.fonts, "printable", lambda text: (text, []))
    read = written(Paragraph("打击 and words"))
    assert "and words" in read.text
    assert "without its seal" in caplog.text
