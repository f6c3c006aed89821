"""All that is stored is in our own document, and nothing that must stay out is in the others': proven word by word."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from mainstay.assessments.models import Entry
from mainstay.catalogue import selectors as catalogue
from mainstay.core.labels import Label
from mainstay.exports.audiences import FIELDS
from mainstay.exports.compose import Composed, Refused, compose
from mainstay.exports.formats import formats
from mainstay.kinds import registry
from mainstay.reports.document import Audience
from tests import world as w
from tests.contract import exports_books as books
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
    "proof": {OURS},
    "risk_register.decision": {OURS, PARTNERS},
    "risk_register.aside_why": {OURS},
    "risk_register.title": {OURS, PARTNERS},
    "risk_register.text": {OURS},
    "risk_register.partner_text": {OURS, PARTNERS},
    "risk_register.affected": {OURS, PARTNERS},
    "risk_register.affected_note": {OURS},
    "risk_register.harms": {OURS, PARTNERS},
    "risk_register.likelihood": {OURS, PARTNERS},
    "risk_register.impact": {OURS, PARTNERS},
    "risk_register.why": {OURS},
    "risk_register.explanation": {OURS},
    "risk_register.floor_reason": {OURS},
    "risk_register.second_person": {OURS},
    "risk_register.second_on": {OURS},
    "risk_register.treatment": {OURS, PARTNERS},
    "risk_register.treatment_note": {OURS},
    "risk_register.target_likelihood": {OURS, PARTNERS},
    "risk_register.target_impact": {OURS, PARTNERS},
    "risk_register.residual_likelihood": {OURS, PARTNERS},
    "risk_register.residual_impact": {OURS, PARTNERS},
    "risk_register.responses": {OURS, PARTNERS},
    "risk_register.response_why": {OURS},
    "risk_register.consulted": {OURS},
    "risk_register.authorised": {OURS},
    "risk_register.review_on": {OURS, PARTNERS},
}
"""Of an unclassified intervention. A kind with a field that is not listed here fails: somebody must decide who gets it."""


@pytest.fixture
def full(label: Label) -> tokens.Full:
    return tokens.fill(w.build(), label)


def made(full: tokens.Full, audience: Audience, **keys: Any) -> Composed:
    return compose(full.world.alice, full.intervention, keys.get("keys"), audience, "en")


READ_BACK: dict[str, Callable[[bytes], str]] = {
    "docx": sample.text,
    "json": lambda file: json.dumps(json.loads(file), ensure_ascii=False),
    "xlsx": lambda file: "\n".join(books.texts(file)),
    "csv": lambda file: "\n".join("\n".join(row.values()) for row in books.rows(file)),
    "pdf": lambda file: "\n".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages),
}
"""How the text of each format is read with a library that did not write it."""


def text_of(composed: Composed, form: str) -> str:
    """The document as the format gives it back, white space as one space, since lines break where they like."""
    return " ".join(READ_BACK[form](formats()[form].write(composed.document)).split())


def test_the_text_of_every_format_is_read_back() -> None:
    assert set(READ_BACK) == set(formats())


@pytest.mark.parametrize("label", [Label.UNCLASSIFIED])
@pytest.mark.parametrize("audience", Audience)
def test_each_field_is_in_the_documents_of_those_who_get_it_and_in_no_other(full: tokens.Full, audience: Audience) -> None:
    composed, wrong = made(full, audience), list[str]()
    for form in formats():
        text = text_of(composed, form)
        for name, words in full.tokens.of.items():
            found = [word for word in words if tokens.is_in(word, text)]
            if audience in who_gets(name):
                wrong += [f"{name} is missing in {form}"] if found != words else []
            else:
                wrong += [f"{name} has slipped into {form}"] if found else []
    assert not wrong


def who_gets(name: str) -> set[Audience]:
    """Of a row that somebody put aside nobody but us gets anything."""
    return {OURS} & WHO_GETS_IT[name.removeprefix("aside.")] if name.startswith("aside.") else WHO_GETS_IT[name]


@pytest.mark.parametrize("label", [Label.UNCLASSIFIED])
@pytest.mark.parametrize("audience", Audience)
def test_each_choice_is_in_the_data_of_those_who_get_it(full: tokens.Full, audience: Audience) -> None:
    """For every field of every kind that is not free text, with all that the table above says."""
    parts = {part["id"]: part for part in made(full, audience).document.data["parts"]}
    for assessment in full.assessments:
        tool = catalogue.tool(assessment.pack_version_id, assessment.tool)
        told = {row["item"]: row for row in parts[str(assessment.pk)]["entries"]}
        for entry in assessment.entries.exclude(role=Entry.Role.ACTION):
            data, row = entry.data, told.get(entry.key)
            for name in registry.kind(tool.kind).entry.model_fields:
                field = f"{tokens.place(registry.kind(tool.kind), data)}{tool.kind}.{name}"
                if audience in who_gets(field):
                    said = row[name]["id"] if isinstance(row[name], dict) else row[name]
                    assert said == data[name], field
                else:
                    assert row is None or name not in row, field


@pytest.mark.parametrize("label", [Label.UNCLASSIFIED])
@pytest.mark.parametrize("audience", Audience)
def test_each_choice_of_each_scale_is_in_the_row_of_its_question(full: tokens.Full, audience: Audience) -> None:
    composed = made(full, audience)
    rows = [row for table in sample.word(formats()["docx"].write(composed.document)).tables for row in table.rows]
    shown = {(row.cells[0].text.split("\n")[0], cell.text) for row in rows for cell in row.cells if cell.text.startswith("✓")}
    chosen = set()
    for assessment, part in zip(full.assessments, composed.document.data["parts"], strict=True):
        tool = catalogue.tool(assessment.pack_version_id, assessment.tool)
        if tool.kind != "checklist":
            continue
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
    composed = made(full, audience)
    for name, words in tokens.said_of_flags().items():
        gets_it = audience in WHO_GETS_IT[name]
        assert (f'"{name.partition(".")[2]}"' in text_of(composed, "json")) is gets_it
        for form in set(formats()) - {"json", "csv"}:
            assert (words in text_of(composed, form)) is gets_it, form


def test_somebody_has_decided_about_every_field_of_every_kind() -> None:
    fields = {f"{kind.name}.{name}" for kind in registry.installed().values() for name in kind.entry.model_fields}
    assert fields == {name for name in WHO_GETS_IT if name.partition(".")[0] in registry.installed()}


@pytest.mark.parametrize("label", [Label.INTERNAL])
def test_state_and_public_get_of_an_internal_intervention_only_what_it_is(full: tokens.Full) -> None:
    composed = made(full, PUBLIC)
    allowed = set(full.tokens.of["note.title"])
    everything = {word for words in full.tokens.of.values() for word in words}
    for form in formats():
        text = text_of(composed, form)
        assert {word for word in everything if tokens.is_in(word, text)} == allowed, form
        assert "Demoland" in text
    assert composed.label == Label.UNCLASSIFIED
    assert composed.document.data["parts"] == []


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


@pytest.mark.parametrize("label", [Label.UNCLASSIFIED])
def test_what_is_chosen_stands_in_the_workbook_beside_its_drop_down(full: tokens.Full) -> None:
    """Of every kind: each field that a sheet lets people choose holds the label of what is stored, under the field's name."""
    opened = books.book(formats()["xlsx"].write(made(full, OURS).document))
    sheets = {row[1]: opened[row[0]] for row in opened["mainstay-meta"].iter_rows(values_only=True, min_row=9)}
    kinds = set()
    for assessment in full.assessments:
        told = {row["key"]: row for row in books.answers(sheets[str(assessment.pk)])}
        labels = books.choices(sheets[str(assessment.pk)])
        for entry in assessment.entries.exclude(role=Entry.Role.ACTION):
            for name in set(labels) & set(entry.data):
                chosen, offered = entry.data[name], labels[name]
                wanted = offered.get(chosen) if isinstance(chosen, str) else next(iter(offered.values()))  # a flag that is set
                assert told[entry.key][name] == wanted, f"{entry.key} {name}"
                kinds.add(catalogue.tool(assessment.pack_version_id, assessment.tool).kind)
    assert kinds == {kind.name for kind in registry.installed().values() if kind.entry.model_fields}
