"""The verbs of the shell about people: one line on standard output, a sentence on standard error where it cannot be."""

import io
import re
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from mainstay.accounts.models import OneTimeLink, Organisation, Role
from mainstay.core.labels import Label
from tests.journeys.accounts_world import World, browser, events, membership, people

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/link/[\w-]{43}/\n")


@pytest.fixture
def world() -> World:
    return people()


def say(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_org_create_prints_the_way_in_for_its_owner() -> None:
    said = say("org", "create", "  Gamma   Office ", "--owner", "Olga@Gamma.example")
    assert LINK.fullmatch(said)
    page = browser().get(said.strip()).content.decode()
    assert "Gamma Office" in page
    assert "olga@gamma.example" in page
    organisation = Organisation.objects.get(name="Gamma Office")
    assert [event.through for event in events(organisation, "created") + events(organisation, "made")] == ["shell", "shell"]


def test_invite_prints_a_link_with_role_and_clearance(world: World) -> None:
    said = say("invite", "dora@office.example", "--org", "alpha office", "--role", "lead", "--clearance", "confidential")
    assert LINK.fullmatch(said)
    link = OneTimeLink.objects.get(email="dora@office.example")
    assert (link.organisation, link.role, link.clearance) == (world.alpha, Role.LEAD, Label.CONFIDENTIAL)


def test_a_base_url_makes_the_address_whole(world: World) -> None:
    said = say("invite", "dora@office.example", "--org", "Alpha Office", "--role", "viewer", "--base-url", "https://m.example/")
    assert re.fullmatch(r"https://m\.example/link/[\w-]{43}/\n", said)
    assert len(mail.outbox) == 0


def test_with_mail_set_up_the_link_is_mailed_too(world: World, settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example"
    said = say("invite", "dora@office.example", "--org", "Alpha Office", "--role", "viewer", "--base-url", "https://m.example")
    (sent,) = mail.outbox
    assert sent.to == ["dora@office.example"]
    assert said.strip() in sent.body


def test_signin_link_is_for_the_administrator_of_the_demo(world: World) -> None:
    Organisation.objects.filter(pk=world.beta.pk).update(demo=True)
    client = browser()
    assert client.post(say("signin_link").strip()).status_code == 302
    assert "Beta Office" in client.get("/people/").content.decode()
    assert 'type="password"' in browser().get(say("signin_link", "--email", "BOB@office.example").strip()).content.decode()
    assert membership(world.bob, world.alpha).role == Role.CONTRIBUTOR


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["org", "create", "ALPHA office", "--owner", "x@y.example"], "already an organisation"),
        (["org", "create", "  ", "--owner", "x@y.example"], "Give the organisation a name"),
        (["org", "create", "New", "--owner", "not an address"], "is not an e-mail address"),
        (["invite", "x@y.example", "--org", "Omega", "--role", "viewer"], "There are: Alpha Office, Beta Office"),
        (["invite", "bob@office.example", "--org", "Alpha Office", "--role", "viewer"], "belongs to this organisation already"),
        (["invite", "x@y.example", "--org", "Alpha Office", "--role", "king"], "invalid choice"),
        (["signin_link"], "no demo organisation"),
        (["signin_link", "--email", "nobody@y.example"], "Nobody with the address"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason_and_leaves_nothing(world: World, words: list[str], reason: str) -> None:
    before = Organisation.objects.count(), OneTimeLink.objects.count()
    with pytest.raises(CommandError, match=reason):
        say(*words)
    assert (Organisation.objects.count(), OneTimeLink.objects.count()) == before
