"""Nothing typed is ever lost: a lost session, an old token, a full database and a form that is too big answer with the text."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.utils.html import escape

from mainstay.accounts import services
from mainstay.accounts.models import OneTimeLink
from mainstay.audit.models import Event
from tests.journeys.accounts_world import PASSWORD, World, browser, people

pytestmark = pytest.mark.django_db
TYPED = {
    "email": "dora@office.example",
    "role": "viewer",
    "clearance": "1",
    "answer": "\nFirst line <b>\r\nবাংলা 中文 😀 “quoted”",
    "more": ["one of two", "two of two"],
    "old-password": "must never be shown",
}


@pytest.fixture
def world() -> World:
    return people()


def assert_text_is_there(page: str, to: str) -> None:
    assert escape("First line <b>\r\nবাংলা 中文 😀 “quoted”") in page
    assert "<b>\r\nবাংলা" not in page
    for name, value in (("email", "dora@office.example"), ("role", "viewer"), ("clearance", "1")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert "one of two" in page
    assert "two of two" in page
    assert f'action="{to}"' in page
    assert "must never be shown" not in page
    assert "Traceback" not in page


def token_in(page: str) -> str:
    return page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def resend(client: Client, page: str, **more: str) -> Any:
    """Press the button: what the form of the page holds, with its token."""
    fields = {name: value for name, value in TYPED.items() if name != "old-password"}
    return client.post("/people/invite/", fields | more | {"csrfmiddlewaretoken": token_in(page)})


def test_a_lost_session_answers_with_the_text_and_signing_in_there_brings_it_back(world: World) -> None:
    client = browser(world.alice, enforce_csrf_checks=True)
    form = client.get("/people/").content.decode()
    Session.objects.all().delete()
    lost = client.post("/people/invite/", TYPED | {"csrfmiddlewaretoken": token_in(form)})
    assert lost.status_code == 401
    assert lost["WWW-Authenticate"].startswith("Form")
    assert_text_is_there(lost.content.decode(), "/people/invite/")
    assert "You are signed out" in lost.content.decode()

    again = {name: value for name, value in TYPED.items() if name != "old-password"}
    again |= {
        "again-to": "/people/invite/",
        "again-login": world.alice.email,
        "csrfmiddlewaretoken": token_in(lost.content.decode()),
    }
    wrong = client.post("/sign-in/again/", again | {"again-password": "not hers at all"})
    assert wrong.status_code == 401
    assert "do not belong together" in wrong.content.decode()
    assert_text_is_there(wrong.content.decode(), "/people/invite/")

    back = client.post(
        "/sign-in/again/", again | {"again-password": PASSWORD, "csrfmiddlewaretoken": token_in(wrong.content.decode())}
    )
    assert back.status_code == 200
    assert_text_is_there(back.content.decode(), "/people/invite/")
    assert "signed in as Alice" in back.content.decode()
    assert PASSWORD not in back.content.decode()
    assert not OneTimeLink.objects.filter(email="dora@office.example").exists()

    assert resend(client, back.content.decode()).status_code == 200
    assert OneTimeLink.objects.filter(email="dora@office.example", organisation=world.alpha).exists()


def test_who_signed_in_elsewhere_meanwhile_sends_the_text_from_the_page_itself(world: World) -> None:
    client = browser(enforce_csrf_checks=True)
    lost = client.post("/people/invite/", TYPED | {"csrfmiddlewaretoken": token_in(client.get("/sign-in/").content.decode())})
    client.force_login(world.alice)
    assert resend(client, lost.content.decode()).status_code == 200
    assert OneTimeLink.objects.filter(email="dora@office.example").exists()


@pytest.mark.parametrize("to", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_the_way_back_after_signing_in_never_leads_to_another_site(world: World, to: str) -> None:
    fields = {"answer": "some words", "again-to": to, "again-login": world.alice.email, "again-password": PASSWORD}
    page = browser().post("/sign-in/again/", fields).content.decode()
    assert 'action="/"' in page
    assert "elsewhere" not in page


def test_an_old_token_answers_with_the_text_and_the_second_press_works(world: World) -> None:
    client = browser(world.alice, enforce_csrf_checks=True)
    for old in ({}, {"csrfmiddlewaretoken": "x" * 64}, {"csrfmiddlewaretoken": "short"}):
        failed = client.post("/people/invite/", TYPED | old)
        assert failed.status_code == 403
        assert_text_is_there(failed.content.decode(), "/people/invite/")
    assert not OneTimeLink.objects.filter(email="dora@office.example").exists()
    assert resend(client, failed.content.decode()).status_code == 200
    assert OneTimeLink.objects.filter(email="dora@office.example").exists()


def test_session_and_token_both_lost_ask_to_sign_in_at_once(world: World) -> None:
    failed = browser(enforce_csrf_checks=True).post("/people/invite/", TYPED)
    assert failed.status_code == 401
    assert_text_is_there(failed.content.decode(), "/people/invite/")


def test_a_form_of_another_site_is_shown_but_never_offered_again(world: World) -> None:
    client = browser(world.alice, enforce_csrf_checks=True)
    answer = client.post("/people/invite/", TYPED, headers={"Origin": "https://elsewhere.example"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "came from another site" in page
    assert "<button" not in page[page.index("<main") : page.index("</main>")]
    assert "First line" in page


def test_a_script_hears_what_happened_and_the_page_keeps_its_text(world: World) -> None:
    answer = browser().post("/people/invite/", TYPED, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#messages", "innerHTML")
    assert json.loads(answer["HX-Trigger"])["mainstay:kept"]["why"] == "signed-out"
    assert "<html" not in answer.content.decode()
    assert "/sign-in/" in answer.content.decode()
    part = browser().get("/people/", headers={"HX-Request": "true"})
    assert part.status_code == 401  # a redirect would put the whole sign-in page into a corner of this one
    stale = browser(world.alice, enforce_csrf_checks=True).post("/people/invite/", TYPED, headers={"HX-Request": "true"})
    assert (stale.status_code, json.loads(stale["HX-Trigger"])["mainstay:kept"]["why"]) == (403, "token")


def post_until_refused(client: Client) -> Any:
    """Until the room that is left in the database's last pages is used up."""
    for number in range(400):
        answer = client.post("/people/invite/", TYPED | {"email": f"dora{number}@office.example"})
        if answer.status_code != 200:
            return answer
    pytest.fail("the database took 400 invitations without growing")


@pytest.mark.django_db(transaction=True)
def test_a_full_database_saves_nothing_by_half_and_answers_with_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser(people().alice)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            (pages,) = cursor.execute("PRAGMA page_count").fetchone()
            cursor.execute(f"PRAGMA max_page_count = {pages}")
    else:
        monkeypatch.setattr("mainstay.core.rows.insert", disk_full)
    try:
        answer = post_until_refused(client)
        links, made = OneTimeLink.objects.count(), Event.objects.filter(verb="made").count()
        signing_in = sign_in_until_refused()
    finally:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA max_page_count = 1073741823")
    assert answer.status_code == 507
    assert "There is no room left" in answer.content.decode()
    assert_text_is_there(answer.content.decode().replace(posted_email(answer), "dora@office.example"), "/people/invite/")
    assert links == made  # an invitation and its event, or neither
    assert signing_in.status_code == 507
    assert PASSWORD not in signing_in.content.decode()
    monkeypatch.undo()
    assert resend(client, answer.content.decode()).status_code == 200  # room was made: the same press works


def sign_in_until_refused() -> Any:
    """A page of the database may have room for a few more sessions."""
    for _number in range(400):
        answer = browser().post("/sign-in/", {"login": "alice@office.example", "password": PASSWORD})
        if answer.status_code != 302:
            return answer
    pytest.fail("the database took 400 sessions without growing")


def disk_full(*args: Any, **kwargs: Any) -> None:
    """As Django hands on what PostgreSQL says."""
    from psycopg.errors import DiskFull

    raise OperationalError("could not extend file") from DiskFull("could not extend file")


def posted_email(answer: Any) -> str:
    return str(answer.wsgi_request.POST["email"])


def test_a_database_out_of_reach_answers_reading_and_writing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser(world.alice)

    def unreachable(self: SessionStore) -> None:
        raise OperationalError("connection refused by 10.0.0.7")

    monkeypatch.setattr(SessionStore, "load", unreachable)
    for answer in (client.get("/people/"), client.post("/people/invite/", TYPED)):
        assert answer.status_code == 503
        assert answer["Retry-After"]
        assert "could not be reached" in answer.content.decode()
        assert "10.0.0.7" not in answer.content.decode()
    assert_text_is_there(answer.content.decode(), "/people/invite/")
    monkeypatch.undo()
    assert client.get("/people/").status_code == 200  # the session outlived it


def test_a_session_that_cannot_be_kept_is_no_broken_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(self: SessionStore, must_create: bool = False) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(SessionStore, "save", unreachable)
    answer = browser().post("/sign-in/", {"login": world.alice.email, "password": PASSWORD})
    assert answer.status_code == 503
    assert PASSWORD not in answer.content.decode()


def test_a_form_that_is_too_big_says_where_the_text_still_is(world: World, settings: Any) -> None:
    client = browser(world.alice)
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    too_many = client.post(
        "/people/invite/", urlencode({f"f{n}": n for n in range(6)}), content_type="application/x-www-form-urlencoded"
    )
    too_long = client.post("/people/invite/", {"answer": "x" * 100_001})
    as_script = client.post("/people/invite/", {"answer": "x" * 100_001}, headers={"HX-Request": "true"})
    for answer in (too_many, too_long):
        assert answer.status_code == 413
        assert "your browser still has what you typed" in answer.content.decode()
    assert (as_script.status_code, json.loads(as_script["HX-Trigger"])["mainstay:kept"]["why"]) == (413, "too-big")


def test_a_file_where_none_is_expected_is_dropped(world: World) -> None:
    file = SimpleUploadedFile("names.csv", b"name,passport\n", "text/csv")
    answer = browser(world.alice).post(
        "/people/invite/", {"email": "dora@office.example", "role": "viewer", "clearance": "1", "file": file}
    )
    assert answer.status_code == 200
    assert not answer.wsgi_request.FILES
    assert OneTimeLink.objects.filter(email="dora@office.example").exists()


def test_what_nobody_foresaw_answers_with_the_text_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(services, "invite", broken)
    client = browser(world.alice, raise_request_exception=False)
    answer = client.post("/people/invite/", TYPED)
    assert answer.status_code == 500
    assert_text_is_there(answer.content.decode(), "/people/invite/")
    assert "secret detail" not in answer.content.decode()
