"""Documentation is a contract: what can be set, called or added is told, what is told exists, and nothing told is stale."""

import ast
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from mainstay import __version__
from mainstay.config.reference import leaves
from mainstay.config.reference.knobs import KNOBS, Knob
from mainstay.config.reference.pages import FOLDER, PAGES, pages
from mainstay.config.settings import LANGUAGES
from mainstay.exports.formats import formats
from mainstay.kinds import registry
from tests.house import tree
from tests.house.test_sizes import MOST_IN_FUNCTION, MOST_LINES

ENVIRONMENT = ("os.environ.get", "os.getenv", "os.environ.setdefault", "os.environ.pop")
DOCS = tree.ROOT / "docs"


def asked_for(module: ast.Module) -> Iterator[tuple[str, str | None]]:
    """Variables that the code reads, with what it takes without them where the call says so."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name, called = str(node.args[0].value), ast.unparse(node.func)
            if called in ENVIRONMENT:
                yield name, str(node.args[1].value) if len(node.args) > 1 and isinstance(node.args[1], ast.Constant) else None
            elif called == "secret":
                yield f"MAINSTAY_{name.upper()}", None
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ" and isinstance(node.slice, ast.Constant):
            yield str(node.slice.value), None


def read_by_code() -> dict[str, set[str | None]]:
    found: dict[str, set[str | None]] = {}
    for path in [tree.ROOT / "run.py", *tree.python("mainstay", "door", "tests")]:
        for name, default in asked_for(tree.parsed(path)):
            found.setdefault(name, set()).add(default)
    return found


def undocumented(read: dict[str, set[str | None]], knobs: tuple[Knob, ...]) -> set[str]:
    """Variables that are read and not told, told and not read, or told with another default."""
    told = {knob.name: knob.default for knob in knobs}
    differ = {name for name, defaults in read.items() if name in told and not defaults <= {None, told[name]}}
    return (set(read) ^ set(told)) | differ


INNER = {"DJANGO_ALLOW_ASYNC_UNSAFE"}
"""Read or set by tests for a library; nobody sets it from outside."""


def test_every_setting_is_documented_with_its_default() -> None:
    read = {name: defaults for name, defaults in read_by_code().items() if name not in INNER}
    assert len(read) > 8
    assert not undocumented(read, KNOBS)


def test_a_setting_that_nobody_told_is_seen() -> None:
    read = dict(asked_for(ast.parse('a = os.environ.get("NEW", "1"); b = os.environ["OTHER"]; c = secret("third_key", here)')))
    assert read == {"NEW": "1", "OTHER": None, "MAINSTAY_THIRD_KEY": None}
    held = {name: {default} for name, default in read.items()}
    told = (Knob("NEW", "2", "…"), Knob("OTHER", "", "…"), Knob("GONE", "", "…"))
    assert undocumented(held, told) == {"NEW", "MAINSTAY_THIRD_KEY", "GONE"}


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_fresh(name: str, settings: Any) -> None:
    """Mend it with: .venv/bin/python -m mainstay.config.reference"""
    settings.LANGUAGES = LANGUAGES  # the tests have one more, as a stand-in for right-to-left
    assert (tree.ROOT / FOLDER / name).read_text(encoding="utf-8") == pages()[name]


def test_every_kind_is_documented_field_by_field() -> None:
    assert registry.installed()
    told = (tree.ROOT / FOLDER / "kinds.md").read_text(encoding="utf-8")
    for name, kind in registry.installed().items():
        assert f"## `{name}`" in told
        assert not [field for field, info in kind.entry.model_fields.items() if not info.description], (
            f"{name}: say what it holds"
        )


def test_every_format_and_check_is_documented() -> None:
    assert formats()
    assert all(str(form.title) and str(form.about) for form in formats().values())
    assert all(check.__doc__ for check in leaves.own_checks())


def test_every_decision_is_in_the_index_and_numbered_once() -> None:
    records = sorted(path.name for path in (DOCS / "decisions").glob("[0-9]*.md"))
    index = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    assert records
    assert len({name[:4] for name in records}) == len(records)
    for name in records:
        first = (DOCS / "decisions" / name).read_text(encoding="utf-8").splitlines()[0]
        title = first.removeprefix(f"# {int(name[:4])}. ")
        assert title != first, f"{name} begins with “# number. title”"
        assert f"]({name})" in index
        assert title in index, f"the index calls {name} otherwise"


def test_the_floors_in_the_architecture_are_those_that_are_checked() -> None:
    contracts = tomllib.loads(tree.read(tree.ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    built = [" | ".join(name for name in layer.split(" | ") if not name.startswith("(")) for layer in layers]
    assert "```\n" + "\n".join(built) + "\n```" in tree.read(tree.ROOT / "ARCHITECTURE.md")


def test_the_limits_in_the_guide_are_those_that_are_checked() -> None:
    told = dict(re.findall(r"^\| ([\w, ]+) \| .*\| (\d+) \|$", tree.read(tree.ROOT / "CONTRIBUTING.md"), re.MULTILINE))
    complexity = tomllib.loads(tree.read(tree.ROOT / "pyproject.toml"))["tool"]["ruff"]["lint"]["mccabe"]["max-complexity"]
    names = {"Python file": "code", "test file": "test", "template": "template", "stylesheet, script": "static"}
    held = {name: MOST_LINES[kind] for name, kind in names.items()} | {"function": MOST_IN_FUNCTION, "complexity": complexity}
    assert {name: int(most) for name, most in told.items()} == held


def test_the_changelog_knows_this_version() -> None:
    assert re.search(rf"^## {re.escape(__version__)}\b", (tree.ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
