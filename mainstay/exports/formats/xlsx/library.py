"""What the library cannot do by itself: a protected structure, and rows that have a height and still grow."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet


class GrowingSheet(Worksheet):  # type: ignore[misc]
    """Rows are as high as their text needs at first, and programs go on fitting them while somebody types."""

    def __init__(self) -> None:
        super().__init__()
        self.growing: set[int] = set()

    def grow(self, row: int, points: float) -> None:
        """A height that is a beginning; `set_row` fixes it for good."""
        self.set_row(row, points)
        self.growing.add(row)

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
        if tag == "row" and dict(attributes)["r"] - 1 in self.growing:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


class LockedWorkbook(Workbook):  # type: ignore[misc]
    """Sheets cannot be added, removed, renamed or shown; without a password, so that nobody is locked out."""

    def _write_workbook_pr(self) -> None:
        super()._write_workbook_pr()
        self._xml_empty_tag("workbookProtection", [("lockStructure", 1)])
