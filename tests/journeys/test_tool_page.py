"""The tool page over HTTP: read, save one item, save all without JavaScript, compare, and lose nothing."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mainstay.assessments.models import Assessment, Entry
from mainstay.core.labels import Label
from mainstay.programmes import services as programmes
from tests import world as w

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def world() -> w.World:
    return w.build()


@pytest.fixture
def checklist(world: w.World) -> Assessment:
    return world.checklist(world.intervention())


@pytest.fixture
def alice(world: w.World) -> Client:
    return w.client(world.alice)


def page(checklist: Assessment) -> str:
    return f"/assessments/{checklist.pk}/"


def item_page(checklist: Assessment, item: str) -> str:
    return f"/assessments/{checklist.pk}/items/{item}/"


def fields(checklist: Assessment, item: str, role: str = "", version: int = 0, **more: str) -> dict[str, str]:
    chosen = {f"{item}-choice": w.choice(checklist, role)} if role else {}
    return {f"{item}-version": str(version)} | chosen | {f"{item}-{name}": text for name, text in more.items()}


def version_shown(html: str, item: str) -> int:
    found = re.search(rf'name="{re.escape(item)}-version" value="(\d+)"', html)
    assert found, f"no version of {item}"
    return int(found[1])


def test_the_page_shows_every_question_with_its_answer(alice: Client, world: w.World, checklist: Assessment) -> None:
    first, second = w.items(checklist)[:2]
    w.answer(world.alice, checklist, first, "unmet", how="Training in spring")
    html = alice.get(page(checklist)).content.decode()
    tool = w.opened(world.alice, checklist).tool
    for item in tool.content.items:
        assert f'id="{item.id}"' in html
    assert "Training in spring" in html
    assert (version_shown(html, first), version_shown(html, second)) == (1, 0)


def test_autosave_answers_with_the_items_state_and_new_version(alice: Client, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    response = alice.post(item_page(checklist, item), fields(checklist, item, "unmet"), headers=HTMX)
    html = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in html
    assert version_shown(html, item) == 1
    assert "Say how this will be addressed" in html
    again = alice.post(item_page(checklist, item), fields(checklist, item, "unmet", 1, how="By training"), headers=HTMX)
    assert version_shown(again.content.decode(), item) == 2
    assert Entry.objects.get(assessment=checklist).data["how"] == "By training"


def test_a_stale_autosave_is_refused_and_shows_who_changed_what(alice: Client, world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    w.answer(world.bob, checklist, item, "met", how="Bob was here")
    response = alice.post(item_page(checklist, item), fields(checklist, item, "unmet", how="Alice's words"), headers=HTMX)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Bob" in html
    assert "Bob was here" in html
    assert "Compare and choose" in html
    assert Entry.objects.get(assessment=checklist).data["how"] == "Bob was here"


def test_the_compare_page_holds_both_and_either_can_be_kept(alice: Client, world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    w.answer(world.bob, checklist, item, "met", how="Bob was here")
    response = alice.post(item_page(checklist, item), fields(checklist, item, "unmet", how="Alice's words"))
    html = response.content.decode()
    assert response.status_code == 409
    assert html.index("Bob was here") < html.index("Alice&#39;s words")
    assert version_shown(html, item) == 1
    mine = alice.post(item_page(checklist, item), fields(checklist, item, "unmet", 1, how="Alice's words"))
    assert mine.status_code == 302
    assert Entry.objects.get(assessment=checklist).data["how"] == "Alice's words"


def test_one_form_saves_all_changed_answers_without_javascript(alice: Client, checklist: Assessment) -> None:
    items = w.items(checklist)
    posted: dict[str, str] = {}
    for number, item in enumerate(items):
        posted |= fields(checklist, item, "met" if number < 3 else "")
    response = alice.post(page(checklist), posted, follow=True)
    assert "3 answers changed" in response.content.decode()
    assert Entry.objects.filter(assessment=checklist).count() == 3


def test_a_stale_item_in_one_form_saves_nothing_and_keeps_every_typed_word(
    alice: Client, world: w.World, checklist: Assessment
) -> None:
    first, second = w.items(checklist)[:2]
    w.answer(world.bob, checklist, second, "met", how="Bob was here")
    posted = fields(checklist, first, "met", how="My first") | fields(checklist, second, "unmet", how="My second")
    response = alice.post(page(checklist), posted)
    html = response.content.decode()
    assert response.status_code == 409
    for words in ("My first", "My second", "Bob was here"):
        assert words in html
    assert Entry.objects.filter(assessment=checklist).count() == 1
    again = fields(checklist, first, "met", how="My first") | fields(
        checklist, second, "unmet", version_shown(html, second), how="My second"
    )
    assert alice.post(page(checklist), again).status_code == 302
    assert Entry.objects.get(assessment=checklist, item=second).data["how"] == "My second"


@pytest.mark.parametrize("to", [page, None])
def test_bad_input_is_named_and_comes_back_as_typed(alice: Client, checklist: Assessment, to: object) -> None:
    item = w.items(checklist)[0]
    where = page(checklist) if to else item_page(checklist, item)
    long = "x" * 20_001
    response = alice.post(where, fields(checklist, item, how=long) | {f"{item}-choice": "perhaps"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "20,001" in html
    assert "perhaps" in html
    assert long in html
    assert not Entry.objects.filter(assessment=checklist).exists()


def test_personal_data_is_shown_and_kept_only_after_a_decision(alice: Client, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    typed = fields(checklist, item, "unmet", how="Ask Mr Karim Said, +998 90 123 45 67")
    for headers in (HTMX, {}):
        response = alice.post(item_page(checklist, item), typed, headers=headers)
        html = response.content.decode()
        assert response.status_code == 422
        assert "Mr Karim Said" in html
        assert "phone number" in html
        assert not Entry.objects.filter(assessment=checklist).exists()
    assert "Say why it can stay" in alice.post(item_page(checklist, item), typed | {"guard": "keep"}).content.decode()
    alice.post(item_page(checklist, item), typed | {"guard": "mask"})
    assert "Karim" not in Entry.objects.get(assessment=checklist).data["how"]


def test_a_page_of_a_signed_in_person_is_kept_in_no_cache(alice: Client, checklist: Assessment) -> None:
    assert alice.get(page(checklist))["Cache-Control"] == "no-store"
    assert not Client().get("/about/").has_header("Cache-Control")


@pytest.mark.parametrize("version", ["9" * 5000, "-3", "٣", "one", ""])
def test_a_version_that_is_none_counts_as_stale_not_as_a_fault(
    alice: Client, world: w.World, checklist: Assessment, version: str
) -> None:
    item = w.items(checklist)[0]
    w.answer(world.bob, checklist, item, "met", how="Bob was here")
    posted = fields(checklist, item, "unmet", how="Mine") | {f"{item}-version": version}
    assert alice.post(item_page(checklist, item), posted).status_code == 409


def test_a_form_without_its_version_is_refused_with_the_remedy(alice: Client, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    response = alice.post(item_page(checklist, item), {f"{item}-how": "Words"})
    assert response.status_code == 422
    assert "reload the page" in response.content.decode()


def test_a_viewer_reads_and_cannot_post(world: w.World, checklist: Assessment) -> None:
    vera = w.client(world.vera)
    item = w.items(checklist)[0]
    assert "disabled" in vera.get(page(checklist)).content.decode()
    for where in (page(checklist), item_page(checklist, item)):
        assert vera.post(where, fields(checklist, item, "met")).status_code == 403
    assert not Entry.objects.filter(assessment=checklist).exists()


def test_strangers_find_nothing_and_signed_out_people_the_sign_in(world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    for where in (page(checklist), item_page(checklist, item)):
        assert w.client(world.charlie).get(where).status_code == 404
        assert w.client(world.charlie).post(where, fields(checklist, item, "met")).status_code == 404
        signed_out = Client().get(where)
        assert (signed_out.status_code, signed_out["Location"].startswith("/sign-in/")) == (302, True)
    assert w.client(world.alice).get(item_page(checklist, "9.9.q9")).status_code == 404


def test_a_closed_intervention_says_so_and_gives_the_text_back(alice: Client, world: w.World) -> None:
    intervention = world.intervention()
    checklist = world.checklist(intervention)
    programmes.close(world.alice, intervention, "Done")
    item = w.items(checklist)[0]
    response = alice.post(page(checklist), fields(checklist, item, "met", how="Too late"))
    assert response.status_code == 409
    assert "closed" in response.content.decode()
    assert "Too late" in response.content.decode()


def test_a_file_where_none_is_expected_is_dropped_and_the_answer_saved(alice: Client, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    file = SimpleUploadedFile("evil.exe", b"MZ" * 1000)
    response = alice.post(page(checklist), fields(checklist, item, "met") | {"file": file})
    assert response.status_code == 302
    assert Entry.objects.get(assessment=checklist).choice == w.choice(checklist, "met")


def test_looking_at_confidential_matter_is_recorded_once_an_hour(alice: Client, world: w.World) -> None:
    from mainstay.audit.models import Event

    checklist = world.checklist(world.intervention(label=Label.CONFIDENTIAL))
    for _n in range(3):
        alice.get(page(checklist))
    assert Event.objects.filter(verb="viewed", object_id=str(checklist.pk)).count() == 1


def test_an_action_a_comment_and_an_earlier_version_by_form(alice: Client, world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "unmet", how="First words")
    w.answer(world.alice, checklist, item, "partly", seen=1, how="Second words")
    where = item_page(checklist, item)
    action = {"what": "Write a plan", "owner": str(world.bob.person.pk), "due": "2026-12-31", "status": "open"}
    assert alice.post(f"{where}actions/", action).status_code == 302
    assert alice.post(f"{where}comments/", {"text": "See the report", "mentions": [str(world.bob.person.pk)]}).status_code == 302
    html = alice.get(where).content.decode()
    for words in ("Write a plan", "See the report", "First words", "Version 1"):
        assert words in html
    bob = w.client(world.bob).get("/").content.decode()
    assert "Write a plan" in bob
    assert "See the report" in bob


def test_a_form_sent_twice_makes_one_comment_and_one_action(alice: Client, world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "unmet", how="First words")
    where = item_page(checklist, item)
    page = alice.get(where).content.decode()
    row, comment = re.findall(r'name="(?:row|id)" value="([0-9a-f-]{36})"', page)
    for _n in range(2):
        alice.post(f"{where}actions/", {"what": "Write a plan", "row": row, "status": "open"})
        alice.post(f"{where}comments/", {"text": "See the report", "id": comment})
    assert (Entry.objects.filter(role="action").count(), checklist.comments.count()) == (1, 1)


def test_an_action_with_a_wrong_date_comes_back_with_its_text(alice: Client, world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "unmet", how="First words")
    response = alice.post(f"{item_page(checklist, item)}actions/", {"what": "Write a plan", "due": "31/02/2026"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "year-month-day" in html
    assert "Write a plan" in html


def test_starting_asks_for_the_round_and_leads_to_the_page(alice: Client, world: w.World) -> None:
    intervention = world.intervention()
    tool = world.tool(occasions=True)
    where = f"/assessments/start/?intervention={intervention.pk}&tool={tool}"
    assert 'name="on"' in alice.get(where).content.decode()
    missing = alice.post("/assessments/start/", {"intervention": intervention.pk, "tool": tool})
    assert missing.status_code == 422
    assert "date" in missing.content.decode()
    started = alice.post("/assessments/start/", {"intervention": intervention.pk, "tool": tool, "on": "2026-03-01"})
    assert started["Location"] == page(Assessment.objects.get(tool=tool))


def test_the_label_form_raises_and_asks_for_a_reason_to_lower(alice: Client, checklist: Assessment) -> None:
    assert alice.post(f"{page(checklist)}label/", {"label": "2"}).status_code == 302
    refused = alice.post(f"{page(checklist)}label/", {"label": "0"})
    assert refused.status_code == 409
    assert "Say why" in refused.content.decode()
    assert alice.post(f"{page(checklist)}label/", {"label": "9"}).status_code == 409
    assert Assessment.objects.get(pk=checklist.pk).label == Label.CONFIDENTIAL
