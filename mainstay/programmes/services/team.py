"""Writing the team of an intervention: tasks, and role and clearance raised for this intervention alone."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from mainstay.accounts import services as accounts
from mainstay.accounts.models import Membership, Role
from mainstay.accounts.rules import RULES, Access, Right
from mainstay.audit.services import record
from mainstay.core.guard import UNDECIDED, Decision, guarded
from mainstay.core.labels import STORED
from mainstay.core.text import clean_text
from mainstay.core.writing import writing
from mainstay.programmes import checks
from mainstay.programmes.models import Intervention, Reason, TeamMember
from mainstay.programmes.services.ground import current, keep_reason, require_open

LONGEST_DUTY = 120
GIVEN_ROLES = (Role.CONTRIBUTOR, Role.EVALUATOR, Role.REVIEWER, Role.LEAD)
"""An administrator's rights concern the organisation; a viewer is no raise."""


def add_member(
    access: Access,
    intervention: Intervention,
    person: UUID,
    *,
    duty: str = "",
    role: str = "",
    clearance: int | None = None,
    decision: Decision = UNDECIDED,
    through: str = "page",
) -> TeamMember:
    """Somebody of the organisation, once; nobody gives more than they have themselves. Again, it changes what was given."""
    access.require(Right.MANAGE)
    _check(access, duty := clean_text(duty), role, clearance)
    with writing(access.organisation.pk):
        intervention = current(access, intervention)
        require_open(intervention)
        _require_colleague(access, person)
        member = _member(access, intervention, person)
        verb = "team.added" if member is None else "team.changed"
        member = member or TeamMember(organisation=access.organisation, intervention=intervention, person_id=person)
        texts, reason = guarded({"duty": duty}, {"duty": member.duty}, decision)
        checks.length("duty", duty := texts["duty"], LONGEST_DUTY)  # masking may have made it longer
        member.duty, member.role, member.clearance = duty, role, clearance
        member.save()
        keep_reason(access, intervention, Reason.Of.KEPT, reason)
        _record(access, verb, intervention, {"person": str(person), "role": role, "clearance": clearance}, duty, through)
    return member


change_member = add_member
"""The same verb: a person is in a team once."""


def remove_member(access: Access, intervention: Intervention, person: UUID, *, through: str = "page") -> None:
    """Somebody who is not in the team changes nothing."""
    access.require(Right.MANAGE)
    with writing(access.organisation.pk):
        intervention = current(access, intervention)
        require_open(intervention)
        member = _member(access, intervention, person)
        if member is None:
            return
        member.delete()
        _record(access, "team.removed", intervention, {"person": str(person)}, None, through)


def end_membership(access: Access, pk: UUID, *, through: str = "page") -> Membership:
    """As `accounts.services.end_membership`, and out of every team: what they raised is not there for one who comes back."""
    with writing(access.organisation.pk):
        membership = accounts.end_membership(access, pk)
        rows = TeamMember.objects.filter(organisation=access.organisation, person=membership.person)
        for member in rows.select_related("intervention"):
            _record(access, "team.removed", member.intervention, {"person": str(membership.person_id)}, None, through)
        rows.delete()
    return membership


def _record(
    access: Access, verb: str, intervention: Intervention, detail: dict[str, Any], content: str | None, through: str
) -> None:
    organisation = access.organisation.pk
    record(organisation, access.person, verb, "intervention", intervention.pk, detail=detail, content=content, through=through)


def may_give(access: Access, role: str, clearance: int | None) -> bool:
    """Whether a role and a clearance lie within what this person has; who invites people gives every role elsewhere too."""
    asked = {right for right, (_text, roles) in RULES.items() if role in roles}
    return (access.may(Right.PEOPLE) or all(map(access.may, asked))) and access.sees(clearance or 0)


def _check(access: Access, duty: str, role: str, clearance: int | None) -> None:
    checks.length("duty", duty, LONGEST_DUTY)
    if role and role not in GIVEN_ROLES:
        raise ValidationError({"role": _("This role cannot be given in a team.")})
    if clearance is not None and clearance not in STORED:
        raise ValidationError({"clearance": _("This clearance cannot be given in a team.")})
    if not may_give(access, role, clearance):
        raise ValidationError(_("You can give no more than you have yourself: ask somebody with that role and clearance."))


def _require_colleague(access: Access, person: UUID) -> None:
    members = Membership.objects.filter(organisation=access.organisation, left_at=None, person__is_active=True)
    if not members.filter(person=person).exists():
        raise ValidationError({"person": _("This person does not work in your organisation.")})


def _member(access: Access, intervention: Intervention, person: UUID) -> TeamMember | None:
    """The row of a person; one that holds more than the giver has may be touched only by who has as much."""
    member = TeamMember.objects.filter(organisation=access.organisation, intervention=intervention, person=person).first()
    if member and not may_give(access, member.role, member.clearance):
        message = _("This person holds more in this team than you have yourself: ask somebody with that role and clearance.")
        raise PermissionDenied(message)
    return member
