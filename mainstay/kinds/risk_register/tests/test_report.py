"""A register as a document: the Toolkit's table, the map, and what each audience does not get."""

from datetime import UTC, datetime
from typing import Any

import pytest

from mainstay.kinds import base
from mainstay.kinds.risk_register.report import EVERYTHING, NAMED, REASONS
from mainstay.kinds.risk_register.schema import RiskEntry
from mainstay.kinds.risk_register.tests import small as s
from mainstay.reports.document import Audience, Grid, Heading, Line, Paragraph

OURS, PARTNERS, PUBLIC = Audience
REASONS_OF = {name: f"Reason in {name}" for name in REASONS - {"aside_why"}}


def full() -> base.Record:
    """Two adopted risks, one of one's own, one left out in another register's words."""
    known = s.rated(
        s.PLAIN.id,
        "h",
        "m",
        s.proven(),
        s.action("Ask the ministry"),
        text="Reworded",
        partner_text="For partners",
        affected=["children"],
        affected_note="In the north",
        treatment="reduce",
        target_likelihood="l",
        target_impact="m",
        residual_likelihood="m",
        residual_impact="m",
        responses=["stop"],
        consulted="Adviser",
        authorised="Head of office",
        review_on="2027-05-06",
        **REASONS_OF,
    )
    left = s.rated(s.GRAVE.id, "l", "m", floor_reason="A court", second_person="Bob", second_on="2026-12-01")
    own = s.answer(s.OWN, decision="aside", title="Files", text="Kept at posts", aside_why="Not any more")
    notes = {s.PLAIN.id: [base.Note("Is it so?", "Bob", datetime(2026, 3, 1, tzinfo=UTC), False)]}
    return s.record(known, left, own, comments=notes)


def words(audience: Audience, record: base.Record | None = None) -> str:
    made = s.KIND.report(record or full(), audience)
    grids = [block for block in made.blocks if isinstance(block, Grid)]
    cells = [cell.text for grid in grids for line in grid.lines for cell in line.cells]
    return "\n".join([*cells, *(block.text for block in made.blocks if isinstance(block, Heading | Paragraph))])


def test_our_own_file_holds_all_that_was_said() -> None:
    text = words(OURS)
    said = ["Reworded", "For partners", "Children", "In the north", "Stigma", "Reduce", "Freeze", "Adviser", "Head of office"]
    said += [*REASONS_OF.values(), "6 May 2027", "Report of the visits", "Ask the ministry", "Is it so?", "Answered by Amina"]
    said += ["Bob on 1 December 2026", "Files", "Kept at posts", "Not any more", "Looked at and left out"]
    assert not [one for one in said if one not in text]


def test_the_table_has_the_toolkits_columns_and_tells_duty_and_move() -> None:
    made = s.KIND.report(full(), OURS)
    *_maps, table, _aside = (block for block in made.blocks if isinstance(block, Grid))
    assert [column.title for column in table.columns][:3] == ["Identified risk", "Likelihood", "Impact"]
    assert table.columns[4].title == "Mitigation"
    cells = [cell.text for cell in table.lines[0].cells]
    assert (cells[1], cells[3]) == ("High", "Mitigate")
    assert "Target: likelihood High > Low, impact stays Medium." in cells[5]
    assert "After measures: likelihood High > Medium, impact stays Medium." in cells[5]


def test_the_map_is_a_table_with_counts_before_and_after() -> None:
    before, after, *_rest = (block for block in s.KIND.report(full(), OURS).blocks if isinstance(block, Grid))

    def cell(grid: Grid, row: int, column: int) -> str:
        line: Line = grid.lines[row]
        return line.cells[column].text

    assert cell(before, 0, 2) == "Mitigate\n1 risk: 9.9.r1"
    assert cell(after, 0, 2) == "Mitigate"
    assert cell(after, 1, 2) == "Mitigate\n1 risk: 9.9.r1"
    assert cell(before, 2, 2) == "Mitigate or explain\n1 risk: 9.9.r2"


def test_partners_get_their_wording_and_no_reason_name_or_proof() -> None:
    text = words(PARTNERS)
    assert "For partners" in text
    kept = ["Reworded", *REASONS_OF.values(), "A court", "Bob", "Amina", "Adviser", "Head of office", "In the north"]
    kept += ["Report of the visits", "Is it so?", "Files", "Not any more", "Looked at and left out"]
    assert not [one for one in kept if one in text]
    assert "Ask the ministry" in text
    assert "A second person confirmed it." in text
    rows = s.KIND.report(full(), PARTNERS).data
    assert [row["item"] for row in rows] == [s.PLAIN.id, s.GRAVE.id]
    assert not (REASONS | NAMED) & set(rows[0])


def test_the_public_gets_nothing_and_is_told_so() -> None:
    made = s.KIND.report(full(), PUBLIC)
    assert (list(made.blocks), made.data) == ([], [])
    assert "everything" in s.KIND.stays_out(full(), PUBLIC)[0]


def test_every_field_of_an_entry_is_in_the_data_of_our_own_file() -> None:
    row = s.KIND.report(full(), OURS).data[0]
    assert set(RiskEntry.model_fields) <= set(row)
    assert set(RiskEntry.model_fields) <= EVERYTHING


@pytest.mark.parametrize(("audience", "count"), [(OURS, 0), (PARTNERS, 10), (PUBLIC, 1)])
def test_the_preview_names_what_stays_out(audience: Audience, count: int) -> None:
    assert len(s.KIND.stays_out(full(), audience)) == count


def test_formula_like_text_stands_in_the_document_as_typed() -> None:
    assert "=cmd|' /C calc'!A0" in words(OURS, s.record(s.rated(s.PLAIN.id, "l", "l", text="=cmd|' /C calc'!A0")))


def test_an_empty_register_says_so_and_names_what_waits() -> None:
    text = words(OURS, s.record())
    assert "No risk is adopted yet." in text
    assert "Not decided on yet: 9.9.r1" in text
    assert "Not decided" not in words(PARTNERS, s.record())


def test_an_unproven_residual_is_marked() -> None:
    unproven = s.rated(s.PLAIN.id, "h", "m", s.action(), residual_likelihood="l", residual_impact="l")
    assert "Not proven" in words(OURS, s.record(unproven))


def test_an_entry_in_words_has_a_name_for_every_field() -> None:
    found: Any = dict(s.KIND.said(s.TOOL, full().answer(s.PLAIN.id).data))
    assert found["Response"] == "Freeze"
    assert found["Target for likelihood"] == "Low"
    assert found["To be looked at again on"] == "6 May 2027"
