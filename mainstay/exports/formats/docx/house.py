"""The empty house of a Word document: styles, paper, languages, properties, and what stands on every page."""

from datetime import UTC
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from docx import Document as new_word
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from mainstay.exports.formats.docx.text import element, fill, run, runs, safe
from mainstay.exports.formats.docx.watermark import watermark
from mainstay.reports.document import Document
from mainstay.reports.text import TAGS, is_right_to_left
from mainstay.reports.words import day, marked_label

HERE = Path(__file__).parent
PAPER = {"a4": (11906, 16838), "letter": (12240, 15840)}
MARGIN = 1134
"""Two centimetres, in twentieths of a point."""
SETTINGS = (
    '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:zoom w:percent="100"/>'
    '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
"""Without the mode Word opens a file as one of 2007."""


def build(document: Document) -> tuple[Word, int, bool]:
    """An empty Word document in our house style, the width of its text, and whether it runs from right to left."""
    word, base = new_word(), is_right_to_left(document.language)
    _replace(word.styles.element, (HERE / "styles.xml").read_bytes())
    _replace(word.part.numbering_part.element, (HERE / "numbering.xml").read_bytes())
    _replace(word.settings.element, SETTINGS.encode())
    for key, relation in list(word.part.package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL or relation.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            del word.part.package.rels[key]  # they tell of the library's own empty file
    _languages(word, document.language)
    _properties(word, document)
    width = _paper(word, document, base)
    _running_heads(word, document, base)
    return word, width, base


def _replace(kept: Any, text: bytes) -> None:
    """Put other children into a part's root; the root itself belongs to the part."""
    for child in list(kept):
        kept.remove(child)
    for child in list(parse_xml(text)):
        kept.append(child)


def _languages(word: Word, language: str) -> None:
    tag = TAGS.get(language, language)
    slot = "bidi" if is_right_to_left(language) else "eastAsia" if language[:2] in ("ja", "ko", "zh") else "val"
    for styled in word.styles.element.xpath("w:docDefaults//w:lang"):
        styled.set(f"{{{styled.nsmap['w']}}}{slot}", tag)


def _properties(word: Word, document: Document) -> None:
    """No person's name: the author is the organisation."""
    about = word.core_properties
    about.title, about.subject = safe(document.title)[:255], safe(document.subtitle)[:255]
    about.author = about.last_modified_by = safe(document.made_for)[:255]
    about.language = TAGS.get(document.language, document.language)
    about.category, about.keywords, about.comments = safe(document.label)[:255], "", ""
    about.created = about.modified = document.made_at.astimezone(UTC).replace(tzinfo=None)
    about.revision = 1


def _paper(word: Word, document: Document, base: bool) -> int:
    section = word.sections[0]
    width, height = PAPER[document.paper]
    section.page_width, section.page_height = Twips(width), Twips(height)
    section.left_margin = section.right_margin = section.bottom_margin = Twips(MARGIN)
    section.top_margin, section.header_distance, section.footer_distance = Twips(1500), Twips(600), Twips(600)
    if base:
        section._sectPr.xpath("w:docGrid")[0].addprevious(element("bidi"))
    return width - 2 * MARGIN


def _running_heads(word: Word, document: Document, base: bool) -> None:
    """Label above, short title, date and page below: on every page, the cover too."""
    section = word.sections[0]
    label = section.header.paragraphs[0]
    label.style = "Header Label"
    fill(label, marked_label(document), base)
    if document.mark and document.watermark:
        watermark(label, safe(document.mark))
    fill(section.header.add_paragraph(style="Header"), document.short or document.title, base)
    foot = section.footer.paragraphs[0]
    foot.style = "Footer"
    fill(foot, f"{document.made_for} · {day(document.made_at)} · ", base)
    _page_of(foot, base)


def _page_of(paragraph: Paragraph, base: bool) -> None:
    for part in (
        _("Page %(number)s of %(count)s").replace("%(number)s", "\0PAGE\0").replace("%(count)s", "\0NUMPAGES\0").split("\0")
    ):
        if part in ("PAGE", "NUMPAGES"):
            field = element("fldSimple", paragraph._p, instr=f" {part} ")
            run(field, "1", rtl=base)
        elif part:
            runs(paragraph._p, part, base)
