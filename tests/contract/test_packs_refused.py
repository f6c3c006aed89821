"""A pack with a mistake is refused with file, line, what is wrong and what to do; nothing of it is ever executed."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from mainstay.catalogue.checks import check, load
from mainstay.catalogue.problems import Problem
from mainstay.catalogue.reading import LARGEST, Document
from mainstay.catalogue.schema import Manifest
from mainstay.catalogue.sentences import problems_of
from tests.contract.small_pack import FILES, spoil, write_pack

P, F, S, E = "pack.yaml", "tools/9.10.yaml", "tools/9.2.yaml", "errata.yaml"

# What is put in place of what, then: the line that is named (by what stands in it), the id, the message, the remedy.
MISTAKES = {
    # --- ids and references
    "duplicate item": (S, "id: 9.2.q1", "id: 9.10.q1",
        "id: 9.10.q1", "9.10.q1", "used twice, first in tools/9.10.yaml:19", "another id"),
    "duplicate point": (F, "l1.x2", "l1.x1", "l1.x1", "9.10.l1.x1", "used twice", "another id"),
    "duplicate group": (F, "id: 9.10.s1", "id: 9.10.g1",
        "- id: 9.10.g1", "9.10.g1", "used twice, first in tools/9.10.yaml:5", "another id"),
    "duplicate row": (F, "id: 9.10.t1.r1", "id: 9.10.t1", "{id: 9.10.t1,", "9.10.t1", "used twice", "another id"),
    "duplicate tool": (P, "id: 9.3\n", "id: 9.2\n", "", "9.2", "stands twice among the tools", "another id"),
    "duplicate choice": (P, "id: no,", "id: yes,", "label: No", "yes", "stands twice among the choices", "another id"),
    "duplicate erratum": (E, "confidence: high\n", "confidence: high\n" + FILES[E],
        "", "E1", "stands twice among the errata", "another id"),
    "id of another tool": (S, "id: 9.2.q1", "id: 9.10.q2",
        "id: 9.10.q2", "9.10.q2", 'does not begin with its tool, "9.2."', "let it begin"),
    "file of another tool": (S, "tool: 9.2", "tool: 9.10",
        "tool: 9.10", "9.2", 'says it is the tool "9.10"', 'write tool: "9.2"'),
    "dangling reference": (F, "see: [9.2,", "see: [9.10.q7,",
        "see: [9.10.q7", "9.10.q1", '"9.10.q7", which does not exist', '"9.10.q1"?'),
    "reference to no tool": (F, "see: [9.2,", "see: [8.1,",
        "see: [8.1", "9.10.q1", '"8.1", which does not exist', "choose from: 9.10, 9.2, 9.3"),
    "dangling identity": (S, "same_as: 9.10.q1", "same_as: 9.10.q9",
        "same_as", "9.2.q1", '"9.10.q9", which does not exist', '"9.10.q1"?'),
    "identity with what is no item": (S, "same_as: 9.10.q1", "same_as: 9.10.t1",
        "same_as", "9.2.q1", "is not an item", "a question"),
    "dangling erratum": (E, "touches: [9.10.q1", "touches: [9.10.q3",
        "touches", "E1", '"9.10.q3", which does not exist', '"9.10.q1"?'),
    "unknown tool of an area": (P, "tools: [9.10]", "tools: [9.11]", "tools: [9.11]", "law", 'no tool "9.11"', '"9.10"?'),
    "unknown tool proposed": (P, "{tool: 9.2,", "{tool: 9.22,", "{tool: 9.22", "9.22", 'no tool "9.22"', '"9.2"?'),
    "unknown area proposed": (P, "areas: [law]", "areas: [lay]", "areas: [lay]", "9.10", 'no area "lay"', '"law"?'),
    "unknown role proposed": (P, "[security_force]", "[security]",
        "[security]", "9.3", 'no counterpart role "security"', '"security_force"?'),
    "unknown stage": (P, "    stages: [planning]", "    stages: [plan]",
        "stages: [plan]", "9.10", 'no stage "plan"', '"planning"?'),
    "unknown part": (P, 'Risks to come\n    part: "9"', "Risks to come\n    part: x",
        "part: x", "9.3", 'no part "x"', "choose from: 9"),
    "unknown kind": (P, "kind: advocacy_log", "kind: advocacy_logg",
        "advocacy_logg", "9.3", 'no kind "advocacy_logg"', '"advocacy_log"?'),
    "unknown scale": (S, "scale: answers", "scale: answer", "scale: answer", "9.2", 'no scale "answer"', '"answers"?'),
    "unknown group": (F, "group: 9.10.g1", "group: 9.10.g2", "group: 9.10.g2", "9.10.q1", 'no group "9.10.g2"', '"9.10.g1"?'),
    # --- keys and values
    "unknown key": (F, "help: Ask", "hepl: Ask", "hepl", "9.10.q1", 'the key "hepl" is not known', 'did you mean "help"?'),
    "comma within braces": (F, "its beginning", "its beginning, and end",
        "its beginning", "9.10.q1.x1", '"and end" is not known', "quotes"),
    "missing key": (P, "    title: Risks to come\n", "", "- id: 9.3", "9.3", 'the key "title" is missing', "add title:"),
    "empty text": (F, "text: For trying.", "text:", "text:", "9.10.s1", '"text" is empty', "write its text"),
    "nameless group": (F, "title: Opening", 'title: ""', "9.10.g1, title", "9.10.g1", "empty id or title", "write both"),
    "long title": (F, "title: Plan known", "title: One two three four five six seven eight nine",
        "title: One", "9.10.q1", "9 words", "shorten"),
    "page that is no number": (P, "page: 3", "page: three",
        "page: three", "9.10", '"three", which is not a whole number', "digits"),
    "unknown state": (P, "state: coming", "state: comming", "comming", "9.3", '"state" says "comming"', '"coming"?'),
    "neither true nor false": (P, "occasions: true", "occasions: often",
        "often", "9.2", "neither true nor false", "true or false"),
    "text for a list": (F, "see: [9.2, 9.3.r7]", "see: 9.2", "see: 9.2", "9.10.q1", '"see" should be a list', "within [ ]"),
    "list for a text": (F, "help: Ask for it.", "help: [Ask, for]", "help:", "9.10.q1", '"help" should be one text', ">-"),
    "text for keys": (F, "source: {page: 3, printed: see 8}", "source: page 3",
        "source:", "9.10.q1", "group of keys", "page, line, printed"),
    "no choices": (P, "  - id: answers\n    choices:\n", "  - {id: other, choices: []}\n  - id: answers\n    choices:\n",
        "other", "other", "no entry", "one"),
    "id with a blank": (F, "id: 9.10.l1,", "id: 9.10 l1,", "9.10 l1", "9.10 l1", "cannot be an id", "no blanks"),
    "version": (P, "version: 1.2.3", "version: 1.2", "version", "small", '"1.2" is not a version', "1.0.0"),
    "language": (P, "[en]", "[English!]", "languages", "small", "is not a language", "pt-BR"),
    "too few cells": (F, "cells: [morning]", "cells: []",
        "9.10.t1.r1", "9.10.t1.r1", "1 cells with its title, the table 2 columns", "empty cell"),
    "rule without condition": (P, "{always: true}", "{}", "when: {}", "9.2", "has no condition", "always: true"),
    "rule for all and some": (P, "{always: true}", "{always: true, areas: [law]}",
        "always", "9.2", "always and conditions", "either"),
    # --- files
    "ready without file": (P, "state: coming", "state: ready",
        "advocacy_log", "9.3", 'cannot show the kind "advocacy_log" yet', "state: coming"),
    # --- YAML
    "key twice": (F, "    help: Ask for it.", "    help: Ask.\n    help: Ask for it.",
        "help: Ask for it", "9.10.q1", 'key "help" twice', "keep one"),
    "alias": (F, "intro: Begin here.", "intro: &a Begin\ndetail_help: *a",
        "intro:", "", "an anchor (&) or an alias (*)", "quotes"),
    "tag": (F, "intro: Begin here.", "intro: !!python/object/apply:os.getcwd []", "intro:", "", "the tag", "leave the tag out"),
    "second document": (S, "tool: 9.2", "a: b\n---\ntool: 9.2", "---", "", "second document", "two files"),
    "list as key": (F, "intro: Begin here.", "? [a, b]\n: c", "[a, b]", "", "a list or a group of keys as a key", "quotes"),
    "colon in a text": (F, "intro: Begin here.", "intro: Begin: here.",
        "intro:", "", "not valid YAML", "quotes around a text with a colon"),
    "open quote": (F, "intro: Begin here.", 'intro: "Begin here.', None, "", "not valid YAML", "quotes"),
    "control character": (F, "Begin here.", "Begin\x07 here.", "intro:", "", "control character U+0007", "delete"),
    "deep nesting": (F, "Begin here.", "[" * 5000, "intro:", "", "nests more than 12", "brackets"),
    "deep keys": (F, "Begin here.", "{a: " * 5000, "intro:", "", "nests more than 12", "brackets"),
    "path as a tool": (P, "id: 9.3\n", "id: ../../x\n", "../../x", "../../x", "cannot be an id", "no path"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_line_and_a_remedy(mistake: str, tmp_path: Path) -> None:
    file, old, new, marker, subject, message, remedy = MISTAKES[mistake]
    spoil(write_pack(tmp_path), file, old, new)
    problems = check(tmp_path)
    found = [one for one in problems if message in one.message]
    assert found, f"{message!r} is not among:\n" + "\n".join(map(str, problems))
    problem = found[0]
    assert (problem.file, problem.id) == (file, subject)
    assert remedy in problem.remedy
    if marker:
        assert marker in (tmp_path / file).read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert str(problem).startswith(f"{problem.file}:")


def test_the_pack_that_is_spoiled_here_is_sound_itself(tmp_path: Path) -> None:
    assert check(write_pack(tmp_path)) == []


def test_one_mistake_does_not_hide_another_or_bring_false_ones(tmp_path: Path) -> None:
    """A tool that cannot be read may still be referred to; the other files are checked all the same."""
    spoil(write_pack(tmp_path), F, "help: Ask", "hepl: Ask")
    spoil(tmp_path, S, "scale: answers", "scale: nothing")
    assert [(one.file, one.id) for one in check(tmp_path)] == [(F, "9.10.q1"), (S, "9.2")]


# --- No, 3.10 and dates stay words


def test_words_that_other_readers_turn_into_values_stay_words(tmp_path: Path) -> None:
    spoil(write_pack(tmp_path), F, "text: Do you know the plan?", "text: 2026-01-01")
    spoil(tmp_path, F, "help: Ask for it.", "help: null")
    pack = load(tmp_path)
    assert [(choice.id, choice.label) for choice in pack.manifest.scales[0].choices] == [("yes", "Yes"), ("no", "No")]
    assert [head.id for head in pack.manifest.tools] == ["9.10", "9.2", "9.3"]
    assert pack.manifest.support[0].id == "none"
    assert (pack.contents["9.10"].items[0].text, pack.contents["9.10"].items[0].help) == ("2026-01-01", "null")


@pytest.mark.parametrize(
    ("read_as", "message", "remedy"),
    [(False, "the truth value false", '"No"'), (True, "the truth value true", '"Yes"'), (3.1, "the number 3.1", '"3.1"')],
)
def test_a_no_that_was_read_as_false_elsewhere_is_refused(read_as: object, message: str, remedy: str) -> None:
    data = {"scales": [{"id": "answers", "choices": [{"id": "no", "label": read_as}]}]}
    with pytest.raises(ValidationError) as caught:
        Manifest.model_validate(data)
    problems = problems_of(caught.value, Manifest, Document("pack.json", data, {}))
    problem = next(one for one in problems if one.id == "no")
    assert message in problem.message
    assert remedy in problem.remedy


# --- Files that are no pack


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def test_a_file_that_is_not_utf_8_is_named_with_the_line(tmp_path: Path) -> None:
    (write_pack(tmp_path) / F).write_bytes(FILES[F].replace("Begin here.", "Beginn hiér.").encode("latin-1"))
    problem = only(check(tmp_path))
    assert (problem.file, problem.line, problem.message) == (F, 3, "is not UTF-8 text")
    assert "UTF-8" in problem.remedy


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (write_pack(tmp_path) / F).write_text(FILES[F], encoding="utf-8-sig")
    assert check(tmp_path) == []


def test_a_missing_file_is_named_where_it_is_declared(tmp_path: Path) -> None:
    (write_pack(tmp_path) / S).unlink()
    problem = only(check(tmp_path))
    assert (problem.file, problem.id) == (P, "9.2")
    assert S in problem.message
    assert "state: coming" in problem.remedy


def test_a_file_that_no_tool_declares_is_named(tmp_path: Path) -> None:
    (write_pack(tmp_path) / "tools/9.20.yaml").write_text("tool: 9.20\n")
    problem = only(check(tmp_path))
    assert (problem.file, problem.message) == ("tools/9.20.yaml", "belongs to no tool that the pack declares")
    assert "declare the tool" in problem.remedy


def test_a_file_of_a_tool_that_is_still_to_come_is_named(tmp_path: Path) -> None:
    (write_pack(tmp_path) / "tools/9.3.yaml").write_text("tool: 9.3\n")
    problem = only(check(tmp_path))
    assert (problem.file, problem.id, problem.message) == ("tools/9.3.yaml", "9.3", "exists, but its tool is declared as coming")
    assert "state: ready" in problem.remedy


def test_what_only_the_kind_knows_is_asked_of_the_kind(tmp_path: Path) -> None:
    spoil(write_pack(tmp_path), P, "role: met", "role: mett")
    problems = check(tmp_path)
    assert [(one.file, one.id) for one in problems] == [(F, "9.10"), (S, "9.2")]
    assert all("'mett'" in one.message and "met, partly" in one.remedy for one in problems)


def test_no_folder_and_no_manifest_are_said_plainly(tmp_path: Path) -> None:
    assert only(check(tmp_path / "nowhere")).message == "is not a folder"
    problem = only(check(tmp_path))
    assert (problem.file, problem.message, problem.remedy) == (P, "does not exist", "add the file")


@pytest.mark.parametrize("text", ["", "# only a comment\n"])
def test_an_empty_file_is_said_to_be_empty(text: str, tmp_path: Path) -> None:
    (write_pack(tmp_path) / P).write_text(text)
    assert only(check(tmp_path)).message == "is empty"


@pytest.mark.parametrize("text", ["just words\n", "- a\n- b\n"])
def test_a_manifest_of_another_shape_is_refused(text: str, tmp_path: Path) -> None:
    (write_pack(tmp_path) / P).write_text(text)
    assert only(check(tmp_path)).message == "the file should be a group of keys"


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    (write_pack(tmp_path) / F).write_text("#" * (LARGEST + 1))
    assert "at most 2,000,000 are read" in only(check(tmp_path)).message


def test_thousands_of_mistakes_end_in_a_list_that_can_be_read(tmp_path: Path) -> None:
    wrong = ", ".join(f"9.10.q{number}" for number in range(2, 50_000))
    spoil(write_pack(tmp_path), F, "see: [9.2, 9.3.r7]", f"see: [{'x' * 100_000}, {wrong}]")
    problems = check(tmp_path)
    assert len(problems) == 201
    assert problems[-1].message == "there are more problems than these"
    assert max(len(str(problem)) for problem in problems) < 400


@pytest.mark.parametrize("name", [P, F, E])
def test_a_symbolic_link_is_not_followed(name: str, tmp_path: Path) -> None:
    folder, secret = write_pack(tmp_path / "pack"), tmp_path / "secret.yaml"
    secret.write_text("password: x\n")
    (folder / name).unlink()
    (folder / name).symlink_to(secret)
    problem = only(check(folder))
    assert (problem.file, problem.message) == (name, "leads elsewhere through a symbolic link or ..")


def test_a_linked_folder_of_tools_is_not_followed(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack")
    (folder / "tools").rename(tmp_path / "elsewhere")
    (folder / "tools").symlink_to(tmp_path / "elsewhere")
    assert {one.message.partition(" through")[0] for one in check(folder)} == {"leads elsewhere"}
    assert [one.file for one in check(folder)] == ["tools", F, S]


def test_a_pipe_does_not_stop_the_reader(tmp_path: Path) -> None:
    (write_pack(tmp_path) / F).unlink()
    os.mkfifo(tmp_path / F)
    assert only(check(tmp_path)).message == "is not an ordinary file"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(FILES)), at=st.integers(0, 2000), junk=st.text(max_size=12) | st.sampled_from("{[&*!?|>:-'\"#%@`")
)
def test_whatever_is_typed_into_a_file_the_check_ends_with_sentences(name: str, at: int, junk: str, tmp_path: Path) -> None:
    text = FILES[name]
    (write_pack(tmp_path) / name).write_text(text[:at] + junk + text[at:], encoding="utf-8", errors="replace")
    assert all(one.message and one.remedy for one in check(tmp_path))
