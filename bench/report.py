"""What was found, as tables for the terminal and for docs/reference/performance.md."""

import datetime
import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.many import Outcome
from bench.rounds import Ratio
from bench.transfer import Sent, packed
from door.ground import ROOT

PAGE = ROOT / "docs" / "reference" / "performance.md"
BEGIN, END = "<!-- figures: written by run.py bench --write -->", "<!-- end of figures -->"
TARGETS = {
    ("Tool page of 60 items", 1): "at most 2.0, aim 1.5",
    ("Autosave", 1): "at most 5.0, aim 4.0",
    ("Autosave", 8): "at most 3.5, aim 3.0",
}
KB = 1024


@dataclass(slots=True)
class Findings:
    ratios: list[Ratio] = field(default_factory=list)
    visit: list[Sent] = field(default_factory=list)
    many: dict[str, Outcome] = field(default_factory=dict)
    starts: tuple[float, float] | None = None
    conditions: str = ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table that is also legible as text."""
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(head))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def ratios(found: Sequence[Ratio]) -> str:
    head = ("test", "clients", "best", "median", "p95", "work", "target (best)", "held against", "bytes", "errors")
    return table(
        head,
        (
            (
                *(one.name, str(one.clients), f"{one.best:.2f}", f"{one.median:.2f}", f"{one.p95:.2f}", f"{one.work:.2f}"),
                *(TARGETS.get((one.name, one.clients), ""), one.base, f"{one.size:,}", str(one.errors)),
            )
            for one in found
        ),
    )


def milliseconds(found: Sequence[Ratio]) -> str:
    """For the terminal alone: on another machine, or an hour later, they are others."""
    rows = (
        (one.name, str(one.clients), *(f"{value:.2f}" for value in (one.milliseconds, one.work_milliseconds, one.rate)))
        for one in found
    )
    return table(("test", "clients", "p50 ms here and now", "of it the server's work", "per second"), rows)


def sizes(visit: Sequence[Sent]) -> str:
    page, *rest = visit
    first = packed(page) + sum(map(packed, rest))
    rows = [
        ("Tool page of 60 items, raw", f"{page.plain / KB:.1f} KB", "at most 120 KB"),
        ("First visit to it, compressed, with all it needs", f"{first / KB:.1f} KB", "under 60 KB"),
        ("Later pages, compressed", f"{packed(page) / KB:.1f} KB", "under 15 KB"),
    ]
    how = (
        "the server compresses it itself" if page.encoding else "compressed as a proxy in front would; the server sends it plain"
    )
    files = ", ".join(f"{Path(one.path).name.split('.')[0]} {packed(one) / KB:.1f}" for one in rest)
    return f"{table(('sent', 'found', 'target'), rows)}\n\nThe page: {how}. Other files, once, in KB: {files}."


def outcomes(many: dict[str, Outcome]) -> str:
    rows = (
        (name, str(one.clients), f"{one.asked:,}", f"{one.saved:,}", "none" if not one.faults else "; ".join(one.faults))
        for name, one in many.items()
    )
    return table(("database", "clients", "saves sent", "saved, counted", "errors, losses, breaks in the chain"), rows)


def text(found: Findings) -> str:
    parts = [machine(found.conditions)]
    if found.ratios:
        parts += ["### Ratios to bare Django", ratios(found.ratios)]
    if found.visit:
        parts += ["### Bytes", sizes(found.visit)]
    if found.many:
        parts += ["### Many at once", outcomes(found.many)]
    if found.starts:
        first, second = found.starts
        rows = [
            ("From an empty clone, packages included", f"{first:.0f} s", ""),
            ("Second start", f"{second:.1f} s", "under 5 s"),
        ]
        parts += ["### Start of `run.py`", table(("start", "found", "target"), rows)]
    return "\n\n".join(parts)


def machine(conditions: str) -> str:
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    kind = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"
    return f"Measured on {today}: {kind}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; {conditions}."


def write(found: Findings) -> None:
    """Replace the figures between the two marks; what people wrote around them stays."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    if not rest:
        raise SystemExit(f"{PAGE.name} has lost its mark {BEGIN}")
    PAGE.write_text(f"{before}{BEGIN}\n\n{text(found)}\n\n{END}{after}")
