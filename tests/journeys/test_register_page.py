"""A register over HTTP: one form without JavaScript, autosave for each card, the map, and 300 risks."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from markupsafe import escape

from mainstay.assessments.models import Assessment, Entry
from mainstay.core.ids import new_id
from tests import world as w
from tests.contract import exports_tokens as tokens
from tests.journeys import registers_world as r

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MOST_QUERIES = 10


@pytest.fixture
def world() -> w.World:
    return w.build()


@pytest.fixture
def register(world: w.World) -> Assessment:
    return r.register(world)


@pytest.fixture
def alice(world: w.World) -> Client:
    return w.client(world.alice)


def page(register: Assessment) -> str:
    return f"/assessments/{register.pk}/"


def item_page(register: Assessment, key: str) -> str:
    return f"{page(register)}items/{key}/"


def whole_form(html: str) -> dict[str, str]:
    """What a browser without JavaScript sends of the page: every version, as it stands."""
    return dict(re.findall(r'name="([^"]+-version)" value="(\d+)"', html))


def test_the_page_shows_every_example_with_one_button_to_adopt(alice: Client, world: w.World, register: Assessment) -> None:
    html = alice.get(page(register)).content.decode()
    tool = w.opened(world.alice, register).tool
    for item in tool.content.items:
        assert f'id="{item.id}"' in html
        assert html.count(f'name="{item.id}-decision" value="adopted"') == 1
        assert str(escape(item.title)) in html
    assert any(item.origin == "supplement" for item in tool.content.items)


def test_adopt_is_a_button_of_the_one_form_and_loses_nothing_typed_elsewhere(
    alice: Client, world: w.World, register: Assessment
) -> None:
    first, second = w.items(register)[:2]
    r.save(world.alice, register, first, decision="adopted")
    posted = whole_form(alice.get(page(register)).content.decode())
    posted |= {f"{first}-why": "Typed but not saved", f"{second}-decision": "adopted"}
    response = alice.post(page(register), posted)
    assert response["Location"].endswith(f"#{second}")
    assert r.entry(register, first).data["why"] == "Typed but not saved"
    assert r.entry(register, second).data["decision"] == "adopted"
    html = alice.get(page(register)).content.decode()
    assert f'name="{second}-likelihood"' in html
    assert f'name="{second}-decision" value="adopted"' not in html


def test_a_measure_is_taken_with_one_click_and_typed_text_comes_along(
    alice: Client, world: w.World, register: Assessment
) -> None:
    key = r.floor(register, False)
    r.save(world.alice, register, key, decision="adopted")
    measure = w.opened(world.alice, register).tool.item(key).mitigations[0]
    posted = whole_form(alice.get(page(register)).content.decode())
    posted |= {f"{key}-why": "Typed", "take": f"{key} {measure.id}"}
    alice.post(page(register), posted)
    assert Entry.objects.get(role=Entry.Role.ACTION).data["what"] == measure.text
    assert r.entry(register, key).data["why"] == "Typed"
    html = alice.get(page(register)).content.decode()
    assert f'value="{key} {measure.id}"' not in html


def test_a_late_form_takes_no_measure(alice: Client, world: w.World, register: Assessment) -> None:
    key = r.floor(register, False)
    r.save(world.alice, register, key, decision="adopted")
    measure = w.opened(world.alice, register).tool.item(key).mitigations[0].id
    r.save(world.bob, register, key, 1, why="Bob was here")
    posted = {f"{key}-version": "1", f"{key}-why": "Alice's words", "take": f"{key} {measure}"}
    response = alice.post(page(register), posted)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Alice&#39;s words" in html
    assert "Bob was here" in html
    assert not Entry.objects.filter(role=Entry.Role.ACTION).exists()


def test_autosave_tells_the_duty_and_its_reason(alice: Client, world: w.World, register: Assessment) -> None:
    key = r.floor(register, True)
    r.save(world.alice, register, key, decision="adopted", likelihood="low")
    response = alice.post(item_page(register, key), {f"{key}-version": "1", f"{key}-impact": "low"}, headers=HTMX)
    html = response.content.decode()
    assert "<html" not in html
    assert 'data-duty="mitigate"' in html
    assert "Impact cannot start below High" in html
    assert "Add at least one measure." in html
    assert f'name="{key}-version" value="2"' in html


def test_a_residual_without_proof_is_refused_in_words_and_kept_in_the_fields(
    alice: Client, world: w.World, register: Assessment
) -> None:
    key = r.floor(register, False)
    r.save(world.alice, register, key, decision="adopted", likelihood="high", impact="medium")
    sent = {f"{key}-version": "1", f"{key}-residual_likelihood": "low", f"{key}-why": "Typed"}
    for address in (page(register), item_page(register, key)):
        response = alice.post(address, sent)
        assert response.status_code == 422
        assert "set a target" in response.content.decode()
        assert "Typed" in response.content.decode()
    assert r.entry(register, key).version == 1


def test_comparing_two_versions_keeps_what_the_card_did_not_show(alice: Client, world: w.World, register: Assessment) -> None:
    key = r.floor(register, False)
    r.save(world.alice, register, key, decision="adopted", consulted="OHCHR")
    r.save(world.bob, register, key, 1, why="Bob was here")
    html = alice.post(item_page(register, key), {f"{key}-version": "1", f"{key}-why": "Mine instead"}).content.decode()
    assert html.index("Bob was here") < html.index("Mine instead")
    assert re.search(r"consulted\"[^>]*>\s*OHCHR", html)


def test_a_risk_of_ones_own_begins_on_its_own_page(alice: Client, register: Assessment) -> None:
    html = alice.get(page(register)).content.decode()
    (address,) = re.findall(r'href="([^"]+/items/own@[0-9a-f]{32}/)"', html)
    key = address.rstrip("/").rpartition("/")[2]
    form = alice.get(address).content.decode()
    assert f'name="{key}-decision" value="adopted"' in form
    sent = {
        f"{key}-version": "0",
        f"{key}-decision": "adopted",
        f"{key}-title": "Files on people",
        f"{key}-text": "Kept at posts",
    }
    for _twice in range(2):
        alice.post(address, sent | {f"{key}-harms": ["", "privacy"]})
    assert Entry.objects.get(assessment=register).data["harms"] == ["privacy"]
    html = alice.get(page(register)).content.decode()
    assert "Files on people" in html
    assert "Own 1" in html


def test_the_second_person_confirms_by_a_post_of_her_own(world: w.World, alice: Client, register: Assessment) -> None:
    key = r.floor(register, True)
    r.save(world.alice, register, key, decision="adopted", likelihood="low", impact="low", floor_reason="A court reviews it")
    refused = alice.post(f"{item_page(register, key)}second/", {"version": "1"})
    assert refused.status_code == 409
    assert "somebody else has to confirm" in refused.content.decode()
    bob = w.client(world.bob)
    assert "A court reviews it" in bob.get(item_page(register, key)).content.decode()
    assert bob.post(f"{item_page(register, key)}second/", {"version": "1"}).status_code == 302
    assert "Confirmed by Bob" in alice.get(page(register)).content.decode()


def test_the_map_counts_and_links_before_and_after(alice: Client, world: w.World, register: Assessment) -> None:
    key = r.floor(register, False)
    r.save(world.alice, register, key, decision="adopted", likelihood="high", impact="medium")
    r.act(world.alice, register, key, status="done", proof="A report")
    r.save(world.alice, register, key, 1, residual_likelihood="low", residual_impact="low")
    html = alice.get(page(register)).content.decode()
    before, after = re.findall(r'<table class="table risk-map">.*?</table>', html, re.DOTALL)
    assert re.search(rf'cell-mitigate">(?:(?!</td>).)*href="#{re.escape(key)}"', before, re.DOTALL)
    assert re.search(rf'cell-watch">(?:(?!</td>).)*href="#{re.escape(key)}"', after, re.DOTALL)
    assert "likelihood High &gt; Low, impact Medium &gt; Low" in html


def test_a_viewer_reads_and_is_offered_nothing_to_change(world: w.World, register: Assessment) -> None:
    key = r.floor(register, False)
    r.save(world.alice, register, key, decision="adopted", text="In our words")
    html = w.client(world.vera).get(page(register)).content.decode()
    assert "In our words" in html
    assert "-decision" not in html
    assert 'name="take"' not in html


def test_done_asks_for_proof_and_keeps_what_was_typed(alice: Client, world: w.World, register: Assessment) -> None:
    key = r.floor(register, False)
    r.save(world.alice, register, key, decision="adopted")
    sent = {"what": "Visit the posts", "status": "done", "row": str(new_id())}
    response = alice.post(f"{item_page(register, key)}actions/", sent)
    assert response.status_code == 422
    assert "Say what shows that it was done" in response.content.decode()
    assert "Visit the posts" in response.content.decode()
    alice.post(f"{item_page(register, key)}actions/", sent | {"proof": "Report of the visits"})
    assert Entry.objects.get(role=Entry.Role.ACTION).data["proof"] == "Report of the visits"


def test_the_readings_are_explained_and_chosen_by_an_administrator(alice: Client, world: w.World) -> None:
    html = alice.get("/people/readings/").content.decode()
    assert "never holds for the gravest harms" in html
    alice.post("/people/readings/", {"setting": "risk_duty", "value": "wide"})
    world.organisation.refresh_from_db()
    assert world.organisation.settings == {"risk_duty": "wide"}
    assert alice.post("/people/readings/", {"setting": "risk_duty", "value": "x"}).status_code == 422
    assert w.client(world.bob).post("/people/readings/", {"setting": "risk_duty", "value": "narrow"}).status_code == 403


def fill(world: w.World, register: Assessment, count: int) -> None:
    """Own risks, written straight into the table, every field with something in it."""
    opened = w.opened(world.alice, register)
    words = tokens.Tokens()
    for _number in range(count):
        key = f"own@{uuid4().hex}"
        data = tokens.values(opened.kind, opened.tool, opened.tool.item(key), 0, words)
        row = {"organisation": world.organisation, "assessment": register, "at": tokens.WHEN, "by": world.bob.person}
        parent = Entry.objects.create(**row, item="own", row=uuid4(), role="row", data=data)
        Entry.objects.create(**row, item="own", row=uuid4(), role="action", status="open", parent=parent, data={"what": "Do"})


@pytest.mark.parametrize("count", [50, 300])
def test_a_page_of_many_risks_asks_the_database_no_more(alice: Client, world: w.World, register: Assessment, count: int) -> None:
    alice.get(page(register))
    with CaptureQueriesContext(
        connection,
    ) as few:
        alice.get(page(register))
    fill(world, register, count)
    with CaptureQueriesContext(connection) as many:
        response = alice.get(page(register))
    assert response.status_code == 200
    assert f"Own {count}" in response.content.decode()
    assert len(many) == len(few) <= MOST_QUERIES
    posted = whole_form(response.content.decode())
    assert len([name for name in posted if name.startswith("own@")]) == count
    assert alice.post(page(register), posted).status_code == 302
