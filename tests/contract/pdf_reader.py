"""A PDF read as a screen reader and a printer's eye read it: text with its stand-ins, places on the page, tags."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, IndirectObject

_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
INVISIBLE = dict.fromkeys((0x200B, 0x2060, *range(0x2066, 0x206A)))
"""Places to break, joiners and isolates, which the typesetting adds."""


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    x: float
    y: float
    artifact: bool


class Pdf:
    """One file."""

    def __init__(self, file: bytes) -> None:
        self.reader = PdfReader(BytesIO(file))
        self.root: Any = self.reader.trailer["/Root"]

    @cached_property
    def pages(self) -> list[list[Piece]]:
        return [list(_pieces(self.reader, page)) for page in self.reader.pages]

    @cached_property
    def texts(self) -> list[str]:
        """Page by page; what is set from right to left stands in the order in which it is printed."""
        return ["".join(piece.text for piece in page).translate(INVISIBLE) for page in self.pages]

    @property
    def text(self) -> str:
        return "\f".join(self.texts)

    def place(self, words: str, page: int) -> Piece:
        return next(piece for piece in self.pages[page] if words in piece.text.translate(INVISIBLE))

    def tags(self) -> list[tuple[str, Any]]:
        """Every element of the structure, depth first: its role and itself."""
        return list(_tags(self.root["/StructTreeRoot"]))

    def roles(self) -> set[str]:
        return {role for role, _element in self.tags()}

    def targets(self) -> list[str]:
        """Addresses that links lead to."""
        notes = [note.get_object() for page in self.reader.pages for note in page.get("/Annots", ())]
        return [note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})]


def _tags(node: Any) -> Iterator[tuple[str, Any]]:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, dict):
        if "/S" in node and node.get("/Type") != "/OBJR":
            yield str(node["/S"]).lstrip("/"), node
        if "/K" in node:
            yield from _tags(node["/K"])


def _pieces(reader: PdfReader, page: Any) -> Iterator[Piece]:
    maps = {name: _letters(font.get_object()) for name, font in page["/Resources"].get("/Font", {}).items()}
    matrix, kept, marks, letters = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), [], [], {}
    place = (0.0, 0.0)
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        match operator:
            case b"q":
                kept.append(matrix)
            case b"Q":
                matrix = kept.pop()
            case b"cm":
                matrix = _times(tuple(map(float, operands)), matrix)
            case b"Tf":
                letters = maps[operands[0]]
            case b"Tm":
                place = (float(operands[4]), float(operands[5]))
            case b"EMC":
                marks.pop()
            case b"BDC" | b"BMC" | b"Tj" | b"TJ":
                said = _said(operator, operands, marks, letters)
                if said:
                    yield Piece(said, *_at(place, matrix), any(mark[0] == "/Artifact" for mark in marks))


def _said(operator: bytes, operands: list[Any], marks: list[Any], letters: dict[int, str]) -> str:
    """What is printed, unless a text stands for it: that is said where it begins."""
    if operator in (b"BDC", b"BMC"):
        marks.append(operands)
        return _instead(operands) or ""
    if any(_instead(mark) is not None for mark in marks):
        return ""
    strings = operands[0] if operator == b"TJ" else [operands[0]]
    return "".join(_string(one, letters) for one in strings if isinstance(one, str | bytes))


def _instead(operands: list[Any]) -> str | None:
    given = operands[1].get("/ActualText") if len(operands) > 1 and isinstance(operands[1], dict) else None
    return None if given is None else str(given)


def _times(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _at(place: tuple[float, float], matrix: tuple[float, ...]) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return place[0] * a + place[1] * c + e, place[0] * b + place[1] * d + f


def _letters(font: Any) -> dict[int, str]:
    """Glyph number to text, as the font's own table says."""
    found: dict[int, str] = {}
    if "/ToUnicode" not in font:
        return found
    table = font["/ToUnicode"].get_object().get_data()
    assert b"beginbfrange" not in table, "the typesetting has begun to write ranges: read them here"
    for inside in _CHARS.findall(table):
        for glyph, letters in _CHAR.findall(inside):
            found[int(glyph, 16)] = bytes.fromhex(letters.decode()).decode("utf-16-be")
    return found


def _string(string: Any, letters: dict[int, str]) -> str:
    raw = string.original_bytes if hasattr(string, "original_bytes") else bytes(string)
    return "".join(letters.get(int.from_bytes(raw[place : place + 2], "big"), "") for place in range(0, len(raw), 2))
