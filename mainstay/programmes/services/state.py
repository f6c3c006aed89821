"""Closing and reopening interventions, raising and lowering labels: each with who and why."""

from typing import TypeVar

from django.utils import timezone

from mainstay.accounts.rules import Access, Right
from mainstay.audit.services import record
from mainstay.core.guard import UNDECIDED, Decision, guarded
from mainstay.core.labels import Label
from mainstay.core.text import clean_text
from mainstay.core.writing import writing
from mainstay.programmes import checks
from mainstay.programmes.models import Intervention, Owned, Reason
from mainstay.programmes.services.ground import check_label, current, keep_reason, kind, require_open

One = TypeVar("One", bound=Owned)


def close(
    access: Access, intervention: Intervention, reason: str, *, decision: Decision = UNDECIDED, through: str = "page"
) -> Intervention:
    """Nothing of it can be changed afterwards. Closing what is closed changes nothing."""
    return _turn(access, intervention, Intervention.State.CLOSED, reason, decision, through)


def reopen(
    access: Access, intervention: Intervention, reason: str, *, decision: Decision = UNDECIDED, through: str = "page"
) -> Intervention:
    return _turn(access, intervention, Intervention.State.OPEN, reason, decision, through)


def _turn(
    access: Access, intervention: Intervention, state: Intervention.State, reason: str, decision: Decision, through: str
) -> Intervention:
    access.require(Right.CLOSE)
    closing = state == Intervention.State.CLOSED
    with writing(access.organisation.pk):
        intervention = current(access, intervention)
        if intervention.state == state:
            return intervention
        reason = _guarded_reason(reason, decision)
        intervention.state, intervention.closed_at = state, timezone.now() if closing else None
        intervention.save(update_fields=["state", "closed_at", "updated_at"])
        keep_reason(access, intervention, Reason.Of.CLOSED if closing else Reason.Of.REOPENED, reason)
        verb = "closed" if closing else "reopened"
        record(access.organisation.pk, access.person, verb, "intervention", intervention.pk, content=reason, through=through)
    return intervention


def set_label(
    access: Access, thing: One, label: int, reason: str = "", *, decision: Decision = UNDECIDED, through: str = "page"
) -> One:
    """Raising asks for the right to manage, lowering for its own right and a reason."""
    with writing(access.organisation.pk):
        thing = current(access, thing)
        if label == thing.label:
            return thing
        lower = label < thing.label
        access.require(Right.LOWER if lower else Right.MANAGE)
        require_open(thing)
        check_label(access, label)
        reason = _guarded_reason(reason, decision) if lower else ""
        detail = {"from": thing.label, "to": int(label)}
        thing.label = Label(label)
        thing.save(update_fields=["label", "updated_at"])
        keep_reason(access, thing, Reason.Of.LOWERED, reason)
        verb = "label.lowered" if lower else "label.raised"
        record(access.organisation.pk, access.person, verb, kind(thing), thing.pk, detail=detail, content=reason, through=through)
    return thing


def _guarded_reason(reason: str, decision: Decision) -> str:
    """A reason is asked for and passes the guard like any text; why it was kept as it is stands behind it."""
    texts, kept = guarded({"reason": checks.reason(clean_text(reason))}, {}, decision)
    return f"{texts['reason']} [{kept}]" if kept else texts["reason"]
