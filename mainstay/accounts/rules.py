"""Who may do what: the one table that every view and service asks, and that the page "People and roles" shows."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mainstay.accounts.models import Membership, Organisation, Person, Role
from mainstay.core.labels import Label

if TYPE_CHECKING:
    from django.http import HttpRequest


class Right(StrEnum):
    """One thing that somebody may or may not do."""

    READ = "read"
    COMMENT = "comment"
    ANSWER = "answer"
    EVALUATE = "evaluate"
    MANAGE = "manage"
    EXPORT = "export"
    SHARE = "share"
    REVIEW = "review"
    SIGN = "sign"
    CLOSE = "close"
    LOWER = "lower"
    REDACT = "redact"
    PEOPLE = "people"
    AUDIT = "audit"


V, C, E, R, L, A = Role
RULES: dict[Right, tuple[Promise, tuple[Role, ...]]] = {
    Right.READ: (_("Read interventions, checklists and their guidance"), (V, C, E, R, L, A)),
    Right.EXPORT: (_("Export documents for our own file"), (V, C, E, R, L, A)),
    Right.COMMENT: (_("Comment, mention colleagues, resolve comments"), (C, E, R, L, A)),
    Right.SHARE: (_("Export documents for partners and for the public"), (C, E, R, L, A)),
    Right.ANSWER: (_("Answer items and keep their actions"), (C, L, A)),
    Right.EVALUATE: (_("Answer the tools of an evaluation"), (C, E, L, A)),
    Right.MANAGE: (_("Describe programmes and interventions, choose tools, raise labels"), (C, L, A)),
    Right.REVIEW: (_("Review: ask for changes"), (R, L, A)),
    Right.SIGN: (_("Sign off what others wrote, withdraw an own signature"), (R, L)),
    Right.CLOSE: (_("Close and reopen an intervention"), (L, A)),
    Right.LOWER: (_("Lower a label, with a reason"), (L, A)),
    Right.REDACT: (_("Remove text from the history for good, with a reason"), (L, A)),
    Right.PEOPLE: (_("Invite people, change roles and clearances"), (A,)),
    Right.AUDIT: (_("Read the record of who did what"), (A,)),
}


@dataclass(frozen=True, slots=True)
class Access:
    """A person at work in an organisation; a team may raise role and clearance for one intervention."""

    person: Person
    organisation: Organisation
    role: Role
    clearance: Label
    also: Role | None = None
    """What a team makes this person besides, for one intervention, where neither role holds all rights of the other."""
    outside: "Access | None" = None
    """Of an access that a team raised: the one without it."""

    @property
    def everywhere(self) -> "Access":
        """What holds in the whole organisation: asked wherever more than the raised intervention is looked at."""
        return self.outside or self

    def may(self, right: Right) -> bool:
        return bool({self.role, self.also}.intersection(RULES[right][1]))

    def sees(self, label: int) -> bool:
        return label <= self.clearance

    def require(self, right: Right) -> None:
        """Raise PermissionDenied, which the shell of the page answers with 403 and an explanation."""
        if not self.may(right):
            raise PermissionDenied(RULES[right][0])

    def raised(self, role: str | None, clearance: int | None) -> "Access":
        """The same person inside a team: never less than outside it, with the rights of both roles."""
        own = self.everywhere
        given = Role(role) if role else own.role
        best, also = (given, None) if set(_rights(given)) >= set(_rights(own.role)) else (own.role, given)
        return Access(own.person, own.organisation, best, max(own.clearance, Label(clearance or 0)), also, own)


def _rights(role: Role) -> list[Right]:
    return [right for right, (_text, roles) in RULES.items() if role in roles]


def roles_with(right: Right) -> tuple[Role, ...]:
    return RULES[right][1]


def access_of(membership: Membership) -> Access:
    return Access(membership.person, membership.organisation, Role(membership.role), Label(membership.clearance))


def access(request: "HttpRequest") -> Access:
    """The signed-in person's access in the organisation they are at work in; PermissionDenied without one."""
    person = request.user
    membership: Membership | None = getattr(person, "at_work_in", None)
    if not isinstance(person, Person) or membership is None or membership.left_at is not None:
        raise PermissionDenied(_("You belong to no organisation here: ask an administrator for an invitation."))
    return Access(person, membership.organisation, Role(membership.role), Label(membership.clearance))


def is_member(organisation_id: UUID, person: Person) -> bool:
    return Membership.objects.filter(organisation_id=organisation_id, person=person, left_at=None).exists()
