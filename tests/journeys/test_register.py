"""A risk register in use: adopted once, moved only with proof, floors left by two people, owed again when a measure goes."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from mainstay.accounts.models import Organisation
from mainstay.assessments import selectors
from mainstay.assessments.errors import Invalid, Refused, Stale
from mainstay.assessments.models import Assessment, Entry, EntryRevision
from mainstay.assessments.services import actions, entries, history, seconds, settings
from mainstay.audit.models import Event
from mainstay.core.guard import PersonalData
from mainstay.core.labels import Label
from tests import world as w
from tests.journeys import registers_world as r

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return w.build()


@pytest.fixture
def register(world: w.World) -> Assessment:
    return r.register(world)


@pytest.fixture
def grave(register: Assessment) -> str:
    return r.floor(register, True)


@pytest.fixture
def plain(register: Assessment) -> str:
    return r.floor(register, False)


def owed(world: w.World, register: Assessment, key: str) -> list[str]:
    opened = w.opened(world.alice, register)
    return [one.text for one in opened.kind.owed(selectors.record_of(opened)) if one.key == key]


def test_a_register_is_confidential_from_the_start(world: w.World, register: Assessment) -> None:
    assert register.label == Label.CONFIDENTIAL


def test_adopting_twice_adopts_once(world: w.World, register: Assessment, plain: str) -> None:
    r.save(world.alice, register, plain, decision="adopted")
    again = entries.record_entries(w.opened(world.alice, register), [entries.Posted(plain, {"decision": "adopted"}, 0)])
    assert again == []
    entry = r.entry(register, plain)
    item = w.opened(world.alice, register).tool.item(plain)
    assert (entry.version, entry.choice, entry.data["harms"]) == (1, "adopted", list(item.harms))


def test_what_a_form_does_not_send_stays(world: w.World, register: Assessment, plain: str) -> None:
    r.save(world.alice, register, plain, decision="adopted", why="First", harms=["stigma"])
    r.save(world.bob, register, plain, 1, likelihood="low")
    data = r.entry(register, plain).data
    assert (data["why"], data["harms"], data["likelihood"], data["decision"]) == ("First", ["stigma"], "low", "adopted")


def test_a_withdrawn_risk_keeps_its_words_and_comes_back(world: w.World, register: Assessment, plain: str) -> None:
    r.save(world.alice, register, plain, decision="adopted", text="In our words", likelihood="high", impact="medium")
    entry = r.save(world.alice, register, plain, 1, decision="aside", aside_why="The activity was dropped")
    assert (entry.choice, entry.duty, entry.data["text"]) == ("aside", "", "In our words")
    entry = r.save(world.alice, register, plain, 2, decision="adopted")
    assert (entry.choice, entry.duty, entry.data["text"]) == ("adopted", "mitigate", "In our words")


def test_an_unknown_harm_is_refused_and_nothing_is_written(world: w.World, register: Assessment, plain: str) -> None:
    with pytest.raises(Invalid) as wrong:
        r.save(world.alice, register, plain, decision="adopted", harms=["boredom"])
    assert "boredom" in str(wrong.value.forms[plain].errors)
    assert not Entry.objects.filter(assessment=register).exists()


@pytest.mark.parametrize("key", ["own", "own@", "own@xyz", "other@" + "1" * 32, "9.9.r9"])
def test_a_row_that_cannot_be_is_refused(world: w.World, register: Assessment, key: str) -> None:
    with pytest.raises(Refused):
        r.save(world.alice, register, key, decision="adopted")


def test_a_risk_of_ones_own_is_a_row_with_its_own_history(world: w.World, register: Assessment) -> None:
    key = f"own@{uuid4().hex}"
    own = {"decision": "adopted", "title": "Files", "text": "=cmd|' /C calc'!A0", "harms": ["privacy"]}
    entry = r.save(world.alice, register, key, **own, likelihood="low", impact="low")
    assert (entry.role, entry.data["text"], entry.duty) == (Entry.Role.ROW, own["text"], "watch")
    assert owed(world, register, key) == []
    assert entries.record_entries(w.opened(world.alice, register), [entries.Posted(key, own, 0)]) == []
    assert selectors.history(w.opened(world.alice, register), key).count() == 1
    register.refresh_from_db()
    assert register.summary["groups"]["own"] == [1, 1]


def test_data_on_a_person_waits_for_a_decision(world: w.World, register: Assessment, plain: str) -> None:
    with pytest.raises(PersonalData):
        r.save(world.alice, register, plain, decision="adopted", affected_note="Ask Mr Karim Said about it")


# --- measures, and the gate


def test_a_measure_of_the_pack_becomes_an_action_once(world: w.World, register: Assessment, plain: str) -> None:
    r.save(world.alice, register, plain, decision="adopted", likelihood="medium", impact="medium")
    opened = w.opened(world.alice, register)
    measure = opened.tool.item(plain).mitigations[0]
    first = actions.take_measure(opened, plain, measure.id)
    assert actions.take_measure(opened, plain, measure.id).pk == first.pk
    assert (first.data["what"], first.data["origin"], first.parent) == (measure.text, measure.id, r.entry(register, plain))
    with pytest.raises(Refused, match="not a measure of this risk"):
        actions.take_measure(opened, plain, "no-such-measure")


def test_a_measure_that_is_removed_is_owed_again_and_can_come_back(world: w.World, register: Assessment, plain: str) -> None:
    r.save(world.alice, register, plain, decision="adopted", likelihood="medium", impact="medium")
    assert owed(world, register, plain) == ["Add at least one measure."]
    action = r.act(world.alice, register, plain, owner=world.bob.person, due=date(2027, 1, 1))
    register.refresh_from_db()
    assert (owed(world, register, plain), register.summary["owed"]) == ([], 0)
    opened = w.opened(world.alice, register)
    actions.remove_action(opened, action, seen=1)
    register.refresh_from_db()
    assert (owed(world, register, plain), register.summary["owed"]) == (["Add at least one measure."], 1)
    assert EntryRevision.objects.filter(entry=action).count() == 2
    actions.restore_action(opened, action)
    assert owed(world, register, plain) == []
    with pytest.raises(Stale):
        actions.remove_action(opened, action, seen=1)


def test_a_pack_measure_that_was_removed_is_brought_back_by_taking_it_again(
    world: w.World, register: Assessment, plain: str
) -> None:
    r.save(world.alice, register, plain, decision="adopted")
    opened = w.opened(world.alice, register)
    measure = opened.tool.item(plain).mitigations[0].id
    action = actions.take_measure(opened, plain, measure)
    actions.remove_action(opened, action, seen=1)
    assert not actions.take_measure(opened, plain, measure).removed
    assert Entry.objects.filter(assessment=register, role=Entry.Role.ACTION).count() == 1


def test_a_rating_after_measures_needs_a_measure_with_proof(world: w.World, register: Assessment, plain: str) -> None:
    r.save(world.alice, register, plain, decision="adopted", likelihood="high", impact="medium")
    with pytest.raises(Invalid) as refused:
        r.save(world.alice, register, plain, 1, residual_likelihood="low")
    assert "Nothing shows yet" in str(refused.value.forms[plain].errors)
    assert r.entry(register, plain).version == 1
    action = r.act(world.alice, register, plain, status="done", proof="Report of the visits", owner=world.bob.person)
    r.save(world.alice, register, plain, 1, residual_likelihood="low", residual_impact="medium")
    assert owed(world, register, plain) == []
    actions.remove_action(w.opened(world.alice, register), action, seen=1)
    assert any("no proof" in text for text in owed(world, register, plain))


# --- floors


@pytest.fixture
def left(world: w.World, register: Assessment, grave: str) -> str:
    """Alice rates a grave risk below its floor, with a reason."""
    rating = {"likelihood": "low", "impact": "medium", "floor_reason": "A court reviews each case"}
    r.save(world.alice, register, grave, decision="adopted", **rating)
    return grave


def test_a_floor_holds_until_somebody_else_confirms(world: w.World, register: Assessment, left: str) -> None:
    assert r.entry(register, left).duty == "mitigate"
    assert any("second person" in text for text in owed(world, register, left))
    with pytest.raises(Refused, match="yourself"):
        seconds.confirm(w.opened(world.alice, register), left, seen=1)
    entry = seconds.confirm(w.opened(world.bob, register), left, seen=1)
    assert (entry.duty, entry.data["second_person"], entry.version) == ("explain", "Bob", 2)
    assert Event.objects.filter(object_id=str(entry.pk)).latest("number").actor == world.bob.person.pk
    with pytest.raises(Refused, match="nothing to confirm"):
        seconds.confirm(w.opened(world.bob, register), left, seen=2)


def test_somebody_who_only_changed_other_words_may_confirm(world: w.World, register: Assessment, left: str) -> None:
    r.save(world.bob, register, left, 1, why="Bob's words")
    assert seconds.confirm(w.opened(world.bob, register), left, seen=2).data["second_person"] == "Bob"


def test_who_wrote_the_reason_cannot_confirm_it(world: w.World, register: Assessment, left: str) -> None:
    r.save(world.bob, register, left, 1, floor_reason="Bob's reason")
    with pytest.raises(Refused, match="yourself"):
        seconds.confirm(w.opened(world.bob, register), left, seen=2)


def test_a_confirmation_needs_the_version_that_was_read(world: w.World, register: Assessment, left: str) -> None:
    r.save(world.alice, register, left, 1, why="More")
    with pytest.raises(Stale):
        seconds.confirm(w.opened(world.bob, register), left, seen=1)


def test_a_confirmation_cannot_be_typed(world: w.World, register: Assessment, left: str) -> None:
    typed = {"second_person": "Bob", "second_on": "2026-01-01", "why": "More"}
    assert r.save(world.alice, register, left, 1, **typed).data["second_person"] == ""


def test_a_viewer_does_not_confirm(world: w.World, register: Assessment, left: str) -> None:
    with pytest.raises(PermissionDenied):
        seconds.confirm(w.opened(world.vera, register), left, seen=1)


def test_a_new_rating_needs_a_new_confirmation(world: w.World, register: Assessment, left: str) -> None:
    seconds.confirm(w.opened(world.bob, register), left, seen=1)
    entry = r.save(world.alice, register, left, 2, impact="low")
    assert (entry.data["second_person"], entry.duty) == ("", "mitigate")


# --- the organisation's reading


def test_a_reading_weighs_everything_again_in_one_go(world: w.World, register: Assessment, plain: str, grave: str) -> None:
    for key in (plain, grave):
        r.save(world.alice, register, key, decision="adopted", likelihood="low", impact="high")
    assert {r.entry(register, key).duty for key in (plain, grave)} == {"mitigate"}
    assert settings.choose(world.alice, "risk_duty", "narrow") == 1
    assert (r.entry(register, plain).duty, r.entry(register, grave).duty) == ("explain", "mitigate")
    assert r.entry(register, plain).version == 1
    register.refresh_from_db()
    assert register.summary["counts"] == {"explain": 1, "mitigate": 1}
    assert settings.choose(world.alice, "risk_duty", "narrow") == 0


def test_only_an_administrator_chooses_and_only_what_is_offered(world: w.World, register: Assessment) -> None:
    with pytest.raises(PermissionDenied):
        settings.choose(world.bob, "risk_duty", "wide")
    for name, value in (("risk_duty", "broad"), ("colour", "red")):
        with pytest.raises(Refused):
            settings.choose(world.alice, name, value)
    assert Organisation.objects.get(pk=world.organisation.pk).settings == {}


def test_an_earlier_version_can_be_brought_back(world: w.World, register: Assessment, plain: str) -> None:
    r.save(world.alice, register, plain, decision="adopted", text="First", likelihood="low", impact="low")
    r.save(world.alice, register, plain, 1, text="Second")
    opened = w.opened(world.alice, register)
    history.restore(opened, selectors.history(opened, plain).get(version=1))
    assert r.entry(register, plain).data["text"] == "First"


def test_redaction_keeps_choices_and_takes_words(world: w.World, register: Assessment, plain: str) -> None:
    r.save(world.alice, register, plain, decision="adopted", text="A name", likelihood="low", impact="low")
    opened = w.opened(world.alice, register)
    history.redact(opened, selectors.history(opened, plain).get(version=1), "A name")
    data = r.entry(register, plain).data
    assert (data["text"], data["likelihood"], data["decision"]) == ("", "low", "adopted")
