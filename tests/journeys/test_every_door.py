"""Every address x role x label over HTTP: what is expected stands here by hand, apart from the permission table."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from mainstay.accounts import services as accounts
from mainstay.accounts.models import Membership, OneTimeLink
from mainstay.accounts.rules import Access
from mainstay.assessments import review, selectors
from mainstay.assessments.services import actions, comments
from mainstay.assessments.services import review as steps
from mainstay.core.ids import new_id
from mainstay.core.labels import Label
from mainstay.programmes import services as programmes
from tests import world as w

pytestmark = pytest.mark.django_db

EVERYONE = "viewer contributor evaluator reviewer lead administrator"
TALK = "contributor evaluator reviewer lead administrator"
WORK = "contributor lead administrator"
JUDGE = "contributor evaluator lead administrator"
LEADS = "lead administrator"
ADMIN = "administrator"
REVIEWERS = "reviewer lead administrator"
SIGNERS = "reviewer lead"
PUBLIC = {
    "account_login",
    "sign_in_again",
    "account_reset_password",
    "account_inactive",
    "one_time_link",
    "about",
    "corrections",
    "accessibility",
}
OWN = {"account_logout", "account_change_password", "account_set_password", "work_in", "appearance", "notice"}
"""About nobody but the person who is signed in."""


@dataclass(frozen=True)
class Door:
    """An address, who gets through, and whether it leads to something that carries a label."""

    name: str
    roles: str
    method: str = "get"
    labelled: bool = True
    args: tuple[str, ...] = ()
    data: dict[str, str] = field(default_factory=dict)


def doors(name: str, read: str = "", write: str = "", *args: str, labelled: bool = True, **data: str) -> Iterator[Door]:
    if read:
        yield Door(name, read, "get", labelled, args)
    if write:
        yield Door(name, write, "post", labelled, args, data)


ITEM = ("assessment", "item")
DOORS = [
    *doors("home", EVERYONE, labelled=False),
    *doors("actions", EVERYONE, labelled=False),
    *doors("toolkit", EVERYONE, labelled=False),
    *doors("tool", EVERYONE, "", "tool", labelled=False),
    *doors("people", EVERYONE, labelled=False),
    *doors("people_invite", "", ADMIN, labelled=False),
    *doors("roles", EVERYONE, labelled=False),
    *doors("organisation", EVERYONE, ADMIN, labelled=False, setting="risk_duty", value="wide"),
    *doors("audit", ADMIN, labelled=False),
    *doors("member", ADMIN, ADMIN, "member", labelled=False),
    *doors("member_link", "", ADMIN, "member", labelled=False),
    *doors("member_end", "", ADMIN, "member", labelled=False),
    *doors("invitation_withdraw", "", ADMIN, "invitation", labelled=False),
    *doors("programme_list", EVERYONE, labelled=False),
    *doors("programme_new", WORK, WORK, labelled=False),
    *doors("programme", EVERYONE, "", "programme"),
    *doors("programme_edit", WORK, WORK, "programme"),
    *doors("programme_label", WORK, WORK, "programme"),
    *doors("intervention_list", EVERYONE, labelled=False),
    *doors("intervention_new", WORK, WORK, labelled=False),
    *doors("intervention", EVERYONE, "", "intervention"),
    *doors("intervention_edit", WORK, WORK, "intervention"),
    *doors("intervention_note", WORK, WORK, "intervention"),
    *doors("intervention_tools", WORK, WORK, "intervention"),
    *doors("intervention_team", EVERYONE, WORK, "intervention"),
    *doors("team_member", WORK, WORK, "intervention", "team_member"),
    *doors("team_remove", "", WORK, "intervention", "team_member"),
    *doors("intervention_close", LEADS, LEADS, "intervention"),
    *doors("intervention_label", WORK, WORK, "intervention"),
    *doors("product_new", WORK, WORK, "intervention"),
    *doors("product_edit", WORK, WORK, "product"),
    *doors("product_label", WORK, WORK, "product"),
    *doors("export", EVERYONE, EVERYONE, "intervention"),
    *doors("assessment", EVERYONE, WORK, "assessment"),
    *doors("assessment_refresh", "", WORK, "heir"),
    *doors("assessment_label", "", WORK, "assessment", label="2"),
    *doors("item", EVERYONE, WORK, *ITEM),
    *doors("item_source", "", WORK, "heir", "item"),
    *doors("item_label", "", WORK, *ITEM, label="2"),
    *doors("action_new", "", WORK, *ITEM, what="A plan"),
    *doors("action", "", WORK, *ITEM, "action", what="A plan"),
    *doors("action_remove", "", WORK, *ITEM, "action", version="1"),
    *doors("action_restore", "", WORK, *ITEM, "action"),
    *doors("item_second", "", TALK, *ITEM, version="1"),
    *doors("comment_new", "", TALK, *ITEM, text="Words"),
    *doors("comment_settle", "", TALK, *ITEM, "comment"),
    *doors("comment_redact", "", LEADS, *ITEM, "comment", reason="Why"),
    *(
        door
        for of in ("assessment", "intervention")
        for door in (
            *doors(f"{of}_review", EVERYONE, "", of),
            *doors(f"{of}_sign_off", EVERYONE, "", of),
            *doors(f"{of}_submit", "", WORK, of),
            *doors(f"{of}_changes", "", REVIEWERS, of),
            *doors(f"{of}_sign", "", SIGNERS, of),
            *doors(f"{of}_unsign", "", SIGNERS, of, "signature"),
            *doors(f"{of}_review_redact", "", LEADS, of, f"{of}_step", reason="Why"),
        )
    ),
    *doors("revision_restore", "", WORK, *ITEM, "revision"),
    *doors("revision_redact", "", LEADS, *ITEM, "revision", reason="Why"),
]
START = ("assessment_start", "country_area_new", "area_new")
"""Need a query, or belong to others' tests."""


@pytest.fixture
def world() -> w.World:
    return w.build()


@pytest.fixture
def things(world: w.World) -> dict[str, Any]:
    return everything(world, Label.INTERNAL)


def everything(world: w.World, label: Label) -> dict[str, Any]:
    """One of each thing that an address can name, all of this label."""
    alice = world.alice
    values = {"title": f"Programme {label}", "summary": "", "starts_on": None, "ends_on": None}
    programme = programmes.create_programme(alice, values, label=label)
    intervention = world.intervention(programme_id=programme.pk, label=label)
    product = programmes.create_product(alice, intervention, {"title": "A poster"}, label=label)
    assessment = world.checklist(intervention)
    item = w.items(assessment)[0]
    w.answer(alice, assessment, item, "unmet", how="First")
    w.answer(alice, assessment, item, "unmet", seen=1, how="Second")
    heir = world.checklist(world.intervention(programme_id=programme.pk, label=label, ref=f"HEIR-{label}"), source=assessment)
    opened = w.opened(alice, assessment)
    team_member = programmes.add_member(alice, intervention, world.bob.person.pk)
    under, whole = review.assessment_of(opened), review.whole_of(alice, intervention)
    submitted = {one.of: steps.submit(one, steps.Form(new_id(), "", "Ready")).pk for one in (under, whole)}
    return {
        "programme": programme.pk,
        "intervention": intervention.pk,
        "product": product.pk,
        "assessment": assessment.pk,
        "heir": heir.pk,
        "item": item,
        "action": actions.add_action(opened, item, {"what": "A plan"}).pk,
        "comment": comments.comment(opened, item, "Is it so?", []).pk,
        "revision": selectors.history(opened, item).get(version=1).pk,
        "tool": assessment.tool,
        "signature": new_id(),
        "assessment_step": submitted["assessment"],
        "intervention_step": submitted["intervention"],
        "team_member": team_member.person_id,
        "member": Membership.objects.get(person=world.vera.person).pk,
        "invitation": _invitation(world),
    }


def _invitation(world: w.World) -> Any:
    open_links = OneTimeLink.objects.filter(organisation=world.organisation, purpose="invitation")
    return (open_links.first() or accounts.invite(world.alice, "dora@example.org", "reviewer", 1)[0]).pk


def knock(client: Client, door: Door, things: dict[str, Any]) -> int:
    """The answer's status; what the request changed is undone."""
    from django.urls import reverse

    address = reverse(door.name, args=[things[name] for name in door.args])
    with transaction.atomic():
        status = getattr(client, door.method)(address, door.data).status_code
        transaction.set_rollback(True)
    return int(status)


def visitor(world: w.World, role: str, clearance: int = Label.CONFIDENTIAL) -> tuple[Access, Client]:
    person = w.person(world.organisation, f"{role}-{clearance}", role, clearance)
    return person, w.client(person)


def test_every_address_stands_in_one_of_the_lists() -> None:
    def names(resolver: URLResolver) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from names(pattern)
            else:
                assert pattern.name, pattern
                yield pattern.name

    known = {door.name for door in DOORS} | PUBLIC | OWN | set(START)
    assert {name for name in names(get_resolver()) if name not in known} == set()


@pytest.mark.parametrize("role", EVERYONE.split())
def test_each_role_passes_its_doors_and_is_refused_at_the_others(world: w.World, things: dict[str, Any], role: str) -> None:
    _person, client = visitor(world, role)
    wrong = []
    for door in DOORS:
        status = knock(client, door, things)
        allowed = role in door.roles.split()
        if (status == 403) == allowed or status in (404, 500):
            wrong.append(f"{door.method} {door.name}: {status}, expected {'to pass' if allowed else 403}")
    assert not wrong, "\n".join(wrong)


def test_a_stranger_finds_nothing_behind_any_door(world: w.World, things: dict[str, Any]) -> None:
    client = w.client(world.charlie)
    named = [door for door in DOORS if door.args and door.args != ("tool",)]
    assert {f"{door.method} {door.name}": knock(client, door, things) for door in named} == {
        f"{door.method} {door.name}": 404 for door in named
    }


def test_signed_out_people_are_sent_to_the_sign_in(world: w.World, things: dict[str, Any]) -> None:
    expected = {"get": 302, "post": 401}
    found = {f"{door.method} {door.name}": knock(Client(), door, things) for door in DOORS}
    assert found == {f"{door.method} {door.name}": expected[door.method] for door in DOORS}


@pytest.mark.parametrize("label", list(Label)[:3])
@pytest.mark.parametrize("clearance", list(Label)[:3])
def test_a_label_above_the_clearance_hides_the_thing_from_every_role(world: w.World, label: Label, clearance: Label) -> None:
    things = everything(world, label)
    hidden = label > clearance
    assessment_label = max(label, Label.INTERNAL)
    for role in ("viewer", "administrator"):
        _person, client = visitor(world, role, clearance)
        for door in (door for door in DOORS if door.labelled):
            above = assessment_label > clearance if door.args[0] in ("assessment", "heir") else hidden
            status = knock(client, door, things)
            assert (status == 404) == above, f"{role} {door.method} {door.name}: {status}"
        for page in ("/interventions/", "/programmes/", "/"):
            shown = "HEIR-" in client.get(page).content.decode() or f"Programme {label}" in client.get(page).content.decode()
            assert shown != hidden or (page == "/programmes/" and shown != hidden), page


def test_an_evaluator_answers_the_tools_of_an_evaluation_and_no_others(world: w.World) -> None:
    from datetime import date

    from mainstay.assessments.services import rounds

    intervention = world.intervention()
    planning = world.checklist(intervention)
    evaluation = world.checklist(intervention, world.tool(occasions=True, evaluation=True), when=rounds.Round(date(2026, 3, 1)))
    _person, client = visitor(world, "evaluator")
    statuses = {}
    for assessment in (planning, evaluation):
        item = w.items(assessment)[0]
        answer = {f"{item}-version": "0", f"{item}-choice": w.choice(assessment, "met")}
        statuses[assessment.tool] = client.post(f"/assessments/{assessment.pk}/items/{item}/", answer).status_code
    assert statuses == {planning.tool: 403, evaluation.tool: 302}
