"""Whatever people type is in the Word file and can be read there: no letter lost, no file damaged."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.exports.formats.docx.text import safe
from mainstay.reports.document import Bullets, Cell, Column, Facts, Grid, Heading, Line, Paragraph
from tests.contract import exports_sample as sample
from tests.contract.exports_sample import W

AWKWARD = {
    "control characters": "a\x00b\x07c\x0bd\x1fe",
    "not a character": "a\ufffeb\uffffc",
    "half a letter": "a\ud800b\udfffc",
    "Bangla": "মানব পাচার প্রতিরোধ ও দমন আইন, ২০১২।",
    "Chinese": "打击跨国有组织犯罪公约关于预防、禁止和惩治贩运人口的补充议定书",
    "Arabic with Latin": "مكافحة الاتجار بالأشخاص (UNODC, 2021) وفق المادة 14 من البروتوكول",
    "Urdu with Latin": "انسانی اسمگلنگ کی روک تھام: Article 14(1) دیکھیں۔",
    "emoji in sequences": "👩🏽‍⚖️ 👨‍👩‍👧‍👦 🏳️‍🌈 🇧🇩",
    "Word's private bullets": "\uf0b7 first\n\uf0b7 second",
    "20,000 characters": "Ähnlich wie zuvor. " * 1053,
    "combining marks": "e\u0301 a\u0328 ক্ষ",
    "markup": "<w:t>&amp; \"quoted\" 'so' ]]> --",
    "white space": "  two  spaces\tand a tab \n\n and empty lines  ",
    "line ends": "one\r\ntwo\rthree\u2028four\u2029five",
    "outside the first plane": "𐎠𐎡 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠀀",
}


def blocks(text: str) -> list[object]:
    line = Line([Cell(text), Cell(text, "mark"), Cell(text, "strong")])
    grid = Grid([Column(text or "x"), Column("B"), Column("C")], [Line([Cell(text)], span=True), line], caption=text)
    return [
        Heading(text),
        Heading(text, 2),
        Paragraph(text),
        Paragraph(text, "notice"),
        Bullets([text]),
        Facts([(text, text)]),
        grid,
    ]


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_text_survives_in_every_place(name: str) -> None:
    text = AWKWARD[name]
    everywhere = sample.document(*blocks(text), title=text, subtitle=text, made_for=text, short=text, notices=[text])
    file = sample.write(everywhere)
    wanted = safe(text)
    paragraphs = [paragraph.text for paragraph in sample.word(file).paragraphs]
    assert paragraphs.count(wanted) >= 7
    table = sample.word(file).tables[-1]
    assert [cell.text for cell in table.rows[2].cells] == [wanted, f"✓\n{wanted}", wanted]


def test_what_xml_forbids_becomes_a_visible_stand_in_one_for_one() -> None:
    assert safe("a\x00b\x07c\ud800d\uffffe") == "a\ufffdb\ufffdc\ufffdd\ufffde"
    assert safe("\r\n|\r|\n|\u2028") == "\n|\n|\n|\n"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=60), min_size=1, max_size=20))
def test_any_text_at_all_is_read_again(texts: list[str]) -> None:
    file = sample.write(sample.document(*(Paragraph(text) for text in texts), language="ur"))
    assert [one.text for one in sample.word(file).paragraphs][-len(texts) :] == [safe(text) for text in texts]


def is_rtl(paragraph: object) -> bool:
    return paragraph.find(f"{W}pPr/{W}bidi") is not None  # type: ignore[attr-defined]


def runs(paragraph: object) -> list[tuple[str, bool]]:
    found = paragraph.iter(f"{W}r")  # type: ignore[attr-defined]
    return [(sample.said(run), run.find(f"{W}rPr/{W}rtl") is not None) for run in found]


def test_direction_follows_the_letters_of_each_paragraph() -> None:
    file = sample.write(sample.document(Paragraph("Read: مادة"), Paragraph("المادة الرابعة عشرة of it"), Paragraph("123 – 456")))
    assert not is_rtl(sample.paragraph_with(file, "Read"))
    assert is_rtl(sample.paragraph_with(file, "الرابعة"))
    assert not is_rtl(sample.paragraph_with(file, "123"))


def test_words_of_two_scripts_are_runs_of_two_directions() -> None:
    file = sample.write(sample.document(Paragraph("مكافحة الاتجار (UNODC) وفق المادة 14.")))
    assert runs(sample.paragraph_with(file, "UNODC")) == [
        ("مكافحة الاتجار (", True),
        ("UNODC", False),
        (") وفق المادة 14.", True),
    ]


@pytest.mark.parametrize(("language", "expected"), [("ar", True), ("fa", True), ("ur", True), ("en", False), ("zh", False)])
def test_the_document_runs_as_its_language_does(language: str, expected: bool) -> None:
    grid = Grid([Column("A")], [Line([Cell("1")])])
    file = sample.write(sample.document(Heading("12"), Heading("13"), grid, language=language))
    page = sample.body(file)
    assert (page.find(f".//{W}sectPr/{W}bidi") is not None) is expected
    assert all((table.find(f"{W}tblPr/{W}bidiVisual") is not None) is expected for table in page.iter(f"{W}tbl"))
    assert is_rtl(sample.paragraph_with(file, "12")) is expected


def test_each_script_has_its_language_and_font() -> None:
    for language, slot, tag in (
        ("ar", "bidi", "ar-SA"),
        ("ur", "bidi", "ur-PK"),
        ("zh", "eastAsia", "zh-CN"),
        ("fr", "val", "fr-FR"),
    ):
        styles = sample.parts(sample.write(sample.document(language=language)))["word/styles.xml"]
        (tagged,) = styles.iterfind(f"{W}docDefaults//{W}lang")
        assert tagged.get(f"{W}{slot}") == tag
        (fonts,) = styles.iterfind(f"{W}docDefaults//{W}rFonts")
        assert all(fonts.get(f"{W}{script}") for script in ("ascii", "hAnsi", "cs", "eastAsia"))


def test_bangla_is_set_in_a_font_that_has_it() -> None:
    file = sample.write(sample.document(Paragraph("Law: মানব পাচার আইন, 2012")))
    styled = {sample.said(run): run.find(f"{W}rPr/{W}rStyle") for run in sample.paragraph_with(file, "Law").iter(f"{W}r")}
    assert styled["মানব পাচার আইন"].get(f"{W}val") == "Bangla"
    assert styled["Law: "] is None


ADDRESSES = {
    "See https://example.org/a?b=c&d=e.": "https://example.org/a?b=c&d=e",
    "(https://example.org/x_(y))": "https://example.org/x_(y)",
    "https://example.org/a b": "https://example.org/a",
    "انظر https://www.unodc.org/ar، ثم": "https://www.unodc.org/ar",
    "https://example.org/100%/x": "https://example.org/100%25/x",
    "https://example.org/#a#b": "https://example.org/#a%23b",
    "https://example.org/[x]|y": "https://example.org/%5Bx%5D%7Cy",
}


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_becomes_a_link_and_its_text_stays(text: str) -> None:
    file = sample.write(sample.document(Paragraph(text)))
    relations = sample.parts(file)["word/_rels/document.xml.rels"]
    assert [one.get("Target") for one in relations if one.get("TargetMode") == "External"] == [ADDRESSES[text]]
    assert sample.word(file).paragraphs[-1].text == text


@pytest.mark.parametrize(
    "text", ["http://[bad", "https://", "http://a:99999999/", "https://-x-/", "javascript:alert(1)", "www.example.org"]
)
def test_what_is_no_good_address_stays_plain_text(text: str) -> None:
    file = sample.write(sample.document(Paragraph(text)))
    assert not [one for one in sample.parts(file)["word/_rels/document.xml.rels"] if one.get("TargetMode") == "External"]
    assert sample.word(file).paragraphs[-1].text == text
