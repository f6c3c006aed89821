"""Code knows roles and flags that a pack declares, never the id of a tool, an item or a choice: another pack has others."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

import pytest
import yaml
from django.conf import settings
from jinja2 import nodes

from mainstay.catalogue import parts
from mainstay.catalogue.loading import draft
from mainstay.catalogue.schema import ToolHead
from tests.house import jinja, tree

TOOL = re.compile(r"[1-4]\.(?:\d{1,2}\.?)?")
"""A tool's number and nothing else, or the beginning of its items' ids; with three numbers it may be a version too."""
ITEM = re.compile(r"(?<![\w.])[1-4]\.\d{1,2}(?:\.\d{1,2})?[./][A-Za-z]+\d")
"""An item's id anywhere in a text."""

FORMAT = set(get_args(ToolHead.model_fields["subject"].annotation))
"""Words of the pack format itself, which a pack may also use as ids."""


@cache
def declared() -> tuple[frozenset[str], frozenset[str]]:
    """Of the packs in this tree: ids that mean nothing elsewhere; choices, counterparts and crimes that are no role as well."""
    own, compared = set[str](), set[str]()
    for folder in sorted(path.parent for path in settings.PACKS.glob("*/pack.yaml")):
        found = draft(folder)
        manifest = found.manifest
        assert manifest is not None
        own |= {head.id for head in manifest.tools} | {check.id for check in manifest.theory_checks}
        own |= {node.id for content in found.contents.values() for _, node in parts.with_id(content)}
        choices = [choice for scale in manifest.scales for choice in scale.choices]
        named: list[Any] = [*choices, *manifest.counterparts, *manifest.support]
        others: list[Any] = [*manifest.crimes, *manifest.areas]
        compared |= {one.id for one in named + others} - {one.role for one in named} - FORMAT
    return frozenset(one for one in own if re.search(r"[\d.]", one) and not one.isdecimal()), frozenset(compared)


def is_id(text: str) -> bool:
    return bool(TOOL.fullmatch(text) or ITEM.search(text)) or text in declared()[0]


def in_code(module: ast.Module) -> list[str]:
    found = [f"{node.lineno}: {node.value!r}" for node in tree.literals(module) if is_id(str(node.value))]
    return found + [f"{line}: compared with {text!r}" for line, text in comparisons(module) if text in declared()[1]]


def comparisons(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Texts that something is held against: `choice == "yes"`, `choice in ("yes", "no")`."""
    for node in ast.walk(module):
        if isinstance(node, ast.Compare):
            for side in [node.left, *node.comparators]:
                for part in ast.walk(side):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield node.lineno, part.value


def in_template(source: str) -> list[str]:
    found = jinja.parse(source)
    texts = [(node.lineno, node.value) for node in found.find_all(nodes.Const) if isinstance(node.value, str)]
    texts += [(node.lineno, node.data) for node in found.find_all(nodes.TemplateData)]
    literal = [f"{line}: {text.strip()[:60]!r}" for line, text in texts if is_id(text.strip()) or ITEM.search(text)]
    held = [operand for node in found.find_all(nodes.Compare) for operand in node.find_all(nodes.Const)]
    return literal + [f"{node.lineno}: compared with {node.value!r}" for node in held if node.value in declared()[1]]


def test_the_packs_declare_something_to_look_for() -> None:
    own, compared = declared()
    listed = yaml.safe_load((settings.PACKS / "gloact" / "pack.yaml").read_text(encoding="utf-8"))["tools"]
    assert len(own) > 100
    assert compared
    assert any(is_id(str(head["id"])) for head in listed)


def test_code_names_no_id_of_a_pack() -> None:
    found = {tree.name_of(path): places for path in tree.code("mainstay") if (places := in_code(tree.parsed(path)))}
    assert not found


def test_templates_name_no_id_of_a_pack() -> None:
    found = {tree.name_of(path): places for path in tree.templates() if (places := in_template(tree.read(path)))}
    assert not found


@pytest.mark.parametrize(
    "text",
    [
        'x = "3.1"',
        'x.startswith("4.")',
        'f"{x} 3.1.q4"',
        '["4.3.1", "a"]',
        'y = "4.3.1/R1.1"',
        'answer == "in-part"',
        'x in ("yes", "no")',
    ],
)
def test_an_id_in_code_is_seen(text: str) -> None:
    assert in_code(ast.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        'x = "CC BY 4.0"',
        '"""Tool 3.1 asks."""',
        'x = "1.6.0"',
        'x = "M4.3 1.2"',
        'x = "Apache License 2.0"',
        "x = 3.1",
        'x = "2026-03-31"',
    ],
)
def test_a_number_that_is_no_id_passes(text: str) -> None:
    assert not in_code(ast.parse(text))


@pytest.mark.parametrize(
    "source", ["{{ url('tool', '3.1') }}", "<a href='/toolkit/3.1.q4/'>x</a>", "{% if choice == 'in-part' %}x{% endif %}"]
)
def test_an_id_in_a_template_is_seen(source: str) -> None:
    assert in_template(source)
