"""The page from which documents leave: who may take which, what is asked, what is kept of it."""

import hashlib
import json
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from mainstay.assessments.models import Assessment, Entry
from mainstay.audit.models import Event
from mainstay.catalogue import selectors as catalogue
from mainstay.core.labels import Label
from mainstay.exports.formats import formats
from mainstay.exports.models import Export
from mainstay.programmes.models import CommunicationProduct, Intervention
from tests import world as w
from tests.contract import exports_sample as sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return w.build()


@pytest.fixture
def intervention(world: w.World) -> Intervention:
    return world.intervention(title="Border training")


@pytest.fixture
def checklist(world: w.World, intervention: Intervention) -> Assessment:
    made = world.checklist(intervention)
    w.answer(world.alice, made, w.items(made)[0], "unmet", how="Training in spring")
    return made


@pytest.fixture
def alice(world: w.World) -> Client:
    return w.client(world.alice)


def page(intervention: Intervention) -> str:
    return f"/interventions/{intervention.pk}/export/"


def take(browser: Client, intervention: Intervention, **asked: Any) -> HttpResponse:
    return browser.post(page(intervention), asked)


def html(response: HttpResponse) -> str:
    return response.content.decode()


def test_the_page_offers_every_format_audience_and_part(alice: Client, intervention: Intervention, checklist: Assessment) -> None:
    shown = html(alice.get(page(intervention)))
    for value in (*formats(), "ours", "partners", "public", "note", str(checklist.pk)):
        assert f'value="{value}"' in shown


def test_our_own_word_file_holds_what_was_typed(alice: Client, intervention: Intervention, checklist: Assessment) -> None:
    response = take(alice, intervention)
    assert response.status_code == 200
    assert "Training in spring" in sample.text(response.content)
    assert "no-store" in response["Cache-Control"]


def test_the_file_is_named_by_reference_audience_and_day(alice: Client, intervention: Intervention) -> None:
    Intervention.objects.filter(pk=intervention.pk).update(ref="দেমো 1/é")
    given = take(alice, intervention, audience="partners", format="json")["Content-Disposition"]
    plain, spoken = given.split("; ")[1:]
    assert plain.startswith('filename="1E-partners-20')
    assert plain.endswith('.json"')
    assert plain.isascii()
    assert spoken.startswith("filename*=UTF-8''%E0%A6%A6")
    assert "/" not in spoken


def test_the_preview_says_what_stays_out_before_anything_is_made(
    alice: Client, intervention: Intervention, checklist: Assessment
) -> None:
    shown = html(alice.get(page(intervention), {"audience": "public", "preview": "1", "tool": ["note", str(checklist.pk)]}))
    out = shown.partition("What stays out")[2].partition("</table>")[0]
    assert "Team" in out
    assert catalogue.tool(checklist.pack_version_id, checklist.tool).title in out
    assert "Countries" not in out
    assert not Export.objects.exists()


def test_a_tool_named_in_the_address_is_the_only_part_that_is_chosen(
    alice: Client, intervention: Intervention, checklist: Assessment
) -> None:
    shown = html(alice.get(page(intervention), {"tool": checklist.tool}))
    assert f'value="{checklist.pk}" checked' in shown
    assert 'value="note" checked' not in shown
    read = json.loads(take(alice, intervention, tool=checklist.tool, format="json").content)
    assert read["intervention"] is None
    assert [part["tool"] for part in read["parts"]] == [checklist.tool]


def test_a_product_s_id_brings_its_own_checklist_alone(alice: Client, world: w.World, intervention: Intervention) -> None:
    tool = world.tool(subject="communication_product")
    posters = []
    for title in ("First poster", "Second poster"):
        own = {"organisation": world.organisation, "intervention": intervention, "title": title}
        posters.append(CommunicationProduct.objects.create(**own))
        world.checklist(posters[-1], tool)  # type: ignore[arg-type]
    text = sample.text(take(alice, intervention, tool=str(posters[1].pk)).content)
    assert "Second poster" in text
    assert "First poster" not in text


@pytest.mark.parametrize("asked", [{"format": "papyrus"}, {"audience": "everyone"}, {"tool": "no-such"}, {"language": "xx"}])
def test_what_cannot_be_chosen_is_said_and_no_file_is_made(
    alice: Client, intervention: Intervention, asked: dict[str, str]
) -> None:
    response = take(alice, intervention, **asked)
    assert response.status_code == 422
    assert next(iter(asked.values())) in html(response)
    assert not Export.objects.exists()


def test_nothing_chosen_is_asked_for(alice: Client, intervention: Intervention) -> None:
    response = alice.get(page(intervention), {"preview": "1"})
    assert response.status_code == 422
    assert "Choose at least one part" in html(response)


@pytest.mark.parametrize(
    ("who", "audience", "expected"),
    [
        ("vera", "ours", 200),
        ("vera", "partners", 403),
        ("vera", "public", 403),
        ("bob", "ours", 200),
        ("bob", "partners", 200),
        ("bob", "public", 200),
        ("charlie", "ours", 404),
        ("charlie", "public", 404),
    ],
)
def test_who_may_take_what(world: w.World, intervention: Intervention, who: str, audience: str, expected: int) -> None:
    browser = w.client(getattr(world, who))
    assert take(browser, intervention, audience=audience).status_code == expected
    assert browser.get(page(intervention), {"audience": audience}).status_code == expected
    assert Export.objects.count() == (expected == 200)


def test_a_viewer_is_not_offered_other_audiences(world: w.World, intervention: Intervention) -> None:
    shown = html(w.client(world.vera).get(page(intervention)))
    assert 'value="ours"' in shown
    assert 'value="partners"' not in shown


def test_a_post_without_token_makes_nothing(world: w.World, intervention: Intervention) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.alice.person)
    assert take(browser, intervention).status_code == 403
    assert not Export.objects.exists()


def test_every_file_is_recorded_with_its_digest(
    alice: Client, world: w.World, intervention: Intervention, checklist: Assessment
) -> None:
    content = take(alice, intervention, audience="partners", format="json").content
    (kept,) = Export.objects.all()
    assert (kept.format, kept.audience, kept.label, kept.parts) == ("json", "partners", Label.INTERNAL, [checklist.tool])
    assert (kept.digest, kept.size, kept.by_id) == (hashlib.sha256(content).hexdigest(), len(content), world.alice.person.pk)
    event = Event.objects.get(verb="exported")
    assert (event.object_id, event.detail["export"]) == (str(intervention.pk), str(kept.pk))
    assert (event.detail["audience"], event.detail["label"]) == ("partners", Label.INTERNAL)


def test_a_file_is_made_before_the_transaction_that_records_it(
    alice: Client, intervention: Intervention, monkeypatch: pytest.MonkeyPatch
) -> None:
    depths = []
    form = formats()["docx"]
    from mainstay.exports import services

    own_write = form.write

    def watching(document: Any) -> bytes:
        depths.append(len(connection.savepoint_ids))
        return own_write(document)

    watched = type(form)(form.name, form.title, form.about, form.extension, form.mime, watching)
    monkeypatch.setitem(formats(), "docx", watched)
    within = []
    monkeypatch.setattr(services, "record", lambda *given, **more: within.append(len(connection.savepoint_ids)))
    take(alice, intervention)
    assert depths[0] < within[0]


class TestConfidential:
    """Something confidential is inside: who gets it and what for is asked, kept, and stands nowhere in the audit trail."""

    @pytest.fixture
    def secret(self, checklist: Assessment) -> Assessment:
        Assessment.objects.filter(pk=checklist.pk).update(label=Label.CONFIDENTIAL)
        return checklist

    def test_it_is_not_given_without_recipient_and_purpose(
        self, alice: Client, intervention: Intervention, secret: Assessment
    ) -> None:
        response = take(alice, intervention, audience="partners", recipient="EU Delegation")
        assert response.status_code == 422
        assert "asked and kept" in html(response)
        assert 'value="EU Delegation"' in html(response)
        assert not Export.objects.exists()

    def test_it_is_given_and_recorded_with_them(self, alice: Client, intervention: Intervention, secret: Assessment) -> None:
        response = take(alice, intervention, audience="partners", recipient="EU Delegation", purpose="Yearly report")
        assert response["Content-Disposition"].startswith("attachment")
        assert "Confidential" in sample.text(response.content)
        (kept,) = Export.objects.all()
        assert (kept.recipient, kept.purpose, kept.label) == ("EU Delegation", "Yearly report", Label.CONFIDENTIAL)
        assert "EU Delegation" not in json.dumps(Event.objects.get(verb="exported").detail)

    def test_too_long_a_recipient_is_refused_and_kept_in_the_form(
        self, alice: Client, intervention: Intervention, secret: Assessment
    ) -> None:
        response = take(alice, intervention, recipient="x" * 201, purpose="y")
        assert response.status_code == 422
        assert "x" * 201 in html(response)

    def test_who_may_not_see_it_gets_a_document_without_it(
        self, world: w.World, intervention: Intervention, secret: Assessment
    ) -> None:
        bob = w.client(world.bob)
        assert "Training in spring" not in sample.text(take(bob, intervention).content)
        assert take(bob, intervention, tool=str(secret.pk)).status_code == 422

    def test_a_raised_row_raises_the_document(self, alice: Client, intervention: Intervention, checklist: Assessment) -> None:
        Entry.objects.filter(assessment=checklist).update(label=Label.CONFIDENTIAL)
        response = take(alice, intervention, audience="partners", recipient="A", purpose="B")
        assert "Confidential" in sample.text(response.content)


def test_answers_taken_over_name_their_source(alice: Client, world: w.World, checklist: Assessment) -> None:
    Intervention.objects.filter(pk=checklist.intervention_id).update(title="Elder sister")
    sister = world.intervention(title="Younger sister")
    world.checklist(sister, checklist.tool, source=Assessment.objects.get(pk=checklist.pk))
    read = json.loads(take(alice, sister, format="json").content)
    assert "Elder sister" in read["parts"][0]["inherits_from"]
    assert "Elder sister" in sample.text(take(alice, sister).content)


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_a_source_labelled_above_the_document_is_not_named(world: w.World, checklist: Assessment, who: str) -> None:
    sister = world.intervention(title="Younger sister")
    heir = world.checklist(sister, checklist.tool, source=checklist)
    Intervention.objects.filter(pk=checklist.intervention_id).update(title="Elder sister", label=Label.CONFIDENTIAL)
    Assessment.objects.filter(pk=heir.pk).update(label=Label.INTERNAL)
    text = sample.text(take(w.client(getattr(world, who)), sister).content)
    assert "Elder sister" not in text
    assert "labelled higher" in text
