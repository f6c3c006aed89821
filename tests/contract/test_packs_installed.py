"""Installed packs: once for each content, never changed, the old wording readable for ever, nothing asked twice."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from mainstay.catalogue import selectors, services
from mainstay.catalogue.models import PackVersion, ToolCopy
from mainstay.catalogue.problems import PackRefused
from tests.contract.small_pack import spoil, write_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_pack(tmp_path)


def test_the_same_content_is_installed_once(folder: Path) -> None:
    first = services.install(folder, "shell")
    spoil(folder, "pack.yaml", "id: small\n", "# a comment and another order of lines are not content\nid: small\n")
    spoil(folder, "errata.yaml", "  basis: source\n  confidence: high\n", "  confidence: high\n  basis: source\n")
    assert services.install(folder, "shell") == first
    assert (PackVersion.objects.count(), ToolCopy.objects.count()) == (1, 2)


def test_an_edit_is_a_new_version_and_the_old_wording_stays(folder: Path) -> None:
    old = services.install(folder, "shell")
    spoil(folder, "tools/9.10.yaml", "Do you know the plan?", "Is the plan known to you?")
    new = services.install(folder, "shell")
    assert new.pk != old.pk
    assert new.content_hash != old.content_hash
    assert selectors.current_version("small") == new
    assert selectors.tool(old.pk, "9.10").item("9.10.q1").text == "Do you know the plan?"
    assert selectors.tool(new.pk, "9.10").item("9.10.q1").text == "Is the plan known to you?"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("pack.yaml", "title: Trafficking", "title: The trade"), ("errata.yaml", "There is no 8.", "Eight is missing.")],
)
def test_every_file_counts_as_content(name: str, old: str, new: str, folder: Path) -> None:
    before = services.install(folder, "shell")
    spoil(folder, name, old, new)
    assert services.install(folder, "shell").content_hash != before.content_hash


def test_old_content_comes_back_only_under_a_new_version_number(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    services.install(folder, "shell")
    spoil(folder, "tools/9.2.yaml", "Do you still know it?", "Known?")
    newer = services.install(folder, "shell")
    spoil(folder, "tools/9.2.yaml", "Known?", "Do you still know it?")
    with caplog.at_level(logging.WARNING):
        services.install(folder, "shell")
    assert selectors.current_version("small") == newer
    assert "raise the version number" in caplog.text
    spoil(folder, "pack.yaml", "version: 1.2.3", "version: 1.2.4")
    again = services.install(folder, "shell")
    assert selectors.current_version("small") == again != newer


def test_a_bad_pack_leaves_nothing_behind(folder: Path) -> None:
    spoil(folder, "pack.yaml", "kind: advocacy_log", "kind: riddle")
    with pytest.raises(PackRefused) as caught:
        services.install(folder, "shell")
    assert [one.id for one in caught.value.problems] == ["9.3"]
    assert PackVersion.objects.count() == 0


def test_without_an_installed_pack_that_is_said(folder: Path) -> None:
    with pytest.raises(PackVersion.DoesNotExist):
        selectors.current_version("small")


def test_what_was_read_once_is_not_asked_again(folder: Path, django_assert_num_queries: Any) -> None:
    version = services.install(folder, "shell")

    def read() -> None:
        selectors.manifest(version)
        selectors.tool(version.pk, "9.10")
        selectors.title_of(version.pk, "9.10.q1")
        selectors.errata_for(version.pk, "9.10.q1")

    with django_assert_num_queries(2):  # the manifest, and the one tool that was asked for
        read()
    with django_assert_num_queries(0):
        read()
    with django_assert_num_queries(1):
        selectors.current_version("small")


def test_a_tool_comes_with_the_content_of_its_kind(folder: Path) -> None:
    version = services.install(folder, "shell")
    tool = selectors.tool(version.pk, "9.10")
    assert (tool.title, tool.part, tool.page, tool.evaluation) == ("First checklist", "9", 3, False)
    assert [choice.label for choice in tool.scales[tool.content.scale].choices] == ["Yes", "No"]
    assert tool.content.sections[0].lists[0].entries[1].text == "another"
    assert selectors.tool(version.pk, "9.3").content is None
    with pytest.raises(KeyError):
        selectors.tool(version.pk, "9.4")
    assert selectors.manifest(version.pk).tool("9.4") is None


@pytest.mark.parametrize(
    ("ref", "title"),
    [
        ("9.2", "Second checklist"),
        ("9.10.q1", "Plan known"),
        ("9.10.q1.x1", "its beginning"),
        ("9.10.t1.r1", "Dawn"),
        ("9.3.a", "Entry points"),
        ("9.3.r7", "Risks to come"),
        ("8.1", "8.1"),
    ],
)
def test_every_reference_has_a_title(ref: str, title: str, folder: Path) -> None:
    assert selectors.title_of(services.install(folder, "shell"), ref) == title


def test_errata_are_found_by_what_they_touch(folder: Path) -> None:
    version = services.install(folder, "shell")
    assert [one.shown for one in selectors.errata_for(version, "9.10.q1")] == ["see 9.2"]
    assert selectors.errata_for(version, "9.10") == ()
    assert len(selectors.errata(version)) == 1


@pytest.mark.parametrize("model", [PackVersion, ToolCopy])
def test_the_database_refuses_to_change_an_installed_pack(model: Any, folder: Path) -> None:
    services.install(folder, "shell")
    changed: dict[str, Any] = {"version": "9.9.9"} if model is PackVersion else {"content": {}}
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        model.objects.update(**changed)
    assert not model.objects.filter(**changed).exists()
