"""Answering a checklist: saved once, never overwritten unseen, never half, with its history."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from mainstay.assessments import selectors, talk
from mainstay.assessments.errors import Invalid, Refused, Stale
from mainstay.assessments.models import Assessment, Entry, EntryRevision
from mainstay.assessments.services import actions, comments, entries, history, labels, rounds
from mainstay.audit.models import Event
from mainstay.core.guard import Decision, PersonalData
from mainstay.core.labels import Label
from mainstay.programmes import services as programmes
from tests import world as w

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return w.build()


@pytest.fixture
def checklist(world: w.World) -> Assessment:
    return world.checklist(world.intervention())


def test_an_answer_is_kept_with_revision_event_and_summary(world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "unmet", how="By training")
    entry = Entry.objects.get(assessment=checklist)
    assert (entry.data["how"], entry.version, entry.complete, entry.by_id) == ("By training", 1, True, world.alice.person.pk)
    revision = EntryRevision.objects.get(entry=entry)
    assert (revision.before, revision.after) == (None, entry.data)
    assert revision.wording == w.opened(world.alice, checklist).tool.item(item).text
    event = Event.objects.filter(object_kind="answer").get()
    assert event.detail["item"] == item
    assert "By training" not in str(event.detail)
    checklist.refresh_from_db()
    assert (checklist.summary["answered"], checklist.summary["counts"]) == (1, {"unmet": 1})


def test_the_same_post_again_changes_nothing(world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    assert len(w.answer(world.alice, checklist, item, "met")) == 1
    assert w.answer(world.alice, checklist, item, "met") == []
    assert EntryRevision.objects.count() == 1


def test_a_late_writer_changes_nothing_and_gets_both_values(world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "met", how="Alice's")
    with pytest.raises(Stale) as caught:
        w.answer(world.bob, checklist, item, "unmet", seen=0, how="Bob's")
    theirs = caught.value.theirs[item]
    assert theirs is not None
    assert (theirs.data["how"], caught.value.yours[item]["how"]) == ("Alice's", "Bob's")
    assert Entry.objects.get(assessment=checklist).data["how"] == "Alice's"
    w.answer(world.bob, checklist, item, "unmet", seen=1, how="Bob's")
    assert Entry.objects.get(assessment=checklist).version == 2


def test_one_save_of_many_is_all_or_nothing(world: w.World, checklist: Assessment) -> None:
    first, second, third = w.items(checklist)[:3]
    w.answer(world.bob, checklist, second, "met")
    yes, no = w.choice(checklist, "met"), w.choice(checklist, "unmet")
    posted = [
        entries.Posted(first, {"choice": yes}, 0),
        entries.Posted(second, {"choice": no}, 0),
        entries.Posted(third, {"choice": yes}, 0),
    ]
    with pytest.raises(Stale) as caught:
        entries.record_entries(w.opened(world.alice, checklist), posted)
    assert list(caught.value.theirs) == [second]
    assert Entry.objects.filter(assessment=checklist).count() == 1
    posted[1] = entries.Posted(second, {"choice": "perhaps"}, 1)
    with pytest.raises(Invalid) as wrong:
        entries.record_entries(w.opened(world.alice, checklist), posted)
    assert list(wrong.value.forms) == [second]
    assert Entry.objects.filter(assessment=checklist).count() == 1


def test_an_item_that_the_tool_has_not_is_refused(world: w.World, checklist: Assessment) -> None:
    with pytest.raises(Refused, match=r"9\.9\.q9"):
        entries.record_entries(w.opened(world.alice, checklist), [entries.Posted("9.9.q9", {}, 0)])


def test_personal_data_waits_for_a_decision_and_masks_or_keeps(world: w.World, checklist: Assessment) -> None:
    item, other = w.items(checklist)[:2]
    text = "Ask Mr Karim Said about it"
    with pytest.raises(PersonalData):
        w.answer(world.alice, checklist, item, "unmet", how=text)
    assert not Entry.objects.filter(assessment=checklist).exists()
    w.answer(world.alice, checklist, item, "unmet", decision=Decision("mask"), how=text)
    assert "Karim" not in str(Entry.objects.get(item=item).data) + str(EntryRevision.objects.get().after)
    w.answer(world.alice, checklist, other, "unmet", decision=Decision("keep", "a judge in a published judgment"), how=text)
    assert EntryRevision.objects.get(entry__item=other).note == "a judge in a published judgment"


def test_a_viewer_may_not_answer_and_a_stranger_finds_nothing(world: w.World, checklist: Assessment) -> None:
    with pytest.raises(PermissionDenied):
        w.answer(world.vera, checklist, w.items(checklist)[0], "met")
    with pytest.raises(Http404):
        w.opened(world.charlie, checklist)


def test_a_closed_intervention_refuses_answers_and_keeps_them_readable(world: w.World) -> None:
    intervention = world.intervention()
    checklist = world.checklist(intervention)
    programmes.close(world.alice, intervention, "Done")
    with pytest.raises(Refused, match="closed"):
        w.answer(world.alice, checklist, w.items(checklist)[0], "met")
    assert w.opened(world.alice, checklist).assessment == checklist


def test_above_the_clearance_there_is_nothing_until_a_team_raises_it(world: w.World) -> None:
    intervention = world.intervention(label=Label.CONFIDENTIAL)
    checklist = world.checklist(intervention)
    assert checklist.label == Label.CONFIDENTIAL
    with pytest.raises(Http404):
        w.opened(world.bob, checklist)
    assert not selectors.for_person(world.bob).exists()
    programmes.add_member(world.alice, intervention, world.bob.person.pk, clearance=Label.CONFIDENTIAL)
    assert w.opened(world.bob, checklist).access.clearance == Label.CONFIDENTIAL


def test_an_answer_with_a_raised_label_is_counted_as_hidden_and_cannot_be_overwritten(
    world: w.World, checklist: Assessment
) -> None:
    item = w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "unmet", how="Sensitive words")
    labels.raise_label(w.opened(world.alice, checklist), Entry.objects.get(assessment=checklist), Label.CONFIDENTIAL)
    seen = selectors.record_of(w.opened(world.bob, checklist))
    assert (seen.hidden, dict(seen.answers)) == (1, {})
    with pytest.raises(Refused, match="higher label"):
        w.answer(world.bob, checklist, item, "met", seen=1)
    assert selectors.record_of(w.opened(world.alice, checklist)).answer(item).label == Label.CONFIDENTIAL


def test_an_earlier_version_can_be_the_answer_again(world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "met", how="First")
    w.answer(world.alice, checklist, item, "unmet", seen=1, how="Second")
    opened = w.opened(world.alice, checklist)
    history.restore(opened, selectors.history(opened, item).get(version=1))
    entry = Entry.objects.get(assessment=checklist)
    assert (entry.data["how"], entry.version) == ("First", 3)
    checklist.refresh_from_db()
    assert checklist.summary["counts"] == {"met": 1}


def test_removed_text_is_nowhere_any_more_and_its_digest_stays(world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "unmet", how="SECRET name")
    w.answer(world.alice, checklist, item, "unmet", seen=1, how="Better")
    opened = w.opened(world.alice, checklist)
    revision = selectors.history(opened, item).get(version=1)
    digest = revision.digest
    history.redact(opened, revision, "A name typed by mistake")
    kept = [str(vars(one)) for model in (Entry, EntryRevision, Event) for one in model.objects.all()]
    assert not [text for text in kept if "SECRET" in text]
    revision.refresh_from_db()
    assert (revision.digest, revision.redaction_reason) == (digest, "A name typed by mistake")
    assert Entry.objects.get(assessment=checklist).data["how"] == "Better"


def test_removing_the_text_of_the_current_answer_keeps_the_choice(world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "unmet", how="SECRET name")
    opened = w.opened(world.alice, checklist)
    history.redact(opened, selectors.history(opened, item).get(), "A name typed by mistake")
    entry = Entry.objects.get(assessment=checklist)
    assert (entry.data["how"], entry.choice) == ("", w.choice(checklist, "unmet"))
    assert "SECRET" not in "".join(str(vars(one)) for one in EntryRevision.objects.all())
    with pytest.raises(Refused, match="removed"):
        history.restore(opened, EntryRevision.objects.get(version=1))


def test_removal_reaches_the_copies_that_others_took_over(world: w.World) -> None:
    source, heir = _family(world)
    opened = w.opened(world.alice, source)
    item = w.items(source)[0]
    history.redact(opened, selectors.history(opened, item).get(), "A name typed by mistake")
    kept = [str(vars(one)) for model in (Entry, EntryRevision) for one in model.objects.filter(organisation=world.organisation)]
    assert not [text for text in kept if "From the source" in text]
    assert Entry.objects.get(assessment=heir, item=item).choice == w.choice(source, "unmet")


def _family(world: w.World) -> tuple[Assessment, Assessment]:
    """A programme's checklist and an intervention's that takes it over."""
    programme = programmes.create_programme(
        world.alice, {"title": "Regional programme", "summary": "", "starts_on": None, "ends_on": None}
    )
    source = rounds.start(world.alice, programme, world.tool())
    w.answer(world.alice, source, w.items(source)[0], "unmet", how="From the source")
    heir = world.checklist(world.intervention(programme_id=programme.pk), source=source)
    return source, heir


def test_an_heir_starts_with_the_sources_answers_marked_as_taken_over(world: w.World) -> None:
    source, heir = _family(world)
    item = w.items(source)[0]
    answer = selectors.record_of(w.opened(world.alice, heir)).answer(item)
    assert (answer.data["how"], answer.inherited, answer.outdated) == ("From the source", True, False)
    assert heir.summary["answered"] == 1


def test_a_change_at_the_source_is_marked_and_changes_no_heir(world: w.World) -> None:
    source, heir = _family(world)
    item = w.items(source)[0]
    w.answer(world.alice, source, item, "met", seen=1, how="New at the source")
    answer = selectors.record_of(w.opened(world.alice, heir)).answer(item)
    assert (answer.data["how"], answer.outdated) == ("From the source", True)
    rounds.take_over(w.opened(world.alice, heir), source)
    answer = selectors.record_of(w.opened(world.alice, heir)).answer(item)
    assert (answer.data["how"], answer.outdated, answer.inherited) == ("New at the source", False, True)


def test_what_an_heir_answers_itself_stays_its_own(world: w.World) -> None:
    source, heir = _family(world)
    item = w.items(source)[0]
    w.answer(world.alice, heir, item, "met", seen=1, how="Here it differs")
    w.answer(world.alice, source, item, "met", seen=1, how="New at the source")
    assert rounds.take_over(w.opened(world.alice, heir), source) == 0
    answer = selectors.record_of(w.opened(world.alice, heir)).answer(item)
    assert (answer.data["how"], answer.inherited, answer.differs, answer.outdated) == ("Here it differs", False, True, True)
    opened = w.opened(world.alice, heir)
    rounds.looked_at(opened, Entry.objects.select_related("origin").get(assessment=heir, item=item))
    assert not selectors.record_of(opened).answer(item).outdated


def test_an_heir_never_has_a_lower_label_than_its_source(world: w.World) -> None:
    source, _heir = _family(world)
    rounds.relabel(w.opened(world.alice, source), Label.CONFIDENTIAL)
    source.refresh_from_db()
    other = world.checklist(world.intervention(programme_id=source.programme_id), source=source)
    assert other.label == Label.CONFIDENTIAL


def test_nobody_takes_over_from_what_they_may_not_see(world: w.World) -> None:
    source, heir = _family(world)
    item = w.items(source)[0]
    rounds.relabel(w.opened(world.alice, source), Label.CONFIDENTIAL)
    w.answer(world.alice, source, item, "met", seen=1, how="Now confidential")
    source.refresh_from_db()
    with pytest.raises(Refused, match="above your clearance"):
        rounds.take_over(w.opened(world.bob, heir), source, {item})
    rounds.take_over(w.opened(world.alice, heir), source, {item})
    with pytest.raises(Http404):
        w.opened(world.bob, heir)


def test_a_source_raised_by_its_intervention_raises_who_takes_over(world: w.World) -> None:
    values = {"title": "Regional programme", "summary": "", "starts_on": None, "ends_on": None}
    programme = programmes.create_programme(world.alice, values)
    sister = world.intervention(programme_id=programme.pk)
    source = world.checklist(sister)
    programmes.set_label(world.alice, sister, Label.CONFIDENTIAL)
    with pytest.raises(Refused, match="above your clearance"):
        world.checklist(world.intervention(programme_id=programme.pk), by=world.bob, source=source)
    heir = world.checklist(world.intervention(programme_id=programme.pk), source=source)
    assert Assessment.objects.get(pk=heir.pk).label == Label.CONFIDENTIAL


def test_raising_a_source_raises_the_copies_that_stand_elsewhere(world: w.World) -> None:
    source, heir = _family(world)
    rounds.relabel(w.opened(world.alice, source), Label.CONFIDENTIAL)
    seen = selectors.record_of(w.opened(world.bob, heir))
    assert (dict(seen.answers), seen.hidden) == ({}, 1)


def test_lowering_a_label_needs_the_right_and_a_reason(world: w.World, checklist: Assessment) -> None:
    with pytest.raises(PermissionDenied):
        rounds.relabel(w.opened(world.bob, checklist), Label.UNCLASSIFIED, "Public anyway")
    with pytest.raises(Refused, match="why"):
        rounds.relabel(w.opened(world.alice, checklist), Label.UNCLASSIFIED)
    rounds.relabel(w.opened(world.alice, checklist), Label.UNCLASSIFIED, "Public anyway")
    assert Assessment.objects.get(pk=checklist.pk).label == Label.UNCLASSIFIED


def test_starting_twice_gives_the_same_assessment(world: w.World) -> None:
    intervention = world.intervention()
    assert world.checklist(intervention) == world.checklist(intervention)


def test_a_tool_with_rounds_asks_for_a_date_and_keeps_rounds_apart(world: w.World) -> None:
    from datetime import date

    intervention = world.intervention()
    tool = world.tool(occasions=True)
    with pytest.raises(Refused, match="date"):
        world.checklist(intervention, tool)
    march = world.checklist(intervention, tool, when=rounds.Round(date(2026, 3, 1), "Spring"))
    september = world.checklist(intervention, tool, when=rounds.Round(date(2026, 9, 1)))
    assert march != september
    assert (march.occasion, march.occasion_title) == ("2026-03-01", "Spring")


def test_a_tool_that_is_still_to_come_cannot_be_started(world: w.World) -> None:
    with pytest.raises(Refused, match="later version"):
        world.checklist(world.intervention(), world.coming())


def test_an_action_hangs_on_an_answer_and_a_late_change_is_refused(world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    opened = w.opened(world.alice, checklist)
    with pytest.raises(Refused, match="Answer the question first"):
        actions.add_action(opened, item, {"what": "Train them"})
    w.answer(world.alice, checklist, item, "unmet", how="By training")
    action = actions.add_action(opened, item, {"what": "Train them", "owner": world.bob.person})
    assert selectors.record_of(opened).answer(item).actions[0].owner == "Bob"
    actions.change_action(opened, action, {"what": "Train them", "owner": world.bob.person, "status": "done"}, seen=1)
    with pytest.raises(Stale):
        actions.change_action(opened, action, {"what": "Train all", "owner": world.bob.person, "status": "open"}, seen=1)
    assert Entry.objects.get(pk=action.pk).status == "done"


def test_comments_mention_are_settled_and_can_lose_their_text(world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    opened = w.opened(world.bob, checklist)
    made = comments.comment(opened, item, "Is that so?", [world.alice.person])
    comments.settle(opened, made, settled=True)
    assert selectors.record_of(opened).comments[item][0].resolved
    history.redact_comment(opened, made, "Said too much")
    assert talk.comments(opened, item).get().text == ""
    with pytest.raises(PermissionDenied):
        comments.comment(w.opened(world.vera, checklist), item, "Me too", [])
