"""PDF by Typst, in our process: readable by screen readers (PDF/UA-1), in any direction, every letter printed or listed."""

import json
import logging
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

import typst
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from mainstay.exports import fonts
from mainstay.exports.formats import Format
from mainstay.exports.formats.pdf.body import build
from mainstay.reports.document import Document

logger = logging.getLogger(__name__)
_BANGLA = re.compile("[\u0980-\u09ff]")
TEMPLATE = Path(__file__).parent / "template" / "main.typ"


def write(document: Document) -> bytes:
    """The whole file, in the document's language."""
    with translation.override(document.language):
        data = build(document)
    said = json.dumps(data | {"fonts": _families()}, ensure_ascii=False)
    try:
        return _compile(said, document.made_at, "ua-1")
    except typst.TypstError as error:
        logger.warning("A PDF was made without its seal of readability: %s", error.message)
        return _compile(said, document.made_at, None)


def _compile(said: str, made_at: datetime, standard: Literal["ua-1"] | None) -> bytes:
    """The same data and time give the same file. Nothing is read but the template and our fonts."""
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        format="pdf",
        font_paths=_book(),
        ignore_system_fonts=True,
        sys_inputs={"document": said, "bangla": "yes" if _BANGLA.search(said) else ""},
        pdf_standards=standard,
        timestamp=int(made_at.timestamp()),
    )


@cache
def _book() -> typst.Fonts:
    """Read once in a process; the fonts themselves when a letter needs them."""
    return typst.Fonts(False, False, [str(folder) for folder in fonts.folders()])


@cache
def _families() -> list[str]:
    """Ours first, in their order; then those that the host has added."""
    ours = list(fonts.FAMILIES)
    return [*ours, *(family for family in _book().families() if family not in ours)]


FORMAT = Format(
    name="pdf",
    title=_("PDF document"),
    about=_("To read, print and hand over as it is: the same pages everywhere, with contents list and page numbers."),
    extension="pdf",
    mime="application/pdf",
    write=write,
)
