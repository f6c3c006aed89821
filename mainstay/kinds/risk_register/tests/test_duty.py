"""The table of duties: every cell, under every reading, with and without one of the gravest harms."""

import pytest

from mainstay.kinds.risk_register.duty import SETTING, Duty, Level, Reading, duty, reading, worst

L, M, H = Level
W, E, MI, C = Duty
TABLE = {
    # (likelihood, impact): default, narrow, wide, narrow with a grave harm
    (L, L): (W, W, W, W),
    (L, M): (E, E, MI, E),
    (L, H): (MI, E, MI, MI),
    (M, L): (E, E, MI, E),
    (M, M): (MI, MI, MI, MI),
    (M, H): (C, C, C, C),
    (H, L): (E, E, MI, E),
    (H, M): (MI, MI, MI, MI),
    (H, H): (C, C, C, C),
}
"""Written out by hand after the domain research: the code must agree, not the other way round."""


@pytest.mark.parametrize("cell", TABLE)
def test_each_cell_has_its_duty_under_each_reading(cell: tuple[Level, Level]) -> None:
    default, narrow, wide, narrow_grave = TABLE[cell]
    found = {chosen: duty(*cell, grave=False, chosen=chosen) for chosen in Reading}
    assert found == {Reading.DEFAULT: default, Reading.NARROW: narrow, Reading.WIDE: wide}
    grave = {chosen: duty(*cell, grave=True, chosen=chosen) for chosen in Reading}
    assert grave == {Reading.DEFAULT: default, Reading.NARROW: narrow_grave, Reading.WIDE: wide}


def test_the_table_has_every_cell() -> None:
    assert set(TABLE) == {(one, other) for one in Level for other in Level}


@pytest.mark.parametrize("pair", [("", "high"), ("low", ""), ("", ""), ("extreme", "high")])
def test_without_both_levels_there_is_no_duty(pair: tuple[str, str]) -> None:
    assert duty(*pair, grave=True) is None


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, Reading.DEFAULT),
        ({SETTING: "narrow"}, Reading.NARROW),
        ({SETTING: "broad"}, Reading.DEFAULT),
        ({SETTING: None}, Reading.DEFAULT),
    ],
)
def test_an_unknown_reading_is_the_default(settings: dict[str, str], expected: Reading) -> None:
    assert reading(settings) is expected


def test_the_worst_of_several_is_the_one_that_asks_for_most() -> None:
    assert worst([Duty.WATCH, Duty.CONSULT, Duty.EXPLAIN]) is Duty.CONSULT
    assert worst([]) is None
