"""How every change here is made: read again, checked, held against what others changed, guarded, saved, audited."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Access, Right
from mainstay.audit.models import Event
from mainstay.audit.services import record
from mainstay.core.guard import Decision, guarded
from mainstay.core.ids import new_id
from mainstay.core.labels import STORED, Label
from mainstay.core.writing import writing
from mainstay.programmes import checks
from mainstay.programmes.errors import Closed, Difference, Stale
from mainstay.programmes.models import CommunicationProduct, Intervention, Owned, Programme, Reason
from mainstay.programmes.parts import Part, Values

Thing = TypeVar("Thing", bound=Owned)


def require_open(thing: Owned) -> None:
    """Raises Closed for a closed intervention, and for what belongs to one."""
    intervention = thing.intervention if isinstance(thing, CommunicationProduct) else thing
    if isinstance(intervention, Intervention) and intervention.state == Intervention.State.CLOSED:
        raise Closed(intervention)


def current(access: Access, thing: Thing) -> Thing:
    """The row as it stands in this transaction; `writing()` keeps others from changing it."""
    found = type(thing)._default_manager.filter(organisation=access.organisation, pk=thing.pk).first()
    if found is None:
        raise Http404(_("There is nothing here that you may see."))
    return found


def change(
    access: Access,
    thing: Thing,
    part: Part,
    values: Values,
    *,
    seen: int,
    decision: Decision,
    check: Callable[[Values, Thing], None],
    through: str,
) -> Thing:
    """Put the values that differ into the row; `seen` is the version that the person had before their eyes.

    The same values again change nothing. Raises Closed, Stale, ValidationError, PersonalData, PermissionDenied.
    """
    access.require(Right.MANAGE)
    with writing(access.organisation.pk):
        thing = current(access, thing)
        require_open(thing)
        before = part.read(thing)
        changed = {name: value for name, value in values.items() if value != before.get(name, "")}
        if not changed:
            return thing
        if seen != thing.version:
            refuse_overwriting(access, thing, part, before, changed, seen)
        check(changed, thing)
        kept, reason = guard(part, changed, before, decision)
        save(access, thing, part, kept, through=through)
        keep_reason(access, thing, Reason.Of.KEPT, reason)
    return thing


def guard(part: Part, values: Values, before: Values, decision: Decision) -> tuple[Values, str]:
    """The values as they may be kept, and why they were kept in spite of a warning; masking may have made a text longer."""
    texts, reason = guarded(part.free_texts(values), before, decision)
    kept = values | texts
    if kept != values:
        checks.lengths(kept, part.model)
        checks.expected_change(str(kept.get("expected_change") or ""))
    return kept, reason


def save(access: Access, thing: Owned, part: Part, values: Values, *, through: str, created: bool = False) -> None:
    """The row with these values as its next version, and the event; inside `writing()`."""
    part.put(thing, values)
    if not created:
        thing.version += 1
    thing.save(force_insert=created, force_update=not created)
    part.related(thing, values)
    detail = {"fields": sorted(values), "version": thing.version, "label": thing.label}
    verb = "created" if created else part.verb
    record(access.organisation.pk, access.person, verb, part.kind, thing.pk, detail=detail, content=values, through=through)


def refuse_overwriting(access: Access, thing: Owned, part: Part, before: Values, changed: Values, seen: int) -> None:
    """Raises Stale where others changed the same fields after `seen`; what only one of the two touched is no conflict."""
    events = Event.objects.filter(organisation=access.organisation.pk, object_kind=part.kind, object_id=str(thing.pk))
    later = [event for event in events.order_by("-number") if event.detail.get("version", 0) > seen and "fields" in event.detail]
    touched = {name for event in later for name in event.detail["fields"]}
    differences = [Difference(name, before.get(name, ""), changed[name]) for name in changed if name in touched or not later]
    if differences:
        last = later[0] if later else None
        raise Stale(differences, thing.version, last.actor_name if last else "", last.at if last else None)


def keep_reason(access: Access, thing: Owned, of: Reason.Of, text: str) -> None:
    """Remember why; nothing without a text. Inside `writing()`."""
    if not text:
        return
    Reason(organisation=access.organisation, of=of, text=text, by=access.person, **{kind(thing): thing}).save(force_insert=True)


def kind(thing: Owned) -> str:
    """As the audit trail and the reasons name it."""
    return {Programme: "programme", Intervention: "intervention", CommunicationProduct: "product"}[type(thing)]


def made_before(model: type[Thing], access: Access, pk: UUID | None, part: Part, values: Values, **place: Owned) -> Thing | None:
    """The row that an earlier post of the same form by this person made, in this place; it is never changed from here.

    Raises ValidationError where the form now brings something else, so that nothing typed is lost unseen.
    """
    row = model._default_manager.filter(organisation=access.organisation, pk=pk, **place).first() if pk else None
    if row is None or not _made_by(access, row):
        return None
    stands = part.read(row)
    if any(value != stands[name] for name, value in values.items() if name in stands):
        raise ValidationError(_("This form has been saved already, and now it says something else: change it on its own page."))
    return row


def _made_by(access: Access, row: Owned) -> bool:
    events = Event.objects.filter(organisation=access.organisation.pk, object_kind=kind(row), object_id=str(row.pk))
    return events.filter(verb="created", actor=access.person.pk).exists()


def free_id(model: type[Owned], pk: UUID | None) -> UUID:
    """The id that a form brings for what it makes, or another one where something else stands under it."""
    return new_id() if pk is None or model._default_manager.filter(pk=pk).exists() else pk


def label_of(access: Access, label: int | None) -> Label:
    """A label for something new: at first internal, never above what its maker may see."""
    if label is None:
        return min(Label.INTERNAL, access.clearance)
    check_label(access, label)
    return Label(label)


def check_label(access: Access, label: int) -> None:
    if label not in STORED:
        message = _("Strictly confidential matter is not kept here: it stays in your official file, and you note where.")
        raise ValidationError({"label": message})
    if not access.sees(label):
        message = _("With this label you could not open it yourself any more: ask somebody who may see it to set it.")
        raise ValidationError({"label": message})
