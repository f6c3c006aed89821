"""All that is stored is in our own document, and nothing that must stay out is in the others': proven word by word."""

import json
from typing import Any

import pytest

from mainstay.catalogue import selectors as catalogue
from mainstay.core.labels import Label
from mainstay.exports.audiences import FIELDS
from mainstay.exports.compose import Composed, Refused, compose
from mainstay.exports.formats import formats
from mainstay.kinds import registry
from mainstay.reports.document import Audience
from tests import world as w
from tests.contract import exports_sample as sample
from tests.contract import exports_tokens as tokens

pytestmark = pytest.mark.django_db
OURS, PARTNERS, PUBLIC = Audience

WHO_GETS_IT = {
    "note.title": {OURS, PARTNERS, PUBLIC},
    "note.ref": {OURS, PARTNERS},
    "note.programme": {OURS, PARTNERS},
    "note.workplan_code": {OURS},
    "note.expected_change": {OURS, PARTNERS, PUBLIC},
    "note.theory": {OURS, PARTNERS},
    "note.theory_link": {OURS, PARTNERS},
    "note.left_out": {OURS, PARTNERS},
    "note.team": {OURS, PARTNERS},
    "note.reasons": {OURS},
    "note.products": {OURS, PARTNERS},
    "product_title": {OURS, PARTNERS, PUBLIC},
    "round_title": {OURS, PARTNERS, PUBLIC},
    "names": {OURS},
    "comments": {OURS},
    "actions": {OURS, PARTNERS},
    "checklist.choice": {OURS, PARTNERS, PUBLIC},
    "checklist.how": {OURS, PARTNERS},
    "checklist.why_not": {OURS, PARTNERS},
    "checklist.come_back": {OURS},
}
"""Of an unclassified intervention. A kind with a field that is not listed here fails: somebody must decide who gets it."""


@pytest.fixture
def full(label: Label) -> tokens.Full:
    return tokens.fill(w.build(), label)


def made(full: tokens.Full, audience: Audience, **keys: Any) -> Composed:
    return compose(full.world.alice, full.intervention, keys.get("keys"), audience, "en")


def texts(composed: Composed) -> dict[str, str]:
    """The document as each format gives it back."""
    return {
        "docx": sample.text(formats()["docx"].write(composed.document)),
        "json": json.dumps(json.loads(formats()["json"].write(composed.document)), ensure_ascii=False),
    }


@pytest.mark.parametrize("label", [Label.UNCLASSIFIED])
@pytest.mark.parametrize("audience", Audience)
def test_each_field_is_in_the_documents_of_those_who_get_it_and_in_no_other(full: tokens.Full, audience: Audience) -> None:
    for form, text in texts(made(full, audience)).items():
        for name, words in full.tokens.of.items():
            missing = [word for word in words if word not in text]
            if audience in WHO_GETS_IT[name]:
                assert not missing, f"{name} is not in {form} for {audience}"
            else:
                assert missing == words, f"{name} is in {form} for {audience}"


@pytest.mark.parametrize("label", [Label.UNCLASSIFIED])
@pytest.mark.parametrize("audience", Audience)
def test_each_choice_of_each_scale_is_in_the_row_of_its_question(full: tokens.Full, audience: Audience) -> None:
    composed = made(full, audience)
    rows = [row for table in sample.word(formats()["docx"].write(composed.document)).tables for row in table.rows]
    shown = {(row.cells[0].text.split("\n")[0], cell.text) for row in rows for cell in row.cells if cell.text.startswith("✓")}
    chosen = set()
    for assessment, part in zip(full.assessments, composed.document.data["parts"], strict=True):
        tool = catalogue.tool(assessment.pack_version_id, assessment.tool)
        labels = {one.id: one.label for one in tool.scales[tool.content.scale].choices}
        for number, (item, entry) in enumerate(zip(tool.content.items, part["entries"], strict=True)):
            wanted = list(labels)[number % len(labels)]
            assert entry["choice"] == {"id": wanted, "label": labels[wanted]}
            assert (item.text.split("\n")[0], f"✓\n{labels[wanted]}") in shown
            chosen.add((tool.content.scale, wanted))
    scales = {scale for scale, _choice in chosen}
    manifest = catalogue.manifest(catalogue.current_version("gloact"))
    assert chosen == {(one.id, choice.id) for one in manifest.scales if one.id in scales for choice in one.choices}


@pytest.mark.parametrize("label", [Label.UNCLASSIFIED])
@pytest.mark.parametrize("audience", Audience)
def test_flags_are_said_only_to_those_who_get_them(full: tokens.Full, audience: Audience) -> None:
    found = texts(made(full, audience))
    for name, words in tokens.said_of_flags().items():
        assert (words in found["docx"]) is (audience in WHO_GETS_IT[name])
        assert (f'"{name.partition(".")[2]}"' in found["json"]) is (audience in WHO_GETS_IT[name])


def test_somebody_has_decided_about_every_field_of_every_kind() -> None:
    fields = {f"{kind.name}.{name}" for kind in registry.installed().values() for name in kind.entry.model_fields}
    assert fields == {name for name in WHO_GETS_IT if name.partition(".")[0] in registry.installed()}


@pytest.mark.parametrize("label", [Label.INTERNAL])
def test_state_and_public_get_of_an_internal_intervention_only_what_it_is(full: tokens.Full) -> None:
    composed = made(full, PUBLIC)
    allowed = set(full.tokens.of["note.title"])
    everything = {word for words in full.tokens.of.values() for word in words}
    for text in texts(composed).values():
        assert {word for word in everything if word in text} == allowed
    assert composed.label == Label.UNCLASSIFIED
    assert composed.document.data["parts"] == []
    assert "Demoland" in texts(composed)["docx"]


@pytest.mark.parametrize("label", [Label.CONFIDENTIAL])
def test_nothing_of_a_confidential_intervention_goes_to_state_and_public(full: tokens.Full) -> None:
    with pytest.raises(Refused, match="Confidential"):
        made(full, PUBLIC)
    assert made(full, PARTNERS).document.watermark


@pytest.mark.parametrize("label", [Label.UNCLASSIFIED, Label.INTERNAL])
@pytest.mark.parametrize("audience", [PARTNERS, PUBLIC])
def test_the_preview_names_everything_that_stays_out(full: tokens.Full, audience: Audience) -> None:
    composed = made(full, audience)
    out = "\n".join(what for what, _why in composed.out)
    held = composed.document.data["intervention"]
    for name, field in FIELDS.items():
        filled = f"note.{name}" in full.tokens.of or name in ("counterparts", "tools", "state")
        if filled:
            assert (str(field.title) in out) is (name not in held), name
    assert all(why for _what, why in composed.out)


@pytest.mark.parametrize("label", [Label.UNCLASSIFIED])
def test_nothing_stays_out_of_our_own_file_for_who_may_see_it_all(full: tokens.Full) -> None:
    assert not made(full, OURS).out


@pytest.mark.parametrize("label", [Label.UNCLASSIFIED])
def test_people_are_named_to_us_and_are_roles_to_others(full: tokens.Full) -> None:
    (name,) = full.tokens.of["names"]
    for audience, team, owner in ((OURS, {"name", "task", "role"}, name), (PARTNERS, {"task", "role"}, "Contributor")):
        data = made(full, audience).document.data
        assert [set(member) for member in data["intervention"]["team"]] == [team]
        assert {action["owner"] for action in data["actions"]} == {owner}
