"""What a TrueType or OpenType font can print, and how wide: of its tables only those that say so."""

from dataclasses import dataclass
from pathlib import Path
from struct import unpack_from

Tables = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Face:
    """Its letters by code point, each with its width in ems; a variable font's at its default weight."""

    widths: dict[int, float]


def read(path: Path) -> list[Face]:
    """Every face of the file; ValueError or struct.error where it is no font."""
    data = path.read_bytes()
    if data[:4] == b"ttcf":
        (count,) = unpack_from(">I", data, 8)
        return [_face(data, offset) for offset in unpack_from(f">{count}I", data, 12)]
    return [_face(data, 0)]


def _face(data: bytes, start: int) -> Face:
    tables = _tables(data, start)
    if not {"cmap", "head", "hhea", "hmtx"} <= set(tables):
        raise ValueError("not a font that says what it can print")
    (em,) = unpack_from(">H", data, tables["head"][0] + 18)
    (count,) = unpack_from(">H", data, tables["hhea"][0] + 34)
    advances = unpack_from(">" + "H2x" * count, data, tables["hmtx"][0])
    glyphs = _cmap(data, tables["cmap"][0])
    return Face({code: advances[min(glyph, count - 1)] / em for code, glyph in glyphs.items()})


def _tables(data: bytes, start: int) -> Tables:
    (count,) = unpack_from(">H", data, start + 4)
    entries = (unpack_from(">4s4xII", data, start + 12 + 16 * number) for number in range(count))
    return {tag.decode("latin-1"): (offset, length) for tag, offset, length in entries}


def _cmap(data: bytes, start: int) -> dict[int, int]:
    """All Unicode subtables together: those of format 12 and of format 4."""
    (count,) = unpack_from(">H", data, start + 2)
    glyphs: dict[int, int] = {}
    for number in range(count):
        platform, encoding, offset = unpack_from(">HHI", data, start + 4 + 8 * number)
        if platform not in (0, 3) or (platform == 3 and encoding not in (1, 10)):
            continue
        (form,) = unpack_from(">H", data, start + offset)
        if form == 12:
            glyphs |= _segmented(data, start + offset)
        elif form == 4:
            glyphs |= _deltas(data, start + offset)
    return {code: glyph for code, glyph in glyphs.items() if glyph}


def _segmented(data: bytes, start: int) -> dict[int, int]:
    (count,) = unpack_from(">I", data, start + 12)
    glyphs: dict[int, int] = {}
    for number in range(count):
        first, last, glyph = unpack_from(">III", data, start + 16 + 12 * number)
        glyphs.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return glyphs


def _deltas(data: bytes, start: int) -> dict[int, int]:
    (twice,) = unpack_from(">H", data, start + 6)
    count = twice // 2
    lasts = unpack_from(f">{count}H", data, start + 14)
    firsts = unpack_from(f">{count}H", data, start + 16 + twice)
    deltas = unpack_from(f">{count}H", data, start + 16 + 2 * twice)
    place = start + 16 + 3 * twice
    offsets = unpack_from(f">{count}H", data, place)
    glyphs: dict[int, int] = {}
    for number, (first, last, delta, offset) in enumerate(zip(firsts, lasts, deltas, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            if offset == 0:
                glyphs[code] = (code + delta) & 0xFFFF
                continue
            (glyph,) = unpack_from(">H", data, place + 2 * number + offset + 2 * (code - first))
            glyphs[code] = (glyph + delta) & 0xFFFF if glyph else 0
    return glyphs
