"""The letters that files carry with them: which fonts there are, what they can print, and what stands in for the rest."""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files as inside
from pathlib import Path

from django.conf import settings

from mainstay.exports.fonts.sfnt import Face, read

FAMILIES = {
    "Noto Sans": "fontpkg_noto_sans",
    "IBM Plex Sans Arabic": "fontpkg_ibm_plex_sans_arabic",
    "Noto Sans Arabic": "fontpkg_noto_sans_arabic",
    "Hind Siliguri": "fontpkg_hind_siliguri",
    "Noto Sans Devanagari": "fontpkg_noto_sans_devanagari",
    "Noto Sans Khmer": "fontpkg_noto_sans_khmer",
    "Noto Sans Tamil": "fontpkg_noto_sans_tamil",
    "Noto Sans Thai": "fontpkg_noto_sans_thai",
    "Inter": "fontpkg_inter",
}
"""Family and the package that holds it, in the order in which a letter is looked for. Hind Siliguri has Bangla, Inter signs."""
STAND_IN = "□"
NOTHING = "\u00a0"
"""What a mark stands upon that has no letter."""
ENDINGS = (".otf", ".ttc", ".ttf")
_CUTS = re.compile("italic|oblique|light|medium|semibold|black|thin", re.IGNORECASE)
_INVISIBLE = frozenset(
    map(chr, (0xAD, 0x34F, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)))
) | frozenset(map(chr, (*range(0x2066, 0x206A), *range(0xFE00, 0xFE10), 0xFEFF)))
"""Marks of direction, joining and variation: they are never printed, so no font need have them."""
_NO_LETTERS = ("Cc", "Cn", "Co", "Cs")
"""Controls, numbers without a letter, private letters, halves of a letter: none has a look that everybody knows."""
WORD_SIGNS = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "►", "\uf0e0": "→", "\uf0fc": "✓", "\uf0a8": "▢"})
"""Word's own numbers for the signs before its lists, as they come along when somebody pastes."""


def folders() -> list[Path]:
    """Where the fonts lie: in their packages, and in the folder that the host may have named."""
    ours = [Path(str(inside(package) / "files")) for package in FAMILIES.values()]
    return [*ours, Path(settings.FONTS)] if settings.FONTS else ours


@cache
def files() -> tuple[Path, ...]:
    """Upright and bold, one file after the other in the order of `FAMILIES`."""
    found = [path for folder in folders() for path in sorted(folder.rglob("*"), key=_upright_first)]
    return tuple(path for path in found if path.suffix.lower() in ENDINGS and not _CUTS.search(path.stem))


def _upright_first(path: Path) -> tuple[bool, str]:
    return "bold" in path.stem.lower(), path.name


@cache
def faces() -> tuple[Face, ...]:
    """What each can print; a bold cut has the letters of its upright one. A file that is no font is passed over."""
    found = []
    for path in files():
        if "bold" in path.stem.lower():
            continue
        try:
            found.append(read(path)[0])
        except (ValueError, struct.error, OSError):
            continue
    return tuple(found)


@cache
def _plain() -> re.Pattern[str]:
    """Texts of which the first font has every letter."""
    codes = sorted(code for code in faces()[0].widths if unicodedata.category(chr(code)) not in _NO_LETTERS)
    return re.compile("[" + "".join(re.escape(chr(code)) for code in codes) + "]*")


def printable(text: str) -> tuple[str, list[str]]:
    """The text with a stand-in for each letter that no font has, and those letters, each once, as they came."""
    if _plain().fullmatch(text):
        return text, []
    pieces: list[str] = []
    gone: dict[str, None] = {}
    for cluster in clusters(text.translate(WORD_SIGNS)):
        if _is_mark(cluster[0]):
            cluster = NOTHING + cluster
        if _whole(cluster):
            pieces.append(cluster)
        else:
            pieces += _piecewise(cluster, gone)
    return "".join(pieces), list(gone)


def is_seen(letter: str) -> bool:
    return not (letter.isspace() or letter in _INVISIBLE)


def width(text: str) -> float:
    """How wide the text is, in ems; about, since letters join."""
    return sum(map(_width, text))


@cache
def _width(letter: str) -> float:
    if letter in _INVISIBLE or unicodedata.combining(letter):
        return 0.0
    return next((face.widths[ord(letter)] for face in faces() if ord(letter) in face.widths), 0.6)


def clusters(text: str) -> Iterator[str]:
    """A letter with the marks upon it: only one font can print them together."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or text[end - 1] == "\n" or not _goes_with_the_letter_before(text[end]):
            yield text[start:end]
            start = end


def _goes_with_the_letter_before(letter: str) -> bool:
    return letter in _INVISIBLE or _is_mark(letter)


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M"


def _whole(cluster: str) -> bool:
    codes = [ord(letter) for letter in cluster if letter not in _INVISIBLE]
    if any(unicodedata.category(letter) in _NO_LETTERS for letter in cluster):
        return cluster == "\n"
    return not codes or bool(_having(codes))


def _piecewise(cluster: str, gone: dict[str, None]) -> Iterator[str]:
    """As many of its letters as one font has; a space of unusual width is a space."""
    printed: list[int] = []
    for letter in cluster:
        if letter in _INVISIBLE:
            yield letter
        elif unicodedata.category(letter) not in _NO_LETTERS and _having([*printed, ord(letter)]):
            printed.append(ord(letter))
            yield letter
        elif unicodedata.category(letter) == "Zs":
            yield " "
        else:
            gone.setdefault(letter)
            printed = [ord(STAND_IN)]  # marks that follow stand upon it
            yield STAND_IN


def _having(codes: list[int]) -> list[Face]:
    return [face for face in faces() if all(code in face.widths for code in codes)]
