"""Signatures in documents: the signatory by name, until when it held, and nothing of it for State and public."""

import json

import pytest

from mainstay.assessments.models import SignOff
from mainstay.assessments.services import rounds
from mainstay.core.labels import Label
from mainstay.exports.compose import Composed, compose
from mainstay.exports.formats import formats
from mainstay.programmes import services
from mainstay.reports.document import Audience
from tests.journeys import review_world as r
from tests.journeys import test_review_whole as whole

pytestmark = pytest.mark.django_db
OURS, PARTNERS, PUBLIC = Audience


@pytest.fixture
def one() -> r.Reviewed:
    made = r.build()
    services.set_label(made.lea, made.intervention, Label.UNCLASSIFIED, "Published")
    rounds.relabel(made.subject(made.lea).opened, Label.UNCLASSIFIED, "Published")  # type: ignore[arg-type]
    whole.note(made, expected_change="Fewer people are detained.")
    made.submit()
    made.ask(made.rita, "Zq-what-was-said")
    whole.signed(made)
    return made


def document(one: r.Reviewed, audience: Audience) -> Composed:
    return compose(one.world.alice, whole.current(one), None, audience, "en")


def text(composed: Composed) -> str:
    return str(json.dumps(json.loads(formats()["json"].write(composed.document)), ensure_ascii=False)) + str(
        composed.document.blocks
    )


@pytest.mark.parametrize("audience", [OURS, PARTNERS])
def test_the_signatory_is_named_with_date_and_fingerprint(one: r.Reviewed, audience: Audience) -> None:
    data, found = document(one, audience).document.data, text(document(one, audience))
    for place in (data["intervention"], data["parts"][0]):
        (signed,) = place["signed_off"]
        assert (signed["person"], signed["stale"], signed["second_needed"]) == ("Rita", False, False)
    for signature in SignOff.objects.all():
        assert signature.fingerprint[:12] in found
        assert signature.fingerprint not in found
    assert "Rita on " in found


def test_a_stale_signature_says_since_when(one: r.Reviewed) -> None:
    one.change(one.world.bob)
    composed = document(one, PARTNERS)
    for place in (composed.document.data["intervention"], composed.document.data["parts"][0]):
        assert place["signed_off"][0]["stale_since"]
    assert "changed since, stale since" in text(composed)
    assert "Bob" not in text(composed)


def test_a_first_signature_of_two_says_that_it_is_not_enough(one: r.Reviewed) -> None:
    one.change(one.lea, 1)
    one.submit()
    one.sign(one.lea)
    data = document(one, OURS).document.data
    assert [(signed["person"], signed["second_needed"]) for signed in data["parts"][0]["signed_off"]] == [("Lea", True)]


def test_what_was_said_in_a_review_stays_in_our_own_file(one: r.Reviewed) -> None:
    assert "Zq-what-was-said" in text(document(one, OURS))
    for audience in (PARTNERS, PUBLIC):
        composed = document(one, audience)
        assert "Zq-what-was-said" not in text(composed)
        assert "Steps of the review, and what was said" in [what for what, _why in composed.out]


def test_state_and_public_learn_no_signatory(one: r.Reviewed) -> None:
    composed = document(one, PUBLIC)
    assert composed.document.data["parts"]
    assert "Rita" not in text(composed)
    assert SignOff.objects.filter(assessment=one.checklist).get().fingerprint[:12] not in text(composed)
    assert "Who signed off, when, and whether it still stands" in [what for what, _why in composed.out]


def test_a_withdrawn_signature_is_in_no_document(one: r.Reviewed) -> None:
    one.ask(one.lea, "Not yet")
    assert document(one, OURS).document.data["parts"][0]["signed_off"] == []
