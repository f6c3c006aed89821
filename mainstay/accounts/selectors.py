"""Every read about people: always from inside one organisation."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from mainstay.accounts.models import Membership, OneTimeLink, Person
from mainstay.accounts.rules import Access
from mainstay.audit.models import Event


def members(access: Access) -> QuerySet[Membership]:
    """Who belongs to the organisation now, by name."""
    here = Membership.objects.filter(organisation=access.organisation, left_at=None, person__is_active=True)
    return here.select_related("person").order_by("person__name", "person__email")


def member(access: Access, pk: UUID) -> Membership:
    """Raises Http404 for a membership of another organisation, and for one that has ended."""
    found = members(access).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is nobody here under this address."))
    return found


def places_of_work(person: Person) -> QuerySet[Membership]:
    """The organisations that somebody can switch to, the present one among them."""
    return Membership.objects.filter(person=person, left_at=None).select_related("organisation").order_by("organisation__name")


def invitations(access: Access) -> QuerySet[OneTimeLink]:
    """Invitations that were neither used nor withdrawn, the newest first; some may have expired."""
    purposes = (OneTimeLink.Purpose.INVITATION, OneTimeLink.Purpose.OWNER)
    waiting = OneTimeLink.objects.filter(organisation=access.organisation, purpose__in=purposes, used_at=None, withdrawn_at=None)
    return waiting.order_by("-made_at")


def invitation(access: Access, pk: UUID) -> OneTimeLink:
    found = invitations(access).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such invitation."))
    return found


def events(access: Access) -> QuerySet[Event]:
    """What happened in the organisation, the newest first."""
    return Event.objects.filter(organisation=access.organisation.pk).order_by("-number")


def person_by_email(email: str) -> Person | None:
    """E-mail addresses are kept in small letters; the caller's may be written otherwise."""
    return Person.objects.filter(email=email.strip().lower()).first()
