"""The letters that none of our fonts can print: noted while a document is written, listed at its end."""

import unicodedata
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {
    "Cc": _("Control character"),
    "Cn": _("No character has this number"),
    "Co": _("Private character: only the program that it comes from knows its look"),
    "Cs": _("Half of a character"),
}
MANY = ("CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH", "HANGUL SYLLABLE", "TANGUT IDEOGRAPH", "CUNEIFORM SIGN")
"""Scripts of thousands of letters without names of their own: each is one row."""


@dataclass(slots=True)
class Missing:
    """By name: the letters that are missing."""

    rows: dict[str, dict[str, None]] = field(default_factory=dict)

    def noted(self, letters: list[str]) -> list[int]:
        """The rows of the list that these letters stand in."""
        places: dict[str, None] = {}
        for letter in letters:
            name = _name(letter)
            self.rows.setdefault(name, {}).setdefault(letter)
            places[name] = None
        order = list(self.rows)
        return [order.index(name) for name in places]

    def listed(self) -> list[list[str]]:
        """Code points and name, row by row."""
        return [[" ".join(f"U+{ord(letter):04X}" for letter in letters), name] for name, letters in self.rows.items()]


def _name(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in KINDS:
        return str(KINDS[category])
    name = unicodedata.name(letter, "")
    return next((script for script in MANY if name.startswith(script)), name or str(KINDS["Cn"]))
