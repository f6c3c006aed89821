"""Charts in a Word file: as dots, since not every Word shows lines; what they show is told to who cannot see it."""

from io import BytesIO
from typing import Any

from docx.shared import Twips
from docx.text.paragraph import Paragraph

from mainstay.exports.fonts.raster import png
from mainstay.exports.formats.docx.text import safe
from mainstay.reports.document import Picture

DOTS = 1600
"""Across the whole text: about 240 an inch."""


def add(paragraph: Paragraph, block: Picture, width: int) -> None:
    """`width` of the text, in twentieths of a point."""
    share = min(max(block.width_share, 0.05), 1.0)
    made = paragraph.add_run().add_picture(BytesIO(png(block.svg, int(DOTS * share))), width=Twips(int(width * share)))
    about: Any = made._inline.docPr
    about.set("descr", safe(block.alt))
    about.set("name", "")
