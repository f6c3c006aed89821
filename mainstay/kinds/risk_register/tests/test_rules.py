"""What a risk register promises: floors, second person, proof, what is owed, how far it is."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from mainstay.kinds import base
from mainstay.kinds.risk_register import rating
from mainstay.kinds.risk_register.tests import small as s


def weigh(answer: base.Answer, **settings: str) -> rating.Weighed:
    return rating.weigh(s.TOOL, s.TOOL.item(answer.key), answer, settings)


def settled(item: Any, before: base.Answer | None = None, **sent: Any) -> tuple[dict[str, Any], dict[str, str]]:
    before = before or s.answer(item.id)
    return s.KIND.settled(s.TOOL, item, {**s.answer(item.id).data, **before.data, **sent}, before)


# --- input


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("harms", "boredom"),
        ("affected", "robots"),
        ("likelihood", "x"),
        ("treatment", "pray"),
        ("decision", "maybe"),
        ("responses", "cry"),
    ],
)
def test_a_choice_that_is_not_offered_is_refused_by_name(field: str, value: str) -> None:
    form = s.KIND.form(s.TOOL, s.PLAIN, {field: [value] if field in s.LISTS else value})
    assert not form.is_valid()
    assert value in form.errors[field][0]


def test_unticking_all_harms_differs_from_not_being_asked() -> None:
    form = s.KIND.form(s.TOOL, s.PLAIN, QueryDict("k-harms=&k-why=So"), "k")
    assert form.is_valid()
    assert form.cleaned_data["harms"] == []


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "-2"])
def test_formula_like_text_is_kept_as_typed(text: str) -> None:
    form = s.KIND.form(s.TOOL, s.PLAIN, {"text": text})
    assert form.is_valid()
    assert form.cleaned_data["text"] == text


def test_a_date_that_is_none_is_refused_in_words() -> None:
    form = s.KIND.form(s.TOOL, s.PLAIN, {"review_on": "soon"})
    assert not form.is_valid()
    assert "2026-03-31" in form.errors["review_on"][0]


# --- adoption, floors, second person


def test_adoption_brings_the_packs_harms_and_groups_which_can_then_be_changed() -> None:
    data, wrong = settled(s.PLAIN, decision="adopted")
    assert (data["harms"], data["affected"], wrong) == (["stigma"], ["children"], {})
    again, _wrong = settled(s.PLAIN, s.answer(s.PLAIN.id, **data), harms=[], affected=["migrants"])
    assert (again["harms"], again["affected"]) == ([], ["migrants"])


def test_a_grave_harm_keeps_impact_high_and_says_so() -> None:
    found = weigh(s.rated(s.GRAVE.id, "l", "l"))
    assert (found.before.impact, found.before.held, found.duty) == ("high", True, "mitigate")
    words = rating.because(s.TOOL, found, {})
    assert words == "Impact cannot start below High: Unsafe return."


def test_unticking_a_grave_harm_of_the_example_does_not_lift_its_floor() -> None:
    assert weigh(s.rated(s.GRAVE.id, "l", "l", harms=["stigma"])).before.held


def test_a_grave_harm_ticked_on_another_risk_gives_it_the_floor() -> None:
    assert not weigh(s.rated(s.PLAIN.id, "l", "l")).before.held
    assert weigh(s.rated(s.PLAIN.id, "l", "l", harms=["return"])).before.held


def test_the_narrow_reading_never_holds_for_a_grave_harm() -> None:
    assert weigh(s.rated(s.PLAIN.id, "l", "h"), risk_duty="narrow").duty == "explain"
    assert weigh(s.rated(s.GRAVE.id, "l", "h"), risk_duty="narrow").duty == "mitigate"


def test_a_reason_alone_does_not_leave_the_floor_a_second_person_does() -> None:
    alone = s.rated(s.GRAVE.id, "l", "m", floor_reason="Returns are reviewed by a court")
    assert weigh(alone).before.held
    assert s.KIND.awaits_second(s.TOOL, s.GRAVE, alone.data)
    both = s.answer(s.GRAVE.id, **s.KIND.seconded(alone.data, "Bob", date(2026, 12, 1)))
    found = weigh(both)
    assert (found.before.held, found.left, found.duty) == (False, True, "explain")
    assert "Bob on 1 December 2026" in rating.because(s.TOOL, found, both.data)
    assert not s.KIND.awaits_second(s.TOOL, s.GRAVE, both.data)


@pytest.mark.parametrize("change", [{"impact": "l"}, {"floor_reason": "Another"}, {"harms": ["stigma", "return"], "impact": "h"}])
def test_a_confirmation_falls_with_what_it_confirmed(change: dict[str, Any]) -> None:
    before = s.rated(s.GRAVE.id, "l", "m", floor_reason="A court", second_person="Bob", second_on="2026-12-01")
    assert settled(s.GRAVE, before, why="More words")[0]["second_person"] == "Bob"
    assert settled(s.GRAVE, before, **change)[0]["second_person"] == ""


# --- after measures


def test_a_rating_after_measures_is_refused_until_one_is_done_with_proof() -> None:
    for actions in ([], [s.action()], [s.action(status="done")], [s.action(status="dropped", proof="A report")]):
        before = s.rated(s.PLAIN.id, "h", "m", *actions)
        _data, wrong = settled(s.PLAIN, before, residual_likelihood="m", residual_impact="m")
        assert set(wrong) == {"residual_likelihood", "residual_impact"}
        assert "set a target" in wrong["residual_impact"]
    assert settled(s.PLAIN, s.rated(s.PLAIN.id, "h", "m", s.proven()), residual_likelihood="m", residual_impact="m")[1] == {}


def test_a_move_is_told_on_both_axes() -> None:
    def move(likelihood: str, impact: str) -> str:
        found = weigh(s.rated(s.PLAIN.id, "h", "h", s.proven(), residual_likelihood=likelihood, residual_impact=impact))
        return rating.move(found, found.after)

    assert move("m", "h") == "likelihood High > Medium, impact stays High"
    assert move("h", "m") == "likelihood stays High, impact High > Medium"
    assert move("l", "m") == "likelihood High > Low, impact High > Medium"
    assert move("h", "h") == "likelihood stays High, impact stays High"


def test_without_proof_the_duty_stays_what_it_was() -> None:
    residual = {"residual_likelihood": "l", "residual_impact": "l"}
    assert weigh(s.rated(s.PLAIN.id, "h", "m", s.action(), **residual)).duty_after is None
    found = weigh(s.rated(s.PLAIN.id, "h", "m", s.proven(), **residual))
    assert (found.duty, found.duty_after, found.now) == ("mitigate", "watch", "watch")


def test_the_review_is_proposed_by_the_duty_and_can_be_chosen() -> None:
    def review(answer: base.Answer) -> date | None:
        return rating.review(weigh(answer), answer)

    assert review(s.rated(s.PLAIN.id, "m", "h")) == date(2027, 2, 28)
    assert review(s.rated(s.PLAIN.id, "l", "l")) == date(2027, 5, 30)
    assert review(s.rated(s.PLAIN.id, "m", "h", review_on="2026-12-24")) == date(2026, 12, 24)
    assert review(s.answer(s.PLAIN.id)) is None


# --- owed, summary


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (s.answer(s.PLAIN.id, decision="adopted", harms=["stigma"]), "likelihood and impact"),
        (s.rated(s.PLAIN.id, "", "h"), "Rate the likelihood"),
        (s.rated(s.PLAIN.id, "h", ""), "Rate the impact"),
        (s.rated(s.PLAIN.id, "l", "l", harms=[]), "which harms"),
        (s.rated(s.PLAIN.id, "l", "m"), "explain why none"),
        (s.rated(s.PLAIN.id, "m", "m"), "at least one measure"),
        (s.rated(s.PLAIN.id, "m", "m", s.action(status="dropped")), "at least one measure"),
        (s.rated(s.PLAIN.id, "m", "m", s.action(owner="", due=None)), "who does this measure, and by when"),
        (s.rated(s.PLAIN.id, "m", "m", s.action(owner="")), "who does this measure:"),
        (s.rated(s.PLAIN.id, "m", "m", s.action(due=None)), "by when"),
        (s.rated(s.PLAIN.id, "m", "m", s.action(status="done")), "what shows that this measure was done"),
        (s.rated(s.PLAIN.id, "m", "h", s.action()), "who was consulted"),
        (s.rated(s.PLAIN.id, "l", "l", residual_impact="l"), "no proof"),
        (s.rated(s.PLAIN.id, "l", "l", s.proven(), residual_impact="l"), "both likelihood and impact after"),
        (s.rated(s.GRAVE.id, "l", "l", s.action()), "Raise it, or say why"),
        (s.rated(s.GRAVE.id, "l", "l", s.action(), floor_reason="A court"), "second person has to confirm"),
        (s.rated(s.PLAIN.id, "l", "h", s.action(), treatment="accept"), "say what is behind this"),
        (s.rated(s.PLAIN.id, "l", "l", responses=["more"], consulted="OHCHR"), "why this response"),
        (s.rated(s.PLAIN.id, "l", "l", responses=["more"], response_why="So"), "who was consulted on the response"),
        (s.rated(s.PLAIN.id, "l", "l", responses=["stop"], response_why="So", consulted="OHCHR"), "who authorised"),
        (s.answer(s.PLAIN.id, decision="aside"), "left out"),
        (s.answer(s.OWN, decision="adopted", likelihood="l", impact="l"), "short name"),
        (s.answer(s.OWN, decision="adopted", likelihood="l", impact="l"), "could go wrong"),
        (s.answer(s.OWN, decision="adopted", likelihood="l", impact="l"), "which harms"),
    ],
)
def test_each_thing_that_is_missing_is_owed_in_words(answer: base.Answer, words: str) -> None:
    assert [text for text in s.owed(answer) if words in text]


@pytest.mark.parametrize(
    "answer",
    [
        s.rated(s.PLAIN.id, "l", "l"),
        s.rated(s.PLAIN.id, "l", "m", explanation="The ministry does it already"),
        s.rated(s.PLAIN.id, "m", "m", s.action()),
        s.rated(s.PLAIN.id, "m", "h", s.action(), consulted="Representative, adviser"),
        s.rated(s.PLAIN.id, "h", "m", s.proven(), residual_likelihood="m", residual_impact="m"),
        s.rated(s.GRAVE.id, "l", "m", floor_reason="A court", second_person="Bob", second_on="2026-12-01", explanation="So"),
        s.rated(s.PLAIN.id, "l", "h", s.action(), treatment="share", treatment_note="With the ombudsperson"),
        s.answer(s.PLAIN.id, decision="aside", aside_why="There is no border here"),
        s.answer(s.OWN, decision="adopted", title="Own", text="It may fail", harms=["stigma"], likelihood="l", impact="l"),
        s.answer(s.OWN, decision="aside"),
    ],
)
def test_what_is_whole_owes_nothing(answer: base.Answer) -> None:
    assert s.owed(answer, s.rated("9.9.r1" if answer.key != "9.9.r1" else "9.9.r2", "l", "h", s.action())) == []


def test_without_any_adopted_risk_the_register_owes_one_unless_all_were_set_aside() -> None:
    assert "No risk is adopted" in " ".join(one.text for one in s.KIND.owed(s.record()))
    aside = [s.answer(item.id, decision="aside", aside_why="No") for item in s.CONTENT.items]
    assert s.KIND.owed(s.record(*aside)) == []
    assert s.KIND.owed(s.record(s.rated(s.PLAIN.id, "l", "l"))) == []


def test_the_summary_counts_what_was_decided_and_the_worst_duty() -> None:
    summary = s.KIND.summary(
        s.record(
            s.rated(s.PLAIN.id, "m", "h"),
            s.answer(s.GRAVE.id, decision="aside"),
            s.answer(s.OWN, decision="adopted", title="Own", text="It", harms=["stigma"]),
        )
    )
    assert (summary.answered, summary.of, summary.owed) == (1, 3, 3)
    assert (summary.counts, summary.worst) == ({"consult": 1}, "consult")
    assert summary.groups == {"examples": (1, 2), "own": (0, 1)}


def test_a_withdrawn_risk_of_ones_own_is_not_asked_for_any_more() -> None:
    assert s.KIND.summary(s.record(s.answer(s.OWN, decision="aside"))).of == 2


def test_columns_and_facts_follow_the_decision() -> None:
    adopted = s.rated(s.PLAIN.id, "m", "m").data
    assert s.KIND.promoted(s.TOOL, s.PLAIN, adopted, {}) == base.Promoted("adopted", "mitigate", True)
    assert s.KIND.promoted(s.TOOL, s.PLAIN, {**adopted, "decision": "aside"}, {}) == base.Promoted("aside", "", False)
    assert s.KIND.facts(s.record(s.rated(s.PLAIN.id, "m", "m"))) == {"9.9.r1": "mitigate", "9.9.r2": ""}


# --- the pack


def test_a_pack_hears_of_a_scale_that_does_not_serve_and_of_a_risk_without_measures() -> None:
    content = s.CONTENT.model_copy(update={"items": (s.risk(1, mitigations=()),)})
    found = s.KIND.problems(content, {"likelihood": s.SCALES["likelihood"]})
    assert [subject for subject, _text in found] == ["9.9", "9.9.r1"]
    assert "impact" in found[0][1]
    assert s.KIND.problems(s.CONTENT, s.SCALES) == []
