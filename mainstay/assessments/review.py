"""Review and sign-off as they are read: what is under review, what is still owed, where it stands, what waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mainstay.accounts.models import Person
from mainstay.accounts.rules import Access, Right, roles_with
from mainstay.assessments import selectors, standing, whole
from mainstay.assessments.fingerprint import Matter, Piece
from mainstay.assessments.models import Assessment, Entry, ReviewStep
from mainstay.assessments.selectors import Opened
from mainstay.assessments.standing import Standing
from mainstay.kinds.base import Record
from mainstay.programmes.models import Intervention, TeamMember
from mainstay.programmes.selectors import visible


@dataclass(frozen=True, slots=True)
class Subject:
    """What is reviewed: an assessment, or an intervention as a whole; `access` as its team raises it."""

    access: Access
    label: int
    intervention: Intervention | None
    """It, or the one that the assessment belongs to."""
    opened: Opened | None = None
    """None: the intervention as a whole."""

    @property
    def assessment(self) -> Assessment | None:
        return self.opened.assessment if self.opened else None

    @property
    def of(self) -> str:
        return "assessment" if self.opened else "intervention"

    @property
    def pk(self) -> UUID:
        thing = self.assessment or self.intervention
        assert thing is not None
        return thing.pk

    @property
    def place(self) -> dict[str, Any]:
        """Which column of a step or signature names it."""
        return {self.of: self.assessment or self.intervention}

    @property
    def address(self) -> str:
        return reverse(f"{self.of}_review", args=[self.pk])


def assessment_of(opened: Opened) -> Subject:
    return Subject(opened.access, opened.label, opened.intervention, opened)


def whole_of(access: Access, intervention: Intervention) -> Subject:
    """`access` as `open_intervention` gave it."""
    return Subject(access, intervention.label, intervention)


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that stands in the way of a signature, and where it is put right."""

    what: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Review:
    """All that the page of a review shows, and all that a signature is decided on."""

    stands: Standing
    matter: Matter
    owed: Sequence[Owed]
    open_comments: Sequence[str] = ()
    """Keys of items with comments that are not resolved: worth a look, no hindrance."""

    @property
    def last(self) -> str:
        """The step that a form was made after: whoever posts after another one has been taken is told."""
        return str(self.stands.steps[-1].pk) if self.stands.steps else ""

    @property
    def as_at(self) -> datetime | None:
        """When what is shown was last changed."""
        return max((one.at for one in self.matter.pieces.values() if one.at), default=None)

    def changed_since(self, moment: datetime | None) -> list[Piece]:
        """What was written or taken away after this; for who was about to sign something else."""
        pieces = (*self.matter.pieces.values(), *self.matter.gone.values())
        return [one for one in pieces if moment and one.at and one.at > moment]


def review(subject: Subject) -> Review:
    if subject.opened is None:
        assert subject.intervention is not None
        stands, now, missing = whole.whole_of(subject.access, subject.intervention)
        return Review(stands, now, [Owed("", text, href) for text, href in missing] + _unseen(subject))
    assessment = subject.opened.assessment
    record = selectors.record_of(subject.opened)
    now = standing.exact([assessment])[assessment.pk]
    stands = standing.standing(assessment.state, list(steps(subject)), now)
    talked = [key for key, notes in record.comments.items() if not all(note.resolved for note in notes)]
    return Review(stands, now, gate(subject.opened, record, now), talked)


def gate(opened: Opened, record: Record, now: Matter) -> list[Owed]:
    """What the kind still asks for, then what others have left open; empty: it can be signed."""
    pk = opened.assessment.pk
    here = reverse("assessment", args=[pk])
    found = [Owed(name(one.key), one.text, reverse("item", args=[pk, one.key])) for one in opened.kind.owed(record)]
    for key, answer in record.answers.items():
        if answer.outdated:
            text = _("It was taken over, and its source has changed since: look at it.")
            found.append(Owed(name(key), text, reverse("item", args=[pk, key])))
    if not now.pieces:
        found.append(Owed("", _("Nothing is filled in yet."), here))
    if record.hidden:
        found.append(Owed("", _hidden(record.hidden), here))
    return found


def _hidden(count: int) -> str:
    text = ngettext(
        "%(n)d answer carries a higher label than you may see: only somebody with that clearance can sign.",
        "%(n)d answers carry a higher label than you may see: only somebody with that clearance can sign.",
        count,
    )
    return text % {"n": count}


def _unseen(subject: Subject) -> list[Owed]:
    """Nobody signs a whole of which she may not see a part."""
    assert subject.intervention is not None
    every = whole.bound(subject.intervention)
    seen = set(selectors.of_intervention(subject.access, subject.intervention).values_list("pk", flat=True))
    count = sum(one.pk not in seen for one in every)
    if not count:
        return []
    text = ngettext(
        "%(n)d tool carries a higher label than you may see: only somebody with that clearance can sign.",
        "%(n)d tools carry a higher label than you may see: only somebody with that clearance can sign.",
        count,
    )
    return [Owed("", text % {"n": count}, reverse("intervention", args=[subject.intervention.pk]))]


def name(key: str) -> str:
    """How people call an item; own rows have no number."""
    return _("Own row") if "@" in key else key


def steps(subject: Subject) -> QuerySet[ReviewStep]:
    """The review so far, oldest first."""
    found = ReviewStep.objects.filter(organisation=subject.access.organisation, **subject.place)
    return found.select_related("by", "sign_off__person").prefetch_related("asked").order_by("at", "id")


def glance(opened: Opened) -> Standing:
    """For the page of a tool: no query for a draft, one where nobody has signed, two where somebody has."""
    assessment = opened.assessment
    if assessment.state == Assessment.State.DRAFT:
        return Standing(assessment.state)
    found = ReviewStep.objects.filter(organisation=opened.access.organisation, assessment=assessment)
    taken = list(found.select_related("by", "sign_off__person").order_by("at", "id"))
    if not standing.live_of(taken):
        return Standing(assessment.state, taken)
    return standing.standing(assessment.state, taken, standing.exact([assessment])[assessment.pk])


def reviewers(subject: Subject) -> QuerySet[Person]:
    """Whom one can ask: members who may see it and may ask for changes, here or in its team; not oneself."""
    roles = roles_with(Right.REVIEW)
    here = TeamMember.objects.filter(
        organisation=subject.access.organisation, intervention=subject.intervention, person=OuterRef("pk")
    )
    members = Q(memberships__organisation=subject.access.organisation, memberships__left_at=None)
    cleared = Q(memberships__clearance__gte=subject.label) | Q(Exists(here.filter(clearance__gte=subject.label)))
    able = Q(memberships__role__in=roles) | Q(Exists(here.filter(role__in=roles)))
    found = Person.objects.filter(members & cleared & able, is_active=True).exclude(pk=subject.access.person.pk)
    return found.distinct().order_by("name")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work that somebody submitted and that this person can review."""

    title: str
    tool: str
    """Empty for an intervention as a whole."""
    about: str
    href: str
    by: str
    at: datetime
    asked: bool


def waiting(access: Access) -> list[Waiting]:
    """In review, for me: what I was asked for first, then what nobody in particular was; never what I submitted."""
    found = [
        *_submitted(access, "assessment", _reviewable(access)),
        *_submitted(access, "intervention", _whole_reviewable(access)),
    ]
    asked = {step.pk: {person.pk for person in step.asked.all()} for step in found}
    me = access.person.pk
    rows = [_waiting(step, me in asked[step.pk]) for step in found if not asked[step.pk] or me in asked[step.pk]]
    return sorted(rows, key=lambda row: (not row.asked, row.at))


def _submitted(access: Access, of: str, things: QuerySet[Any]) -> QuerySet[ReviewStep]:
    """The last submission of each thing that is still in review and that this person has not signed since."""
    there = ReviewStep.objects.filter(organisation=access.organisation, **{of: OuterRef(of)}).order_by("-at", "-id")
    last = there.filter(step=ReviewStep.Step.SUBMITTED).values("pk")[:1]
    signed = there.filter(step=ReviewStep.Step.SIGNED, by=access.person, at__gt=OuterRef("at"))
    about = ("assessment__intervention", "assessment__product", "assessment__programme", "intervention", "by")
    found = ReviewStep.objects.filter(organisation=access.organisation, **{f"{of}__in": things.values("pk")})
    found = found.alias(last=Subquery(last), now=Subquery(there.values("state")[:1]))
    found = found.filter(pk=F("last"), now=Assessment.State.IN_REVIEW).exclude(by=access.person).exclude(Exists(signed))
    return found.select_related(*about).prefetch_related("asked").order_by("at")


def _waiting(step: ReviewStep, asked: bool) -> Waiting:
    one = step.assessment
    of, pk = ("assessment", one.pk) if one else ("intervention", step.intervention_id)
    about = (one.product or one.intervention or one.programme or "") if one else ""
    title = str(one or step.intervention)
    return Waiting(
        title, one.tool if one else "", str(about), reverse(f"{of}_review", args=[pk]), str(step.by or ""), step.at, asked
    )


def _reviewable(access: Access) -> QuerySet[Assessment]:
    open_work = Q(intervention__state="open") | Q(product__intervention__state="open") | Q(about=None)
    seen: QuerySet[Any] = selectors.for_person(access).filter(open_work, state=Assessment.State.IN_REVIEW)
    return seen if access.may(Right.REVIEW) else seen.filter(team_role__in=roles_with(Right.REVIEW))


def _whole_reviewable(access: Access) -> QuerySet[Intervention]:
    seen = visible(access).filter(state=Intervention.State.OPEN)
    if access.may(Right.REVIEW):
        return seen
    return seen.filter(team__person=access.person, team__role__in=roles_with(Right.REVIEW))


MOST_STALE = 20
"""Assessments that home looks into; who has more than that has another problem first."""


def outdated(access: Access) -> list[tuple[Assessment, Standing]]:
    """Signed off and changed since: what I signed or wrote, and everything for who may sign. Four queries at most."""
    newer = Entry.objects.filter(assessment=OuterRef("pk"))
    signed = ReviewStep.objects.filter(
        assessment=OuterRef("pk"), step=ReviewStep.Step.SIGNED, sign_off__withdrawn_at=None
    ).order_by("-at")
    found = selectors.for_person(access).filter(state=Assessment.State.SIGNED)
    found = found.annotate(signed_at=Subquery(signed.values("at")[:1]))
    found = found.filter(Q(updated_at__gt=Subquery(signed.values("at")[:1])) | Exists(newer.filter(at__gt=OuterRef("signed_at"))))
    if not access.may(Right.SIGN):
        mine = Q(Exists(newer.filter(by=access.person))) | Q(Exists(signed.filter(by=access.person)))
        found = found.filter(mine)
    rows = list(found.select_related("intervention", "product", "programme").order_by("-updated_at")[:MOST_STALE])
    taken = ReviewStep.objects.filter(assessment__in=[one.pk for one in rows], sign_off__withdrawn_at=None)
    taken = taken.filter(organisation=access.organisation, step=ReviewStep.Step.SIGNED)
    stand = standing.standings(rows, list(taken.select_related("sign_off__person").order_by("at", "id")) if rows else [])
    return [(one, stand[one.pk]) for one in rows if stand[one.pk].stale]
