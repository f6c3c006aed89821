"""Coming and going, and what was looked at, written down; never the text that somebody typed at the door."""

from typing import Any

from django.core.cache import cache
from django.utils import timezone

from mainstay.accounts.models import Person
from mainstay.accounts.rules import Access
from mainstay.accounts.selectors import person_by_email
from mainstay.audit import services as audit
from mainstay.core.writing import writing


def note_sign_in(person: Person, through: str = "page") -> None:
    _note(person, person, "signed-in", through)


def note_sign_out(person: Person) -> None:
    _note(person, person, "signed-out", "page")


def note_failed_sign_in(email: str) -> None:
    """For a person known here; an unknown address is not kept, since it may be a password in the wrong field."""
    if person := person_by_email(email):
        _note(None, person, "failed-sign-in", "page")


def record_view(access: Access, object_kind: str, object_id: Any) -> None:
    """That a person looked at something confidential: once per person, thing and hour.

    This process remembers what it has recorded, so that mostly no query is needed. Where the event cannot be
    written, nothing is shown either: what nobody can trace shall not be read.
    """
    key = f"viewed:{object_kind}:{object_id}:{access.person.pk}:{timezone.now():%Y-%m-%dT%H}"
    if cache.get(key):
        return
    with writing(access.organisation.pk):
        audit.record(access.organisation.pk, access.person, "viewed", object_kind, object_id, once=key)
    cache.set(key, True, 3600)


def _note(actor: Person | None, person: Person, verb: str, through: str) -> None:
    """In the organisation that the person is at work in; somebody without one leaves no event."""
    if person.at_work_in is None:
        return
    organisation = person.at_work_in.organisation_id
    with writing(organisation):
        audit.record(organisation, actor, verb, "person", person.pk, through=through)
