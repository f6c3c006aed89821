"""The pages of a review over HTTP: read, step, be told what stands in the way, print."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mainstay.assessments.models import ReviewStep, SignOff
from mainstay.assessments.services import rounds
from mainstay.core.labels import Label
from mainstay.programmes import services as programmes
from tests import world as w
from tests.journeys import review_world as r

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> r.Reviewed:
    return r.build()


def at(one: r.Reviewed, name: str, *args: Any) -> str:
    return reverse(f"assessment_{name}", args=[one.checklist.pk, *args])


def fields(html: str, prefix: str, **more: str) -> dict[str, str]:
    """The hidden fields of one form of the page, as a browser sends them."""
    hidden = re.findall(rf'<input type="hidden" name="({prefix}-\w+)" value="([^"]*)"', html)
    assert hidden, f"no form {prefix}"
    return dict(hidden) | {f"{prefix}-{name}": value for name, value in more.items()}


def read(client: Client, one: r.Reviewed, name: str = "review") -> str:
    answer = client.get(at(one, name))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_from_submission_to_signature_by_form(one: r.Reviewed) -> None:
    bob, rita = w.client(one.world.bob), w.client(one.rita)
    page = read(bob, one)
    assert "sign-name" not in page
    assert "Ask for changes" not in page
    asked = fields(page, "submit", text="Ready, I think", asked=str(one.rita.person.pk))
    assert bob.post(at(one, "submit"), asked).status_code == 302
    home = rita.get("/").content.decode()
    assert "Waiting for your review" in home
    assert "You were asked" in home
    page = read(rita, one)
    assert "Ready, I think" in page
    assert "Nothing is owed" in page
    assert rita.post(at(one, "changes"), fields(page, "changes", text="Say more")).status_code == 302
    assert "Say more" in read(bob, one)
    bob.post(at(one, "submit"), fields(read(bob, one), "submit"))
    answer = rita.post(at(one, "sign"), fields(read(rita, one), "sign"), follow=True)
    assert "Your signature is kept" in answer.content.decode()
    assert SignOff.objects.get().fingerprint[:12] in answer.content.decode()
    assert "Signed by Rita" in bob.get(f"/assessments/{one.checklist.pk}/").content.decode()


def test_a_tools_page_and_home_name_what_changed(one: r.Reviewed) -> None:
    one.submit()
    one.sign(one.rita)
    one.change(one.world.bob, 2)
    page = w.client(one.world.vera).get(f"/assessments/{one.checklist.pk}/").content.decode()
    assert f"{w.items(one.checklist)[2]} changed by Bob on" in page
    assert "Stale" in page
    assert "Changed since it was signed off" in w.client(one.rita).get("/").content.decode()
    hub = w.client(one.world.vera).get(f"/interventions/{one.intervention.pk}/").content.decode()
    assert "state-stale" in hub


def test_what_is_owed_is_listed_with_links_and_no_way_around_is_offered(one: r.Reviewed) -> None:
    one.change(one.world.bob, 5, how="", role="unmet")
    one.submit()
    lea = w.client(one.lea)
    page = read(lea, one)
    item = w.items(one.checklist)[5]
    assert f'href="/assessments/{one.checklist.pk}/items/{item}/"' in page
    assert "You cannot sign yet: 1 thing is still owed" in page
    assert 'name="sign-fingerprint"' not in page
    found = one.look(one.lea)
    forced = {
        "sign-id": "01a20000-0000-7000-8000-000000000001",
        "sign-seen": found.last,
        "sign-fingerprint": found.matter.fingerprint,
    }
    refused = lea.post(at(one, "sign"), forced)
    assert refused.status_code == 409
    assert "1 thing is still owed" in refused.content.decode()


def test_the_second_reviewer_is_told_keeps_her_text_and_can_send_again(one: r.Reviewed) -> None:
    one.submit()
    lea = w.client(one.lea)
    late = fields(read(lea, one), "changes", text="My careful reason")
    one.ask(one.rita, "Rita's reason")
    one.submit()
    answer = lea.post(at(one, "changes"), late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "somebody was faster" in page
    assert "My careful reason" in page
    again = fields(page, "changes", text="My careful reason")
    assert lea.post(at(one, "changes"), again).status_code == 302
    assert ReviewStep.objects.order_by("at").last().text == "My careful reason"  # type: ignore[union-attr]


def test_signing_what_moved_shows_what_is_new_and_signs_nothing(one: r.Reviewed) -> None:
    one.submit()
    rita = w.client(one.rita)
    shown = fields(read(rita, one), "sign")
    one.change(one.world.bob, 3, how="Typed meanwhile")
    answer = rita.post(at(one, "sign"), shown)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "changed while you were reading" in page
    assert f">{w.items(one.checklist)[3]}</a>" in page
    assert not SignOff.objects.exists()
    assert rita.post(at(one, "sign"), fields(page, "sign")).status_code == 302


def test_a_repeated_post_signs_once(one: r.Reviewed) -> None:
    one.submit()
    rita = w.client(one.rita)
    sent = fields(read(rita, one), "sign")
    assert [rita.post(at(one, "sign"), sent).status_code for _n in range(2)] == [302, 302]
    assert SignOff.objects.count() == 1


def test_an_author_is_told_what_she_wrote_and_that_another_must_sign(one: r.Reviewed) -> None:
    one.change(one.lea, 1)
    one.submit()
    lea = w.client(one.lea)
    page = read(lea, one)
    assert "You wrote 1 part of it yourself" in page
    answer = lea.post(at(one, "sign"), fields(page, "sign"), follow=True)
    assert "a second person must sign" in answer.content.decode()
    assert "A second signature is needed" in read(lea, one)


def test_bad_input_is_told_and_comes_back(one: r.Reviewed) -> None:
    one.submit()
    rita = w.client(one.rita)
    page = read(rita, one)
    empty = rita.post(at(one, "changes"), fields(page, "changes"))
    assert empty.status_code == 422
    assert "What should change" in empty.content.decode()
    guarded = rita.post(at(one, "changes"), fields(page, "changes", text="Ask Mr Karim Said"))
    assert guarded.status_code == 422
    assert "Mr Karim Said" in guarded.content.decode()
    masked = rita.post(at(one, "changes"), fields(page, "changes", text="Ask Mr Karim Said") | {"guard": "mask"})
    assert masked.status_code == 302
    assert "Karim" not in ReviewStep.objects.order_by("at").last().text  # type: ignore[union-attr]
    assert rita.post(at(one, "changes"), {}).status_code == 422
    assert rita.post(at(one, "sign"), {"sign-id": "x"}).status_code == 422


def test_withdrawing_and_removing_a_text_by_form(one: r.Reviewed) -> None:
    one.submit()
    one.sign(one.rita)
    rita, lea = w.client(one.rita), w.client(one.lea)
    page = read(rita, one)
    signed = SignOff.objects.get()
    where = at(one, "unsign", signed.pk)
    assert where in page
    assert where not in read(lea, one)
    assert rita.post(where, fields(page, "withdraw", text="A word too much")).status_code == 302
    step = ReviewStep.objects.get(step="withdrawn")
    remove = at(one, "review_redact", step.pk)
    assert lea.post(remove, {}).status_code == 422
    assert lea.post(remove, {"reason": "A slip"}).status_code == 302
    assert "A word too much" not in read(rita, one)


def test_the_sheet_says_who_signed_what_and_leaves_room_for_ink(one: r.Reviewed) -> None:
    one.submit()
    one.sign(one.rita)
    signed = SignOff.objects.get()
    page = read(w.client(one.world.vera), one, "sign_off")
    for words in ("Rita", signed.fingerprint, "Nothing is owed", "version", "Signature", "ink"):
        assert words in page
    one.change(one.world.bob)
    assert "changed by Bob on" in read(w.client(one.world.vera), one, "sign_off")


def test_a_closed_intervention_offers_nothing_and_shows_everything(one: r.Reviewed) -> None:
    one.submit()
    programmes.close(one.lea, one.intervention, "Done")
    page = read(w.client(one.lea), one)
    assert "closed" in page
    for action in ("submit", "changes", "sign"):
        assert f'action="{at(one, action)}"' not in page


def test_what_is_above_the_clearance_is_not_named_among_the_changes(one: r.Reviewed) -> None:
    from mainstay.assessments.models import Entry
    from mainstay.assessments.services import labels

    one.submit()
    one.sign(one.rita)
    entry = Entry.objects.get(assessment=one.checklist, item=w.items(one.checklist)[0])
    labels.raise_label(w.opened(one.world.alice, one.checklist), entry, Label.CONFIDENTIAL)
    page = read(w.client(one.world.vera), one)
    assert "labelled higher than you may see was changed" in page
    assert f"{entry.item} has another label" not in page
    assert f"{entry.item} has another label" in read(w.client(one.world.alice), one)


@pytest.mark.parametrize(("state", "most"), [("draft", 5), ("in-review", 6), ("signed", 7), ("stale", 7)])
def test_a_tools_page_stays_within_its_queries(
    one: r.Reviewed, state: str, most: int, django_assert_max_num_queries: Any
) -> None:
    if state != "draft":
        one.submit()
    if state in ("signed", "stale"):
        one.sign(one.rita)
    if state == "stale":
        one.change(one.world.bob)
    vera = w.client(one.world.vera)
    vera.get(f"/assessments/{one.checklist.pk}/")
    with django_assert_max_num_queries(most):
        assert vera.get(f"/assessments/{one.checklist.pk}/").status_code == 200


def test_lists_ask_as_often_for_many_signed_tools_as_for_one(one: r.Reviewed, django_assert_max_num_queries: Any) -> None:
    def queries() -> tuple[int, int]:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        counts = []
        for page in ("/", f"/interventions/{one.intervention.pk}/"):
            rita.get(page)
            with CaptureQueriesContext(connection) as found:
                rita.get(page)
            counts.append(len(found))
        return counts[0], counts[1]

    rita = w.client(one.rita)
    one.submit()
    one.sign(one.rita)
    one.change(one.world.bob)
    few = queries()
    product_tool = one.world.tool(subject="communication_product")
    for number in range(3):
        product = programmes.create_product(one.world.bob, one.intervention, {"title": f"Poster {number}"})
        checklist = rounds.start(one.world.bob, product, product_tool)
        more = r.Reviewed(one.world, one.intervention, checklist, one.rita, one.lea)
        r.fill(one.world.bob, more.checklist)
        more.submit()
        more.sign(one.rita)
        more.change(one.world.bob)
    assert rita.get("/").content.decode().count("state-stale") == 4
    assert queries() == few
