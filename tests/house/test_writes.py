"""Every write is a verb in a service: there it has its right, its transaction, its version and its event."""

import ast
from pathlib import Path

import pytest

from tests.house import tree

ALWAYS = {"save", "asave", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "create", "delete", "adelete"}
"""Calls of these names write, whatever they are called on."""
OF_ROWS = {"filter", "exclude", "all", "objects", "get_queryset", "_default_manager"}
"""What stands before `.update(` where rows are meant and not a dictionary."""
NO_MODEL = {"cache", "hashlib"}
"""Names that these verbs may be called on without touching a table."""

EXCEPTIONS = {
    "mainstay/portfolio/demo.py": "makes and empties the demo organisation; what is in it comes through the services",
    "mainstay/exports/formats/docx/__init__.py": "saves a Word file into memory",
}
"""File to reason. A file that no longer writes is to be taken out."""


def is_service(path: Path) -> bool:
    return path.name == "services.py" or path.parent.name == "services"


def writes(module: ast.Module) -> list[str]:
    """`line: call` for everything that looks like a change of the database."""
    return [
        f"{node.lineno}: {ast.unparse(node.func)}" for node in ast.walk(module) if isinstance(node, ast.Call) and is_write(node)
    ]


def is_write(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    name, on = call.func.attr, call.func.value
    if isinstance(on, ast.Name) and on.id in NO_MODEL:
        return False
    if name in ALWAYS:
        return True
    if name == "update":
        return bool(words(on) & OF_ROWS) or bool(call.keywords and not call.args and all(one.arg for one in call.keywords))
    return name in ("execute", "executemany") and not isinstance(on, ast.Constant)


def words(node: ast.AST) -> set[str]:
    """Every name in the chain before the call."""
    names = {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
    return names | {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


RAW_SQL = {
    "mainstay/core/writing.py": "takes the advisory lock of PostgreSQL",
    "mainstay/core/rows.py": "writes the rows that services hand it, by statements that are built once",
    "mainstay/catalogue/immutable.py": "is called by migrations: triggers that protect installed packs",
}
"""File to reason, for SQL of our own."""


def outside_services() -> dict[str, list[str]]:
    code = [path for path in tree.code("mainstay") if not is_service(path)]
    return {tree.name_of(path): found for path in code if (found := writes(tree.parsed(path)))}


def test_nothing_is_written_outside_the_services() -> None:
    found = outside_services()
    assert not {name: calls for name, calls in found.items() if name not in EXCEPTIONS | RAW_SQL}


def test_every_exception_is_still_one() -> None:
    assert set(EXCEPTIONS | RAW_SQL) <= set(outside_services())


def test_there_are_services_to_hold_against() -> None:
    assert sum(bool(writes(tree.parsed(path))) for path in tree.code("mainstay") if is_service(path)) >= 8


@pytest.mark.parametrize(
    "text",
    [
        "entry.save()",
        "Entry.objects.create(item=1)",
        "Entry.objects.filter(pk=1).update(label=2)",
        "rows.update(label=2)",
        "Entry.objects.all().delete()",
        "entry.delete()",
        "Entry.objects.bulk_create(rows)",
        "Entry.objects.get_or_create(item=1)",
        "cursor.execute('DELETE FROM entry')",
    ],
)
def test_a_write_is_seen(text: str) -> None:
    assert writes(ast.parse(text))


@pytest.mark.parametrize(
    "text", ["known.update({1: 2})", "cache.delete(key)", "names.add(1)", "Entry.objects.filter(pk=1)", "save(entry)"]
)
def test_what_writes_no_row_passes(text: str) -> None:
    assert not writes(ast.parse(text))
