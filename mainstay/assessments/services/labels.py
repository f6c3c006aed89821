"""Labels of single answers, and of the copies that others took over: a text keeps at least the label of its source."""

from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Access, Right
from mainstay.assessments.errors import Refused
from mainstay.assessments.models import ANSWERS, Assessment, Entry
from mainstay.assessments.selectors import Opened
from mainstay.assessments.services import entries
from mainstay.audit import services as audit
from mainstay.core.guard import UNDECIDED, Decision
from mainstay.core.writing import writing
from mainstay.programmes import services as programmes
from mainstay.programmes.models import CommunicationProduct, Owned, Programme

One = TypeVar("One", bound=Owned)


def raise_label(opened: Opened, entry: Entry, label: int) -> None:
    """Give one answer, with its actions and its copies, a higher label than the assessment has; nothing is lowered here."""
    entries.require_open(opened)
    opened.access.require(Right.MANAGE)
    if label <= max(entry.label or 0, opened.assessment.label):
        raise Refused(_("A single answer's label can only be raised above the assessment's."))
    if not opened.access.sees(label):
        raise Refused(_("You cannot set a label above your own clearance: you would no longer see this yourself."))
    with writing(opened.access.organisation.pk):
        own = Entry.objects.filter(organisation=opened.access.organisation, pk=entry.pk)
        _raise(own, label)
        raise_copies(own, label)
        detail = {"item": entry.item, "label": label}
        audit.record(opened.access.organisation.pk, opened.access.person, "relabelled", entry.role, entry.pk, detail=detail)


def set_label_of(access: Access, thing: One, label: int, reason: str = "", *, decision: Decision = UNDECIDED) -> One:
    """The label of a programme, intervention or product; raised, it reaches what others took over from the work below it."""
    with writing(access.organisation.pk):
        thing.refresh_from_db(fields=["label"])
        raised = label > thing.label
        changed = programmes.set_label(access, thing, label, reason, decision=decision)
        if raised:
            raise_copies(Entry.objects.filter(assessment__in=_below(changed), role__in=ANSWERS), label)
    return changed


def _below(thing: Owned) -> QuerySet[Assessment]:
    """The assessments that are seen with this thing's label at least."""
    about = {Programme: Q(programme=thing.pk), CommunicationProduct: Q(product=thing.pk)}
    whole = Q(intervention=thing.pk) | Q(product__intervention=thing.pk)
    return Assessment.objects.filter(about.get(type(thing), whole), organisation=thing.organisation_id)


def raise_copies(sources: QuerySet[Entry], label: int) -> None:
    """Wherever these answers stand as taken over, at least this label; inside `writing()`."""
    copies = Entry.objects.filter(origin__in=list(sources.values_list("pk", flat=True)), inherited=True)
    while copies.exists():
        _raise(copies, label)
        copies = Entry.objects.filter(origin__in=list(copies.values_list("pk", flat=True)), inherited=True)


def _raise(answers: QuerySet[Entry], label: int) -> None:
    """These answers and their actions; the stored summary then knows that labels of rows are raised."""
    pks = list(answers.values_list("pk", flat=True))
    lower = Q(label=None) | Q(label__lt=label)
    Entry.objects.filter(lower, Q(pk__in=pks) | Q(parent__in=pks)).update(label=label)
    for assessment in Assessment.objects.filter(entries__in=pks).distinct():
        Assessment.objects.filter(pk=assessment.pk).update(summary=assessment.summary | {"raised": True})
