"""Coming and going, written down; never the text that somebody typed at the door."""

from mainstay.accounts.models import Person
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


def _note(actor: Person | None, person: Person, verb: str, through: str) -> None:
    """In the organisation that the person is at work in; somebody without one leaves no event."""
    if person.at_work_in is None:
        return
    organisation = person.at_work_in.organisation_id
    with writing(organisation):
        audit.record(organisation, actor, verb, "person", person.pk, through=through)
