"""A document cut into sheets: each heading of the first level begins one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from mainstay.reports.document import Block, Document, Facts, Grid, Heading, PageBreak, Paragraph


@dataclass
class Section:
    """What stands on one sheet. `part` is what the document's data say of the assessment, where it is one."""

    name: str
    title: str = ""
    part: dict[str, Any] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    @property
    def main(self) -> Grid | None:
        """The table that the sheet is made for: the first that can be filled in, or the only one."""
        tables = [table(block) for block in self.blocks if isinstance(block, Grid) and block.columns]
        keyed = [one for one in tables if is_keyed(one)]
        return keyed[0] if keyed else tables[0] if len(tables) == 1 else None

    def in_order(self) -> list[Block]:
        """As they came; but other tables, and all that follows them, stand below the one that is to be filled in."""
        main = next((number for number, one in enumerate(self.blocks) if isinstance(one, Grid) and table(one) is self.main), 0)
        other = next((number for number, one in enumerate(self.blocks[:main]) if not isinstance(one, Facts | Paragraph)), main)
        if not (self.main and is_keyed(self.main)):
            return self.blocks
        return [*self.blocks[:other], self.blocks[main], *self.blocks[other:main], *self.blocks[main + 1 :]]


def table(block: Grid) -> Grid:
    return block.sheet or block


def is_keyed(grid: Grid) -> bool:
    """Whether its rows are answers that can be told by their keys."""
    return any(line.key for line in grid.lines)


def sections(document: Document) -> list[Section]:
    parts = {str(part.get("id", "")): part for part in document.data.get("parts") or () if isinstance(part, dict)}
    found: list[Section] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= 1:
            part = parts.get(block.key, {}) if block.key else {}
            found.append(Section(_name(block, part), block.text, part))
        elif not found and isinstance(block, PageBreak):
            continue
        else:
            if not found:
                found.append(Section(document.title, document.title))
            found[-1].blocks.append(block)
    for section in found:
        section.blocks = _without_last_breaks(section.blocks)
    return found


def _name(heading: Heading, part: dict[str, Any]) -> str:
    """Of an assessment its tool with product or round, which a cut-off title would not show."""
    told = [str(part.get(name) or "") for name in ("product", "round")]
    return " ".join(filter(None, (str(part["tool"]), *told))) if part and any(told) else heading.text


def _without_last_breaks(blocks: Sequence[Block]) -> list[Block]:
    kept = list(blocks)
    while kept and isinstance(kept[-1], PageBreak):
        kept.pop()
    return kept
