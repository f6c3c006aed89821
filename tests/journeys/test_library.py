"""Pages about Mainstay: for strangers too, honest about their source, and the choice of light or dark."""

import pytest
from django.test import Client

from mainstay.accounts.models import Person
from mainstay.catalogue import selectors as catalogue
from mainstay.library.appearance import COOKIE
from tests import world as w

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return w.build()


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("path", ["/about/", "/about/corrections/", "/accessibility/"])
def test_strangers_may_read_what_mainstay_is(world: w.World, path: str) -> None:
    page = text(Client(), path)
    assert "not endorsed by the United Nations" in page
    assert "/sign-in/" in page
    assert 'href="/people/"' not in page


def test_about_acknowledges_its_source_its_terms_and_its_version(world: w.World) -> None:
    version = catalogue.current_version("gloact")
    page = text(Client(), "/about/")
    for words in (
        "UNODC",
        "GLO.ACT",
        "2021",
        "Toolkit",
        "non-profit",
        "Not the official text",
        "Apache License 2.0",
        "CC BY 4.0",
    ):
        assert words in page, words
    assert catalogue.manifest(version).version in page
    assert version.content_hash[:8] in page


def test_every_correction_can_be_read_with_its_reason(world: w.World) -> None:
    errata = catalogue.errata(catalogue.current_version("gloact"))
    page = text(w.client(world.vera), "/about/corrections/")
    assert errata
    assert page.count("<section") == len(errata)
    for one in errata:
        assert f'id="{one.id}"' in page


def test_about_serves_before_any_content_is_installed(db: None) -> None:
    page = text(Client(), "/about/")
    assert "UNODC" in page
    assert "2021" in page
    assert "No corrections" in text(Client(), "/about/corrections/")


def test_the_notice_is_marked_as_read_only_by_the_button(world: w.World) -> None:
    Person.objects.update(noticed_at=None)
    client = w.client(world.bob)
    assert client.get("/")["Location"] == "/notice/"
    page = text(client, "/notice/")
    assert "not encrypted" in page
    assert Person.objects.get(pk=world.bob.person.pk).noticed_at is None
    client.post("/notice/", {"next": "/programmes/"})
    assert Person.objects.get(pk=world.bob.person.pk).noticed_at is not None


@pytest.mark.parametrize(("chosen", "shown"), [("dark", 'data-bs-theme="dark"'), ("light", 'data-bs-theme="light"')])
def test_a_chosen_appearance_stays(world: w.World, chosen: str, shown: str) -> None:
    client = w.client(world.bob)
    assert "data-bs-theme" not in text(client, "/")
    answer = client.post("/appearance/", {"theme": chosen, "next": "/programmes/?page=2"})
    assert (answer.status_code, answer["Location"]) == (302, "/programmes/?page=2")
    assert shown in text(client, "/")
    client.post("/appearance/", {"theme": "", "next": "/"})
    assert "data-bs-theme" not in text(client, "/")


@pytest.mark.parametrize("theme", ["neon", '"><script>', ""])
def test_an_unknown_appearance_is_the_device_s(world: w.World, theme: str) -> None:
    client = w.client(world.bob)
    client.cookies[COOKIE] = theme
    assert "data-bs-theme" not in text(client, "/")
    client.post("/appearance/", {"theme": theme})
    assert "data-bs-theme" not in text(client, "/")


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_the_choice_of_appearance_leads_nowhere_else(world: w.World, away: str) -> None:
    assert w.client(world.bob).post("/appearance/", {"theme": "dark", "next": away})["Location"] == "/"


def test_appearance_is_changed_by_a_button_of_ours_only(world: w.World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.bob.person)
    assert client.get("/appearance/").status_code == 405
    assert client.post("/appearance/", {"theme": "dark"}).status_code != 302


def test_a_refusal_names_the_right_the_role_and_who_can_help(world: w.World) -> None:
    answer = w.client(world.vera).get("/audit/")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Read the record of who did what" in page
    assert "Viewer" in page
    assert "/people/roles/" in page


def test_nothing_here_says_the_same_whether_it_exists_or_not(world: w.World) -> None:
    hidden = world.intervention()
    client = w.client(world.charlie)
    answers = [client.get(f"/interventions/{pk}/") for pk in (hidden.pk, "00000000-0000-0000-0000-000000000000")]
    assert [answer.status_code for answer in answers] == [404, 404]
    here, nowhere = (answer.content.decode().split("<main")[1].split("</main>")[0] for answer in answers)
    assert here == nowhere
    assert "/interventions/" in here


def test_the_frame_asks_the_database_nothing_of_its_own(world: w.World, django_assert_num_queries: object) -> None:
    client = w.client(world.bob)
    client.get("/accessibility/")
    with django_assert_num_queries(2):  # type: ignore[operator]  # session, and person with membership and organisation
        client.get("/accessibility/")
