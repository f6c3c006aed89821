"""Every address refuses strangers, unless it stands in the one list of what is public."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse

PUBLIC = {
    "account_login": "the door itself",
    "sign_in_again": "the door once more, for somebody whose session ended while they typed",
    "account_reset_password": "says whom to ask for a way in; nothing is reset here",
    "account_inactive": "says that this account is closed",
    "account_logout": "whoever is out already is sent to the door",
    "one_time_link": "lets in whoever holds the link, once",
    "about": "what Mainstay is, whom it acknowledges, its licences",
    "corrections": "what the printed Toolkit says and what is shown here",
    "accessibility": "the accessibility statement",
}
"""Name of the address to why a stranger may open it."""

SAMPLES = {"UUIDConverter": UUID(int=7), "StringConverter": "x", "PathConverter": "x", "IntConverter": 1}
"""Something of the right form for each kind of parameter."""


class Door(NamedTuple):
    name: str
    address: str
    open_to_all: bool


def doors(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[Door]:
    """Every address, with something of the right form where it asks for an id."""
    for one in patterns:
        if isinstance(one, URLResolver):
            assert not one.pattern.converters, f"{one} has parameters of its own: teach this test to fill them in"
            yield from doors(one.url_patterns)
            continue
        filled = {name: SAMPLES[type(kind).__name__] for name, kind in one.pattern.converters.items()}
        address = reverse(one.name, kwargs=filled) if one.name else ""
        yield Door(one.name or "", address, not getattr(one.callback, "login_required", True))


ALL = list(doors(get_resolver().url_patterns))
CLOSED = [door for door in ALL if door.name not in PUBLIC]
IDS = [door.name for door in ALL]


def leads_to_sign_in(response: Any) -> bool:
    return bool(response.status_code == 302 and response["Location"].partition("?")[0] == resolve_url(settings.LOGIN_URL))


def test_there_are_addresses_and_each_has_a_name_of_its_own() -> None:
    assert len(ALL) > 40
    assert all(IDS)
    assert len(set(IDS)) == len(IDS)


def test_what_is_public_is_listed_and_nothing_else() -> None:
    """`login_not_required` opens a view; the list says why. A door that has been closed since has to leave it."""
    assert {door.name for door in ALL if door.open_to_all} == set(PUBLIC)


@pytest.mark.django_db
@pytest.mark.parametrize("door", CLOSED, ids=lambda door: door.name)
def test_a_stranger_is_sent_to_the_door(door: Door) -> None:
    stranger = Client()
    assert leads_to_sign_in(stranger.get(door.address)), f"{door.address} shows itself to a stranger"


@pytest.mark.django_db
@pytest.mark.parametrize("door", CLOSED, ids=lambda door: door.name)
def test_a_stranger_can_send_nothing(door: Door) -> None:
    """Neither does it happen nor is the text lost: 401 with what was typed, never a 200 or a 500."""
    answer = Client().post(door.address, {"title": "typed by a stranger"})
    assert answer.status_code == 401
    assert "typed by a stranger" in answer.content.decode()
    assert Client().get(door.address, headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize("door", ALL, ids=lambda door: door.name)
def test_a_stranger_breaks_nothing(door: Door) -> None:
    for method in ("get", "put", "delete", "options", "head"):
        assert getattr(Client(), method)(door.address).status_code < 500


def test_an_open_view_that_is_not_listed_is_seen() -> None:
    def view(request: object) -> HttpResponse:
        return HttpResponse()

    view.login_required = False  # type: ignore[attr-defined]
    opened = list(doors([path("about/", view, name="about"), path("open/", view)]))
    assert [(door.name, door.open_to_all) for door in opened] == [("about", True), ("", True)]
    assert not leads_to_sign_in(HttpResponse())
