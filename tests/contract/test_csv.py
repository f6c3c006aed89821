"""Tables: one row for each answer, under columns that stay, readable by any program and harmless in all."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.exports.formats import formats
from mainstay.exports.formats.csv_ import COLUMNS, cell
from mainstay.reports.document import Document
from tests.contract import exports_books as books
from tests.contract import exports_sample as sample
from tests.contract.test_docx_text import AWKWARD

ACTION = {"what": "Train", "status": "open", "due": "2026-05-01", "owner": "Bob"}
ANSWER = {
    "item": "9.1.q1",
    "question": "Is it\nlaw?",
    "group": "g",
    "choice": {"id": "n", "label": "No"},
    "how": "By law",
    "come_back": False,
    "actions": [ACTION],
    "comments": [{"text": "Look", "by": "Eve", "at": "2026-03-01", "resolved": True}],
    "by": "Bob",
    "at": "2026-03-02",
    "version": 3,
}
PART = {"id": "018f", "tool": "9.1", "title": "A checklist", "kind": "checklist", "label": 1, "round": "", "entries": [ANSWER]}
DATA = {
    "label": 1,
    "intervention": {"title": "Border", "stage": {"id": "plan", "title": "Planning"}, "countries": ["A", "B"]},
    "parts": [PART | {"progress": {"answered": 1, "of": 2}}],
    "actions": [ACTION | {"item": "9.1.q1", "assessment": "018f"}, ACTION | {"item": "9.9", "assessment": "other"}],
    "errata": [{"id": "E1", "why": "Misprint"}],
}


def write(document: Document) -> bytes:
    return formats()["csv"].write(document)


def read(**data: Any) -> list[dict[str, str]]:
    return books.rows(write(sample.document(data=data or DATA)))


def of(record: str, **data: Any) -> list[dict[str, str]]:
    return [{name: text for name, text in row.items() if text} for row in read(**data) if row["record"] == record]


def test_one_row_holds_an_answer_with_what_it_belongs_to() -> None:
    (row,) = of("answer")
    assert row == {
        "subject": "Training at the border",
        "audience": "ours",
        "document_label": "Unclassified, internal",
        "made_at": "2026-03-01T09:30:00+00:00",
        "assessment": "018f",
        "tool": "9.1",
        "tool_title": "A checklist",
        "kind": "checklist",
        "part_label": "Unclassified, internal",
        "record": "answer",
        "item": "9.1.q1",
        "group": "g",
        "question": "Is it\nlaw?",
        "choice": "n",
        "choice_label": "No",
        "how": "By law",
        "come_back": "false",
        "by": "Bob",
        "at": "2026-03-02",
        "version": "3",
    }


def test_actions_and_comments_have_rows_of_their_own_which_name_the_item() -> None:
    below, listed = of("action")
    assert {name: below[name] for name in ("item", "tool", *ACTION)} == {"item": "9.1.q1", "tool": "9.1", **ACTION}
    assert (listed["item"], listed["assessment"]) == ("9.9", "other")  # the other one is told already
    (comment,) = of("comment")
    assert (comment["item"], comment["text"], comment["by"], comment["resolved"]) == ("9.1.q1", "Look", "Eve", "true")


def test_all_else_is_a_row_for_each_fact() -> None:
    facts = {(row["record"], row["field"]): row["text"] for row in read() if row["field"]}
    assert facts["document", "pack"] == "The pack, version 1.2.3"
    assert facts["document", "notices.1"] == "Worded after the Toolkit, not the official text."
    assert facts["intervention", "stage.title"] == "Planning"
    assert facts["intervention", "countries.2"] == "B"
    assert facts["assessment", "progress.of"] == "2"
    assert facts["errata", "1.why"] == "Misprint"


def test_columns_keep_their_order_and_further_ones_follow_by_the_alphabet() -> None:
    empty = write(sample.document(data={})).decode("utf-8-sig").split("\r\n")[0]
    assert empty == ",".join(COLUMNS)
    assert list(read()[0]) == [*COLUMNS, "come_back", "how", "resolved"]


def test_a_field_of_a_kind_never_takes_the_place_of_what_a_row_belongs_to() -> None:
    (row,) = of("answer", parts=[PART | {"entries": [{"item": "i", "tool": "hammer", "record": "broken"}]}])
    assert (row["tool"], row["own_tool"], row["record"], row["own_record"]) == ("9.1", "hammer", "answer", "broken")


def test_kinds_may_hold_other_shapes() -> None:
    entries = {"goals": {"work": "Fair trials"}, "risks": [{"item": "r1", "harms": ["a", "b"], "map": {"before": "high"}}]}
    parts = [PART | {"entries": entries}, "a word"]
    (risk,) = of("risks", parts=parts)
    assert (risk["item"], risk["harms"], risk["map_before"], risk["tool"]) == ("r1", "a\nb", "high", "9.1")
    assert {"goals.work"} <= {row["field"] for row in of("assessment", parts=parts) if "field" in row}


def test_it_is_what_the_standard_and_spreadsheets_expect() -> None:
    file = write(sample.document(data=DATA))
    assert file.startswith(b"\xef\xbb\xbfsubject,")
    assert b'"Is it\nlaw?"' in file
    assert file.endswith(b"\r\n")
    assert file.count(b"\xef\xbb\xbf") == 1


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "'=x", "''+1"])
def test_what_looks_like_a_formula_has_an_apostrophe_before_it(text: str) -> None:
    (row,) = of("answer", parts=[PART | {"entries": [ANSWER | {"how": text}]}])
    assert row["how"] == f"'{text}"


@pytest.mark.parametrize("text", ["a=b", "'quoted'", "1-2", "", " =1"])
def test_other_text_is_left_alone(text: str) -> None:
    assert cell(text) == text


def test_numbers_stay_numbers() -> None:
    assert (cell(-1), cell(True), cell(None), cell(2.5)) == ("-1", "true", "", "2.5")


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_text_survives(name: str) -> None:
    (row,) = of("answer", parts=[PART | {"entries": [ANSWER | {"how": AWKWARD[name]}]}])
    assert row["how"] == cell(AWKWARD[name])


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=60))
def test_any_text_at_all_is_read_again(text: str) -> None:
    found = books.rows(write(sample.document(data={"parts": [PART | {"entries": [{"item": "i", "how": text}]}]})))
    assert [row["how"] for row in found if row["record"] == "answer"] == [cell(text)]
