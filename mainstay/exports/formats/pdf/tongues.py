"""In which language a text is probably written, told from its letters, so that it is read aloud in the right voice."""

import re
import unicodedata
from collections import Counter

SCRIPTS = {"LATIN": "en", "ARABIC": "ar", "BENGALI": "bn", "CYRILLIC": "ru", "DEVANAGARI": "hi", "KHMER": "km"} | {
    "TAMIL": "ta",
    "THAI": "th",
}
"""Each script's most likely language among our readers; the document's own wins where it is written in that script."""
OF_LANGUAGE = {"ar": "ARABIC", "bn": "BENGALI", "fa": "ARABIC", "ps": "ARABIC", "ru": "CYRILLIC", "ur": "ARABIC", "zh": "CJK"}
_URDU, _PERSIAN = re.compile("[ٹڈڑںےہھ]"), re.compile("[پچژگکی]")


def of(text: str, language: str) -> str:
    """A language's two letters; the document's where its letters leave it open."""
    own = language.partition("-")[0]
    if text.isascii():
        script = "LATIN" if any(map(str.isalpha, text)) else ""
    else:
        counted = Counter(unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha())
        script = counted.most_common(1)[0][0] if counted else ""
    if script not in SCRIPTS or script == OF_LANGUAGE.get(own, "LATIN"):
        return own
    if script == "ARABIC":
        return "ur" if _URDU.search(text) else "fa" if _PERSIAN.search(text) else "ar"
    return SCRIPTS[script]
