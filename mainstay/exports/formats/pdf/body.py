"""A document as the data that the template sets: no text of anybody's ever becomes markup."""

from typing import Any

from django.utils.translation import gettext as _

from mainstay.exports.formats.pdf import pictures, tables
from mainstay.exports.formats.pdf.missing import Missing
from mainstay.exports.formats.pdf.text import Writer
from mainstay.reports.document import LISTED, Block, Bullets, Document, Facts, Grid, Heading, PageBreak, Paragraph, Picture
from mainstay.reports.text import TAGS
from mainstay.reports.words import day, marked_label

PAPER = {"a4": ("a4", 481.88), "letter": ("us-letter", 498.61)}
"""The template's name for a paper, and the width of its text in points: two centimetres are left on each side."""
SIZES = {"normal": 9.5, "muted": 8.5, "notice": 9.5, 1: 16.0, 2: 13.0, 3: 11.0, 4: 10.0}
"""Heights of letters by tone and by level; the template has the same."""
NOTICE_MARGINS = 16.0


def build(document: Document) -> dict[str, Any]:
    """In the document's language, which is active."""
    missing = Missing()
    writer = Writer(document.language, missing)
    paper, width = PAPER[document.paper]
    cover = _cover(writer, document, width)
    blocks = Blocks(writer, width).all(document)
    language, _sign, region = TAGS.get(document.language, document.language).partition("-")
    return {
        "paper": paper,
        "rtl": writer.base,
        "lang": language,
        "region": region if len(region) == 2 else None,
        "title": writer.plain(writer.named(document.title)),
        "author": writer.plain(document.made_for),
        "subject": writer.plain(document.subtitle),
        "cover": cover,
        "blocks": blocks,
        "contents": _("Contents") if _listed(document) > 1 else "",
        "missing": _missing(missing),
        **_running(writer, document),
    }


class Blocks:
    """Adds blocks one after the other; a heading is never deeper by two than the one before it."""

    def __init__(self, writer: Writer, width: float) -> None:
        self.writer, self.width = writer, width
        self.level, self.heading = 0, ""

    def all(self, document: Document) -> list[dict[str, Any]]:
        return [made for made in map(self.block, document.blocks) if made]

    def block(self, block: Block) -> dict[str, Any] | None:
        match block:
            case PageBreak():
                return {"b": "break"}
            case Heading():
                return self._heading(block)
            case Paragraph():
                room = self.width - (NOTICE_MARGINS if block.tone == "notice" else 0)
                return {"b": block.tone, "t": self.writer.said(block.text, room, SIZES[block.tone])}
            case Bullets() if block.items:
                items = [self.writer.said(item, self.width - 20, SIZES["normal"]) for item in block.items]
                return {"b": "bullets", "items": items}
            case Facts() if block.pairs:
                return tables.facts(self.writer, block, self.width)
            case Grid() if block.columns:
                return tables.grid(self.writer, block, self.width, self.heading)
            case Picture():
                return pictures.picture(self.writer, block)
        return None

    def _heading(self, block: Heading) -> dict[str, Any]:
        self.level = min(max(block.level, 1), self.level + 1, 4)
        self.heading = block.text
        listed = block.level <= LISTED
        said = self.writer.said(self.writer.named(block.text), self.width - (40 if listed else 0), SIZES[self.level], bold=True)
        return {"b": "heading", "level": self.level, "listed": listed, "t": said}


def _listed(document: Document) -> int:
    return sum(isinstance(block, Heading) and block.level <= LISTED for block in document.blocks)


def _cover(writer: Writer, document: Document, width: float) -> dict[str, Any]:
    pairs = [
        (_("Audience"), document.audience_name),
        (_("Label"), marked_label(document)),
        (_("Date"), day(document.made_at)),
        (_("Content"), document.pack),
    ]
    return {
        "organisation": writer.said(document.made_for, width, 13, bold=True),
        "title": writer.said(writer.named(document.title), width, 26, bold=True),
        "subtitle": writer.said(document.subtitle, width, 14) if document.subtitle else "",
        "facts": tables.facts(writer, Facts([(name, value) for name, value in pairs if value]), width),
        "notices": [writer.said(notice, width, 8) for notice in document.notices],
    }


def _running(writer: Writer, document: Document) -> dict[str, Any]:
    page = _("Page %(number)s of %(count)s").replace("%(number)s", "\0number\0").replace("%(count)s", "\0count\0")
    mark = writer.plain(document.mark)[:60] if document.watermark else ""
    return {
        "label": writer.plain(marked_label(document).upper())[:200],
        "short": writer.plain(document.short or document.title)[:120],
        "foot": [writer.plain(document.made_for)[:80], day(document.made_at)],
        "page": page.split("\0"),
        "watermark": mark,
        "watermark_size": min(90, round(900 / max(len(mark), 1))),
    }


def _missing(missing: Missing) -> dict[str, Any] | None:
    """What the last page says of letters that could not be printed."""
    if not missing.rows:
        return None
    return {
        "title": _("Characters that could not be printed"),
        "about": _(
            "None of our fonts has these characters. In the text each is shown as □. The Word file and the data hold them."
        ),
        "head": [_("Number in Unicode"), _("Name"), _("Pages")],
        "rows": missing.listed(),
    }
