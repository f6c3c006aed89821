"""Every format that lies in the folder is one that people can choose, and writes what its own library reads."""

import json
from pathlib import Path

import pytest

from mainstay.exports import formats as folder
from mainstay.exports.formats import Format, formats
from tests.contract import exports_sample as sample

FOLDER = Path(folder.__file__).parent


def test_to_lie_in_the_folder_is_to_be_registered() -> None:
    there = {
        path.stem.rstrip("_") for path in FOLDER.iterdir() if path.name[:2] != "__" and (path.is_dir() or path.suffix == ".py")
    }
    assert set(formats()) == there


@pytest.mark.parametrize("form", formats().values(), ids=formats())
def test_a_format_tells_what_it_is(form: Format) -> None:
    assert formats()[form.name] is form
    assert str(form.title)
    assert str(form.about).endswith(".")
    assert "/" in form.mime
    assert form.extension.isalnum()


@pytest.mark.parametrize("form", formats().values(), ids=formats())
@pytest.mark.parametrize("blocks", [[], sample.every_block()], ids=["empty", "full"])
def test_a_format_writes_the_emptiest_and_the_fullest_document(form: Format, blocks: list[object]) -> None:
    assert len(form.write(sample.document(*blocks))) > 100  # type: ignore[arg-type]


def test_json_says_what_it_is_and_holds_the_document_and_its_matter() -> None:
    read = json.loads(formats()["json"].write(sample.document()))
    assert list(read) == ["format", "version", "document", "parts"]
    assert (read["format"], read["version"]) == ("mainstay-document", 1)
    assert read["document"]["label"] == "Unclassified, internal"
    assert read["document"]["audience"] == "ours"
    assert read["parts"] == [{"text": "Plain words."}]


def test_json_keeps_every_letter_as_it_is() -> None:
    text = "মানব 打击 مكافحة 👩🏽‍⚖️ \uf0b7 \x00\x1f"
    content = formats()["json"].write(sample.document(data={"parts": [text]}))
    assert json.loads(content)["parts"] == [text]
    assert "打击".encode() in content


def test_json_holds_half_a_letter_as_a_stand_in() -> None:
    read = json.loads(formats()["json"].write(sample.document(title="a\ud800b", data={"parts": ["\udfff"]})))
    assert (read["document"]["title"], read["parts"]) == ("a\ufffdb", ["\ufffd"])


def test_json_of_the_same_matter_is_the_same_whatever_the_database_s_order() -> None:
    one, other = ({"parts": [{"a": 1, "b": {"c": 2, "d": 3}}]}, {"parts": [{"b": {"d": 3, "c": 2}, "a": 1}]})
    write = formats()["json"].write
    assert write(sample.document(data=one)) == write(sample.document(data=other))
