"""The mark across every page, in the form that Word and LibreOffice know as a watermark."""

from pathlib import Path
from typing import Any

from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph

SHAPE = Path(__file__).with_suffix(".xml")
VML = "{urn:schemas-microsoft-com:vml}"


def watermark(paragraph: Paragraph, text: str) -> None:
    """Anchor it in a paragraph of the header."""
    run: Any = parse_xml(SHAPE.read_bytes())
    for shape in run.iter(f"{VML}shape"):
        shape.set("alt", text)
        shape.find(f"{VML}textpath").set("string", text)
    paragraph._p.append(run)
