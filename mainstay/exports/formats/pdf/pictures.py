"""Charts in a PDF: as lines, or as dots where their letters join in a way that could not be read aloud from lines."""

from base64 import b64encode
from struct import unpack_from
from typing import Any

from mainstay.exports import fonts
from mainstay.exports.fonts.raster import png
from mainstay.exports.formats.pdf.text import Writer
from mainstay.reports.document import Picture

SIMPLE = 0x2FF
"""Up to here a letter is one sign; beyond, signs join, and the standard for readable files refuses them in a drawing."""
DOTS = 2000
"""Across the whole text: about 300 an inch."""


def picture(writer: Writer, block: Picture) -> dict[str, Any]:
    svg, gone = fonts.printable(block.svg)
    share = min(max(block.width_share, 0.05), 1.0)
    made: dict[str, Any] = {"b": "picture", "share": share * 100, "alt": writer.plain(block.alt)}
    if gone:
        made["g"] = writer.missing.noted(gone)
    if all(ord(letter) <= SIMPLE for letter in svg):
        return made | {"svg": svg}
    return made | {"svg": _dots(png(svg, int(DOTS * share)))}


def _dots(image: bytes) -> str:
    """The picture in a frame that the template takes; its size stands at the beginning of every PNG."""
    width, height = unpack_from(">II", image, 16)
    size = f'width="{width}" height="{height}"'
    link = f"data:image/png;base64,{b64encode(image).decode()}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{link}"/></svg>'
