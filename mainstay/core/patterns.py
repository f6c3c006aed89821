"""Finds in a text what looks like data on a person, on this machine and without a dictionary of names.

A hint, never a verdict: citations and official posts may look alike, so a person decides (see `guard`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    EMAIL = "e-mail"
    PHONE = "phone"
    BIRTH = "birth"
    COORDINATES = "coordinates"
    CASE = "case"
    PASSPORT = "passport"
    IDENTITY = "identity"
    NAME = "name"


NAMES: dict[Kind, Promise] = {
    Kind.EMAIL: _("e-mail address"),
    Kind.PHONE: _("phone number"),
    Kind.BIRTH: _("date of birth"),
    Kind.COORDINATES: _("exact place"),
    Kind.CASE: _("case or victim number"),
    Kind.PASSPORT: _("passport number"),
    Kind.IDENTITY: _("identity number"),
    Kind.NAME: _("name of a person"),
}
_DATE = r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\s+\w{3,9}\s+\d{4})"
_PATTERNS: list[tuple[Kind, re.Pattern[str]]] = [
    (Kind.EMAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")),
    (
        Kind.BIRTH,
        re.compile(
            rf"\b(?:born(?: on| in)?|date of birth|d\.?o\.?b\.?|birth ?date|née? le|تاريخ الميلاد)\W{{0,3}}{_DATE}", re.IGNORECASE
        ),
    ),
    (Kind.COORDINATES, re.compile(r"(?<![\d.])-?\d{1,2}\.\d{3,}\s*[°NS]?\s*[,;/ ]\s*-?\d{1,3}\.\d{3,}\s*[°EW]?(?![\d.])")),
    (
        Kind.CASE,
        re.compile(
            r"\b(?:victim|case|file|migrant|detainee|witness|suspect)s?\s*"
            r"(?:(?:no|nr|number|id|#)\s*[.:#]?\s*\w*\d[\w/-]*|[A-Z]{0,3}\d+/\d+)",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.PHONE,
        re.compile(r"(?<![\w/.-])(?:\+|00)\d[\d\s().-]{6,17}\d(?![\w/])|(?<![\w/.-])0\d{2,3}[\s.-]\d{3}[\s.-]?\d{3,4}(?![\w/-])"),
    ),
    (Kind.PASSPORT, re.compile(r"(?<![\w/])[A-Z]{1,2}\s?\d{6,9}(?![\w/])")),
    (Kind.IDENTITY, re.compile(r"(?<![\w/.,-])\d(?:[ -]?\d){8,17}(?![\w/.,-]|-\d)")),
    (
        Kind.NAME,
        re.compile(
            r"\b(?:Mr|Mrs|Ms|Miss|Mme|Mlle|Dr|Sr|Sra|Monsieur|Madame|Sheikh|Haji|Major|Captain|Capt|Col|Colonel|Lt|Sgt|"
            r"Sergeant|Inspector|Officer|victim|witness|suspect|M(?=\.\s))\.?\s"
            r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,3}"
        ),
    ),
    (Kind.NAME, re.compile(r"\b(?:Mrs?|Ms)\.\s[a-z][\w'’-]+(?:\s[a-z][\w'’-]+)?")),
    (Kind.NAME, re.compile(r"\b(?:г-н|г-жа|господин|госпожа|гражданин|гражданка)\s[А-ЯЁ][а-яё-]+(?:\s[А-ЯЁ][а-яё-]+){0,2}")),
    (Kind.NAME, re.compile(r"(?<!\w)(?:السيد|السيدة|الآنسة|الدكتور|الدكتورة|آقای|خانم|محترمہ)\s\w+(?:\s\w+)?")),
]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that looks like personal data, at `start:end` of the text."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def name(self) -> str:
        return str(NAMES[self.kind])


def find(text: str) -> list[Finding]:
    """What looks like personal data, in the order of the text, without overlaps: the first pattern that matches wins."""
    found: list[Finding] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                found.append(Finding(kind, match.group(), match.start(), match.end()))
    return sorted(found, key=lambda finding: finding.start)


def mask(text: str, findings: Iterable[Finding]) -> str:
    """The text with each finding replaced by a remark that tells what stood there."""
    for finding in sorted(findings, key=lambda finding: -finding.start):
        text = text[: finding.start] + _("[%(what)s removed]") % {"what": finding.name} + text[finding.end :]
    return text
