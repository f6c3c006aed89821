"""The guides say what the screen says: words in bold for users, and in italics among the steps of the README, stand on a page."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml
from jinja2 import nodes

from tests.house import jinja, tree

GETTEXT = {"_", "_now", "gettext", "gettext_lazy", "ngettext", "pgettext"}
BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
ITALIC = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
_GAP = re.compile(r"%\(\w+\)[sd]")


def spoken_by_code(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
            yield from (text for arg in node.args for part in ast.walk(arg) if (text := text_of(part)))


def text_of(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def spoken_by_template(source: str) -> Iterator[str]:
    for call in jinja.parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in GETTEXT:
            yield from (arg.value for arg in call.args if isinstance(arg, nodes.Const) and isinstance(arg.value, str))


def spoken_by_pack(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from spoken_by_pack(inner)


@cache
def on_screen() -> list[re.Pattern[str]]:
    said = {text for path in tree.code("mainstay") for text in spoken_by_code(tree.parsed(path))}
    said |= {text for path in tree.templates() for text in spoken_by_template(tree.read(path))}
    packs = [path for path in tree.below("packs") if path.name == "pack.yaml" or path.parent.name == "tools"]
    said |= {text for path in packs for text in spoken_by_pack(yaml.load(tree.read(path), yaml.BaseLoader))}
    return [pattern(text) for text in said if re.search(r"[^\W\d_]{2}", _GAP.sub("", text))]


def pattern(text: str) -> re.Pattern[str]:
    """With something in each gap, whatever its case; the full stop may be left out."""
    parts = [re.escape(part) for part in _GAP.split(text.strip().rstrip("."))]
    return re.compile(".+".join(parts), re.IGNORECASE)


def not_on_screen(words: list[str]) -> list[str]:
    return [word for word in words if not any(known.fullmatch(word.strip().rstrip(".:")) for known in on_screen())]


GUIDES = [path for path in tree.below("docs/users") if path.suffix == ".md"]


@pytest.mark.parametrize("path", GUIDES, ids=tree.name_of)
def test_words_in_bold_stand_on_a_page(path: Any) -> None:
    words = BOLD.findall(tree.read(path))
    assert words
    assert not not_on_screen(words)


def test_the_steps_of_the_readme_use_the_words_of_the_pages() -> None:
    steps = tree.read(tree.ROOT / "README.md").partition("five steps")[2].partition("\n## ")[0]
    words = ITALIC.findall(steps)
    assert len(words) > 4
    assert not [word for word in not_on_screen(words) if not re.match(r"3\.1 ", word)]


def test_a_word_that_no_page_says_is_seen() -> None:
    assert not_on_screen(["Save", "Launch the rocket", "Saved 14:02", "save."]) == ["Launch the rocket"]
