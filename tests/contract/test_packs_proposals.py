"""The pack's rules propose tools, each with its reasons; no rule is written in code."""

from pathlib import Path

import pytest

from mainstay.catalogue.checks import load
from mainstay.catalogue.proposals import propose, propose_for
from mainstay.catalogue.schema import Manifest
from tests.contract.small_pack import spoil, write_pack


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    return load(write_pack(tmp_path)).manifest


def test_a_tool_is_proposed_once_with_all_its_reasons(manifest: Manifest) -> None:
    found = propose(manifest, crimes=["tip", "som"], areas=["law"], stage="planning")
    assert [(tool.id, reasons) for tool, reasons in found] == [
        ("9.10", ["Laws against trafficking.", "You plan."]),
        ("9.2", ["For everybody."]),
    ]


def test_every_key_of_a_rule_must_match(manifest: Manifest) -> None:
    assert [tool.id for tool, _ in propose(manifest, crimes=["som"], areas=["law"], stage="closed")] == ["9.2"]


@pytest.mark.parametrize(
    ("counterparts", "support", "proposed"),
    [
        (["security_force"], ["given"], True),
        (["security_force"], [], False),
        ([], ["given"], False),
        (["other"], ["given"], False),
    ],
)
def test_roles_are_matched(counterparts: list[str], support: list[str], proposed: bool, manifest: Manifest) -> None:
    found = propose(manifest, crimes=[], areas=[], stage="", counterpart_roles=counterparts, support_roles=support)
    assert ("9.3" in [tool.id for tool, _ in found]) is proposed


@pytest.mark.parametrize(
    ("pairs", "proposed"),
    [
        ([("police", "given")], True),
        ([("shelter", "given"), ("police", "none")], False),
        ([("police", "none"), ("police", "given")], True),
        ([("unknown since the last update", "given")], False),
        ([], False),
    ],
)
def test_the_counterpart_and_its_own_support_count_together(
    pairs: list[tuple[str, str]], proposed: bool, manifest: Manifest
) -> None:
    """Support to a shelter asks for no due diligence on a police that gets none."""
    found = propose_for(manifest, crimes=[], areas=[], stage="", counterparts=pairs)
    assert ("9.3" in [tool.id for tool, _ in found]) is proposed


def test_the_rule_is_the_packs(tmp_path: Path) -> None:
    spoil(write_pack(tmp_path), "pack.yaml", "{always: true}", "{crimes: [som]}")
    changed = load(tmp_path).manifest
    assert propose(changed, crimes=["tip"], areas=[], stage="") == []
