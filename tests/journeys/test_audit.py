"""The record: complete, without gaps, sealed row by row, and read by administrators only."""

import io
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from mainstay.accounts import services
from mainstay.accounts.models import Role
from mainstay.audit import chain
from mainstay.audit import services as audit
from mainstay.audit.models import Event
from mainstay.core.ids import new_id
from mainstay.core.labels import Label
from mainstay.core.writing import writing
from tests.journeys.accounts_world import World, access_to, browser, events, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return people()


def verify() -> str:
    out = io.StringIO()
    call_command("audit", "verify", stdout=out)
    return out.getvalue().strip()


def alphas(world: World) -> list[Event]:
    return list(Event.objects.filter(organisation=world.alpha.pk).order_by("number"))


def test_an_untouched_record_is_found_intact_and_counted(world: World) -> None:
    assert verify() == f"{Event.objects.count()} events in 2 organisations, chain intact"
    assert [event.number for event in alphas(world)] == list(range(1, len(alphas(world)) + 1))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("verb", "forged"),
        ("actor", new_id()),
        ("actor_name", "Mallory"),
        ("object_id", "elsewhere"),
        ("detail", {"role": "administrator"}),
        ("digest", "0" * 64),
        ("through", "api"),
        ("once", "x"),
        ("mac", "0" * 64),
    ],
)
def test_a_changed_row_is_named(world: World, field: str, value: object) -> None:
    changed = alphas(world)[1]
    Event.objects.filter(pk=changed.pk).update(**{field: value})
    with pytest.raises(CommandError, match=rf"Organisation {world.alpha.pk}: event {changed.number} was changed"):
        verify()


def test_a_changed_time_is_named(world: World) -> None:
    first, second = alphas(world)[:2]
    Event.objects.filter(pk=second.pk).update(at=first.at)
    with pytest.raises(CommandError, match="event 2 was changed"):
        verify()


def test_a_missing_row_is_named_whether_or_not_the_gap_is_closed(world: World) -> None:
    rows = alphas(world)
    rows[1].delete()
    with pytest.raises(CommandError, match="event 2 is missing"):
        verify()
    for row in rows[2:]:
        Event.objects.filter(pk=row.pk).update(number=row.number - 1)
    with pytest.raises(CommandError, match="event 2 was changed"):
        verify()


def test_a_record_that_lost_its_beginning_is_named(world: World) -> None:
    alphas(world)[0].delete()
    with pytest.raises(CommandError, match="event 1 is missing"):
        verify()


def test_a_row_of_another_organisation_does_not_fit(world: World) -> None:
    last = len(alphas(world))
    Event.objects.filter(organisation=world.beta.pk, number=1).update(organisation=world.alpha.pk, number=last + 1)
    read, broken = chain.verify(world.alpha.pk)
    assert (read, broken) == (last, chain.Broken(world.alpha.pk, last + 1, missing=False))


def test_rows_cut_off_at_the_end_are_not_seen_yet(world: World) -> None:
    """The limit that the command's help and the decision record state; it falls when the head is kept elsewhere too."""
    alphas(world)[-1].delete()
    assert "chain intact" in verify()


def test_another_key_opens_nothing(world: World, settings: object) -> None:
    settings.AUDIT_KEY = "another"  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="event 1 was changed"):
        verify()


def test_a_digest_proves_what_was_written_and_tells_nothing_without_the_key(world: World, settings: object) -> None:
    written = audit.digest({"answer": "no", "how": "soon"})
    assert written == audit.digest({"how": "soon", "answer": "no"})
    assert written != audit.digest({"answer": "yes", "how": "soon"})
    settings.AUDIT_KEY = "another"  # type: ignore[attr-defined]
    assert written != audit.digest({"answer": "no", "how": "soon"})


def test_an_event_and_its_change_are_kept_together_or_not_at_all(world: World) -> None:
    def change_and_break() -> None:
        with writing(world.alpha.pk):
            audit.record(world.alpha.pk, world.alice, "changed", "thing", new_id())
            raise ZeroDivisionError

    before = Event.objects.count()
    with pytest.raises(ZeroDivisionError):
        change_and_break()
    assert Event.objects.count() == before
    assert "chain intact" in verify()


def test_looking_at_something_confidential_is_recorded_once_an_hour(world: World) -> None:
    thing, other = new_id(), new_id()
    alice, bob = access_to(world.alice, world.alpha), access_to(world.bob, world.alpha)
    for access, seen in ((alice, thing), (alice, thing), (bob, thing), (alice, other)):
        services.record_view(access, "assessment", seen)
    assert [(event.actor, event.object_id) for event in events(world.alpha, "viewed")] == [
        (world.alice.pk, str(thing)),
        (world.bob.pk, str(thing)),
        (world.alice.pk, str(other)),
    ]
    assert "chain intact" in verify()


def test_another_process_does_not_record_the_same_look_again(world: World) -> None:
    from django.core.cache import cache

    thing, alice = new_id(), access_to(world.alice, world.alpha)
    services.record_view(alice, "assessment", thing)
    cache.clear()
    services.record_view(alice, "assessment", thing)
    assert len(events(world.alpha, "viewed")) == 1


def test_administrators_read_the_record_of_their_own_organisation(world: World) -> None:
    services.record_view(access_to(world.charlie, world.beta), "assessment", new_id())
    page = browser(world.alice).get("/audit/").content.decode()
    assert "joined" in page
    assert "one-time link" in page
    assert "Charlie" not in page
    assert "looked at" not in page
    assert browser(world.bob).get("/audit/").status_code == 403
    assert "looked at" in browser(world.charlie).get("/audit/").content.decode()


def test_a_long_record_comes_in_pages_the_newest_first(world: World) -> None:
    with writing(world.alpha.pk):
        for number in range(60):
            audit.record(world.alpha.pk, None, f"verb-{number}", "thing", number, through="system")
    first = browser(world.alice).get("/audit/").content.decode()
    second = browser(world.alice).get("/audit/?page=2").content.decode()
    assert "verb-59" in first
    assert "verb-5<" not in first
    assert "verb-5<" in second
    assert browser(world.alice).get("/audit/?page=nonsense").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_many_who_write_at_once_leave_one_chain_without_gaps() -> None:
    world = people()
    before = len(alphas(world))

    def write() -> None:
        try:
            for _turn in range(5):
                with writing(world.alpha.pk):
                    audit.record(world.alpha.pk, world.alice, "changed", "thing", new_id())
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(alphas(world)) == before + 30
    assert "chain intact" in verify()
    services.admit(world.alpha, world.charlie, Role.VIEWER, Label.INTERNAL)
    assert "chain intact" in verify()
