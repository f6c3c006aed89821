"""Stylesheets know a beginning and an end, not left and right, so that a page turns round with its language."""

import re

import pytest

from tests.house import tree

PHYSICAL = re.compile(
    r"""(?:^|[;{\s])(?:
      (?:margin|padding|scroll-margin|scroll-padding)-(?:left|right)
    | border-(?:left|right)(?:-(?:width|style|color))?
    | border-(?:top|bottom)-(?:left|right)-radius
    | left | right
    )\s*:
    | (?:float|clear|text-align|caption-side)\s*:\s*(?:left|right)\b""",
    re.VERBOSE,
)
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)


def physical(css: str) -> list[str]:
    bare = _REMARK.sub(lambda remark: "\n" * remark.group().count("\n"), css)
    return [f"{bare.count(chr(10), 0, found.start() + 1) + 1}: {found.group().strip()}" for found in PHYSICAL.finditer(bare)]


def test_stylesheets_know_no_left_and_right() -> None:
    sheets = tree.static(".css")
    assert sheets
    assert not {tree.name_of(path): found for path in sheets if (found := physical(tree.read(path)))}


@pytest.mark.parametrize(
    "css",
    [
        "p { margin-left: 1rem }",
        "p{padding-right:0}",
        "p { border-left: 1px solid }",
        "p { position: absolute; left: 0 }",
        "p { float: right }",
        "td { text-align: left }",
        "p { border-top-left-radius: 2px }",
    ],
)
def test_a_physical_property_is_seen(css: str) -> None:
    assert physical(css)


@pytest.mark.parametrize(
    "css",
    [
        "p { margin-inline-start: 1rem; inset-inline-end: 0 }",
        "td { text-align: start }",
        "/* left: not here */",
        ".left:hover { color: red }",
    ],
)
def test_a_logical_property_passes(css: str) -> None:
    assert not physical(css)
