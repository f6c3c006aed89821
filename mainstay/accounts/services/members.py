"""Organisations, the people in them, their roles and clearances."""

from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from mainstay.accounts.errors import Refused
from mainstay.accounts.models import Membership, OneTimeLink, Organisation, Person, Role
from mainstay.accounts.rules import Access, Right
from mainstay.accounts.services import links
from mainstay.audit import services as audit
from mainstay.core.labels import STORED, Label
from mainstay.core.text import clean_text
from mainstay.core.writing import writing


def create_organisation(
    name: str, owner_email: str, *, through: str = "shell", demo: bool = False
) -> tuple[Organisation, OneTimeLink, str]:
    """A new tenant, the link that lets its owner in, and that link's token. Raises Refused."""
    name = " ".join(clean_text(name).split())
    if not 0 < len(name) <= 200:
        raise Refused(_("Give the organisation a name of at most 200 characters."))
    with writing():
        if Organisation.objects.filter(name__iexact=name).exists():
            raise Refused(_("There is already an organisation called “%(name)s”.") % {"name": name})
        organisation = Organisation(name=name, demo=demo)
        organisation.save(force_insert=True)
        audit.record(organisation.pk, None, "created", "organisation", organisation.pk, through=through)
        owner = links.Invited(owner_email, Role.ADMINISTRATOR, Label.CONFIDENTIAL)
        link, token = links.make_link(organisation, OneTimeLink.Purpose.OWNER, owner, through=through)
    return organisation, link, token


def change_member(access: Access, pk: UUID, role: str, clearance: int) -> Membership:
    """Give a member another role or clearance; the administrator's own may rise too, and it stands in the record.

    Raises Refused where no administrator would be left, PermissionDenied without the right.
    """
    access.require(Right.PEOPLE)
    if clearance not in STORED:
        raise Refused(_("Strictly confidential matter is not kept here, so nobody can be cleared for it."))
    with writing(access.organisation.pk):
        membership = _still_member(access, pk)
        before = {"role": membership.role, "clearance": membership.clearance}
        after = {"role": str(Role(role)), "clearance": int(clearance)}
        if before == after:
            return membership
        if membership.role == Role.ADMINISTRATOR != role:
            _keep_an_administrator(membership)
            links.withdraw_all(access, made_by=membership.person)
        membership.role, membership.clearance = Role(role), Label(clearance)
        membership.save(update_fields=["role", "clearance"])
        detail = {"person": str(membership.person_id), "before": before, "after": after}
        audit.record(access.organisation.pk, access.person, "changed", "membership", membership.pk, detail=detail)
    return membership


def end_membership(access: Access, pk: UUID) -> Membership:
    """By an administrator, or by the person: every session ends, open links by and for the person are withdrawn.

    What they wrote stays, with their name. Raises Refused where no administrator would be left.
    """
    with writing(access.organisation.pk):
        membership = _still_member(access, pk)
        if membership.person_id != access.person.pk:
            access.require(Right.PEOPLE)
        if membership.role == Role.ADMINISTRATOR:
            _keep_an_administrator(membership)
        membership.left_at = timezone.now()
        membership.save(update_fields=["left_at"])
        person = membership.person
        links.withdraw_all(access, made_by=person)
        links.withdraw_all(access, email=person.email)
        elsewhere = Membership.objects.filter(person=person, left_at=None).order_by("joined_at").first()
        now_in = elsewhere if person.at_work_in_id == membership.pk else person.at_work_in
        Person.objects.filter(pk=person.pk).update(sessions_ended=F("sessions_ended") + 1, at_work_in=now_in)
        audit.record(
            access.organisation.pk, access.person, "ended", "membership", membership.pk, detail={"person": str(person.pk)}
        )
    return membership


def read_notice(person: Person) -> None:
    """The first-use notice was read; the first time counts."""
    organisation = person.at_work_in.organisation_id if person.at_work_in else None
    with writing(organisation):
        first = Person.objects.filter(pk=person.pk, noticed_at=None).update(noticed_at=timezone.now())
        if first and organisation:
            audit.record(organisation, person, "read", "notice", person.pk)


def switch_organisation(person: Person, membership: Membership) -> None:
    """Be at work in another organisation that one belongs to."""
    if membership.person_id != person.pk or membership.left_at is not None:
        raise Refused(_("You do not belong to that organisation."))
    with writing(membership.organisation_id):
        Person.objects.filter(pk=person.pk).update(at_work_in=membership)
        audit.record(membership.organisation_id, person, "switched", "membership", membership.pk)


def _still_member(access: Access, pk: UUID) -> Membership:
    """As it stands now that it is our turn to write."""
    here = Membership.objects.filter(organisation=access.organisation, left_at=None).select_related("person")
    found = here.filter(pk=pk).first()
    if found is None:
        raise Refused(_("This person no longer belongs to the organisation."))
    return found


def _keep_an_administrator(leaving: Membership) -> None:
    others = Membership.objects.filter(
        organisation_id=leaving.organisation_id, role=Role.ADMINISTRATOR, left_at=None, person__is_active=True
    )
    if not others.exclude(pk=leaving.pk).exists():
        raise Refused(_("This is the last administrator: make somebody else administrator first."))
