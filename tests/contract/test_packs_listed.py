"""The shipped pack is sound and whole, and the shell's `packs` says so without asking the database."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from mainstay.catalogue.checks import check, load
from mainstay.catalogue.editors import schemas
from mainstay.catalogue.listing import listing
from tests.contract.small_pack import spoil, write_pack

GLOACT = settings.PACKS / "gloact"


def run(*words: str) -> tuple[int, str]:
    """The exit code and what stands on standard output."""
    out = StringIO()
    try:
        call_command("packs", *words, stdout=out, stderr=StringIO())
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    return 0, out.getvalue()


def gloact(tool: str) -> list[dict[str, Any]]:
    return [item for item in listing(load(GLOACT))["items"] if item["tool"] == tool]


# --- The pack that is shipped


def test_the_shipped_pack_is_sound() -> None:
    assert [str(problem) for problem in check(GLOACT)] == []


@pytest.mark.parametrize(("tool", "letters", "count"), [("3.1", "q", 22), ("3.8", "c", 19), ("4.2", "q", 10), ("4.2", "rec", 6)])
def test_every_printed_question_is_there(tool: str, letters: str, count: int) -> None:
    ids = {item["id"] for item in gloact(tool) if item.get("scale")}
    assert {f"{tool}.{letters}{number}" for number in range(1, count + 1)} <= ids
    assert len(ids) == {"3.1": 22, "3.8": 19, "4.2": 16}[tool]


def test_monitoring_asks_the_planning_questions_again_and_marks_what_it_adds() -> None:
    items = [item for item in gloact("4.1") if item.get("scale")]
    assert [item["same_as"] for item in items if "same_as" in item] == [item["id"] for item in gloact("3.1")]
    added = [item for item in items if "same_as" not in item]
    assert added
    assert all(item["origin"] == "supplement" for item in added)


def test_the_table_of_criteria_is_content() -> None:
    items = {item["id"]: item for item in gloact("4.2")}
    assert "4.2.t1" in items
    assert [f"4.2.t1.r{number}" in items for number in range(1, 8)] == [True] * 7


def test_a_tool_of_each_part_is_declared_before_its_content_is_there() -> None:
    states = {head.id: head.state for head in load(GLOACT).manifest.tools}
    assert {states[tool] for tool in ("1.1", "2.5", "3.2", "4.3.5", "annex-1", "resources")} <= {"ready", "coming"}


# --- The shape of the list


def test_an_item_is_listed_with_all_that_its_reader_sees(tmp_path: Path) -> None:
    items = {item["id"]: item for item in listing(load(write_pack(tmp_path)))["items"]}
    assert list(items) == ["9.10.s1", "9.10.l1", "9.10.t1", "9.10.t1.r1", "9.10.q1", "9.2.q1", "9.3.a"]
    assert items["9.10.q1"] == {
        "id": "9.10.q1",
        "tool": "9.10",
        "kind": "checklist",
        "state": "ready",
        "title": "Plan known",
        "text": "Do you know the plan?\nits beginning\nAsk for it.",
        "group": "Opening",
        "scale": "answers",
        "help": "Ask for it.",
        "points": [{"id": "9.10.q1.x1", "text": "its beginning"}],
        "law": [{"instrument": "A treaty", "article": "14(1)"}],
        "see": ["9.2", "9.3.r7"],
        "source": {"page": 3, "printed": "see 8"},
    }
    assert items["9.10.s1"]["text"] == "For trying.\nTwo things\none thing\nanother"
    assert [entry["text"] for entry in items["9.10.l1"]["points"]] == ["one thing", "another"]
    assert items["9.10.t1"]["text"] == "Word | Meaning\nDawn | morning"
    assert items["9.10.t1.r1"]["text"] == "morning"
    assert items["9.2.q1"]["same_as"] == "9.10.q1"
    assert items["9.3.a"]["tool"] == "9.3"


# --- The shell


def test_check_prints_each_problem_on_a_line_and_ends_with_1(tmp_path: Path) -> None:
    spoil(write_pack(tmp_path), "tools/9.10.yaml", "help: Ask", "hepl: Ask")
    code, printed = run("check", str(tmp_path))
    assert code == 1
    assert printed.splitlines() == [
        'tools/9.10.yaml:23: 9.10.q1: the key "hepl" is not known here (did you mean "help"?)',
        "1 problem",
    ]


def test_check_of_a_sound_pack_counts_its_items(tmp_path: Path) -> None:
    assert run("check", str(write_pack(tmp_path))) == (0, "0 problems in 7 items\n")


def test_list_writes_json_for_programs_and_a_table_for_people(tmp_path: Path) -> None:
    folder = str(write_pack(tmp_path))
    code, printed = run("list", folder, "--json")
    assert (code, json.loads(printed)["version"]) == (0, "1.2.3")
    assert run("list", folder, "--json", "-o", str(tmp_path / "list.json")) == (0, "")
    assert json.loads((tmp_path / "list.json").read_text()) == json.loads(printed)
    table = run("list", folder)[1].splitlines()
    assert table[1].split() == ["9.10", "ready", "checklist", "5", "First", "checklist"]
    assert table[-1] == "small 1.2.3: 3 tools, 7 items"


def test_list_of_a_bad_pack_prints_no_half_list(tmp_path: Path) -> None:
    (write_pack(tmp_path) / "tools/9.2.yaml").unlink()
    assert run("list", str(tmp_path), "--json") == (1, "")


@pytest.mark.django_db
def test_install_says_which_content_is_in_force(tmp_path: Path) -> None:
    code, printed = run("install", str(write_pack(tmp_path)))
    assert code == 0
    assert printed.startswith("small 1.2.3, content ")
    assert run("install", str(tmp_path)) == (0, printed)


def test_the_committed_schemas_for_editors_are_fresh(tmp_path: Path) -> None:
    """Mend it with: python3 run.py packs schema"""
    committed = settings.PROJECT / "docs/reference/schema"
    assert {path.name: path.read_text() for path in committed.glob("*.json")} == schemas()
    run("schema", "-o", str(tmp_path / "new"))
    assert {path.name for path in (tmp_path / "new").iterdir()} == set(schemas())
