"""Review and sign-off: who may, what it binds, when it is stale, and that nobody signs alone what she wrote."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from mainstay.assessments import review, selectors
from mainstay.assessments.errors import Moved, Overtaken, Refused
from mainstay.assessments.models import Assessment, Entry, ReviewStep, SignOff
from mainstay.assessments.services import actions, comments, history, labels, rounds
from mainstay.assessments.services import review as steps
from mainstay.audit.models import Event
from mainstay.core.guard import PersonalData
from mainstay.core.labels import Label
from mainstay.programmes import services as programmes
from tests import world as w
from tests.journeys import review_world as r

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> r.Reviewed:
    return r.build()


def test_from_draft_to_signed_with_changes_asked_for_on_the_way(one: r.Reviewed) -> None:
    assert one.stands() == "draft"
    one.submit()
    assert one.stands() == "in-review"
    one.ask(one.rita, "Say more on training")
    assert one.stands() == "changes-requested"
    one.change(one.world.bob, how="With two trainings")
    one.submit()
    one.sign(one.rita)
    assert one.stands() == "signed"
    told = ReviewStep.objects.order_by("at").values_list("step", "state", "text", "by__name")
    assert list(told) == [
        ("submitted", "in-review", "", "Bob"),
        ("changes-requested", "changes-requested", "Say more on training", "Rita"),
        ("submitted", "in-review", "", "Bob"),
        ("signed", "signed", "", "Rita"),
    ]
    events = Event.objects.filter(object_kind="assessment", object_id=str(one.checklist.pk)).exclude(verb="started")
    assert [event.verb for event in events.order_by("number")] == ["submitted", "asked-changes", "submitted", "signed"]
    assert "training" not in "".join(str(event.detail) for event in events)


def test_review_never_locks_the_authors_out(one: r.Reviewed) -> None:
    one.submit()
    one.change(one.world.bob, how="Still working")
    assert one.look(one.rita).stands.state == "in-review"
    assert selectors.record_of(w.opened(one.rita, one.checklist)).answer(w.items(one.checklist)[0]).data["how"] == "Still working"


def test_the_only_author_cannot_sign_alone(one: r.Reviewed) -> None:
    for item in w.items(one.checklist):
        w.answer(one.lea, one.checklist, item, "met", seen=1, how="All mine")
    one.submit(one.lea)
    with pytest.raises(Refused, match="colleague must sign"):
        one.sign(one.lea)
    assert (SignOff.objects.count(), one.stands()) == (0, "in-review")
    one.sign(one.rita)
    assert one.stands() == "signed"


def test_one_of_two_authors_signs_and_a_second_signature_is_needed(one: r.Reviewed) -> None:
    mine = one.change(one.lea, 2)
    one.submit()
    step = one.sign(one.lea)
    assert (step.state, one.stands()) == ("in-review", "in-review")
    assert list(one.look(one.rita).stands.uncovered) == [str(mine.pk)]
    one.sign(one.rita)
    assert one.stands() == "signed"


def test_two_authors_who_may_sign_vouch_for_each_other(one: r.Reviewed) -> None:
    items = w.items(one.checklist)
    rob = w.person(one.world.organisation, "rob", "lead")
    for number, item in enumerate(items):
        w.answer((one.lea, rob)[number % 2], one.checklist, item, "met", seen=1, how=f"Ours {number}")
    one.submit()
    assert one.sign(one.lea).state == "in-review"
    assert one.sign(rob).state == "signed"


def test_the_second_of_two_reviewers_is_told_and_nothing_is_lost(one: r.Reviewed) -> None:
    one.submit()
    late = one.form(one.lea, "Mine")
    shown = one.look(one.lea)
    one.ask(one.rita)
    with pytest.raises(Overtaken) as caught:
        steps.sign(one.subject(one.lea), late, shown.matter.fingerprint, shown.as_at)
    assert (caught.value.step.step, str(caught.value.step.by)) == ("changes-requested", "Rita")
    with pytest.raises(Overtaken):
        steps.request_changes(one.subject(one.lea), late)
    assert (SignOff.objects.count(), ReviewStep.objects.count()) == (0, 2)


def test_nothing_is_signed_that_was_not_on_the_screen(one: r.Reviewed) -> None:
    one.submit()
    shown, form = one.look(one.rita), one.form(one.rita)
    one.change(one.world.bob, 3, how="Typed while Rita read")
    with pytest.raises(Moved) as caught:
        steps.sign(one.subject(one.rita), form, shown.matter.fingerprint, shown.as_at)
    assert list(caught.value.keys) == [w.items(one.checklist)[3]]
    assert not SignOff.objects.exists()
    one.sign(one.rita)
    assert one.stands() == "signed"


def test_a_change_makes_a_signature_stale_and_going_back_makes_it_good_again(one: r.Reviewed) -> None:
    one.submit()
    one.sign(one.rita)
    item = w.items(one.checklist)[4]
    one.change(one.world.bob, 4, how="Now otherwise")
    found = one.look(one.rita)
    assert found.stands.shown == "stale"
    assert [(change.how, change.piece.key, change.piece.by_name) for change in found.stands.changes] == [("changed", item, "Bob")]
    opened = w.opened(one.rita, one.checklist)
    assert review.glance(opened).shown == "stale"
    writer = w.opened(one.lea, one.checklist)
    history.restore(writer, selectors.history(writer, item).get(version=1))
    assert one.stands() == "signed"
    assert review.glance(opened).holds


@pytest.mark.parametrize(
    ("what", "stale"),
    [
        ("comment", False),
        ("mark", False),
        ("under-way", False),
        ("done", False),
        ("label of all", False),
        ("dropped", True),
        ("owner", True),
        ("due", True),
        ("what", True),
        ("label", True),
        ("added action", True),
        ("removed", True),
        ("redacted", True),
    ],
)
def test_what_is_content_and_what_is_not(one: r.Reviewed, what: str, stale: bool) -> None:
    first, second = w.items(one.checklist)[:2]
    writer = w.opened(one.world.alice, one.checklist)
    action = actions.add_action(writer, first, {"what": "A plan", "owner": one.world.bob.person, "due": None})
    one.submit()
    one.sign(one.rita)
    assert one.stands() == "signed"
    fields = {"what": "A plan", "owner": one.world.bob.person, "due": None, "status": "open"}
    new = {"owner": one.lea.person, "due": date(2031, 5, 6), "what": "Another plan"}
    if what in ("under-way", "done", "dropped", *new):
        changed = {"status": what} if what not in new else {what: new[what]}
        actions.change_action(writer, action, fields | changed, seen=1)
    elif what == "comment":
        comments.comment(writer, first, "Is that enough?", [])
    elif what == "mark":
        w.answer(one.world.alice, one.checklist, second, "met", seen=1, how="As planned", come_back="on")
    elif what == "label":
        labels.raise_label(writer, Entry.objects.get(assessment=one.checklist, item=second, role="answer"), Label.CONFIDENTIAL)
    elif what == "label of all":
        rounds.relabel(writer, Label.CONFIDENTIAL)
    elif what == "added action":
        actions.add_action(writer, second, {"what": "One more"})
    elif what == "removed":
        Entry.objects.filter(pk=action.pk).update(removed=True)
    elif what == "redacted":
        history.redact(writer, selectors.history(writer, second).get(), "A name")
    assert one.stands() == ("stale" if stale else "signed")


def test_a_removed_piece_another_label_and_another_pack_are_named(one: r.Reviewed) -> None:
    item = w.items(one.checklist)[0]
    writer = w.opened(one.world.alice, one.checklist)
    action = actions.add_action(writer, item, {"what": "A plan"})
    one.submit()
    one.sign(one.rita)
    Entry.objects.filter(pk=action.pk).update(removed=True)
    signed = SignOff.objects.get()
    signed.content["pack"] = "another"
    signed.save()
    found = one.look(one.rita).stands
    assert [(change.how, change.piece.key) for change in found.changes] == [("pack", ""), ("removed", item)]


def test_while_something_is_owed_nobody_signs_not_even_a_lead(one: r.Reviewed) -> None:
    one.change(one.world.bob, 5, how="", role="unmet")
    one.submit()
    owed = one.look(one.lea).owed
    assert [line.what for line in owed] == [w.items(one.checklist)[5]]
    assert owed[0].href.endswith(f"/items/{owed[0].what}/")
    for by in (one.lea, one.rita):
        with pytest.raises(Refused, match="1 thing is still owed"):
            one.sign(by)
    assert not SignOff.objects.exists()


def test_an_answer_whose_source_changed_is_owed_until_somebody_looked(one: r.Reviewed) -> None:
    programme = programmes.create_programme(
        one.world.alice, {"title": "Regional", "summary": "", "starts_on": None, "ends_on": None}
    )
    source = rounds.start(one.world.alice, programme, one.world.tool())
    r.fill(one.world.alice, source)
    heir = one.world.checklist(one.world.intervention(programme_id=programme.pk, ref="HEIR"), source=source)
    item = w.items(source)[1]
    w.answer(one.world.alice, source, item, "met", seen=1, how="New at the source")
    here = replace(one, checklist=heir)
    here.submit()
    assert [line.what for line in here.look(one.rita).owed] == [item]
    rounds.looked_at(w.opened(one.world.bob, heir), Entry.objects.get(assessment=heir, item=item))
    assert not here.look(one.rita).owed
    here.sign(one.rita)


def test_nobody_signs_what_she_may_not_see_all_of(one: r.Reviewed) -> None:
    entry = Entry.objects.filter(assessment=one.checklist).first()
    assert entry
    labels.raise_label(w.opened(one.world.alice, one.checklist), entry, Label.CONFIDENTIAL)
    one.submit()
    with pytest.raises(Refused, match="owed"):
        one.sign(one.rita)
    assert "higher label" in " ".join(line.text for line in one.look(one.rita).owed)
    cleared = w.person(one.world.organisation, "clara", "reviewer", Label.CONFIDENTIAL)
    assert one.sign(cleared).state == "signed"


def test_an_empty_checklist_cannot_be_signed_though_nothing_else_is_owed(
    one: r.Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = replace(one, checklist=one.world.checklist(one.world.intervention(ref="EMPTY")))
    monkeypatch.setattr(type(w.opened(one.rita, one.checklist).kind), "owed", lambda kind, record: [])
    empty.submit()
    with pytest.raises(Refused, match="1 thing"):
        empty.sign(one.rita)


def test_withdrawing_asks_for_a_reason_and_only_ones_own(one: r.Reviewed) -> None:
    one.submit()
    made = one.sign(one.rita).sign_off
    assert made
    with pytest.raises(Refused, match="Only who signed"):
        steps.withdraw(one.subject(one.lea), made.pk, one.form(one.lea, "Not mine"))
    with pytest.raises(Refused, match="Say why"):
        steps.withdraw(one.subject(one.rita), made.pk, one.form(one.rita))
    form = one.form(one.rita, "The law was changed")
    first = steps.withdraw(one.subject(one.rita), made.pk, form)
    assert steps.withdraw(one.subject(one.rita), made.pk, form) == first
    assert (one.stands(), first.text) == ("changes-requested", "The law was changed")
    assert not one.look(one.rita).stands.signed
    with pytest.raises(Refused, match="does not stand"):
        steps.withdraw(one.subject(one.rita), made.pk, one.form(one.rita, "Again"))


def test_of_two_signatures_one_can_go_while_the_other_carries_all(one: r.Reviewed) -> None:
    one.submit()
    one.sign(one.rita)
    second = one.sign(one.lea).sign_off
    assert second
    steps.withdraw(one.subject(one.lea), second.pk, one.form(one.lea, "Not my part"))
    assert one.stands() == "signed"


def test_asking_for_changes_sets_signatures_aside(one: r.Reviewed) -> None:
    one.submit()
    one.sign(one.rita)
    one.ask(one.lea, "Not yet")
    one.submit()
    assert one.stands() == "in-review"
    assert not one.look(one.rita).stands.signed
    one.sign(one.rita)
    assert one.stands() == "signed"


def test_each_step_needs_the_one_before(one: r.Reviewed) -> None:
    for step in (one.sign, one.ask):
        with pytest.raises(Refused, match="Nobody has submitted"):
            step(one.rita)
    one.submit()
    with pytest.raises(Refused, match="in review already"):
        one.submit()
    with pytest.raises(Refused, match="Say what should change"):
        one.ask(one.rita, "")
    one.sign(one.rita)
    with pytest.raises(Refused, match="signed exactly this already"):
        one.sign(one.rita)


def test_a_form_sent_twice_takes_one_step(one: r.Reviewed) -> None:
    form = one.form(one.world.bob)
    assert steps.submit(one.subject(one.world.bob), form) == steps.submit(one.subject(one.world.bob), form)
    shown, form = one.look(one.rita), one.form(one.rita)
    made = [steps.sign(one.subject(one.rita), form, shown.matter.fingerprint) for _n in range(2)]
    assert (made[0], SignOff.objects.count(), ReviewStep.objects.count()) == (made[1], 1, 2)


def test_who_may_do_what(one: r.Reviewed) -> None:
    world = one.world
    for nobody in (world.vera, one.rita):
        with pytest.raises(PermissionDenied):
            one.submit(nobody)
    one.submit()
    for nobody in (world.vera, world.bob):
        with pytest.raises(PermissionDenied):
            one.ask(nobody)
    for nobody in (world.vera, world.bob, world.alice):
        with pytest.raises(PermissionDenied):
            one.sign(nobody)
    with pytest.raises(Http404):
        one.subject(world.charlie)
    one.ask(world.alice)


def test_a_team_can_make_somebody_reviewer_beside_her_own_role(one: r.Reviewed) -> None:
    programmes.add_member(one.world.alice, one.intervention, one.world.alice.person.pk, role="lead")
    one.submit()
    assert one.sign(one.world.alice).state == "signed"
    other = one.world.checklist(one.world.intervention(ref="OTHER"))
    with pytest.raises(PermissionDenied):
        replace(one, checklist=other).sign(one.world.alice)


def test_a_closed_intervention_refuses_every_step(one: r.Reviewed) -> None:
    one.submit()
    made = one.sign(one.rita).sign_off
    assert made
    programmes.close(one.lea, one.intervention, "Done")
    writer = one.world.bob
    attempts: tuple[Callable[[], ReviewStep], ...] = (
        lambda: steps.submit(one.subject(writer), one.form(writer)),
        lambda: one.ask(one.rita),
        lambda: one.sign(one.lea),
        lambda: steps.withdraw(one.subject(one.rita), made.pk, one.form(one.rita, "Late")),
    )
    for attempt in attempts:
        with pytest.raises(Refused, match="closed"):
            attempt()
    assert one.stands() == "signed"


def test_a_reason_with_personal_data_waits_for_a_decision_and_can_be_removed(one: r.Reviewed) -> None:
    one.submit()
    with pytest.raises(PersonalData):
        one.ask(one.rita, "Ask Mr Karim Said about it")
    assert one.stands() == "in-review"
    step = one.ask(one.rita, "A word too much")
    with pytest.raises(PermissionDenied):
        steps.redact(one.subject(one.world.bob), step, "A slip")
    steps.redact(one.subject(one.lea), step, "A slip")
    step.refresh_from_db()
    assert (step.text, step.redaction_reason) == ("", "A slip")
    assert not Event.objects.filter(detail__icontains="word too much").exists()


def test_home_shows_what_waits_for_me_and_what_went_stale(one: r.Reviewed) -> None:
    one.submit(asked=[one.rita.person])
    assert [(row.tool, row.asked) for row in review.waiting(one.rita)] == [(one.checklist.tool, True)]
    for nobody in (one.lea, one.world.bob, one.world.vera, one.world.charlie):
        assert not review.waiting(nobody)
    one.sign(one.rita)
    assert not review.waiting(one.rita)
    assert not review.outdated(one.rita)
    one.change(one.world.bob)
    for who in (one.rita, one.lea, one.world.bob):
        assert [(row.pk, stands.shown) for row, stands in review.outdated(who)] == [(one.checklist.pk, "stale")]
    assert not review.outdated(one.world.vera)


def test_what_was_submitted_to_nobody_in_particular_waits_for_all_reviewers_but_who_signed(one: r.Reviewed) -> None:
    one.change(one.lea, 1)
    one.submit()
    assert [len(review.waiting(who)) for who in (one.rita, one.lea, one.world.alice, one.world.bob)] == [1, 1, 1, 0]
    one.sign(one.lea)
    assert [len(review.waiting(who)) for who in (one.rita, one.lea)] == [1, 0]


def test_signing_changes_no_answer(one: r.Reviewed) -> None:
    before = list(Entry.objects.values_list("pk", "version", "at"))
    one.submit()
    one.sign(one.rita)
    assert list(Entry.objects.values_list("pk", "version", "at")) == before
    assert Assessment.objects.get(pk=one.checklist.pk).state == "signed"
