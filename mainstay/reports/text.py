"""What documents know about plain text: where its lines end, which way it runs, what in it is an address."""

import re
from collections.abc import Iterator
from unicodedata import bidirectional
from urllib.parse import quote, urlsplit

RIGHT_TO_LEFT = ("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi")
TAGS = {
    "ar": "ar-SA",
    "bn": "bn-BD",
    "en": "en-GB",
    "es": "es-ES",
    "fa": "fa-IR",
    "fr": "fr-FR",
    "ru": "ru-RU",
    "ur": "ur-PK",
    "zh": "zh-CN",
}
"""The regions that files name for a language of ours."""
LINE_END = re.compile("\r\n?|[\u0085\u2028\u2029]")
STRONG = {"L": False, "R": True, "AL": True}
"""Kinds of letters that have a direction: whether it is from right to left."""

_ADDRESS = re.compile(r"https?://[!-;=?-~]{1,2000}", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?'*_"


def is_right_to_left(language: str) -> bool:
    return language.partition("-")[0] in RIGHT_TO_LEFT


def reads_right_to_left(text: str, base: bool) -> bool:
    """Whether most letters outside addresses run from right to left; `base` where there are none."""
    if text.isascii() and not base:
        return False
    letters = [STRONG[kind] for kind in map(bidirectional, _ADDRESS.sub("", text)) if kind in STRONG]
    return sum(letters) * 2 > len(letters) if letters else base


def with_addresses(text: str) -> Iterator[tuple[str, str]]:
    """Pieces of the text, each with the address it leads to or nothing."""
    end = 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(_AFTER_ADDRESS)
        while address[-1:] in ")]}" and address.count(address[-1]) > address.count("([{"[")]}".index(address[-1])]):
            address = address[:-1].rstrip(_AFTER_ADDRESS)
        if target := _target(address):
            if found.start() > end:
                yield text[end : found.start()], ""
            yield address, target
            end = found.start() + len(address)
    if end < len(text) or not text:
        yield text[end:], ""


def _target(address: str) -> str:
    """The address as a file may hold it; nothing where its reader would call the file damaged."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", host):
        return ""
    before, mark, fragment = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", address).partition("#")
    return quote(before, safe="%/:=&?~+!$,;'@()*") + mark + quote(fragment, safe="%/:=&?~+!$,;'@()*")
