"""A person and their membership as such; whether it may be so, the callers have decided."""

from mainstay.accounts.models import Membership, Organisation, Person, Role
from mainstay.audit import services as audit
from mainstay.core.labels import Label
from mainstay.core.text import clean_text
from mainstay.core.writing import writing


def new_person(email: str, name: str, password: str = "") -> Person:
    """Without a password they can only come in by a one-time link. The caller has checked the password against the rules."""
    person = Person(email=email.strip().lower(), name=" ".join(clean_text(name).split())[:120])
    person.set_password(password or None)
    with writing():
        person.save(force_insert=True)
    return person


def admit(
    organisation: Organisation, person: Person, role: str, clearance: int, *, by: Person | None = None, through: str = "page"
) -> Membership:
    """Make somebody a member, also one who had left, and let them be at work here."""
    with writing(organisation.pk):
        found = Membership.objects.filter(organisation=organisation, person=person).first()
        membership = found or Membership(organisation=organisation, person=person)
        membership.role, membership.clearance, membership.left_at = Role(role), Label(clearance), None
        membership.save(force_insert=found is None, force_update=found is not None)
        person.at_work_in = membership
        Person.objects.filter(pk=person.pk).update(at_work_in=membership)
        detail = {"person": str(person.pk), "role": str(role), "clearance": int(clearance)}
        audit.record(organisation.pk, by or person, "joined", "membership", membership.pk, detail=detail, through=through)
    return membership


def set_password(person: Person, password: str, *, through: str = "page") -> None:
    """A password that was checked against the rules; every other session of the person ends with it."""
    person.set_password(password)
    organisation = person.at_work_in.organisation_id if person.at_work_in else None
    with writing(organisation):
        person.save(update_fields=["password"])
        if organisation:
            audit.record(organisation, person, "changed", "password", person.pk, through=through)
