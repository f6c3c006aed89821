"""Text that a workbook can hold: what XML forbids is replaced, nothing is a formula, what is too long goes on elsewhere."""

import re
from collections.abc import Collection
from html import escape
from math import ceil
from unicodedata import east_asian_width

from mainstay.reports.text import LINE_END

MOST = 32_767
"""UTF-16 units that one cell holds."""
_MOST_ESCAPED = 6_000
"""So much text fits into a cell even if each of its letters is written as five."""
LONGEST_NAME = 31
RESERVED = ("history", "mainstay-lists", "mainstay-meta")
"""Names that spreadsheet programs or our own hidden sheets have."""
FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
"""A program may take text for a formula when somebody types into the cell again."""

_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\s]+")


def safe(text: str) -> str:
    """The text with one kind of line end, and U+FFFD for each character that XML 1.0 forbids."""
    return _ILLEGAL.sub("\ufffd", LINE_END.sub("\n", text))


def units(text: str) -> int:
    """Its length as spreadsheet programs count it."""
    return len(text) if text.isascii() else len(text) + sum(letter > "\uffff" for letter in text)


def pieces(text: str) -> list[str]:
    """The text as cells can hold it; joined it is the same."""
    most = _MOST_ESCAPED if _looks_like_markup(text) else MOST
    if len(text) * 2 <= most or units(text) <= most:
        return [text]
    return _split(text, most)


def _end(text: str, most: int) -> int:
    """After the last space in reach, or at the last letter in reach where there is none."""
    end = most
    while units(text[:end]) > most:
        end -= max(1, (units(text[:end]) - most) // 2)
    if end >= len(text):
        return len(text)
    found = text.rfind("\n", end // 2, end)
    space = found if found > 0 else text.rfind(" ", end // 2, end)
    return space + 1 if space > 0 else end


def stored(text: str) -> str:
    """As the library must be given it: what looks like its own markup of runs would go into the file unescaped."""
    return f'<r><t xml:space="preserve">{escape(text, quote=False)}</t></r>' if _looks_like_markup(text) else text


def _looks_like_markup(text: str) -> bool:
    return text.startswith("<r>") and text.endswith("</r>")


def width(text: str) -> int:
    """How much room a line of text needs, in Latin letters."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def height(text: str, room: float) -> int:
    """Lines that the text takes where about `room` letters stand beside each other; the last word of a line needs its own."""
    room = max(room - 2, 1)
    return sum(max(1, ceil(width(line) / room)) for line in text.split("\n"))


def blocks(text: str, room: float, lines: int) -> list[str]:
    """Text that is taller than a row may be, as several; joined it is the same."""
    if height(text, room) <= lines:
        return pieces(text)
    most, found, left = int(room * lines / 3), [""], lines
    for line in text.splitlines(keepends=True):
        for part in _split(line, most):
            needed = height(part.rstrip("\n"), room)
            if needed > left:
                found.append("")
                left = lines
            found[-1] += part
            left -= needed
    return [piece for block in found if block for piece in pieces(block)]


def _split(text: str, most: int) -> list[str]:
    found = []
    while text:
        end = _end(text, most)
        found.append(text[:end])
        text = text[end:]
    return found


def sheet_name(text: str, taken: Collection[str]) -> str:
    """At most 31 letters without forbidden ones, unlike all that are taken (without regard to case)."""
    name = _cut(_NOT_IN_NAMES.sub(" ", safe(text)).strip(" '"), LONGEST_NAME).strip(" '") or "–"
    names, number, made = {one.casefold() for one in taken} | set(RESERVED), 1, name
    while made.casefold() in names:
        number += 1
        made = f"{_cut(name, LONGEST_NAME - len(str(number)) - 3).rstrip(chr(32) + chr(39))} ({number})"
    return made


def clipped(text: str, most: int) -> str:
    """One line of at most so many units, for places that hold no more."""
    line = " ".join(safe(text).split())
    return line if units(line) <= most else _cut(line, most - 1) + "…"


def _cut(text: str, most: int) -> str:
    while units(text) > most:
        text = text[:-1] if units(text) - most < 8 else text[: len(text) - (units(text) - most) // 2]
    return text
