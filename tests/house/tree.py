"""The tree as the house rules look at it: which files there are, read and parsed once."""

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MADE = {"var", "dist", "htmlcov", "test-results", "node_modules", "__pycache__"}
"""Folders that hold nothing of ours, beside those whose name begins with a dot."""
BINARY = {".png", ".gz", ".mo", ".pyc", ".ico", ".sqlite3", ".docx", ".woff2"}


@cache
def files() -> tuple[Path, ...]:
    """Everything that can be committed; `.ci` is the only folder with a dot that is ours."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in MADE and (not name.startswith(".") or name == ".ci"))
        found += [Path(folder) / name for name in sorted(names)]
    return tuple(found)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def texts() -> tuple[Path, ...]:
    return tuple(path for path in files() if path.suffix not in BINARY)


def python(*folders: str) -> list[Path]:
    """Python files below these folders, or of the whole tree; migrations are Django's writing, not ours."""
    return [path for path in below(*folders) if path.suffix == ".py" and "migrations" not in path.parts]


def code(*folders: str) -> list[Path]:
    """Python files that are not tests."""
    return [path for path in python(*folders) if "tests" not in path.relative_to(ROOT).parts]


def templates() -> list[Path]:
    return [path for path in below("mainstay") if path.suffix in (".html", ".txt") and "templates" in path.parts]


def static(*suffixes: str) -> list[Path]:
    """Our own stylesheets and scripts."""
    return [path for path in below("mainstay/static") if path.suffix in suffixes]


def below(*folders: str) -> Iterator[Path]:
    """Files below these folders of the project, or all."""
    places = [ROOT / folder for folder in folders] or [ROOT]
    return (path for path in files() if any(path.is_relative_to(place) for place in places))


@cache
def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(read(path), name_of(path))


def docstrings(module: ast.Module) -> set[ast.Constant]:
    """Texts that stand by themselves: of modules, classes, functions, and below a name that they explain."""
    return {
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def literals(module: ast.Module) -> Iterator[ast.Constant]:
    """Texts that the program works with."""
    explaining = docstrings(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in explaining:
            yield node
