"""Nothing in the tree points to one machine, one registry or one person's folder."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house import tree

MACHINE = re.compile(
    r"(?<![\w./~}-])/(?:" + "|".join(("work", "tmp", "root", "home/[a-z]+", "Users/[A-Za-z]+")) + r")(?=[/\s\"'`):;,]|$)"
)
REGISTRIES = (
    "pypi" + ".org",
    "python" + "hosted",
    "npmjs" + ".",
    "proxy." + "golang",
    "crates" + ".io",
    "anaconda" + ".org",
    "docker" + ".io",
)
"""Written in two halves, since this file is looked at too."""


def machine_places(text: str) -> list[str]:
    return [f"{text.count(chr(10), 0, found.start()) + 1}: {found.group()}" for found in MACHINE.finditer(text)]


def registries(text: str) -> list[str]:
    return [host for host in REGISTRIES if host in text.lower()]


def over_all(rule: Callable[[str], list[str]]) -> dict[str, list[str]]:
    assert len(tree.texts()) > 200
    return {tree.name_of(path): found for path in tree.texts() if (found := rule(tree.read(path)))}


def test_no_file_names_a_place_of_one_machine() -> None:
    assert not over_all(machine_places)


def test_no_file_names_a_registry() -> None:
    assert not over_all(registries)


def test_locks_name_no_address() -> None:
    locks = [path for path in tree.files() if path.name.startswith("requirements")]
    assert len(locks) == 2
    for lock in locks:
        text = tree.read(lock)
        assert "://" not in text
        assert "--hash=sha256:" in text


def test_no_file_is_forgotten_in_the_tree() -> None:
    left = re.compile(r"(?:\.orig|\.rej|\.bak|\.swp|~|\.log|\.sqlite3)$")
    assert not [tree.name_of(path) for path in tree.files() if left.search(path.name)]
    assert left.search("notes.bak")


@pytest.mark.parametrize("text", ["see /" + "tmp/x", '"/' + 'work/main"', "(/" + "root)", "/" + "home/anna/.venv"])
def test_a_place_of_one_machine_is_seen(text: str) -> None:
    assert machine_places(text)


@pytest.mark.parametrize("text", ["/work-in/7/", "{{ x }}/work/", "https://example.org/tmp/", "a/root/b", "/rooted"])
def test_an_address_that_looks_alike_passes(text: str) -> None:
    assert not machine_places(text)


def test_a_registry_is_seen() -> None:
    assert registries("https://" + "PyPI" + ".org/simple")
    assert not registries(Path(__file__).read_text(encoding="utf-8"))
