"""What a one-time link asks of the person in front of it; reading it uses nothing up."""

import hashlib
from enum import StrEnum

from django.utils import timezone

from mainstay.accounts.errors import LinkGone
from mainstay.accounts.models import Membership, OneTimeLink, Organisation, Person
from mainstay.accounts.selectors import person_by_email


class Step(StrEnum):
    """What the page of a link shows."""

    NEW_PERSON = "new-person"  # name and password, then a member
    NEW_PASSWORD = "new-password"  # a member who could not sign in
    ENTER = "enter"  # the demo's door: one button
    JOIN = "join"  # signed in already, becomes a member here too
    SIGN_IN = "sign-in"  # has an account, is to sign in first
    OTHER_PERSON = "other-person"  # somebody else is signed in


def token_digest(token: str) -> str:
    """Tokens hold 256 random bits, so a plain digest cannot be guessed back."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def open_link(token: str) -> OneTimeLink:
    """Raises LinkGone for whatever lets nobody in."""
    link = OneTimeLink.objects.select_related("organisation").filter(digest=token_digest(token)).first()
    if link is None:
        raise LinkGone("unknown")
    if link.used_at:
        raise LinkGone("used")
    if link.withdrawn_at:
        raise LinkGone("withdrawn")
    if link.expires_at <= timezone.now():
        raise LinkGone("expired")
    if link.purpose == OneTimeLink.Purpose.SIGN_IN:
        person_of(link)
    return link


def person_of(link: OneTimeLink) -> Person:
    """The person a link was made for. Raises LinkGone where they may not come in by it any more."""
    person = person_by_email(link.email)
    if person is None or not person.is_active:
        raise LinkGone("withdrawn")
    if link.purpose == OneTimeLink.Purpose.SIGN_IN:
        member = Membership.objects.filter(organisation_id=link.organisation_id, person=person, left_at=None).exists()
        if not member or (link.made_by_id and works_elsewhere(person, link.organisation)):
            raise LinkGone("withdrawn")
    return person


def works_elsewhere(person: Person, organisation: Organisation) -> bool:
    return Membership.objects.filter(person=person, left_at=None).exclude(organisation=organisation).exists()


def step(link: OneTimeLink, visitor: Person | None) -> Step:
    """What this visitor has to do to come in."""
    if link.purpose == OneTimeLink.Purpose.SIGN_IN:
        printed_for_demo = link.organisation.demo and link.made_by_id is None
        return Step.ENTER if printed_for_demo else Step.NEW_PASSWORD
    if visitor is not None:
        return Step.JOIN if visitor.email == link.email else Step.OTHER_PERSON
    return Step.SIGN_IN if person_by_email(link.email) else Step.NEW_PERSON
