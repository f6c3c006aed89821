"""Rules that need no database: words, dates, addresses, reasons, and values that are read and put back."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from mainstay.core.text import count_words
from mainstay.programmes import checks, parts
from mainstay.programmes.forms import with_stored
from mainstay.programmes.models import Intervention, Programme


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Rights, gender and equality.", 4),
        ("the State’s own e-mail in 2026/27", 6),
        ("বাংলা ভাষা", 2),
        ("مُحَمَّد هنا", 2),
        ("می‌خواهم بروم", 2),
        ("中文 word", 3),
        ("👩🏽‍⚖️ – • …", 0),
    ],
)
def test_words_are_counted_as_readers_count_them(text: str, words: int) -> None:
    assert count_words(text) == words


def test_the_number_of_words_is_said() -> None:
    checks.expected_change("word " * 150)
    with pytest.raises(ValidationError, match="151 words; at most 150"):
        checks.expected_change("word " * 151)


@pytest.mark.parametrize("address", ["", "https://example.org/a?b=c#d", "http://unodc.example/ü"])
def test_web_addresses_pass(address: str) -> None:
    checks.web_address(address)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "mailto:a@b.example", "data:text/html,x", "www.example.org", "https://", "https://a b"]
)
def test_anything_else_is_no_web_address(address: str) -> None:
    with pytest.raises(ValidationError):
        checks.web_address(address)


@pytest.mark.parametrize(
    ("starts", "ends", "fits"), [(1, 2, True), (2, 2, True), (2, 1, False), (None, 1, True), (2, None, True)]
)
def test_an_end_does_not_lie_before_the_start(starts: int | None, ends: int | None, fits: bool) -> None:
    values: dict[str, Any] = {"starts_on": starts and date(2026, 1, starts), "ends_on": ends and date(2026, 1, ends)}
    if fits:
        checks.order_of_dates(values)
    else:
        with pytest.raises(ValidationError):
            checks.order_of_dates(values)


def test_each_column_keeps_its_own_length() -> None:
    checks.lengths({"title": "x" * 200, "summary": "x" * 20_000}, Programme)
    for values in ({"title": "x" * 201}, {"summary": "x" * 20_001}, {"anything": "x" * 20_001}):
        with pytest.raises(ValidationError):
            checks.lengths(values, Programme)


def test_a_reason_is_asked_for() -> None:
    assert checks.reason("Because.") == "Because."
    for wrong in ("", "x" * 501):
        with pytest.raises(ValidationError):
            checks.reason(wrong)


def test_an_emptied_answer_leaves_the_note() -> None:
    intervention = Intervention(theory={"a": "One", "b": "Two"})
    parts.NOTE.put(intervention, {parts.theory_name("a"): "", "expected_change": "Change"})
    assert (intervention.theory, intervention.expected_change) == ({"b": "Two"}, "Change")
    assert parts.NOTE.read(intervention) == {"expected_change": "Change", "theory_link": "", parts.theory_name("b"): "Two"}


def test_the_guard_sees_free_texts_and_no_codes() -> None:
    assert parts.HEAD.free_texts({"title": "T", "ref": "AB 1234567", "workplan_code": "X"}) == {"title": "T"}
    assert set(parts.NOTE.free_texts({"expected_change": "T", parts.theory_name("a"): "U", "theory_link": "V"})) == {
        "expected_change",
        parts.theory_name("a"),
    }


def test_a_choice_that_the_pack_has_no_more_can_still_be_kept() -> None:
    class Entry:
        id, title = "new", "New"

    assert with_stored([Entry], ["old", "new"]) == [("new", "New"), ("old", "old")]
