"""Signing in and out: who is let in, what is said to the others, what stands in the record."""

import json
from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse

from mainstay.accounts.models import Person
from tests.journeys.accounts_world import PASSWORD, World, browser, events, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return people()


def test_a_stranger_is_sent_to_the_door_and_then_to_where_they_wanted(world: World) -> None:
    client = browser()
    turned_away = client.get("/people/?page=2")
    assert (turned_away.status_code, turned_away["Location"]) == (302, "/sign-in/?next=/people/%3Fpage%3D2")
    door = client.get(turned_away["Location"])
    assert '<input type="hidden" name="next" value="/people/?page=2">' in door.content.decode()
    let_in = client.post("/sign-in/", {"login": "ALICE@Office.Example", "password": PASSWORD, "next": "/people/?page=2"})
    assert (let_in.status_code, let_in["Location"]) == (302, "/people/?page=2")
    assert client.get("/people/").status_code == 200
    assert [event.actor for event in events(world.alpha, "signed-in")] == [world.alice.pk]


def test_the_door_never_leads_to_another_site(world: World) -> None:
    answer = browser().post("/sign-in/", {"login": world.alice.email, "password": PASSWORD, "next": "https://elsewhere.example/"})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_a_wrong_password_is_explained_and_what_was_typed_stays_out_of_the_record(world: World) -> None:
    answer = browser().post("/sign-in/", {"login": world.bob.email, "password": "my real secret", "next": "/people/"})
    page = answer.content.decode()
    assert "do not belong together" in page
    assert f'value="{world.bob.email}"' in page
    assert 'name="next" value="/people/"' in page
    assert "my real secret" not in page
    (failed,) = events(world.alpha, "failed-sign-in")
    assert failed.object_id == str(world.bob.pk)
    assert failed.actor is None
    assert "secret" not in json.dumps(failed.detail) + failed.digest + failed.actor_name


def test_an_unknown_address_hears_the_same_as_a_wrong_password(world: World) -> None:
    said = []
    for login in (world.bob.email, "nobody@office.example"):
        page = browser().post("/sign-in/", {"login": login, "password": "not it at all"}).content.decode()
        said.append(page[page.index("error-summary") : page.index("<h1>")])
    assert said[0] == said[1]


def test_after_five_wrong_passwords_the_right_one_has_to_wait(world: World) -> None:
    client = browser()
    for _attempt in range(5):
        client.post("/sign-in/", {"login": world.bob.email, "password": "not it at all"})
    answer = client.post("/sign-in/", {"login": world.bob.email, "password": PASSWORD})
    assert answer.status_code == 200
    assert "too often" in answer.content.decode()
    assert client.get("/people/").status_code == 302
    assert client.post("/sign-in/", {"login": world.alice.email, "password": PASSWORD}).status_code == 302


def test_somebody_switched_off_and_a_service_account_stay_outside(world: World) -> None:
    Person.objects.filter(pk=world.bob.pk).update(is_active=False)
    Person.objects.filter(pk=world.alice.pk).update(nature=Person.Nature.SERVICE)
    for person in (world.bob, world.alice):
        client = browser()
        client.post("/sign-in/", {"login": person.email, "password": PASSWORD})
        assert client.get("/people/").status_code == 302
    assert events(world.alpha, "signed-in") == []


def test_who_is_switched_off_while_signed_in_is_out_at_the_next_page(world: World) -> None:
    client = browser(world.bob)
    assert client.get("/people/").status_code == 200
    Person.objects.filter(pk=world.bob.pk).update(is_active=False)
    assert client.get("/people/").status_code == 302


def test_signing_out_needs_a_button_and_is_recorded(world: World) -> None:
    client = browser(world.bob)
    assert "Sign out?" in client.get("/sign-out/").content.decode()
    assert client.get("/people/").status_code == 200
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/people/").status_code == 302
    assert [event.actor for event in events(world.alpha, "signed-out")] == [world.bob.pk]


def test_a_changed_password_ends_the_other_sessions_but_not_this_one(world: World) -> None:
    here, there = browser(world.bob), browser(world.bob)
    new = {"oldpassword": PASSWORD, "password1": "nine loud magpies", "password2": "nine loud magpies"}
    wrong = here.post("/password/", new | {"oldpassword": "guessed"})
    assert "not your present password" in wrong.content.decode()
    assert here.post("/password/", new).status_code == 302
    assert here.get("/people/").status_code == 200
    assert there.get("/people/").status_code == 302
    assert len(events(world.alpha, "changed")) == 1


def test_a_weak_new_password_is_refused(world: World) -> None:
    weak = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    answer = browser(world.bob).post("/password/", weak)
    assert "at least 12 characters" in answer.content.decode()
    assert browser().post("/sign-in/", {"login": world.bob.email, "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reauthenticate", "account_confirm_login_code"])
def test_what_allauth_could_do_besides_has_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_way_in_without_a_password_is_explained(world: World) -> None:
    page = browser().get(reverse("account_reset_password")).content.decode()
    assert "Ask an administrator of your organisation for a new sign-in link" in page
    assert "<form" not in page


def test_somebody_without_an_organisation_is_told_so(world: World) -> None:
    Person.objects.filter(pk=world.bob.pk).update(at_work_in=None)
    assert browser(world.bob).get("/people/").status_code == 403


def test_who_knocks_far_too_often_is_asked_to_wait(world: World) -> None:
    client = browser()
    answers = [client.post("/sign-in/", {"login": "not an address", "password": "x"}) for _attempt in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {200}
    assert answers[30].status_code == 429
    assert "wait a minute" in answers[30].content.decode()


def test_every_handler_of_the_log_hides_one_time_links(settings: Any) -> None:
    filters = {name for name, made in settings.LOGGING["filters"].items() if made["()"] == "mainstay.accounts.logs.HideTokens"}
    for name, handler in settings.LOGGING["handlers"].items():
        assert filters.intersection(handler.get("filters", [])), name
