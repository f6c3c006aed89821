"""Text into runs: what XML cannot hold is replaced, line ends break, addresses become links, letters keep their direction."""

import re
from itertools import groupby
from typing import Any
from unicodedata import bidirectional

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph

from mainstay.reports.text import LINE_END, STRONG, reads_right_to_left, with_addresses

_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BANGLA = re.compile("([\u0980-\u09ff](?:[\\s\u0964\u0965\u200c\u200d]*[\u0980-\u09ff])*[\u0964\u0965]?)")


def safe(text: str) -> str:
    """The text with one kind of line end, and U+FFFD for each character that XML 1.0 forbids."""
    return _ILLEGAL.sub("\ufffd", LINE_END.sub("\n", text))


def element(tag: str, parent: Any = None, **attributes: Any) -> Any:
    """A new WordprocessingML element with its attributes, appended to `parent` where there is one."""
    made: Any = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    if parent is not None:
        parent.append(made)
    return made


def fill(paragraph: Paragraph, text: str, base: bool, keep_side: bool = False) -> Paragraph:
    """Write `text` into an empty paragraph and give it the direction of its letters."""
    text = safe(text)
    right_to_left = turn(paragraph, text, base, keep_side)
    for piece, target in with_addresses(text):
        if target:
            relation = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link = element("hyperlink", paragraph._p, history=1)
            link.set(qn("r:id"), relation)
            run(link, piece, style="Hyperlink")
        else:
            runs(paragraph._p, piece, right_to_left)
    return paragraph


def turn(paragraph: Paragraph, text: str, base: bool, keep_side: bool = False) -> bool:
    """Give a paragraph its direction; `keep_side` leaves headings and names on the document's side of the page."""
    right_to_left = reads_right_to_left(text, base)
    properties = paragraph._p.get_or_add_pPr()
    if right_to_left:
        element("bidi", properties)
    if keep_side and right_to_left != base:
        element("jc", properties, val="end")
    return right_to_left


def runs(parent: Any, text: str, right_to_left: bool) -> None:
    """The text as runs of one direction and one script each."""
    for piece, backwards in _by_direction(text, right_to_left):
        if backwards:
            run(parent, piece, rtl=True)
            continue
        for number, part in enumerate(_BANGLA.split(piece)):
            if part:
                run(parent, part, style="Bangla" if number % 2 else "")


def run(parent: Any, text: str, style: str = "", rtl: bool = False) -> Any:
    made = element("r", parent)
    if style or rtl:
        properties = element("rPr", made)
        if style:
            element("rStyle", properties, val=style)
        if rtl:
            element("rtl", properties)
        if style == "Bangla":  # Word takes the complex-script font only when told that the run is one
            element("cs", properties)
    made.text = text
    return made


def _by_direction(text: str, base: bool) -> list[tuple[str, bool]]:
    """Pieces of one direction; spaces, digits and signs go with both neighbours, or with the paragraph."""
    if text.isascii() and not base:
        return [(text, False)]
    groups = [(kind, "".join(chars)) for kind, chars in groupby(text, lambda char: STRONG.get(bidirectional(char)))]
    strong = [base, *(kind for kind, _chars in groups), base]
    resolved = []
    for number, (kind, chars) in enumerate(groups):
        before, after = strong[number], strong[number + 2]
        resolved.append((chars, kind if kind is not None else before if before == after and before is not None else base))
    return [("".join(chars for chars, _kind in same), bool(kind)) for kind, same in groupby(resolved, lambda piece: piece[1])]
