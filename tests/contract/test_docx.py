"""A Word file in the shapes of the Toolkit's tables, opened again as its readers open it."""

import re
from itertools import pairwise

import pytest
from docx.oxml.ns import qn

from mainstay.reports.document import Cell, Column, Facts, Grid, Heading, Line, PageBreak, Paragraph, Picture
from tests.contract import exports_sample as sample
from tests.contract.exports_sample import W


@pytest.fixture(scope="module")
def file() -> bytes:
    return sample.write(sample.document(*sample.every_block()))


def test_every_kind_of_block_is_read_again_in_its_style(file: bytes) -> None:
    styles = {paragraph.text: paragraph.style.name for paragraph in sample.word(file).paragraphs if paragraph.style}
    assert styles["Part one"] == "Heading 1"
    assert styles["Below it"] == "Heading 2"
    assert (styles["Deeper"], styles["Deepest"]) == ("Heading 3", "Heading 4")
    assert (styles["Plain words."], styles["A remark."], styles["A notice."]) == ("Normal", "Remark", "Notice")
    assert styles["First point"] == styles["Second point"] == "List Bullet"


def test_the_cover_says_what_this_is(file: bytes) -> None:
    before, _contents, _after = sample.text(file).partition("Contents")
    wanted = ("Field office", "Training at the border", "Annex to DEMO-1", "Our own file", "Unclassified, internal")
    for words in (*wanted, "1 March 2026", "The pack, version 1.2.3", "not the official text"):
        assert words in before


def test_the_contents_list_is_filled_and_leads_to_the_headings(file: bytes) -> None:
    page = sample.body(file)
    places = {one.get(f"{W}name"): one.getparent() for one in page.iter(f"{W}bookmarkStart")}
    links = [one for one in page.iter(f"{W}hyperlink") if one.get(f"{W}anchor")]
    assert [sample.said(link) for link in links] == ["Part one", "Below it", "Part two"]
    for link in links:
        assert sample.said(places[link.get(f"{W}anchor")]).strip() == sample.said(link)


def test_the_contents_list_is_a_field_that_word_can_update(file: bytes) -> None:
    page = sample.body(file)
    assert [one.text.split()[0] for one in page.iter(f"{W}instrText")] == ["TOC"]
    assert [one.get(f"{W}fldCharType") for one in page.iter(f"{W}fldChar")] == ["begin", "separate", "end"]


def test_a_document_with_one_heading_has_no_contents_list() -> None:
    assert "Contents" not in sample.text(sample.write(sample.document(Heading("Alone"), Paragraph("Words"))))


def test_the_head_of_a_table_is_repeated_and_its_rows_stay_whole(file: bytes) -> None:
    table = sample.word(file).tables[-1]
    first, *rest = table._tbl.tr_lst
    assert sample.said(first).split("\n")[1:] == ["Question", *sample.CHOICES, "How"]
    assert first.trPr is not None
    assert first.trPr.find(qn("w:tblHeader")) is not None
    assert not [row for row in rest if row.trPr is None or row.trPr.find(qn("w:cantSplit")) is None]
    assert len(rest) == sample.QUESTIONS + 1


def test_a_row_longer_than_half_a_page_may_break() -> None:
    line = Line([Cell("x" * 3000)])
    table = sample.word(sample.write(sample.document(Grid([Column("A")], [line])))).tables[-1]
    assert table._tbl.tr_lst[1].xpath("w:trPr/w:cantSplit") == []


def test_a_group_row_runs_across_all_columns(file: bytes) -> None:
    row = sample.word(file).tables[-1]._tbl.tr_lst[1]
    assert [cell.grid_span for cell in row.tc_lst] == [5]
    assert sample.said(row).strip() == "Group one"


def test_a_choice_is_a_tick_under_its_own_column_with_its_word(file: bytes) -> None:
    table = sample.word(file).tables[-1]
    cells = [cell.text for cell in table.rows[3].cells]
    assert cells == ["Question 1?", "", "✓\nNo", "", "Detail 1"]


def test_columns_have_their_share_and_a_title_never_breaks_inside_a_word() -> None:
    columns = [Column("Question", 4), Column("Not applicable", 0.1), Column("How", 4)]
    table = sample.word(sample.write(sample.document(Grid(columns, [Line([Cell("a"), Cell("b"), Cell("c")])])))).tables[-1]
    sizes = [int(column.get(f"{W}w")) for column in table._tbl.tblGrid]
    assert sum(sizes) == 9638
    assert sizes[1] > 1000
    assert abs(sizes[0] - sizes[2]) < 700


def test_a_table_says_what_it_holds_to_who_cannot_see_it(file: bytes) -> None:
    (caption,) = sample.body(file).iter(f"{W}tblCaption")
    assert caption.get(f"{W}val") == "A checklist"


def test_label_mark_title_date_and_page_stand_on_every_page(file: bytes) -> None:
    (section,) = sample.word(file).sections
    head = "\n".join(paragraph.text for paragraph in section.header.paragraphs)
    foot = sample.said(section.footer._element)
    assert not section.different_first_page_header_footer
    assert "Unclassified, internal · Internal draft" in head
    assert "DEMO-1 Training" in head
    assert re.search("Field office · 1 March 2026 · Page 1 of 1", foot)
    fields = [one.get(f"{W}instr").strip() for one in section.footer._element.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_watermark_is_printed_only_when_asked_for() -> None:
    shape = "{urn:schemas-microsoft-com:vml}textpath"
    secret = sample.document(Paragraph("x"), label="Confidential", mark="Confidential", watermark=True)
    for made, words in ((sample.document(Paragraph("x")), []), (secret, ["Confidential"])):
        found = sample.parts(sample.write(made))
        shapes = [one.get("string") for name in found if "header" in name for one in found[name].iter(shape)]
        assert [string for string in shapes if string] == words


def test_the_same_label_and_mark_are_said_once() -> None:
    made = sample.document(label="Confidential", mark="Confidential")
    assert sample.word(sample.write(made)).sections[0].header.paragraphs[0].text == "Confidential"


def test_properties_name_title_and_organisation_and_no_person(file: bytes) -> None:
    about = sample.word(file).core_properties
    assert (about.title, about.author, about.last_modified_by) == ("Training at the border", "Field office", "Field office")
    assert about.language == "en-GB"
    assert "python-docx" not in " ".join(str(one) for one in (about.comments, about.keywords, about.author))


def test_paper_is_a4_or_letter() -> None:
    sizes = {paper: sample.word(sample.write(sample.document(paper=paper))).sections[0] for paper in ("a4", "letter")}
    assert [round(one.page_width.cm, 1) for one in sizes.values() if one.page_width] == [21.0, 21.6]


def test_a_page_break_begins_the_next_block_and_leaves_no_empty_page(file: bytes) -> None:
    broken = [one.getparent().getparent() for one in sample.body(file).iter(f"{W}pageBreakBefore")]
    assert [sample.said(one).strip() for one in broken] == ["Part one", "Part two"]
    assert not list(sample.body(file).iterfind(f".//{W}br[@{W}type='page']"))


def test_two_tables_in_a_row_stay_two() -> None:
    small = Grid([Column("A")], [Line([Cell("x")])])
    page = sample.body(sample.write(sample.document(small, small, Facts([("a", "b")]), PageBreak(), small)))[0]
    tags = [child.tag for child in page]
    assert not [pair for pair in pairwise(tags) if pair == (f"{W}tbl", f"{W}tbl")]
    assert tags[-2:] == [f"{W}p", f"{W}sectPr"]


def test_what_has_nothing_in_it_leaves_no_trace() -> None:
    bare = sample.write(sample.document())
    with_nothing = sample.write(sample.document(Facts([]), Grid([], [])))
    assert len(sample.word(with_nothing).tables) == len(sample.word(bare).tables) == 1


def test_looks_come_from_styles_alone(file: bytes) -> None:
    direct = {f"{W}{name}" for name in ("b", "i", "sz", "szCs", "color", "rFonts", "spacing", "ind")}
    assert not [one.tag for one in sample.body(file).iter() if one.tag in direct]
    known = {one.get(f"{W}styleId") for one in sample.parts(file)["word/styles.xml"].iter(f"{W}style")}
    used = {one.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for one in sample.body(file).iter(f"{W}{tag}")}
    assert used <= known


def test_the_same_document_gives_the_same_pages(file: bytes) -> None:
    again = sample.write(sample.document(*sample.every_block()))
    assert sample.text(again) == sample.text(file)


def test_a_picture_is_in_the_file_with_its_words_and_its_letters(file: bytes) -> None:
    (told,) = [one.get("descr") for one in sample.body(file).iter() if one.tag.endswith("}docPr")]
    assert told == "A map of risks"
    (shape,) = sample.word(file).inline_shapes
    assert round(shape.width.cm, 1) == 8.5
    bare = sample.write(sample.document(Picture(sample.drawing(""), "No words", 0.5)))
    sizes = [
        max(len(part.blob) for part in sample.word(made).part.package.iter_parts() if "png" in part.content_type)
        for made in (file, bare)
    ]
    assert sizes[0] > sizes[1] + 200
