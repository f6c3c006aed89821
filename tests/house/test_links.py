"""Documents lead somewhere: links inside the project resolve, named files exist, and every page can be reached."""

import re
from pathlib import Path

import pytest

from tests.house import tree

LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
NAMED = re.compile(r"`((?:mainstay|tests|packs|docs|door|bench|\.ci)/[\w./@-]*|run\.py|pyproject\.toml|requirements[\w-]*\.txt)`")
"""A path in code type; one with <…> or * stands for many and is not looked for."""
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def documents() -> list[Path]:
    return [path for path in tree.files() if path.suffix == ".md" and "packs" not in path.relative_to(tree.ROOT).parts]


def anchors(text: str) -> set[str]:
    """Of the headings, as code hosts make them."""
    return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for title in HEADING.findall(text)}


def dead_links(path: Path, text: str) -> list[str]:
    found = []
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        known = (
            anchors(text if there == path else tree.read(there))
            if anchor and there.suffix == ".md" and there.exists()
            else {anchor}
        )
        if not there.exists() or anchor not in known:
            found.append(target)
    return found


def missing_files(text: str) -> list[str]:
    return [name for name in NAMED.findall(text) if not (tree.ROOT / name).exists()]


@pytest.mark.parametrize("path", documents(), ids=tree.name_of)
def test_links_and_named_files_exist(path: Path) -> None:
    assert not dead_links(path, tree.read(path))
    assert not missing_files(tree.read(path))


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set[Path](), [tree.ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path.is_dir():  # a link to a folder shows what lies in it
            waiting += path.glob("*.md")
        if path in reached or path.suffix != ".md" or not path.exists():
            continue
        reached.add(path)
        targets = (target.partition("#")[0] for target in LINK.findall(tree.read(path)) if not re.match(r"[a-z]+:", target))
        waiting += [(path.parent / target).resolve() for target in targets if target]
    assert not [tree.name_of(path) for path in documents() if path not in reached]


def test_a_dead_link_is_seen() -> None:
    here = tree.ROOT / "README.md"
    text = "# One thing\n[a](docs/nowhere.md) [b](#one-thing) [c](#another) [d](https://example.org/x) [e](docs/README.md)"
    assert dead_links(here, text) == ["docs/nowhere.md", "#another"]


def test_a_named_file_that_is_missing_is_seen() -> None:
    assert missing_files("`mainstay/nothing.py` `mainstay/kinds/base.py` `mainstay/kinds/<kind>/kind.py` `run.py`") == [
        "mainstay/nothing.py"
    ]
