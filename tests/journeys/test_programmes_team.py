"""The team of an intervention: tasks, and role and clearance raised within what the giver has."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from mainstay.accounts.models import Membership, Role
from mainstay.accounts.rules import Right
from mainstay.audit.models import Event
from mainstay.core.labels import Label
from mainstay.programmes import selectors, services
from mainstay.programmes.models import Intervention, TeamMember
from tests import world as w
from tests.journeys.programmes_world import at, fields, fill, furnished, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return furnished()


@pytest.fixture
def secret(world: w.World) -> Intervention:
    return world.intervention(label=Label.CONFIDENTIAL)


def test_a_colleague_is_taken_in_with_a_task_and_sees_more_here(world: w.World, secret: Intervention) -> None:
    alice, bob = w.client(world.alice), w.client(world.bob)
    assert bob.get(at("intervention", secret)).status_code == 404
    answer = fill(
        alice, at("intervention_team", secret), person=str(world.bob.person.pk), duty="Gender adviser", role="lead", clearance="2"
    )
    assert answer["location"] == at("intervention_team", secret)
    page = words(bob.get(at("intervention", secret)))
    assert "Gender adviser" in page
    assert "Close this intervention" in page
    assert secret.ref in words(bob.get(at("intervention_list")))
    found, access = selectors.open_intervention(world.bob, secret.pk)
    assert (found.pk, access.role, access.clearance) == (secret.pk, Role.LEAD, Label.CONFIDENTIAL)
    assert access.may(Right.CLOSE)
    assert not world.bob.may(Right.CLOSE)
    event = Event.objects.filter(verb="team.added").get()
    assert event.detail == {"person": str(world.bob.person.pk), "role": "lead", "clearance": 2}


def test_a_team_raises_nothing_elsewhere(world: w.World, secret: Intervention) -> None:
    other = world.intervention(label=Label.CONFIDENTIAL)
    services.add_member(world.alice, secret, world.bob.person.pk, role="lead", clearance=2)
    assert w.client(world.bob).get(at("intervention", other)).status_code == 404
    assert w.client(world.bob).get(at("intervention_close", world.intervention())).status_code == 403


def test_a_team_never_lowers(world: w.World) -> None:
    made = world.intervention()
    services.add_member(world.alice, made, world.alice.person.pk, role="contributor", clearance=0)
    _found, access = selectors.open_intervention(world.alice, made.pk)
    assert (access.role, access.clearance) == (Role.ADMINISTRATOR, Label.CONFIDENTIAL)


def test_nobody_gives_more_than_they_have(world: w.World) -> None:
    made = world.intervention()
    for role, clearance in (
        ("lead", None),
        ("reviewer", Label.CONFIDENTIAL),
        ("", Label.CONFIDENTIAL),
        ("administrator", None),
        ("boss", None),
    ):
        with pytest.raises(ValidationError):
            services.add_member(world.bob, made, world.vera.person.pk, role=role, clearance=clearance)
        with pytest.raises(ValidationError):
            services.add_member(world.bob, made, world.bob.person.pk, role=role, clearance=clearance)
    form = fields(w.client(world.bob).get(at("intervention_team", made)))
    for changes in ({"role": "lead"}, {"clearance": "2"}):
        answer = send(w.client(world.bob), at("intervention_team", made), form, person=str(world.vera.person.pk), **changes)
        assert answer.status_code == 422
    assert not TeamMember.objects.filter(person=world.vera.person).exists()


def test_who_holds_more_is_not_changed_by_who_holds_less(world: w.World) -> None:
    made = world.intervention()
    services.add_member(world.alice, made, world.vera.person.pk, role="lead")
    for change in (services.remove_member, services.add_member):
        with pytest.raises(PermissionDenied):
            change(world.bob, made, world.vera.person.pk)
    assert w.client(world.bob).post(at("team_remove", made, world.vera.person)).status_code == 403
    assert TeamMember.objects.get(person=world.vera.person).role == "lead"


def test_a_member_is_changed_and_taken_out(world: w.World) -> None:
    made, alice = world.intervention(), w.client(world.alice)
    services.add_member(world.alice, made, world.bob.person.pk, duty="Old task", clearance=2)
    address = at("team_member", made, world.bob.person)
    assert fields(alice.get(address))["clearance"] == ["2"]
    assert fill(alice, address, duty="New task", clearance="").status_code == 302
    member = TeamMember.objects.get(person=world.bob.person)
    assert (member.duty, member.clearance) == ("New task", None)
    assert "Bob" in words(alice.get(at("intervention_team", made)))
    for _ in range(2):
        assert alice.post(at("team_remove", made, world.bob.person)).status_code == 302
    assert not TeamMember.objects.filter(person=world.bob.person).exists()
    assert alice.get(address).status_code == 404


def test_only_people_of_the_organisation_can_be_taken_in(world: w.World) -> None:
    made = world.intervention()
    answer = fill(w.client(world.alice), at("intervention_team", made), person=str(world.charlie.person.pk))
    assert answer.status_code == 422
    assert "Charlie" not in words(answer)
    Membership.objects.filter(person=world.vera.person).update(left_at="2026-01-01T00:00Z")
    for person in (world.charlie.person, world.vera.person):
        with pytest.raises(ValidationError):
            services.add_member(world.alice, made, person.pk)


def test_the_same_person_twice_is_in_the_team_once(world: w.World) -> None:
    made, alice = world.intervention(), w.client(world.alice)
    form = fields(alice.get(at("intervention_team", made)))
    for _ in range(2):
        send(alice, at("intervention_team", made), form, person=str(world.bob.person.pk), duty="Task")
    assert TeamMember.objects.filter(person=world.bob.person).count() == 1


def test_a_long_task_is_refused_and_stays(world: w.World) -> None:
    made = world.intervention()
    answer = fill(w.client(world.alice), at("intervention_team", made), person=str(world.bob.person.pk), duty="x" * 121)
    assert answer.status_code == 422
    assert fields(answer)["duty"] == ["x" * 121]
    with pytest.raises(ValidationError):
        services.add_member(world.alice, made, world.bob.person.pk, duty="x" * 121)


def test_a_task_passes_the_guard(world: w.World) -> None:
    made, alice = world.intervention(), w.client(world.alice)
    address = at("intervention_team", made)
    answer = fill(alice, address, person=str(world.bob.person.pk), duty="Calls eva@example.org")
    assert answer.status_code == 422
    assert "Task in the team: e-mail address, eva@example.org" in words(answer)
    assert fields(answer)["duty"] == ["Calls eva@example.org"]
    assert not TeamMember.objects.filter(person=world.bob.person).exists()
    assert send(alice, address, fields(answer), guard="keep", guard_reason="A post.").status_code == 302
    assert TeamMember.objects.get(person=world.bob.person).duty == "Calls eva@example.org"
    assert [one.text for one in selectors.reasons(made)] == ["A post."]
    own = at("team_member", made, world.bob.person)
    assert fill(alice, own, role="reviewer").status_code == 302  # decided on before
    answer = fill(alice, own, duty="Calls ada@example.org")
    assert send(alice, own, fields(answer), guard="mask").status_code == 302
    assert "@" not in TeamMember.objects.get(person=world.bob.person).duty


def test_a_viewer_sees_the_team(world: w.World) -> None:
    page = w.client(world.vera).get(at("intervention_team", world.intervention()))
    assert "Alice" in words(page)
    assert "Take somebody in" not in words(page)
