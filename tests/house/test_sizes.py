"""Nothing grows beyond what one can read in one go; the limits stand in CONTRIBUTING.md."""

import ast
from collections.abc import Iterable
from pathlib import Path

from tests.house import tree

MOST_LINES = {"code": 300, "test": 400, "template": 150, "static": 200}
MOST_IN_FUNCTION = 40


def too_long(paths: Iterable[Path], most: int) -> list[str]:
    counted = [(path, len(tree.read(path).splitlines())) for path in paths]
    return [f"{tree.name_of(path)}: {count} lines, at most {most}" for path, count in counted if count > most]


def long_functions(module: ast.Module, name: str) -> list[str]:
    found = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    sizes = [(node, (node.end_lineno or node.lineno) - node.lineno + 1) for node in found]
    return [
        f"{name}:{node.lineno}: {node.name} has {size} lines, at most {MOST_IN_FUNCTION}"
        for node, size in sizes
        if size > MOST_IN_FUNCTION
    ]


def test_no_file_of_code_is_too_long() -> None:
    assert not too_long(tree.code(), MOST_LINES["code"])


def test_no_test_file_is_too_long() -> None:
    tests = set(tree.python()) - set(tree.code())
    assert tests
    assert not too_long(tests, MOST_LINES["test"])


def test_no_template_is_too_long() -> None:
    assert tree.templates()
    assert not too_long(tree.templates(), MOST_LINES["template"])


def test_no_stylesheet_or_script_is_too_long() -> None:
    assert tree.static(".css", ".js")
    assert not too_long(tree.static(".css", ".js"), MOST_LINES["static"])


def test_no_function_is_too_long() -> None:
    assert not [said for path in tree.python() for said in long_functions(tree.parsed(path), tree.name_of(path))]


def test_a_function_beyond_the_limit_is_seen() -> None:
    lines = ["def long():", *["    x = 1"] * MOST_IN_FUNCTION]
    assert long_functions(ast.parse("\n".join(lines)), "here") == ["here:1: long has 41 lines, at most 40"]
    assert not long_functions(ast.parse("\n".join(lines[:-1])), "here")


def test_a_file_beyond_the_limit_is_seen() -> None:
    here = Path(__file__)
    count = len(tree.read(here).splitlines())
    assert too_long([here], count - 1) == [f"tests/house/test_sizes.py: {count} lines, at most {count - 1}"]
    assert not too_long([here], count)
