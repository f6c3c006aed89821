"""The tool page: all items of an assessment, read, and saved as one form where there is no JavaScript."""

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import date
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mainstay.accounts.rules import Right, access
from mainstay.accounts.services import record_view
from mainstay.assessments import review, selectors
from mainstay.assessments.errors import Invalid, Refused, Stale
from mainstay.assessments.models import Entry
from mainstay.assessments.review_words import what_changed
from mainstay.assessments.services import actions, entries
from mainstay.catalogue import selectors as catalogue
from mainstay.core.dates import day, moment
from mainstay.core.forms import version_of
from mainstay.core.guard import Decision, PersonalData
from mainstay.core.labels import Label
from mainstay.core.writing import writing
from mainstay.kinds import base
from mainstay.programmes.models import Intervention

DECIDES = "-decision"
"""Ends the name of a button that decides about one item and sends the whole page along; one comes back to that item."""


@require_http_methods(["GET", "POST"])
def assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    opened = selectors.open_assessment(access(request), pk)
    if request.method == "POST":
        return save(request, opened)
    return show(request, opened)


def save(request: HttpRequest, opened: selectors.Opened) -> HttpResponse:
    """One form, one transaction: every changed answer or none; what was typed comes back in every case."""
    posted = [one for key in keys_of(opened, request.POST) if (one := posted_item(request, key))]
    item, _space, measure = request.POST.get("take", "").partition(" ")
    try:
        with writing(opened.access.organisation.pk) if measure else nullcontext():
            written = entries.record_entries(opened, posted, decision=Decision.of(request.POST), through="form")
            if measure:
                actions.take_measure(opened, item, measure, through="form")
    except Invalid as error:
        return show(request, opened, 422, typed=request.POST, wrong=error.forms)
    except Stale as error:
        return show(request, opened, 409, typed=request.POST, late=error.theirs)
    except PersonalData as error:
        return show(request, opened, 422, typed=request.POST, guard=error)
    except Refused as error:
        return show(request, opened, 409, typed=request.POST, refused=str(error))
    count = len(written)
    text = ngettext("Saved: %(n)d answer changed.", "Saved: %(n)d answers changed.", count) % {"n": count}
    messages.success(request, _("The measure is kept as an action.") if measure else text if count else _("Nothing had changed."))
    decided = (name.removesuffix(DECIDES) for name in request.POST if name.endswith(DECIDES))
    place = item or next(decided, "")
    return redirect(f"{request.path}#{quote(place)}" if place else request.path)


def keys_of(opened: selectors.Opened, typed: Any) -> list[str]:
    """The items of the tool, and the own rows that a form holds."""
    own = [name.removesuffix("-version") for name in typed if name.startswith(f"{base.OWN}@") and name.endswith("-version")]
    return [*(item.id for item in opened.tool.content.items), *own]


def posted_item(request: HttpRequest, item: str, typed: Any = None) -> entries.Posted | None:
    """The fields of one item as a form sent them, None where the form did not hold the item."""
    version = (typed or request.POST).get(f"{item}-version")
    if version is None:
        return None
    return entries.Posted(item, request.POST, version_of(version), prefix=item)


def show(request: HttpRequest, opened: selectors.Opened, status: int = 200, typed: Any = None, **trouble: Any) -> HttpResponse:
    """The page as it stands, with the typed text over it where a save did not go through."""
    if opened.label >= Label.CONFIDENTIAL:
        record_view(opened.access, "assessment", opened.assessment.pk)
    record = selectors.record_of(opened)
    context = frame(opened) | opened.kind.page(record) | {"record": record, "fields": _fields(opened, record, typed)}
    stands = review.glance(opened)
    context["source"] = selectors.source_of(opened)
    context |= {"stands": stands, "changes_since": what_changed(review.assessment_of(opened), stands.changes)}
    context |= {"wrong": {}, "late": {}, "guard": None, "refused": ""} | trouble
    return render(request, opened.kind.template, context, status=status)


def frame(opened: selectors.Opened) -> dict[str, Any]:
    """What every page of an assessment shows around its items."""
    version = opened.assessment.pack_version_id
    intervention = opened.intervention
    closed = intervention is not None and intervention.state == Intervention.State.CLOSED
    return {
        "opened": opened,
        "assessment": opened.assessment,
        "tool": opened.tool,
        "intervention": intervention,
        "closed": closed,
        "may_answer": opened.access.may(entries.right_to_answer(opened)) and not closed,
        "may_comment": opened.access.may(Right.COMMENT),
        "may_redact": opened.access.may(Right.REDACT),
        "may_label": opened.access.may(Right.MANAGE),
        "title_of": lambda ref: catalogue.title_of(version, ref),
        "above": _above(opened),
        "occasion": day(date.fromisoformat(opened.assessment.occasion)) if opened.assessment.occasion else "",
        "spoken": catalogue.manifest(version).languages[0],
        "base": f"{reverse('assessment', args=[opened.assessment.pk])}items/",
        "saved": saved,
        "said_of": lambda data: opened.kind.said(opened.tool, data),
        "part": catalogue.manifest(version).part(opened.tool.part),
    }


def saved(answer: base.Answer) -> str:
    """Who saved an answer when, in words."""
    return _("Saved %(time)s by %(person)s") % {"time": moment(answer.at), "person": answer.by} if answer.at else ""


def _above(opened: selectors.Opened) -> list[tuple[str, str]]:
    """The pages that this one stands below."""
    if opened.intervention:
        return [
            (_("Interventions"), reverse("intervention_list")),
            (str(opened.intervention), reverse("intervention", args=[opened.intervention.pk])),
        ]
    if opened.assessment.programme:
        return [
            (_("Programmes"), reverse("programme_list")),
            (str(opened.assessment.programme), reverse("programme", args=[opened.assessment.programme.pk])),
        ]
    return []


def _fields(opened: selectors.Opened, record: Any, typed: Any) -> dict[str, Any]:
    """What each item's controls show: the stored data, or what was just typed."""
    items = [*opened.tool.content.items, *record.own_items()]
    shown = {item.id: record.answer(item.id).data for item in items}
    if typed is not None:
        for item in items:
            if f"{item.id}-version" in typed:
                shown[item.id] = typed_data(opened, item, typed, shown[item.id])
    return shown


def typed_data(opened: selectors.Opened, item: Any, typed: Any, stands: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The typed fields of one item, unchecked, as the page's controls need them; over what stands where a kind is partial."""
    form = opened.kind.form(opened.tool, item, typed, item.id)
    names = [name for name in form.fields if not opened.kind.partial or form.add_prefix(name) in typed]
    return {**(stands or {} if opened.kind.partial else {}), **{name: form[name].data or "" for name in names}}


def entry_shown(entry: Entry | None) -> dict[str, Any]:
    return dict(entry.data) if entry else {}
