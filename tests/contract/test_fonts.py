"""Our letters: which texts they can print, what stands in for the rest, and that a drawing's words are drawn."""

import struct
from pathlib import Path

import pytest

from mainstay.exports import fonts
from mainstay.exports.fonts import sfnt
from mainstay.exports.fonts.raster import png
from tests.contract import exports_sample as sample

SCRIPTS = {
    "French": "L’évaluation « genre » : où ? Œuvre, 15 €",
    "Vietnamese": "Chống buôn bán người",
    "Russian": "Противодействие торговле людьми",
    "Arabic": "مُكافحة الاتجار بالأشخاص، ١٤؟",
    "Urdu": "انسانی اسمگلنگ کی روک تھام ہے۔ ٹڈڑں",
    "Persian": "پیشگیری از قاچاق انسان ۱۴",
    "Bangla": "মানব পাচার প্রতিরোধ ও দমন আইন, ২০১২। ক্ষ ৳",
    "Hindi": "मानव तस्करी की रोकथाम।",
    "Khmer": "ការជួញដូរមនុស្ស",
    "Tamil": "மனித கடத்தல்",
    "Thai": "การค้ามนุษย์",
    "signs": "→ ≥ ≤ ≠ ✓ • ▪ ■ □ ● … – — ‰ ½ ² № ₹",
    "unseen marks": "a\u200bb\u200d\u200c\u200e\u202a\u2066\ufeff\u00ad\ufe0f",
    "lines": "one\ntwo\n\nthree",
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_scripts_of_our_readers_are_printed_as_they_are(name: str) -> None:
    assert fonts.printable(SCRIPTS[name]) == (SCRIPTS[name], [])


@pytest.mark.parametrize(
    ("text", "shown", "gone"),
    [
        ("a打b击打", "a□b□□", ["打", "击"]),
        ("a\x00\x07b", "a□□b", ["\x00", "\x07"]),
        ("\ud800x\udfff", "□x□", ["\ud800", "\udfff"]),
        ("\ue000\U000f0000", "□□", ["\ue000", "\U000f0000"]),
        ("\uffff\u0378", "□□", ["\uffff", "\u0378"]),
        ("👩🏽\u200d⚖\ufe0f", "□□\u200d□\ufe0f", ["👩", "🏽", "⚖"]),
        ("\uf0b7 one\n\uf0fc two", "• one\n✓ two", []),
        ("a\u2007b", "a b", []),
        ("क\u0e31", "क□", ["\u0e31"]),
        ("\u064ba\n\u0e31", "\u00a0\u064ba\n\u00a0\u0e31", []),
    ],
)
def test_what_cannot_be_printed_has_a_stand_in_and_is_named(text: str, shown: str, gone: list[str]) -> None:
    assert fonts.printable(text)[1] == gone
    assert fonts.printable(text)[0].replace("\u2007", " ") == shown


def test_widths_are_the_font_s_own() -> None:
    assert fonts.width("iii") < fonts.width("mmm") < 3.0
    assert fonts.width("e\u0301\u200b") == fonts.width("e")


@pytest.mark.parametrize("content", [b"", b"not a font at all", b"\x00\x01\x00\x00\x00\x01" + b"x" * 40])
def test_a_file_that_is_no_font_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(content)
    with pytest.raises((ValueError, struct.error)):
        sfnt.read(path)


def test_the_host_s_own_fonts_come_after_ours(tmp_path: Path, settings: object) -> None:
    settings.FONTS = str(tmp_path)  # type: ignore[attr-defined]
    assert fonts.folders()[-1] == tmp_path
    assert len(fonts.folders()) == len(fonts.FAMILIES) + 1


def test_the_words_of_a_drawing_are_drawn() -> None:
    assert len(png(sample.drawing("Likely"), 400)) > len(png(sample.drawing(""), 400)) + 200
