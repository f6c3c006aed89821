"""How code is laid out: modules explain themselves, nothing is hidden in a signal, a save() or a drawer for odds and ends."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.house import tree

DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
"""Names under which anything may lie, so that nobody finds it."""
SIGNALS = ("django.db.models.signals", "django.dispatch", "django.core.signals", "django.test.signals", ".signals")
OVERRIDDEN = {"save", "delete", "asave", "adelete"}


def unexplained(module: ast.Module) -> str:
    """Why the module's first words do not do, or nothing."""
    text = ast.get_docstring(module)
    if not text:
        return "begins without a sentence on what it is for"
    first = text.split("\n\n")[0].rstrip()
    return "" if first.endswith((".", "?", "!")) or "\n" in text else "its first sentence does not end"


def signals(module: ast.Module) -> list[int]:
    """Lines that import what hides who calls whom."""
    found = []
    for node in ast.walk(module):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        names = [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        if any(name.startswith(SIGNALS[:-1]) or name.endswith(SIGNALS[-1]) for name in names):
            found.append(node.lineno)
    return found


def overridden(module: ast.Module) -> list[str]:
    """Methods by which saving a row would do more than the service says."""
    classes = [node for node in ast.walk(module) if isinstance(node, ast.ClassDef)]
    return [
        f"{one.name}.{node.name}"
        for one in classes
        for node in one.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in OVERRIDDEN
    ]


def places(paths: list[Path], rule: Callable[[ast.Module], Any]) -> list[str]:
    assert paths
    return [f"{tree.name_of(path)}: {found}" for path in paths if (found := rule(tree.parsed(path)))]


def test_every_module_opens_with_a_sentence() -> None:
    assert not places(tree.python(), unexplained)


def test_no_module_is_a_drawer() -> None:
    names = [
        (path, {path.stem, *path.relative_to(tree.ROOT).parent.parts})
        for path in tree.python("mainstay", "door", "tests", "bench")
    ]
    assert not [tree.name_of(path) for path, parts in names if parts & DRAWERS]


def test_our_apps_send_each_other_no_signals() -> None:
    assert not places(tree.code("mainstay"), signals)


def test_no_model_overrides_save_or_delete() -> None:
    assert not places([path for path in tree.code("mainstay") if path.name == "models.py"], overridden)


@pytest.mark.parametrize("text", ["x = 1", '"""No full stop"""', "# only a remark\nimport os"])
def test_a_module_that_does_not_explain_itself_is_seen(text: str) -> None:
    assert unexplained(ast.parse(text))


def test_a_module_that_explains_itself_passes() -> None:
    assert not unexplained(ast.parse('"""What it is for."""'))


@pytest.mark.parametrize(
    "text",
    [
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
        "from django.dispatch import receiver",
        "import django.dispatch",
        "from allauth.account.signals import user_logged_in",
        "from mainstay.accounts import signals",
    ],
)
def test_a_signal_is_seen(text: str) -> None:
    assert signals(ast.parse(text)) == [1]


def test_an_import_like_a_signal_passes() -> None:
    assert not signals(ast.parse("import signal\nfrom django.db import models"))


def test_an_overridden_save_is_seen() -> None:
    assert overridden(ast.parse("class Entry:\n    def save(self): ...")) == ["Entry.save"]
