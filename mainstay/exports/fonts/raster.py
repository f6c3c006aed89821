"""A drawing as dots, with our own letters, where a file cannot hold it as lines."""

import resvg_py

from mainstay.exports.fonts import FAMILIES, files, printable


def png(svg: str, width: int) -> bytes:
    """So many dots wide, without a ground, so that a watermark shows through.

    Without fonts handed over the library would leave out all text and say nothing.
    """
    return resvg_py.svg_to_bytes(
        svg_string=printable(svg)[0],
        width=width,
        skip_system_fonts=True,
        font_files=[str(path) for path in files()],
        font_family=next(iter(FAMILIES)),
        sans_serif_family=next(iter(FAMILIES)),
    )
