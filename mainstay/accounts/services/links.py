"""One-time links: made, shown once, used once. The database holds only a digest of the token."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from mainstay.accounts import selectors
from mainstay.accounts.doorway import Step, open_link, person_of, step, token_digest, works_elsewhere
from mainstay.accounts.errors import LinkGone, Refused
from mainstay.accounts.models import Membership, OneTimeLink, Organisation, Person, Role
from mainstay.accounts.rules import Access, Right
from mainstay.accounts.services import persons
from mainstay.audit import services as audit
from mainstay.core.labels import STORED, Label
from mainstay.core.writing import writing

Purpose = OneTimeLink.Purpose
LIFE = {Purpose.OWNER: timedelta(days=7), Purpose.INVITATION: timedelta(days=7), Purpose.SIGN_IN: timedelta(hours=24)}


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a link is for and what they will be; a sign-in link changes neither role nor clearance."""

    email: str
    role: str = Role.VIEWER
    clearance: int = Label.INTERNAL


def make_link(
    organisation: Organisation, purpose: str, whom: Invited, *, by: Person | None = None, through: str = "page"
) -> tuple[OneTimeLink, str]:
    """A link and its token, which is nowhere else. An earlier open link of the same kind to the same address is withdrawn.

    Raises Refused for an address that is none, a member who is invited again, a stranger who is to sign in.
    """
    email = _checked(whom)
    token = secrets.token_urlsafe(32)
    with writing(organisation.pk):
        _require_sense(organisation, purpose, email)
        purposes = [purpose] if purpose == Purpose.SIGN_IN else [Purpose.INVITATION, Purpose.OWNER]
        earlier = OneTimeLink.objects.filter(organisation=organisation, email=email, purpose__in=purposes)
        earlier.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
        link = OneTimeLink(
            organisation=organisation,
            purpose=purpose,
            digest=token_digest(token),
            email=email,
            role=Role(whom.role),
            clearance=Label(whom.clearance),
            made_by=by,
            expires_at=timezone.now() + LIFE[Purpose(purpose)],
        )
        link.save(force_insert=True)
        detail = {"purpose": str(purpose), "role": str(whom.role), "clearance": int(whom.clearance)}
        audit.record(organisation.pk, by, "made", "link", link.pk, detail=detail, content=email, through=through)
    return link, token


def invite(access: Access, email: str, role: str, clearance: int) -> tuple[OneTimeLink, str]:
    """Raises Refused; PermissionDenied without the right."""
    access.require(Right.PEOPLE)
    return make_link(access.organisation, Purpose.INVITATION, Invited(email, role, clearance), by=access.person)


def make_sign_in_link(access: Access, membership: Membership) -> tuple[OneTimeLink, str]:
    """A link for a member who cannot sign in: it works once and asks for a new password.

    Refused for somebody who also works elsewhere: this administrator would otherwise hold a key to another organisation.
    """
    access.require(Right.PEOPLE)
    if works_elsewhere(membership.person, access.organisation):
        raise Refused(_("For this person only whoever runs this installation can make a sign-in link (on the shell)."))
    whom = Invited(membership.person.email, membership.role, membership.clearance)
    return make_link(access.organisation, Purpose.SIGN_IN, whom, by=access.person)


def withdraw(access: Access, pk: UUID) -> None:
    """An invitation that is not to let anybody in any more."""
    access.require(Right.PEOPLE)
    with writing(access.organisation.pk):
        selectors.invitation(access, pk)
        withdraw_all(access, pk=pk)


def withdraw_all(access: Access, **which: Any) -> None:
    """Every open link of the organisation that fits; inside `writing()`."""
    waiting = OneTimeLink.objects.filter(organisation=access.organisation, used_at=None, withdrawn_at=None, **which)
    for pk in list(waiting.values_list("pk", flat=True)):
        OneTimeLink.objects.filter(pk=pk).update(withdrawn_at=timezone.now())
        audit.record(access.organisation.pk, access.person, "withdrew", "link", pk)


def use_link(token: str, visitor: Person | None, *, name: str = "", password: str = "") -> Person:
    """Let somebody in, once: returns who is to be signed in. The caller has checked name and password by the form of the step.

    Raises LinkGone, also for the slower of two who use it at once; Refused where the visitor has to sign in or out first.
    """
    with writing(open_link(token).organisation_id):
        link = open_link(token)  # again, now that it is our turn
        now = step(link, visitor)
        if now in (Step.SIGN_IN, Step.OTHER_PERSON):
            raise Refused(_("This link is for somebody else, or for somebody who has to sign in first."))
        if OneTimeLink.objects.filter(pk=link.pk, used_at=None, withdrawn_at=None).update(used_at=timezone.now()) != 1:
            raise LinkGone("used")
        person = _let_in(link, now, name, password)
        audit.record(link.organisation_id, person, "used", "link", link.pk, detail={"purpose": link.purpose})
    return person


def _let_in(link: OneTimeLink, now: Step, name: str, password: str) -> Person:
    """A member comes in as what they are; somebody else becomes what the link says."""
    person = persons.new_person(link.email, name, password) if now is Step.NEW_PERSON else person_of(link)
    member = Membership.objects.filter(organisation_id=link.organisation_id, person=person, left_at=None).first()
    if member is None:
        persons.admit(link.organisation, person, link.role, link.clearance)
        return person
    Person.objects.filter(pk=person.pk).update(at_work_in=member)
    person.at_work_in = member
    if now is Step.NEW_PASSWORD:
        persons.set_password(person, password)
    return person


def _checked(whom: Invited) -> str:
    email = whom.email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(_("“%(email)s” is not an e-mail address.") % {"email": whom.email[:80]}) from None
    if whom.clearance not in STORED:
        raise Refused(_("Strictly confidential matter is not kept here, so nobody can be cleared for it."))
    return email


def _require_sense(organisation: Organisation, purpose: str, email: str) -> None:
    member = Membership.objects.filter(organisation=organisation, person__email=email, left_at=None).exists()
    if purpose == Purpose.SIGN_IN and not member:
        raise Refused(_("Nobody with the address %(email)s belongs to this organisation.") % {"email": email})
    if purpose != Purpose.SIGN_IN and member:
        raise Refused(_("%(email)s belongs to this organisation already.") % {"email": email})
