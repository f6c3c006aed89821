"""People and roles: who sees whom, who may change what, and that nobody can saw off the branch."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils.html import escape

from mainstay.accounts import services
from mainstay.accounts.errors import Refused
from mainstay.accounts.models import Membership, OneTimeLink, Person, Role
from mainstay.accounts.rules import RULES
from mainstay.core.labels import STORED, Label
from tests.journeys.accounts_world import World, access_to, browser, events, membership, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return people()


def administrators_only(world: World) -> dict[str, dict[str, str]]:
    """What only an administrator may post, by address."""
    _link, _token = services.invite(access_to(world.alice, world.alpha), "dora@office.example", Role.VIEWER, Label.INTERNAL)
    alice, waiting = membership(world.alice, world.alpha).pk, OneTimeLink.objects.get(email="dora@office.example").pk
    return {
        "/people/invite/": {"email": "eve@office.example", "role": "viewer", "clearance": "1"},
        f"/people/{alice}/": {"role": "viewer", "clearance": "0"},
        f"/people/{alice}/link/": {},
        f"/people/{alice}/end/": {},
        f"/people/invitations/{waiting}/withdraw/": {},
    }


def state() -> object:
    return (
        list(OneTimeLink.objects.order_by("pk").values_list("email", "withdrawn_at")),
        list(Membership.objects.order_by("pk").values_list("role", "clearance", "left_at")),
    )


def test_members_see_names_and_roles_and_administrators_addresses_too(world: World) -> None:
    for_alice = browser(world.alice).get("/people/").content.decode()
    for_bob = browser(world.bob).get("/people/").content.decode()
    assert "bob@office.example" in for_alice
    assert "Invite somebody" in for_alice
    main = for_bob[for_bob.index("<main") :]
    assert all(words in main for words in ("Alice", "Administrator", "Contributor"))
    assert "alice@office.example" not in main
    assert "Invite somebody" not in main
    assert "Charlie" not in for_alice + for_bob


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_whoever_is_no_administrator_changes_nobody(world: World, role: Role) -> None:
    posts = administrators_only(world)
    Membership.objects.filter(person=world.bob).update(role=role)
    before, bob = state(), browser(world.bob)
    for address, fields in posts.items():
        assert bob.post(address, fields).status_code == 403, address
    assert bob.get("/audit/").status_code == 403
    assert bob.get(f"/people/{membership(world.alice, world.alpha).pk}/").status_code == 403
    assert state() == before
    with pytest.raises(PermissionDenied):
        services.change_member(access_to(world.bob, world.alpha), membership(world.bob, world.alpha).pk, "administrator", 2)


def test_another_organisations_people_are_not_there(world: World) -> None:
    posts = administrators_only(world)
    before, charlie = state(), browser(world.charlie)
    for address, fields in posts.items():
        if address != "/people/invite/":
            assert charlie.post(address, fields).status_code == 404, address
    assert charlie.get(f"/people/{membership(world.bob, world.alpha).pk}/").status_code == 404
    assert charlie.post(f"/work-in/{membership(world.bob, world.alpha).pk}/").status_code == 404
    assert state() == before


def test_signed_out_nothing_is_shown_and_nothing_done(world: World) -> None:
    posts = administrators_only(world)
    before, stranger = state(), browser()
    for address in (
        "/people/",
        "/people/roles/",
        "/audit/",
        "/notice/",
        "/password/",
        *(one for one in posts if one.count("/") == 3),
    ):
        assert stranger.get(address).status_code == 302, address
    for address, fields in posts.items():
        assert stranger.post(address, fields).status_code == 401, address
    assert state() == before


def test_a_role_and_a_clearance_change_at_once_and_stand_in_the_record(world: World) -> None:
    bob, page = membership(world.bob, world.alpha), browser(world.bob)
    assert page.get("/audit/").status_code == 403
    saved = browser(world.alice).post(f"/people/{bob.pk}/", {"role": "administrator", "clearance": "2"}, follow=True)
    assert "Saved: role and clearance of Bob." in saved.content.decode()
    assert page.get("/audit/").status_code == 200
    (event,) = events(world.alpha, "changed")
    assert (event.actor, event.object_id) == (world.alice.pk, str(bob.pk))
    assert event.detail["before"] == {"role": "contributor", "clearance": 1}
    assert event.detail["after"] == {"role": "administrator", "clearance": 2}
    browser(world.alice).post(f"/people/{bob.pk}/", {"role": "administrator", "clearance": "2"})
    assert len(events(world.alpha, "changed")) == 1


@pytest.mark.parametrize(
    "fields", [{"role": "king", "clearance": "1"}, {"role": "viewer", "clearance": "3"}, {"role": "", "clearance": "x"}]
)
def test_an_unknown_role_or_clearance_is_refused(world: World, fields: dict[str, str]) -> None:
    before = state()
    answer = browser(world.alice).post(f"/people/{membership(world.bob, world.alpha).pk}/", fields)
    assert "could not be saved" in answer.content.decode()
    assert state() == before


def test_nobody_is_cleared_for_what_is_not_kept(world: World) -> None:
    alice = access_to(world.alice, world.alpha)
    with pytest.raises(Refused):
        services.change_member(alice, membership(world.bob, world.alpha).pk, "viewer", Label.STRICTLY_CONFIDENTIAL)
    with pytest.raises(Refused):
        services.invite(alice, "dora@office.example", "viewer", Label.STRICTLY_CONFIDENTIAL)


def test_the_last_administrator_neither_leaves_nor_is_made_less(world: World) -> None:
    alice, page = membership(world.alice, world.alpha), browser(world.alice)
    for answer in (
        page.post(f"/people/{alice.pk}/", {"role": "lead", "clearance": "2"}),
        page.post(f"/people/{alice.pk}/end/", follow=True),
    ):
        assert "This is the last administrator" in answer.content.decode()
    assert page.get("/audit/").status_code == 200
    services.change_member(access_to(world.alice, world.alpha), membership(world.bob, world.alpha).pk, "administrator", 2)
    Person.objects.filter(pk=world.bob.pk).update(is_active=False)  # switched off: he could help nobody
    assert "This is the last administrator" in page.post(f"/people/{alice.pk}/end/", follow=True).content.decode()
    Person.objects.filter(pk=world.bob.pk).update(is_active=True)
    assert page.post(f"/people/{alice.pk}/end/")["Location"] == "/sign-in/"
    assert page.get("/people/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_leave_at_the_same_moment_one_stays() -> None:
    world = people()
    services.change_member(access_to(world.alice, world.alpha), membership(world.bob, world.alpha).pk, "administrator", 2)
    leaving = [access_to(person, world.alpha) for person in (world.alice, world.bob)]
    start, stayed = threading.Barrier(2), []

    def leave(number: int) -> None:
        try:
            start.wait(10)
            services.end_membership(leaving[number], membership(leaving[number].person, world.alpha).pk)
        except Refused:
            stayed.append(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(stayed) == 1
    assert Membership.objects.filter(organisation=world.alpha, role=Role.ADMINISTRATOR, left_at=None).count() == 1


def test_an_ended_membership_ends_every_session_and_every_open_link(world: World) -> None:
    services.change_member(access_to(world.alice, world.alpha), membership(world.bob, world.alpha).pk, "administrator", 2)
    _link, by_bob = services.invite(
        access_to(world.bob, world.alpha), "dora@office.example", Role.ADMINISTRATOR, Label.CONFIDENTIAL
    )
    _link, for_bob = services.make_sign_in_link(access_to(world.alice, world.alpha), membership(world.bob, world.alpha))
    phone, desk = browser(world.bob), browser(world.bob)
    ended = browser(world.alice).post(f"/people/{membership(world.bob, world.alpha).pk}/end/", follow=True)
    assert "no longer belongs" in ended.content.decode()
    assert [page.get("/people/").status_code for page in (phone, desk)] == [302, 302]
    assert [browser().get(f"/link/{token}/").status_code for token in (by_bob, for_bob)] == [404, 404]
    assert browser(world.bob).get("/people/").status_code == 403
    assert "Bob" not in browser(world.alice).get("/people/").content.decode().split("</table>")[0].split("<table")[1]


def test_who_is_no_administrator_any_more_has_no_open_invitations(world: World) -> None:
    """Otherwise a link made in time would be a back door."""
    services.change_member(access_to(world.alice, world.alpha), membership(world.bob, world.alpha).pk, "administrator", 2)
    _link, token = services.invite(
        access_to(world.bob, world.alpha), "dora@office.example", Role.ADMINISTRATOR, Label.CONFIDENTIAL
    )
    assert browser().get(f"/link/{token}/").status_code == 200
    services.change_member(access_to(world.alice, world.alpha), membership(world.bob, world.alpha).pk, "contributor", 1)
    assert browser().get(f"/link/{token}/").status_code == 404


def test_who_works_in_two_organisations_is_in_one_at_a_time(world: World) -> None:
    services.admit(world.beta, world.bob, Role.VIEWER, Label.UNCLASSIFIED)
    page = browser(world.bob)
    assert "Charlie" in page.get("/people/").content.decode()
    assert page.post(f"/work-in/{membership(world.bob, world.alpha).pk}/").status_code == 302
    here = page.get("/people/").content.decode()
    assert "Alice" in here
    assert "Charlie" not in here
    page.post(f"/people/{membership(world.bob, world.alpha).pk}/end/")
    assert "Charlie" in browser(world.bob).get("/people/").content.decode()


def test_the_page_of_roles_is_the_table_that_is_enforced(world: World) -> None:
    page = browser(world.bob).get("/people/roles/").content.decode()
    for text, allowed in RULES.values():
        start = page.index(escape(str(text)))
        row = page[start : page.index("</tr>", start)]
        assert [("yes" in cell) for cell in row.split("<td>")[1:]] == [role in allowed for role in Role], text
    sight = page[page.index('id="sight"') :]
    for label in Label:
        start = sight.index(f"badge-label-{int(label)}")
        row = sight[start : sight.index("</tr>", start)]
        assert [("yes" in cell) for cell in row.split("<td>")[1:]] == [label <= clearance for clearance in STORED]


def test_the_notice_is_read_once(world: World) -> None:
    page = browser(world.bob)
    assert "Before you start" in page.get("/notice/?next=/people/").content.decode()
    assert Person.objects.get(pk=world.bob.pk).noticed_at is None
    assert page.post("/notice/", {"next": "/people/"})["Location"] == "/people/"
    first = Person.objects.get(pk=world.bob.pk).noticed_at
    assert first is not None
    assert page.post("/notice/", {"next": "//elsewhere.example/"})["Location"] == "/"
    assert Person.objects.get(pk=world.bob.pk).noticed_at == first
    assert len(events(world.alpha, "read")) == 1


def test_an_expired_invitation_is_still_shown_with_what_to_do(world: World) -> None:
    link, _token = services.invite(access_to(world.alice, world.alpha), "dora@office.example", Role.VIEWER, Label.INTERNAL)
    assert "The link works until" in browser(world.alice).get("/people/").content.decode()
    OneTimeLink.objects.filter(pk=link.pk).update(expires_at=link.made_at)
    assert "invite again" in browser(world.alice).get("/people/").content.decode()
