"""What happens to typed and pasted text before it is kept: nothing is lost that a person can see."""

import re
import unicodedata

LONGEST_TEXT = 20_000
"""Characters that one free-text field may hold."""

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\u202a-\u202e]")
_WORD_BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0e0": "→", "\uf02d": "-"})
_WORD = re.compile(r"[^\W_]+(?:['’.\-/][^\W_]+)*")
_INSIDE_WORDS = ("Mn", "Mc", "Me", "Cf")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def clean_text(text: str) -> str:
    """The same text to a reader: Word's private bullets become real ones; what nobody sees goes, as do overrides of direction."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_WORD_BULLETS)
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).strip()


def count_words(text: str) -> int:
    """Words as a reader counts them; each Chinese or Japanese character counts as one, since they know no spaces.

    Vowel signs, accents and joiners (Bangla, Arabic, Persian …) stand inside a word and never part it.
    """
    text = "".join(char for char in text if unicodedata.category(char) not in _INSIDE_WORDS)
    return len(_CJK.findall(text)) + len(_WORD.findall(_CJK.sub(" ", text)))
