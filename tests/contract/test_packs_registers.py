"""The registers of the shipped pack are whole, and a slip in one is named with its place and a remedy."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from mainstay.catalogue.checks import check, load
from mainstay.catalogue.listing import listing
from tests.contract.small_pack import spoil

GLOACT = settings.PACKS / "gloact"
PRINTED = {"3.2": 11, "3.3": 7, "3.4": 19, "3.5": 7, "3.6": 12}
GRAVEST = {
    *("loss-of-life", "refoulement", "torture", "enslavement", "enforced-disappearance", "death-penalty", "arbitrary-detention"),
    *("sexual-violence", "forced-medical-examination", "retaliation", "re-trafficking"),
}


@pytest.mark.parametrize("tool", PRINTED)
def test_every_printed_risk_is_there_with_harms_groups_and_measures_of_its_own_id(tool: str) -> None:
    risks = [one for one in listing(load(GLOACT))["items"] if one["tool"] == tool]
    assert [one["id"] for one in risks] == [f"{tool}.r{number}" for number in range(1, PRINTED[tool] + 1)]
    for risk in risks:
        assert risk["harms"]
        assert [one["id"] for one in risk["mitigations"]] == [
            f"{risk['id']}.m{n}" for n in range(1, len(risk["mitigations"]) + 1)
        ]


def test_the_gravest_harms_are_those_of_the_research() -> None:
    manifest = load(GLOACT).manifest
    assert {one.id for one in manifest.harms if one.floor} == GRAVEST
    assert len(manifest.harms) == 26
    assert all(one.help for one in manifest.harms)


def test_one_risk_of_every_intervention_stands_in_each_register() -> None:
    pack = load(GLOACT)
    assert {tool for tool, content in pack.contents.items() if content.include == ("risk-staff",)} == set(PRINTED)


def test_six_responses_say_who_decides_and_whom_to_ask() -> None:
    responses = load(GLOACT).contents["response-options"].items
    assert len(responses) == 6
    assert all(one.decided_by and one.consult and one.example for one in responses)


MISTAKES = {
    "unknown harm": ("harms: [discrimination, torture]", "harms: [discrimination, tortur]", 'no harm "tortur"', '"torture"?'),
    "unknown group": ("affected: [migrants,", "affected: [migrant,", 'no group of people "migrant"', '"migrants"?'),
    "unknown scale": (
        "include: [risk-staff]",
        "include: [risk-staff]\nimpact: gravity",
        "does not serve to rate risks",
        "low, medium, high",
    ),
    "include of nothing": ("include: [risk-staff]", "include: [risk-stuff]", "cannot be included", "same kind"),
    "include of another kind": ("include: [risk-staff]", "include: [response-options]", "cannot be included", "same kind"),
    "include of oneself": ("include: [risk-staff]", 'include: ["3.3"]', "cannot be included", "same kind"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_slip_in_a_register_is_named_with_a_remedy(mistake: str, tmp_path: Path) -> None:
    old, new, message, remedy = MISTAKES[mistake]
    shutil.copytree(GLOACT, tmp_path / "pack")
    spoil(tmp_path / "pack", "tools/3.3.yaml", old, new)
    found = [one for one in check(tmp_path / "pack") if message in one.message]
    assert found
    assert found[0].file == "tools/3.3.yaml"
    assert remedy in found[0].remedy
