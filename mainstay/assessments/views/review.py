"""The review of an assessment or of an intervention as a whole: its page, its steps, and the sheet to print and sign."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mainstay.accounts.rules import Right, access
from mainstay.accounts.services import record_view
from mainstay.assessments import review, selectors
from mainstay.assessments.errors import Moved, Overtaken, Refused
from mainstay.assessments.forms import ReasonForm
from mainstay.assessments.models import Assessment, ReviewStep
from mainstay.assessments.review_forms import SignForm, StepForm, SubmitForm
from mainstay.assessments.review_words import moved, said, titles, what_changed
from mainstay.assessments.services import review as steps
from mainstay.assessments.views import page as tool_page
from mainstay.catalogue import selectors as catalogue
from mainstay.core.guard import Decision, PersonalData
from mainstay.core.ids import new_id
from mainstay.core.labels import Label
from mainstay.programmes.models import Intervention
from mainstay.programmes.selectors import open_intervention

State = Assessment.State
ASSESSMENT = "assessment"


@require_safe
def show(request: HttpRequest, pk: UUID, of: str) -> HttpResponse:
    subject = _open(request, pk, of)
    return _page(request, subject)


def _open(request: HttpRequest, pk: UUID, of: str) -> review.Subject:
    person = access(request)
    person.require(Right.READ)
    if of == ASSESSMENT:
        return review.assessment_of(selectors.open_assessment(person, pk))
    found, raised = open_intervention(person, pk)
    return review.whole_of(raised, found)


def _page(request: HttpRequest, subject: review.Subject, status: int = 200, **trouble: Any) -> HttpResponse:
    """The page as it stands; a form that did not go through comes back with its text and the step it must follow now."""
    if subject.label >= Label.CONFIDENTIAL:
        record_view(subject.access, subject.of, subject.pk)
    found = review.review(subject)
    context = _frame(subject, found) | _rights(subject, found)
    context |= {"refused": "", "guard": None, "failed": "", "overtaken": "", "moved": None} | trouble
    context["forms"] = _forms(subject, found) | trouble.pop("bound", {})
    return render(request, "assessments/review.html", context, status=status)


def _frame(subject: review.Subject, found: review.Review) -> dict[str, Any]:
    stands = found.stands
    return {
        "subject": subject,
        "review": found,
        "stands": stands,
        "titles": titles(subject),
        "version": _version(subject),
        "changes": what_changed(subject, stands.changes),
        "said": said,
        "above": _above(subject),
        "closed": subject.intervention is not None and subject.intervention.state == Intervention.State.CLOSED,
        "name": review.name,
        "mine": [piece for piece in found.matter.pieces.values() if piece.by == str(subject.access.person.pk)],
    }


def _version(subject: review.Subject) -> str:
    here = subject.assessment.pack_version_id if subject.assessment else None
    declared = catalogue.manifest(here or catalogue.current_version(subject.access.organisation.pack))
    return _("%(title)s, version %(version)s") % {"title": declared.title, "version": declared.version}


def _above(subject: review.Subject) -> list[tuple[str, str]]:
    if subject.opened:
        tool = subject.opened.tool
        return [*tool_page.frame(subject.opened)["above"], (f"{tool.id} {tool.title}", reverse("assessment", args=[subject.pk]))]
    whole = subject.intervention
    return [(_("Interventions"), reverse("intervention_list")), (str(whole), reverse("intervention", args=[subject.pk]))]


def _rights(subject: review.Subject, found: review.Review) -> dict[str, bool]:
    """What is offered; the services refuse all the same."""
    person, state = subject.access, found.stands.state
    is_open = subject.intervention is None or subject.intervention.state == Intervention.State.OPEN
    under = state in (State.IN_REVIEW, State.SIGNED)
    mine = any(one.person_id == person.person.pk for one in found.stands.signed)
    done = found.stands.holds and state == State.SIGNED
    return {
        "may_submit": is_open and state != State.IN_REVIEW and not done and person.may(steps.right_to_submit(subject)),
        "may_review": is_open and under and person.may(Right.REVIEW),
        "may_sign": is_open and under and person.may(Right.SIGN) and not mine,
        "may_withdraw": is_open and person.may(Right.SIGN),
        "may_redact": person.may(Right.REDACT),
    }


def _forms(subject: review.Subject, found: review.Review) -> dict[str, StepForm]:
    """Fresh forms, each with an id of its own and the last step that this page shows."""

    def first(**more: Any) -> dict[str, Any]:
        return {"id": new_id(), "seen": found.last} | more

    as_at = found.as_at.isoformat() if found.as_at else ""
    return {
        "submit": SubmitForm(subject, initial=first(), prefix="submit"),
        "changes": StepForm(initial=first(), prefix="changes", why=_("What should change")),
        "sign": SignForm(initial=first(fingerprint=found.matter.fingerprint, as_at=as_at), prefix="sign"),
        "withdraw": StepForm(initial=first(), prefix="withdraw", why=_("Why you withdraw it")),
    }


def _step(
    request: HttpRequest, subject: review.Subject, name: str, form: StepForm, take: Callable[[steps.Form], ReviewStep], done: str
) -> HttpResponse:
    """One step from its form; whatever stands in its way is told on the page, with the text that was typed."""
    if not form.is_valid():
        return _page(request, subject, 422, bound={name: form}, failed=name)
    data = form.cleaned_data
    typed = steps.Form(data["id"], data["seen"], data["text"], Decision.of(request.POST))
    try:
        take(typed)
    except PersonalData as error:
        return _page(request, subject, 422, bound={name: form}, failed=name, guard=error)
    except Overtaken as error:
        return _page(request, subject, 409, bound=_again(subject, name, form), failed=name, overtaken=said(error.step))
    except Moved as error:
        return _page(request, subject, 409, bound=_again(subject, name, form), failed=name, moved=moved(subject, error.pieces))
    except Refused as error:
        return _page(request, subject, 409, bound=_again(subject, name, form), failed=name, refused=str(error))
    messages.success(request, done)
    return redirect(subject.address)


def _again(subject: review.Subject, name: str, form: StepForm) -> dict[str, StepForm]:
    """The same form for what is on the page now: the typed text and choice, with a new id, step and fingerprint."""
    fresh = _forms(subject, review.review(subject))[name]
    fresh.initial = {**fresh.initial, **{name: form.cleaned_data.get(name) for name in ("text", "asked")}}
    return {name: fresh}


@require_POST
def submit(request: HttpRequest, pk: UUID, of: str) -> HttpResponse:
    subject = _open(request, pk, of)
    subject.access.require(steps.right_to_submit(subject))
    form = SubmitForm(subject, request.POST, prefix="submit")
    return _step(
        request,
        subject,
        "submit",
        form,
        lambda typed: steps.submit(subject, typed, list(form.cleaned_data["asked"])),
        _("Submitted. You can go on working: reviewers see it as it stands."),
    )


@require_POST
def changes(request: HttpRequest, pk: UUID, of: str) -> HttpResponse:
    subject = _open(request, pk, of)
    subject.access.require(Right.REVIEW)
    form = StepForm(request.POST, prefix="changes", why=_("What should change"))
    done = _("Sent back with your reason.")
    return _step(request, subject, "changes", form, lambda typed: steps.request_changes(subject, typed), done)


@require_POST
def sign(request: HttpRequest, pk: UUID, of: str) -> HttpResponse:
    subject = _open(request, pk, of)
    subject.access.require(Right.SIGN)
    form = SignForm(request.POST, prefix="sign")
    taken: list[ReviewStep] = []

    def take(typed: steps.Form) -> ReviewStep:
        shown = form.cleaned_data
        taken.append(steps.sign(subject, typed, shown["fingerprint"], _moment(shown["as_at"])))
        return taken[0]

    answer = _step(request, subject, "sign", form, take, _("Your signature is kept."))
    if taken and taken[0].state != State.SIGNED:
        messages.info(request, _("You wrote a part of it: a second person must sign before it counts as signed off."))
    return answer


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


@require_POST
def withdraw(request: HttpRequest, pk: UUID, of: str, sign_off: UUID) -> HttpResponse:
    subject = _open(request, pk, of)
    subject.access.require(Right.SIGN)
    form = StepForm(request.POST, prefix="withdraw", why=_("Why you withdraw it"))
    done = _("Your signature is withdrawn.")
    return _step(request, subject, "withdraw", form, lambda typed: steps.withdraw(subject, sign_off, typed), done)


@require_POST
def redact(request: HttpRequest, pk: UUID, of: str, step: UUID) -> HttpResponse:
    """Remove what was said with a step, for good."""
    subject = _open(request, pk, of)
    found = get_object_or_404(review.steps(subject), pk=step)
    form = ReasonForm(request.POST)
    try:
        steps.redact(subject, found, form.cleaned_data["reason"] if form.is_valid() else "")
    except Refused as error:
        return _page(request, subject, 422, refused=str(error))
    messages.success(request, _("The text is removed for good."))
    return redirect(subject.address)


@require_safe
def sign_off(request: HttpRequest, pk: UUID, of: str) -> HttpResponse:
    """The sheet to print: who signed what when, and room for ink."""
    subject = _open(request, pk, of)
    if subject.label >= Label.CONFIDENTIAL:
        record_view(subject.access, subject.of, subject.pk)
    return render(request, "assessments/sign_off.html", _frame(subject, review.review(subject)))
