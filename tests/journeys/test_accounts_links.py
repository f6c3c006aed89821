"""One-time links: they show before they act, work once, and are nowhere to be read again."""

import logging
import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from mainstay.accounts import services
from mainstay.accounts.errors import LinkGone, Refused
from mainstay.accounts.logs import HideTokens
from mainstay.accounts.models import Membership, OneTimeLink, Organisation, Person, Role
from mainstay.audit.models import Event
from mainstay.core.labels import Label
from tests.journeys.accounts_world import PASSWORD, World, access_to, browser, events, membership, people, sign_in_link

pytestmark = pytest.mark.django_db
NEW = {"name": "Dora  Lind", "password1": "twelve grey geese", "password2": "twelve grey geese"}


@pytest.fixture
def world() -> World:
    return people()


def invitation(world: World, email: str = "dora@office.example", role: Role = Role.EVALUATOR) -> str:
    _link, token = services.invite(access_to(world.alice, world.alpha), email, role, Label.CONFIDENTIAL)
    return f"/link/{token}/"


def test_an_invitation_lets_a_new_person_in_as_what_it_says(world: World) -> None:
    address, client = invitation(world, "Dora@Office.Example"), browser()
    for _scanner in range(3):
        page = client.get(address).content.decode()
        assert all(words in page for words in ("Alpha Office", "Evaluator", "Confidential", "dora@office.example"))
    assert not Person.objects.filter(email="dora@office.example").exists()
    assert client.post(address, NEW)["Location"] == "/"
    dora = Person.objects.get(email="dora@office.example")
    found = membership(dora, world.alpha)
    assert (dora.name, found.role, found.clearance, dora.at_work_in_id) == (
        "Dora Lind",
        Role.EVALUATOR,
        Label.CONFIDENTIAL,
        found.pk,
    )
    assert "Dora Lind" in client.get("/people/").content.decode()
    assert browser().post("/sign-in/", {"login": dora.email, "password": "twelve grey geese"}).status_code == 302
    assert [event.actor for event in events(world.alpha, "used")] == [dora.pk]


def test_the_owner_of_a_new_organisation_administers_it(world: World) -> None:
    _organisation, _link, token = services.create_organisation("Gamma", "owner@gamma.example")
    client = browser()
    assert client.post(f"/link/{token}/", NEW).status_code == 302
    assert "Invite somebody" in client.get("/people/").content.decode()


def test_a_used_link_opens_nothing_and_says_what_to_do(world: World) -> None:
    address = invitation(world)
    browser().post(address, NEW)
    for answer in (browser().get(address), browser().post(address, NEW | {"name": "Somebody Else"})):
        assert answer.status_code == 404
        assert "It has been used" in answer.content.decode()
        assert "/sign-in/" in answer.content.decode()
    assert not Person.objects.filter(name="Somebody Else").exists()


def test_unknown_expired_and_withdrawn_links_open_nothing(world: World) -> None:
    expired, withdrawn = invitation(world), invitation(world, "eve@office.example")
    OneTimeLink.objects.filter(email="dora@office.example").update(expires_at=timezone.now() - timedelta(seconds=1))
    open_one = OneTimeLink.objects.get(email="eve@office.example")
    assert browser(world.alice).post(f"/people/invitations/{open_one.pk}/withdraw/").status_code == 302
    for address, words in (
        (expired, "good for a few days only"),
        (withdrawn, "It was withdrawn"),
        ("/link/AAAA/", "copy all of it"),
    ):
        for answer in (browser().get(address), browser().post(address, NEW)):
            assert answer.status_code == 404
            assert words in answer.content.decode()
    assert Person.objects.count() == 3


def test_who_is_invited_twice_comes_in_by_the_newer_link_only(world: World) -> None:
    first, second = invitation(world), invitation(world, "DORA@office.example", Role.VIEWER)
    assert browser().get(first).status_code == 404
    assert browser().post(second, NEW).status_code == 302
    assert membership(Person.objects.get(email="dora@office.example"), world.alpha).role == Role.VIEWER


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password1": "short", "password2": "short"}, "at least 12 characters"),
        ({"password1": "password1234", "password2": "password1234"}, "too common"),
        ({"password1": "dora@office.example", "password2": "dora@office.example"}, "too similar"),
        ({"password2": "twelve grey goose"}, "not the same"),
        ({"name": ""}, "required"),
        ({"name": "D" * 121}, "121 characters"),
    ],
)
def test_a_form_filled_in_wrongly_uses_nothing_up(world: World, wrong: dict[str, str], words: str) -> None:
    address, client = invitation(world), browser()
    page = client.post(address, NEW | wrong).content.decode()
    assert words in page
    assert f'value="{(NEW | wrong)["name"]}"' in page or "Dora" in page
    assert "twelve grey geese" not in page
    assert client.post(address, NEW).status_code == 302


def test_a_person_invited_into_a_second_organisation_accepts_as_that_person(world: World) -> None:
    address = invitation(world, world.charlie.email, Role.VIEWER)
    stranger = browser().get(address).content.decode()
    assert f"/sign-in/?next={address}" in stranger
    assert "password1" not in stranger
    assert "somebody else" in browser(world.bob).get(address).content.decode()
    for client in (browser(), browser(world.bob)):
        client.post(address, NEW)
    assert not Membership.objects.filter(person=world.charlie, organisation=world.alpha).exists()
    charlie = browser(world.charlie)
    assert charlie.post(address).status_code == 302
    assert "Alpha Office" in charlie.get("/people/").content.decode()
    assert membership(world.charlie, world.beta).role == Role.ADMINISTRATOR


def test_who_left_can_be_invited_back_with_another_role(world: World) -> None:
    services.end_membership(access_to(world.alice, world.alpha), membership(world.bob, world.alpha).pk)
    address = invitation(world, world.bob.email, Role.VIEWER)
    assert browser(world.bob).post(address).status_code == 302
    back = membership(world.bob, world.alpha)
    assert (back.role, back.left_at) == (Role.VIEWER, None)


def test_a_member_is_not_invited_again(world: World) -> None:
    answer = browser(world.alice).post("/people/invite/", {"email": "BOB@office.example", "role": "viewer", "clearance": "1"})
    assert "belongs to this organisation already" in answer.content.decode()
    assert 'value="BOB@office.example"' in answer.content.decode()
    assert not OneTimeLink.objects.filter(email=world.bob.email).exists()


def test_a_sign_in_link_asks_for_a_new_password_and_ends_the_old_sessions(world: World) -> None:
    elsewhere, client = browser(world.bob), browser()
    made = browser(world.alice).post(f"/people/{membership(world.bob, world.alpha).pk}/link/").content.decode()
    address = re.search(r"http://testserver(/link/[^/]+/)", made)
    assert address
    assert "New password" in client.get(address[1]).content.decode()
    assert client.post(address[1]).status_code == 200  # no password, not in
    assert client.get("/people/").status_code == 302
    assert client.post(address[1], NEW).status_code == 302
    assert client.get("/people/").status_code == 200
    assert elsewhere.get("/people/").status_code == 302
    assert browser().post("/sign-in/", {"login": world.bob.email, "password": PASSWORD}).status_code == 200
    assert membership(world.bob, world.alpha).role == Role.CONTRIBUTOR


def test_the_link_printed_for_the_demo_needs_one_button_only(world: World) -> None:
    Organisation.objects.filter(pk=world.alpha.pk).update(demo=True)
    address, client = sign_in_link(world.alice, world.alpha), browser()
    page = client.get(address).content.decode()
    assert 'type="password"' not in page
    assert client.post(address).status_code == 302
    assert client.get("/people/").status_code == 200
    assert browser().post(address).status_code == 404
    assert browser().post("/sign-in/", {"login": world.alice.email, "password": PASSWORD}).status_code == 302  # still hers


def test_an_administrator_gets_no_key_to_another_organisation(world: World) -> None:
    """A sign-in link sets a password, and the password opens everything its person may see."""
    bob = membership(world.bob, world.alpha)
    _link, token = services.make_sign_in_link(access_to(world.alice, world.alpha), bob)
    services.admit(world.beta, world.bob, Role.LEAD, Label.CONFIDENTIAL)
    assert browser().post(f"/link/{token}/", NEW).status_code == 404
    with pytest.raises(Refused):
        services.make_sign_in_link(access_to(world.alice, world.alpha), bob)
    answer = browser(world.alice).post(f"/people/{bob.pk}/link/", follow=True)
    assert "whoever runs this installation" in answer.content.decode()


def test_the_token_is_kept_nowhere(world: World) -> None:
    address = invitation(world)
    token = address.split("/")[2]
    browser().post(address, NEW)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert token not in str(cursor.fetchall()), table
    assert len(token) >= 43


def test_the_address_of_a_link_reaches_neither_other_sites_nor_the_log(world: World) -> None:
    answer = browser().get(invitation(world))
    assert answer["Referrer-Policy"] == "strict-origin"  # "no-referrer" would also drop Origin, which the CSRF check needs
    assert "no-store" in answer["Cache-Control"]
    record = logging.LogRecord(
        "django.request", logging.WARNING, __file__, 1, "%s: %s", ("Not Found", "/link/s3cr-et_/?a=1"), None
    )
    assert HideTokens().filter(record)
    assert record.getMessage() == "Not Found: /link/…/?a=1"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_the_same_moment_one_comes_in() -> None:
    world = people()
    token = invitation(world).split("/")[2]
    start, came_in, turned_away = threading.Barrier(2), [], []

    def knock(name: str) -> None:
        try:
            start.wait(10)
            came_in.append(services.use_link(token, None, name=name, password=PASSWORD).name)
        except LinkGone as gone:
            turned_away.append(gone.why)
        finally:
            connection.close()

    threads = [threading.Thread(target=knock, args=(name,)) for name in ("Dora One", "Dora Two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(came_in) == 1
    assert turned_away == ["used"]
    assert Person.objects.get(email="dora@office.example").name == came_in[0]
    assert Event.objects.filter(organisation=world.alpha.pk, verb="used").count() == 1
