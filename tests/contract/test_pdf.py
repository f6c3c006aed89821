"""A PDF in the shapes of the Toolkit's tables, with the tags that a screen reader needs, read again by another library."""

import re

import pytest

from mainstay.exports.formats import formats
from mainstay.reports.document import Bullets, Cell, Column, Facts, Grid, Heading, Line, PageBreak, Paragraph, Picture
from tests.contract import exports_sample as sample
from tests.contract.pdf_reader import Pdf


def made(*blocks: object, **more: object) -> Pdf:
    return Pdf(formats()["pdf"].write(sample.document(*blocks, **more)))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def full() -> Pdf:
    return made(*sample.every_block())


def test_it_says_that_it_can_be_read_aloud_and_what_it_is(full: Pdf) -> None:
    assert full.root["/MarkInfo"]["/Marked"].value
    assert full.root["/Lang"] == "en-GB"
    assert full.root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert b"pdfuaid:part>1<" in full.root["/Metadata"].get_object().get_data()
    about = full.reader.metadata
    assert about is not None
    assert (about.title, about.author, about.subject) == ("Training at the border", "Field office", "Annex to DEMO-1")


def test_every_block_has_its_tag(full: Pdf) -> None:
    wanted = {
        "Title",
        "TOC",
        "TOCI",
        "H1",
        "H2",
        "H3",
        "H4",
        "P",
        "L",
        "LI",
        "Table",
        "THead",
        "TR",
        "TH",
        "TD",
        "Link",
        "Figure",
    }
    assert wanted <= full.roles()
    (figure,) = [element for role, element in full.tags() if role == "Figure"]
    assert figure["/Alt"] == "A map of risks"


def test_every_word_of_every_block_is_printed(full: Pdf) -> None:
    for words in ("Plain words.", "A remark.", "A notice.", "First point", "Second point", "Deepest", "DEMO-1", "Likely"):
        assert words in full.text
    for number in range(sample.QUESTIONS):
        assert f"Question {number}?" in full.text
        assert f"Detail {number}" in full.text


def test_the_cover_says_what_this_is(full: Pdf) -> None:
    wanted = ("Field office", "Training at the border", "Annex to DEMO-1", "Our own file", "Unclassified, internal")
    for words in (*wanted, "1 March 2026", "The pack, version 1.2.3", "not the official text"):
        assert words in full.texts[0]


def test_label_mark_short_title_date_and_page_stand_on_every_page(full: Pdf) -> None:
    pages = len(full.texts)
    for number, text in enumerate(full.texts, start=1):
        assert "UNCLASSIFIED, INTERNAL · INTERNAL DRAFT" in text
        assert "DEMO-1 Training" in text
        assert f"Field office · 1 March 2026 · Page {number} of {pages}" in text
    assert full.place("UNCLASSIFIED", 3).artifact, "what stands on every page is not read aloud on every page"


def test_the_contents_list_leads_to_the_pages_of_its_headings(full: Pdf) -> None:
    contents = full.texts[1]
    for heading in ("Part one", "Below it", "Part two"):
        (page,) = (number for number, text in enumerate(full.texts, start=1) if number > 2 and heading in text)
        assert re.search(rf"{heading}[ .]*{page}", contents)
    assert "Deeper" not in contents
    links = [note.get_object() for note in full.reader.pages[1]["/Annots"]]
    assert len(links) == 3
    assert all("/Dest" in link or "/D" in link.get("/A", {}) for link in links)


def test_a_document_with_one_heading_has_no_contents_list() -> None:
    assert "Contents" not in made(Heading("Alone"), Paragraph("Words")).text


def test_the_head_of_a_table_and_its_group_are_repeated_on_every_page(full: Pdf) -> None:
    with_rows = [text for text in full.texts if "Detail" in text]
    assert len(with_rows) > 1
    for text in with_rows:
        assert text.index("Question") < text.index("Group one") < text.index("Detail")


def test_a_choice_is_read_aloud_as_its_word_and_the_tick_is_not(full: Pdf) -> None:
    cells = [element for role, element in full.tags() if role == "TD"]
    assert len(cells) == 5 * sample.QUESTIONS + 2 * (4 + 2)
    choices = [piece for page in full.pages for piece in page if piece.text in sample.CHOICES and not piece.artifact]
    assert len(choices) >= sample.QUESTIONS
    assert "✓" not in full.text


def test_a_row_stays_on_one_page_unless_it_is_long() -> None:
    short = [Line([Cell(f"begin {number}\n" + "words\n" * 6 + f"end {number}")]) for number in range(20)]
    for text in made(Grid([Column("A")], short)).texts:
        assert re.findall(r"begin (\d+)", text) == re.findall(r"end (\d+)", text)
    long = made(Grid([Column("A")], [Line([Cell("begin\n" + "words\n" * 200 + "end")])])).text
    assert long.count("words") == 200
    assert "end" in long


def test_a_caption_that_says_more_than_the_heading_is_shown() -> None:
    grid = Grid([Column("A")], [Line([Cell("x")])], "Actions")
    assert made(Heading("Tool 9: Actions"), grid).text.count("Actions") == 1
    assert made(Heading("Other"), grid).text.count("Actions") == 1


def test_addresses_are_links() -> None:
    read = made(Paragraph("See https://example.org/a?b=c%20d, and http://example.org/x."))
    assert read.targets() == ["https://example.org/a?b=c%20d", "http://example.org/x"]


def test_a_watermark_is_printed_only_when_asked_for() -> None:
    assert made(Paragraph("x"), label="Secret", mark="Across").text.count("Across") == 1
    assert made(Paragraph("x"), label="Secret", mark="Across", watermark=True).text.count("Across") == 1 + 2


def test_headings_never_skip_a_level_for_who_navigates_by_them() -> None:
    roles = [role for role, _element in made(Heading("A", 3), Heading("B", 4), Heading("C", 1)).tags() if re.match(r"H\d", role)]
    assert roles == ["H1", "H2", "H1"]


def test_paper_is_a4_or_letter() -> None:
    sizes = [made(paper=paper).reader.pages[0].mediabox for paper in ("a4", "letter")]
    assert [round(size.width) for size in sizes] == [595, 612]


def test_page_breaks_leave_no_empty_page() -> None:
    read = made(PageBreak(), Heading("One"), PageBreak(), PageBreak(), Heading("Two"), PageBreak())
    assert [words for text in read.texts[2:] for words in ("One", "Two") if words in text] == ["One", "Two"]
    assert len(read.texts) == 4


def test_what_has_nothing_in_it_leaves_no_trace() -> None:
    nothing = made(Facts([]), Grid([], []), Bullets([]))
    assert [role for role, _element in nothing.tags() if role in ("Table", "L")] == ["Table"]


def test_the_same_document_gives_the_same_file(full: Pdf) -> None:
    write = formats()["pdf"].write
    assert write(sample.document(Paragraph("x"))) == write(sample.document(Paragraph("x")))


def test_a_picture_whose_letters_join_is_dots_and_still_told() -> None:
    for words in ("حقوق", "ক্ষতি", "e\u0301"):
        read = made(Picture(sample.drawing(words), "What it shows"))
        assert [element["/Alt"] for role, element in read.tags() if role == "Figure"] == ["What it shows"]


def test_a_picture_without_words_for_it_is_an_ornament() -> None:
    assert "Figure" not in made(Picture(sample.drawing(), "")).roles()


def test_a_document_from_right_to_left_runs_so() -> None:
    row = Line([Cell("واحد"), Cell("اثنان")])
    read = made(Heading("First"), Grid([Column("one"), Column("two")], [row]), language="ar", title="تدريب على الحدود")
    assert read.root["/Lang"] == "ar-SA"
    assert read.root["/ViewerPreferences"]["/Direction"] == "/R2L"
    page = len(read.pages) - 1
    assert read.place("one", page).x > read.place("two", page).x > 0


def test_a_paragraph_begins_on_the_side_of_its_own_letters() -> None:
    short = [Paragraph("حقوق"), Paragraph("rights")]
    for language in ("en", "ar"):
        read = made(*short, language=language)
        page = len(read.pages) - 1
        arabic = next(piece for piece in read.pages[page] if "\u062d" in piece.text and not piece.artifact)
        assert arabic.x > 400
        assert read.place("rights", page).x < 100


def test_text_in_another_script_says_its_language() -> None:
    read = made(*map(Paragraph, ("حقوق الإنسان", "انسانی حقوق ہے", "মানবাধিকার", "права человека")))
    assert {str(element["/Lang"]) for _role, element in read.tags() if "/Lang" in element} >= {"ar", "ur", "bn", "ru"}
