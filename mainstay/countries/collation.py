"""Puts names in the order that readers of a language expect, as far as that goes without a collation library."""

import unicodedata

ALPHABETS = {
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "ur": "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے",
}
"""Where the order of the letters is not that of their code points, or a letter must not lose its mark."""


def sort_key(name: str, language: str) -> tuple[tuple[int, ...], str]:
    """Accents, case and punctuation do not count; Chinese goes by sound, as far as GB 18030 does for common characters."""
    name = unicodedata.normalize("NFC", name).casefold()
    if language == "zh":
        return tuple(name.encode("gb18030")), name
    alphabet = ALPHABETS.get(language, "")
    return tuple(place for char in name for place in _places(char, alphabet)), name


def _places(char: str, alphabet: str) -> list[int]:
    """The place of a letter in the alphabet; of its base letter, where only that is in it."""
    if char in alphabet:
        return [1 + alphabet.index(char)]
    bases = [base for base in unicodedata.normalize("NFKD", char) if _counts(base)]
    return [0 if base == " " else 1 + alphabet.index(base) if base in alphabet else 1000 + ord(base) for base in bases]


def _counts(char: str) -> bool:
    """Letters do, and the vowel signs of Indic scripts; accents do not."""
    return char == " " or char.isalnum() or (unicodedata.category(char)[0] == "M" and unicodedata.combining(char) < 10)
