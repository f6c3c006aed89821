"""An intervention signed off as a whole: over its note and every chosen tool, each signed and as it was signed."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from mainstay.assessments import review, whole
from mainstay.assessments.errors import Moved, Refused
from mainstay.assessments.models import ReviewStep, SignOff
from mainstay.assessments.services import review as steps
from mainstay.assessments.services import rounds
from mainstay.core.ids import new_id
from mainstay.core.labels import Label
from mainstay.programmes import selectors, services
from mainstay.programmes.models import Intervention
from tests import world as w
from tests.journeys import review_world as r

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> r.Reviewed:
    made = r.build()
    note(made, expected_change="Fewer people are detained.")
    return made


def current(one: r.Reviewed) -> Intervention:
    return Intervention.objects.get(pk=one.intervention.pk)


def note(one: r.Reviewed, by: Any = None, **values: str) -> None:
    services.save_note(by or one.world.bob, current(one), values, seen=current(one).version)


def subject(one: r.Reviewed, by: Any) -> review.Subject:
    found, access = selectors.open_intervention(by, one.intervention.pk)
    return review.whole_of(access, found)


def look(one: r.Reviewed, by: Any = None) -> review.Review:
    return review.review(subject(one, by or one.rita))


def form(one: r.Reviewed, by: Any, text: str = "") -> steps.Form:
    return steps.Form(new_id(), look(one, by).last, text)


def submit(one: r.Reviewed) -> ReviewStep:
    return steps.submit(subject(one, one.world.bob), form(one, one.world.bob))


def sign(one: r.Reviewed, by: Any) -> ReviewStep:
    shown = look(one, by)
    return steps.sign(subject(one, by), form(one, by), shown.matter.fingerprint, shown.as_at)


def signed(one: r.Reviewed) -> None:
    one.submit()
    one.sign(one.rita)
    submit(one)
    assert sign(one, one.rita).state == "signed"


def test_every_chosen_tool_must_be_signed_first(one: r.Reviewed) -> None:
    submit(one)
    assert [line.text for line in look(one).owed] == [f"{one.checklist.tool} is not signed off yet."]
    with pytest.raises(Refused, match="1 thing is still owed"):
        sign(one, one.rita)
    one.submit()
    one.sign(one.rita)
    assert not look(one).owed
    assert sign(one, one.rita).state == "signed"
    one.change(one.world.bob)
    assert [line.text for line in look(one).owed] == [f"{one.checklist.tool} was changed since it was signed off."]


def test_what_is_missing_is_listed_with_where_to_go(one: r.Reviewed) -> None:
    empty = one.world.intervention(ref="EMPTY")
    found = review.review(review.whole_of(one.rita, empty))
    assert [line.href.rsplit("/", 2)[1] for line in found.owed] == ["note", "tools"]
    product = one.world.tool(subject="communication_product")
    chosen = [one.world.tool(), one.world.tool(occasions=True), product]
    empty = services.choose_tools(one.world.alice, empty, chosen, left_out_reason="Small.", seen=empty.version)
    services.create_product(one.world.alice, empty, {"title": "A poster"})
    texts = [line.text for line in review.review(review.whole_of(one.rita, empty)).owed][1:]
    assert len(texts) == 2, "a round is nothing that can be owed before its date"
    assert "chosen, and not filled in yet" in texts[0]
    assert "A poster" in texts[1]


def test_a_change_of_the_note_or_of_a_tool_makes_it_stale_and_is_named(one: r.Reviewed) -> None:
    signed(one)
    note(one, expected_change="Nobody is detained.")
    changes = look(one).stands.changes
    assert [(change.how, change.piece.key, change.piece.by_name) for change in changes] == [("changed", "expected_change", "Bob")]
    assert hub(one) == "stale"
    note(one, expected_change="Fewer people are detained.")
    assert (look(one).stands.shown, hub(one)) == ("signed", "signed")
    one.change(one.world.bob)
    assert [change.piece.key for change in look(one).stands.changes] == [one.checklist.tool]
    assert hub(one) == "stale"


def hub(one: r.Reviewed) -> str:
    found, access = selectors.open_intervention(one.world.vera, one.intervention.pk)
    return whole.board(access, found).whole.shown


def test_the_stage_the_team_and_a_round_begun_later_are_no_content(one: r.Reviewed) -> None:
    signed(one)
    head: dict[str, Any] = {"stage": one.world.stage, "workplan_code": "W-7", "ref": "NEW-1", "title": current(one).title}
    head |= {"countries": [one.world.country.pk], "crimes": [], "areas": [], "counterparts": []}
    services.update_intervention(one.world.bob, current(one), head, seen=current(one).version)
    services.add_member(one.world.alice, current(one), one.world.vera.person.pk, duty="Reads")
    assert look(one).stands.shown == "signed"


def test_a_round_is_signed_with_the_rest_and_a_later_one_leaves_the_signature_alone(one: r.Reviewed) -> None:
    from datetime import date

    tool = one.world.tool(occasions=True)
    chosen = [one.world.tool(), tool]
    services.choose_tools(one.world.bob, current(one), chosen, left_out_reason="Small.", seen=current(one).version)
    signed(one)
    one.world.checklist(current(one), tool, when=rounds.Round(date(2026, 3, 1)))
    assert look(one).stands.shown == "signed"
    with pytest.raises(Refused, match="still owed"):
        sign(one, one.lea)


def test_who_wrote_the_note_does_not_sign_alone(one: r.Reviewed) -> None:
    note(one, by=one.lea, expected_change="Lea's own words.")
    one.submit()
    one.sign(one.rita)
    submit(one)
    assert sign(one, one.lea).state == "in-review"
    assert look(one).stands.uncovered == ["expected_change"]
    assert sign(one, one.rita).state == "signed"


def test_nothing_is_signed_that_changed_meanwhile(one: r.Reviewed) -> None:
    one.submit()
    one.sign(one.rita)
    submit(one)
    shown, posted = look(one), form(one, one.rita)
    note(one, expected_change="Typed while Rita read.")
    with pytest.raises(Moved) as caught:
        steps.sign(subject(one, one.rita), posted, shown.matter.fingerprint, shown.as_at)
    assert list(caught.value.keys) == ["expected_change"]
    assert not SignOff.objects.filter(intervention=one.intervention).exists()


def test_a_tool_above_the_clearance_keeps_from_signing_the_whole(one: r.Reviewed) -> None:
    rounds.relabel(w.opened(one.world.alice, one.checklist), Label.CONFIDENTIAL)
    submit(one)
    texts = " ".join(line.text for line in look(one).owed)
    assert "1 tool carries a higher label" in texts
    assert one.checklist.tool not in texts


def test_a_withdrawn_signature_below_makes_the_whole_stale(one: r.Reviewed) -> None:
    signed(one)
    made = SignOff.objects.get(assessment=one.checklist)
    steps.withdraw(one.subject(one.rita), made.pk, one.form(one.rita, "A slip"))
    assert (look(one).stands.shown, hub(one)) == ("stale", "stale")


def test_rights_and_a_closed_intervention(one: r.Reviewed) -> None:
    with pytest.raises(PermissionDenied):
        steps.submit(subject(one, one.world.vera), form(one, one.world.vera))
    signed(one)
    with pytest.raises(PermissionDenied):
        sign(one, one.world.alice)
    services.close(one.lea, current(one), "Done")
    with pytest.raises(Refused, match="closed"):
        steps.request_changes(subject(one, one.lea), form(one, one.lea, "Late"))
    assert not review.waiting(one.lea)


def test_a_whole_waits_for_its_reviewers_too(one: r.Reviewed) -> None:
    submit(one)
    assert [(row.tool, row.href.split("/")[1]) for row in review.waiting(one.rita)] == [("", "interventions")]
    assert not review.waiting(one.world.bob)
