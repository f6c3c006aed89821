"""Text, identifiers, patterns and the guard."""

import pytest

from mainstay.core.guard import Decision, PersonalData, guarded
from mainstay.core.ids import new_id
from mainstay.core.labels import Label, highest
from mainstay.core.patterns import find, mask
from mainstay.core.text import clean_text, count_words


def test_new_ids_are_version_7_and_grow() -> None:
    ids = [new_id() for _n in range(50)]
    assert {one.version for one in ids} == {7}
    assert {one.variant for one in ids} == {ids[0].variant}
    milliseconds = [one.int >> 80 for one in ids]
    assert milliseconds == sorted(milliseconds)


def test_the_highest_label_of_the_parts_wins() -> None:
    assert highest(Label.INTERNAL, None, Label.CONFIDENTIAL) is Label.CONFIDENTIAL
    assert highest() is Label.UNCLASSIFIED


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one", 1),
        ("State-owned and the State's own", 5),
        ("e.g. 6(4)", 3),
        ("نص عربي قصير", 3),
        ("人口贩运", 4),
        ("a  –  b", 2),
    ],
)
def test_words_are_counted_as_a_reader_counts_them(text: str, words: int) -> None:
    assert count_words(text) == words


def test_cleaning_twice_changes_nothing_more() -> None:
    text = "\uf0b7 a\r\nb\x0b\u202e\ud800c\t"
    assert clean_text(clean_text(text)) == clean_text(text) == "• a\nbc"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to amina.k@example.org", "e-mail"),
        ("call +998 90 123 45 67 after noon", "phone"),
        ("born on 12.03.1999 in the capital", "birth"),
        ("the house at 41.3111, 69.2797", "coordinates"),
        ("victim no. 12/2020 said", "case"),
        ("holder of AB1234567", "passport"),
        ("card 1234 5678 9012", "identity"),
        ("Captain Rustam Aliyev was there", "name"),
        ("السيد أحمد محمد", "name"),
        ("г-н Иванов", "name"),
        ("M. Diallo", "name"),
        ("Ms. amina khan", "name"),
        ("victim Amina", "name"),
        ("born in 1990-03-12", "birth"),
        ("case 123/2024", "case"),
        ("هاتف +٩٦٤ ٧٧٠ ١٢٣ ٤٥٦٧", "phone"),
    ],
)
def test_what_looks_like_data_on_a_person_is_found(text: str, kind: str) -> None:
    assert [finding.kind.value for finding in find(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Article 6(4) of the Protocol, A/67/775-S/2013/110",
        "from 2026-03-15 to 2026-04-20, in 2021-2022",
        "1,250,000 USD for 120000 people; Resolution 55/25",
        "The Minister of Justice and the Prosecutor General",
        "Section 10.2.3.4 on page 127",
        "24 January 1983",
        "Victims of trafficking and witness protection programmes; the case of 2021",
        "M&E officers, Section M.2 and the Ms and Mr columns",
    ],
)
def test_citations_dates_and_posts_do_not_warn(text: str) -> None:
    assert find(text) == []


def test_a_masked_text_says_what_stood_there_and_nothing_else_changes() -> None:
    text = "Ask Mr Karim Said at k.said@example.org today."
    assert mask(text, find(text)) == "Ask [name of a person removed] at [e-mail address removed] today."


def test_the_guard_asks_once_and_keeps_nothing_undecided() -> None:
    with pytest.raises(PersonalData) as caught:
        guarded({"how": "Ask Mr Karim Said", "why": "fine"}, {}, Decision())
    assert [finding.text for finding in caught.value.findings["how"]] == ["Mr Karim Said"]
    assert "why" not in caught.value.findings


def test_keeping_needs_a_reason() -> None:
    with pytest.raises(PersonalData) as caught:
        guarded({"how": "Ask Mr Karim Said"}, {}, Decision("keep", ""))
    assert caught.value.reason_missing
    kept, reason = guarded({"how": "Ask Mr Karim Said"}, {}, Decision("keep", "a judge, named in a published judgment"))
    assert (kept["how"], reason) == ("Ask Mr Karim Said", "a judge, named in a published judgment")


def test_what_was_decided_before_does_not_warn_again() -> None:
    before = {"how": "Mr Karim Said leads."}
    assert guarded({"how": "Mr Karim Said leads the unit."}, before, Decision())[0]["how"] == "Mr Karim Said leads the unit."
    with pytest.raises(PersonalData):
        guarded({"how": "Mr Karim Said and Mr Ali Reza lead."}, before, Decision())
