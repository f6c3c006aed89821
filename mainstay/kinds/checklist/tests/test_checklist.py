"""What a checklist promises: which answers pass, what is complete, what each audience gets."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from mainstay.kinds import base
from mainstay.kinds.checklist.kind import Checklist
from mainstay.kinds.checklist.schema import ChecklistContent, ChecklistEntry
from mainstay.reports.document import Audience, Grid

SCALE = base.Scale(
    id="three",
    choices=(
        base.Choice(id="yes", label="Yes", role="met"),
        base.Choice(id="no", label="No", role="unmet"),
        base.Choice(id="part", label="In part", role="partly"),
        base.Choice(id="na", label="Does not apply", role="not_applicable", added=True),
    ),
)
CONTENT = ChecklistContent(
    tool="9.9",
    scale="three",
    groups=(base.Group(id="a", title="First"), base.Group(id="b", title="Second", origin="supplement")),
    items=(
        base.Item(
            id="9.9.q1", title="One", text="Is one so?", group="a", points=(base.Point(id="9.9.q1.x1", text="And this part?"),)
        ),
        base.Item(id="9.9.q2", title="Two", text="Is two so?", group="a"),
        base.Item(id="9.9.q3", title="Three", text="Is three so?", group="b"),
    ),
)
TOOL = base.Tool("9.9", "A small checklist", "checklist", "3", 95, CONTENT, {"three": SCALE})
KIND = Checklist()


def answer(item: str, **data: Any) -> base.Answer:
    return base.Answer(
        item, ChecklistEntry(**data).model_dump(), version=1, by="Amina", at=datetime(2026, 3, 1, 14, 2, tzinfo=UTC)
    )


def record(*answers: base.Answer, **more: Any) -> base.Record:
    return base.Record(TOOL, {one.key: one for one in answers}, **more)


def text_of(found: Any) -> str:
    (grid,) = (block for block in found.blocks if isinstance(block, Grid))
    return "\n".join(cell.text for line in grid.lines for cell in line.cells)


def test_an_answer_outside_the_scale_is_refused_by_name() -> None:
    form = KIND.form(TOOL, CONTENT.items[0], {"choice": "maybe"})
    assert not form.is_valid()
    assert "maybe" in form.errors["choice"][0]


def test_20000_characters_pass_and_one_more_does_not() -> None:
    assert KIND.form(TOOL, CONTENT.items[0], {"choice": "no", "how": "x" * 20_000}).is_valid()
    form = KIND.form(TOOL, CONTENT.items[0], {"choice": "no", "how": "x" * 20_001})
    assert not form.is_valid()
    assert "20,001" in form.errors["how"][0]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("বাংলা লেখা", "বাংলা লেখা"),
        ("中文 答复", "中文 答复"),
        ("family 👩‍👩‍👧‍👦 done", "family 👩‍👩‍👧‍👦 done"),
        ("\uf0b7 first\r\n\uf0b7 second", "• first\n• second"),
        ("a\x00b\x07c\x9f", "abc"),
    ],
)
def test_what_a_person_can_see_of_a_text_is_kept(typed: str, kept: str) -> None:
    form = KIND.form(TOOL, CONTENT.items[0], {"choice": "part", "how": typed})
    assert form.is_valid()
    assert form.cleaned_data["how"] == kept


@pytest.mark.parametrize(
    ("data", "complete"),
    [
        ({}, False),
        ({"choice": "yes"}, True),
        ({"choice": "no"}, False),
        ({"choice": "no", "how": "By training"}, True),
        ({"choice": "part"}, False),
        ({"choice": "part", "how": "Step by step"}, True),
        ({"choice": "na"}, False),
        ({"choice": "na", "why_not": "No conflict here"}, True),
        ({"choice": "na", "how": "No conflict here"}, False),
    ],
)
def test_no_and_in_part_ask_how_and_not_applicable_asks_why(data: dict[str, str], complete: bool) -> None:
    assert KIND.promoted(TOOL, CONTENT.items[0], data, {}).complete is complete


def test_the_summary_counts_roles_groups_flags_and_what_sign_off_still_asks() -> None:
    filled = record(answer("9.9.q1", choice="yes", come_back=True), answer("9.9.q2", choice="no", how="By training"))
    found = KIND.summary(filled)
    assert (found.answered, found.of, found.flagged) == (2, 3, 1)
    assert found.counts == {"met": 1, "unmet": 1}
    assert found.groups == {"a": (2, 2), "b": (0, 1)}
    assert found.owed == 2  # q1 is met without a word on how; q3 has no answer


def test_facts_speak_in_roles_not_in_the_labels_of_a_scale() -> None:
    assert KIND.facts(record(answer("9.9.q2", choice="na"))) == {"9.9.q1": "", "9.9.q2": "not_applicable", "9.9.q3": ""}


FULL = record(
    base.Answer(
        "9.9.q1",
        ChecklistEntry(choice="part", how="TOKEN-HOW", come_back=True).model_dump(),
        by="TOKEN-BY",
        at=datetime(2026, 3, 1, tzinfo=UTC),
        actions=[base.Action(uuid4(), "TOKEN-WHAT", "TOKEN-OWNER", date(2026, 4, 5), "open", "To do")],
    ),
    answer("9.9.q2", choice="na", why_not="TOKEN-WHY"),
    comments={"9.9.q1": [base.Note("TOKEN-COMMENT", "TOKEN-COMMENTER", datetime(2026, 3, 2, tzinfo=UTC), resolved=False)]},
)
EVERYTHING = {"HOW", "WHY", "WHAT", "OWNER", "BY", "COMMENT", "COMMENTER"}


@pytest.mark.parametrize(
    ("audience", "gets"),
    [(Audience.OURS, EVERYTHING), (Audience.PARTNERS, {"HOW", "WHY", "WHAT"}), (Audience.PUBLIC, set())],
)
def test_each_audience_gets_its_fields_and_no_other(audience: Audience, gets: set[str]) -> None:
    found = KIND.report(FULL, audience)
    for shown in (text_of(found), str(found.data)):  # words end at these signs
        words = set(shown.replace("'", " ").replace(".", " ").replace("\n", " ").replace(",", " ").replace(":", " ").split())
        assert {token for token in EVERYTHING if f"TOKEN-{token}" in words} == gets
        assert "Is one so?" in shown


def test_what_stays_out_is_said_in_words() -> None:
    assert KIND.stays_out(FULL, Audience.OURS) == []
    assert "comments" in KIND.stays_out(FULL, Audience.PARTNERS)
    assert "how each point is addressed" in KIND.stays_out(FULL, Audience.PUBLIC)


def test_every_choice_has_its_own_column_and_its_mark() -> None:
    for place, choice in enumerate(SCALE.choices, 1):
        found = KIND.report(record(answer("9.9.q1", choice=choice.id)), Audience.OURS)
        (grid,) = (block for block in found.blocks if isinstance(block, Grid))
        assert grid.columns[place].title == choice.label
        assert [cell.text for cell in grid.lines[1].cells[1:5]] == [choice.label if at == place else "" for at in range(1, 5)]


def test_a_pack_that_names_an_unknown_scale_or_role_or_group_is_told_the_remedy() -> None:
    broken = CONTENT.model_copy(update={"items": (CONTENT.items[0].model_copy(update={"group": "z"}),)})
    assert KIND.problems(CONTENT, {}) == [
        ("9.9", "scale 'three' is not declared: add it to pack.yaml under scales, or name one of []")
    ]
    assert "group 'z' is not declared" in KIND.problems(broken, {"three": SCALE})[0][1]
    odd = base.Scale(id="three", choices=(base.Choice(id="x", label="X", role="fine"),))
    assert "role 'fine'" in KIND.problems(CONTENT, {"three": odd})[0][1]


def test_an_answer_of_ones_own_over_one_taken_over_is_told_apart() -> None:
    own = replace(answer("9.9.q1", choice="met"), differs=True)
    taken = replace(answer("9.9.q2", choice="met"), inherited=True)
    for audience in Audience:
        found = KIND.report(record(own, taken, answer("9.9.q3", choice="met")), audience)
        assert [row["differs"] for row in found.data] == [True, False, False]
    text = text_of(KIND.report(record(own, taken), Audience.OURS))
    assert text.count("Own answer, differs from its source.") == 1
    assert text.count("Taken over unchanged.") == 1
