"""A filled register for workbooks: the printed columns, and each choice in a column of its own, with what can be chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mainstay.kinds import base
from mainstay.kinds.risk_register.forms import RiskForm
from mainstay.kinds.risk_register.words import NAMES, word
from mainstay.reports.document import Cell, Column, Grid, Line

RATED = ("decision", "likelihood", "impact")
WEIGHED = ("treatment", "target_likelihood", "target_impact", "residual_likelihood", "residual_impact")


@dataclass(frozen=True, slots=True)
class Row:
    """One risk: the cells of the printed table, what was chosen, and its version where the audience may know it."""

    line: Line
    said: Mapping[str, Any]
    version: int | None


def sheet(tool: base.Tool, rows: Sequence[Row], caption: str) -> Grid:
    form = RiskForm(tool)

    def chosen(name: str) -> Column:
        choices = [(key, str(label)) for key, label in form.fields[name].choices if key]  # type: ignore[attr-defined]
        return Column(str(NAMES[name]), 0.9, name, open=True, choices=choices)

    columns = [
        Column(_("Identified risk"), 3.2, "risk"),
        *map(chosen, RATED),
        Column(_("Notes on the rating"), 1.8, "notes"),
        Column(_("Duty"), 1, "duty"),
        Column(_("Mitigation"), 3.2, "measures"),
        *map(chosen, WEIGHED),
        Column(_("Target, and after measures"), 1.8, "after"),
    ]
    return Grid(columns, [_line(tool, row) for row in rows], caption)


def _line(tool: base.Tool, row: Row) -> Line:
    risk, _likelihood, impact, duty, measures, after = row.line.cells
    notes = impact.text.removeprefix(word(tool, "impact", row.said.get("impact"))).lstrip("\n")
    rated, weighed = ([Cell(word(tool, name, row.said.get(name))) for name in names] for names in (RATED, WEIGHED))
    return Line([risk, *rated, Cell(notes), duty, measures, *weighed, after], key=row.line.key, version=row.version)
