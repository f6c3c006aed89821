"""Text as the template takes it: runs with line ends, links and places to break; its direction; what could not be printed."""

import re
from collections.abc import Iterator
from typing import Any

from mainstay.exports import fonts
from mainstay.exports.formats.pdf import tongues
from mainstay.exports.formats.pdf.missing import Missing
from mainstay.reports.text import LINE_END, is_right_to_left, reads_right_to_left, with_addresses

Said = str | dict[str, Any]
"""A plain text that runs as the document does, or one with `r`uns, `d`irection, `l`anguage and what is `g`one."""
LINE = 0
MAY_BREAK = "\u200b"
BOLDER = 1.1
"""Bold letters are about so much wider."""
_END = re.compile(f"{LINE_END.pattern}|[\x0b\x0c]")
_GAP = re.compile(r"([ \n\u1680\u2000-\u2006\u2008-\u200b\u205f\u3000]+)")


class Writer:
    """Turns the texts of one document, and notes for all of them what could not be printed."""

    def __init__(self, language: str, missing: Missing) -> None:
        self.language, self.missing = language, missing
        self.base = is_right_to_left(language)

    def plain(self, text: str) -> str:
        """On one line and without anything else; what is gone is not noted, as it stands elsewhere as well."""
        return re.sub(" +", " ", fonts.printable(_END.sub(" ", text).replace("\t", " "))[0]).strip(" ")

    def named(self, text: str) -> str:
        """A text that must not be empty, as a heading's: a dash where nothing in it can be seen."""
        return text if any(fonts.is_seen(letter) for letter in text) else "–"

    def said(self, text: str, room: float, size: float, bold: bool = False) -> Said:
        """`room` is the width that the text has and `size` the height of its letters, both in points."""
        text = _END.sub("\n", text).replace("\t", "    ")
        shown, gone = fonts.printable(text)
        runs = list(self._runs(shown, room / size / (BOLDER if bold else 1)))
        made: dict[str, Any] = {}
        if (right_to_left := reads_right_to_left(text, self.base)) != self.base:
            made["d"] = "rtl" if right_to_left else "ltr"
        if (tongue := tongues.of(text, self.language)) != self.language.partition("-")[0]:
            made["l"] = tongue
        if gone:
            made["g"] = self.missing.noted(gone)
        if not made and len(runs) < 2 and all(isinstance(run, str) for run in runs):
            return str(runs[0]) if runs else ""
        return {"r": runs} | made

    def _runs(self, text: str, room: float) -> Iterator[Any]:
        for piece, target in with_addresses(text):
            inside = list(_broken(piece, room))
            if target:
                yield {"u": target, "r": inside}
            else:
                yield from inside


def _broken(text: str, room: float) -> Iterator[str | int]:
    """Pieces of text, with line ends, and with a place to break in a word that is wider than the room it has."""
    if "\n" not in text and len(text) < room:  # hardly a letter is wider than it is high
        if text:
            yield text
        return
    for number, line in enumerate(text.split("\n")):
        if number:
            yield LINE
        if line:
            yield "".join(_parted(word, room) for word in _GAP.split(line))


def _parted(word: str, room: float) -> str:
    """A word that is wider than the room for it, with places to break as seldom as will do."""
    if len(word) < room / 2 or word.isspace() or fonts.width(word) <= room:
        return word
    parts, used = [""], 0.0
    for cluster in fonts.clusters(word):
        wide = fonts.width(cluster)
        if parts[-1] and used + wide > room * 0.97:
            parts.append("")
            used = 0.0
        parts[-1] += cluster
        used += wide
    return MAY_BREAK.join(parts)
