"""The steps of a review: submit, ask for changes, sign, withdraw a signature; each in turn, with who and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mainstay.accounts.models import Person
from mainstay.accounts.rules import Right
from mainstay.assessments import standing
from mainstay.assessments.errors import Moved, Overtaken, Refused
from mainstay.assessments.models import Assessment, ReviewStep, SignOff
from mainstay.assessments.review import Review, Subject, review
from mainstay.assessments.services import entries
from mainstay.audit import services as audit
from mainstay.core.guard import UNDECIDED, Decision, guarded
from mainstay.core.writing import writing
from mainstay.programmes import services as programmes
from mainstay.programmes.errors import Closed

Step: TypeAlias = ReviewStep.Step
State: TypeAlias = Assessment.State
VERBS = {Step.SUBMITTED: "submitted", Step.CHANGES: "asked-changes", Step.SIGNED: "signed", Step.WITHDRAWN: "unsigned"}


@dataclass(frozen=True, slots=True)
class Form:
    """What every form of a review brings: its own id, so that twice is once, and the last step that was on the screen."""

    pk: UUID
    seen: str
    text: str = ""
    decision: Decision = UNDECIDED
    through: str = "page"


def right_to_submit(subject: Subject) -> Right:
    return entries.right_to_answer(subject.opened) if subject.opened else Right.MANAGE


def submit(subject: Subject, form: Form, asked: Sequence[Person] = ()) -> ReviewStep:
    """Hand it to the reviewers; nothing is locked, and whoever wrote goes on."""
    subject.access.require(right_to_submit(subject))
    with writing(subject.access.organisation.pk):
        if there := _again(subject, form):
            return there
        _in_turn(subject, form)
        if _state(subject) == State.IN_REVIEW:
            raise Refused(_("It is in review already."))
        return _take(subject, form, Step.SUBMITTED, State.IN_REVIEW, asked=asked)


def request_changes(subject: Subject, form: Form) -> ReviewStep:
    """Back to the authors with a reason. Signatures that stood are set aside: whoever gave them signs again."""
    subject.access.require(Right.REVIEW)
    with writing(subject.access.organisation.pk):
        if there := _again(subject, form):
            return there
        _in_turn(subject, form)
        if _state(subject) not in (State.IN_REVIEW, State.SIGNED):
            raise Refused(_("Nobody has submitted this for review yet. You can comment on each item at any time."))
        if not form.text:
            raise Refused(_("Say what should change: without it nobody can."))
        _live(subject).update(withdrawn_at=timezone.now())
        return _take(subject, form, Step.CHANGES, State.CHANGES_REQUESTED)


def sign(subject: Subject, form: Form, fingerprint: str, as_at: datetime | None = None) -> ReviewStep:
    """Stand for exactly the content with this fingerprint; the state follows once nobody stands alone for her own words.

    Raises Overtaken, Moved, Refused (something is owed, or one wrote it all), PermissionDenied.
    """
    subject.access.require(Right.SIGN)
    with writing(subject.access.organisation.pk):
        if there := _again(subject, form):
            return there
        _in_turn(subject, form)
        if _state(subject) not in (State.IN_REVIEW, State.SIGNED):
            raise Refused(_("Nobody has submitted this for review yet."))
        found = review(subject)
        if found.matter.fingerprint != fingerprint:
            raise Moved(found.changed_since(as_at))
        _refuse_to_sign(subject, found)
        made = SignOff(
            organisation=subject.access.organisation,
            **subject.place,
            fingerprint=fingerprint,
            content=found.matter.stored(),
            person=subject.access.person,
        )
        made.save(force_insert=True)
        missing = standing.uncovered([*found.stands.signed, made], found.matter)
        return _take(subject, form, Step.SIGNED, State.IN_REVIEW if missing else State.SIGNED, sign_off=made)


def _refuse_to_sign(subject: Subject, found: Review) -> None:
    me = subject.access.person.pk
    if any(one.person_id == me for one in found.stands.signed):
        raise Refused(_("You have signed exactly this already."))
    if found.owed:
        count = len(found.owed)
        text = ngettext(
            "Not signed: %(n)d thing is still owed, listed below.",
            "Not signed: %(n)d things are still owed, listed below.",
            count,
        )
        raise Refused(text % {"n": count})
    if all(piece.by == str(me) for piece in found.matter.pieces.values()):
        raise Refused(_("You wrote all of this yourself, so your signature would vouch for nothing: a colleague must sign."))


def withdraw(subject: Subject, sign_off: UUID, form: Form) -> ReviewStep:
    """Take back one's own signature, with a reason; where the rest does not carry it any more, the authors are asked."""
    subject.access.require(Right.SIGN)
    with writing(subject.access.organisation.pk):
        if there := _again(subject, form):
            return there
        _require_open(subject)
        signed = _live(subject).filter(pk=sign_off).first()
        if signed is None:
            raise Refused(_("This signature does not stand any more."))
        if signed.person_id != subject.access.person.pk:
            raise Refused(_("Only who signed can withdraw the signature. You can ask for changes instead."))
        if not form.text:
            raise Refused(_("Say why you withdraw your signature."))
        before = _state(subject)
        _live(subject).filter(pk=sign_off).update(withdrawn_at=timezone.now())
        after = State.CHANGES_REQUESTED if before == State.SIGNED and not review(subject).stands.holds else before
        return _take(subject, form, Step.WITHDRAWN, State(after), sign_off=signed)


def redact(subject: Subject, step: ReviewStep, reason: str) -> None:
    """Remove what was said with a step; that the step was taken stays."""
    if step.by_id != subject.access.person.pk:
        subject.access.require(Right.REDACT)
    if not reason:
        raise Refused(_("Say why the text must go: the reason stays in the record."))
    organisation = subject.access.organisation.pk
    with writing(organisation):
        here = ReviewStep.objects.filter(organisation=organisation, pk=step.pk)
        here.update(text="", redacted_at=timezone.now(), redaction_reason=reason[:300])
        audit.record(organisation, subject.access.person, "redacted", "review", step.pk, content=reason)


def _live(subject: Subject) -> Any:
    return SignOff.objects.filter(organisation=subject.access.organisation, withdrawn_at=None, **subject.place)


def _again(subject: Subject, form: Form) -> ReviewStep | None:
    """The step that the same form took before."""
    here = ReviewStep.objects.filter(organisation=subject.access.organisation, **subject.place)
    return here.filter(pk=form.pk, by=subject.access.person).first()


def _last(subject: Subject) -> ReviewStep | None:
    here = ReviewStep.objects.filter(organisation=subject.access.organisation, **subject.place)
    return here.select_related("by").order_by("at", "id").last()


def _state(subject: Subject) -> str:
    """As it stands now, in our turn."""
    last = _last(subject)
    return last.state if last else State.DRAFT


def _in_turn(subject: Subject, form: Form) -> None:
    _require_open(subject)
    last = _last(subject)
    if last and str(last.pk) != form.seen:
        raise Overtaken(last)


def _require_open(subject: Subject) -> None:
    try:
        if subject.intervention:
            subject.intervention.refresh_from_db(fields=["state"])
            programmes.require_open(subject.intervention)
    except Closed as closed:
        raise Refused(str(closed)) from None


def _take(
    subject: Subject, form: Form, step: Step, state: State, *, asked: Sequence[Person] = (), sign_off: SignOff | None = None
) -> ReviewStep:
    """The step with its event, and the state that it leaves; inside `writing()`, everything is checked but the text."""
    texts, reason = guarded({"text": form.text}, {}, form.decision)
    text = f"{texts['text']} [{reason}]" if reason else texts["text"]
    person, organisation = subject.access.person, subject.access.organisation
    known = ReviewStep.objects.filter(pk=form.pk).exists()
    own = {} if known else {"id": form.pk}
    made = ReviewStep(
        **own, **subject.place, organisation=organisation, step=step, state=state, text=text, by=person, sign_off=sign_off
    )
    made.save(force_insert=True)
    made.asked.set(asked)
    if subject.assessment:
        Assessment.objects.filter(pk=subject.assessment.pk).update(state=state)
        subject.assessment.state = state
    detail: dict[str, Any] = {"step": str(made.pk), "state": str(state), "asked": [str(one.pk) for one in asked]}
    if sign_off:
        detail |= {"sign_off": str(sign_off.pk), "fingerprint": sign_off.fingerprint}
    content = form.text or None
    audit.record(
        organisation.pk, person, VERBS[step], subject.of, subject.pk, detail=detail, content=content, through=form.through
    )
    return made
