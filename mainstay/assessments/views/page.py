"""The tool page: all items of an assessment, read, and saved as one form where there is no JavaScript."""

from datetime import date
from typing import Any
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
from mainstay.assessments import selectors
from mainstay.assessments.errors import Invalid, Refused, Stale
from mainstay.assessments.models import Entry
from mainstay.assessments.services import entries
from mainstay.catalogue import selectors as catalogue
from mainstay.core.dates import day, moment
from mainstay.core.guard import Decision, PersonalData
from mainstay.core.labels import Label
from mainstay.kinds import base
from mainstay.programmes.models import Intervention


@require_http_methods(["GET", "POST"])
def assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    opened = selectors.open_assessment(access(request), pk)
    if request.method == "POST":
        return save(request, opened)
    return show(request, opened)


def save(request: HttpRequest, opened: selectors.Opened) -> HttpResponse:
    """One form, one transaction: every changed answer or none; what was typed comes back in every case."""
    posted = [one for item in opened.tool.content.items if (one := posted_item(request, item.id))]
    try:
        written = entries.record_entries(opened, posted, decision=Decision.of(request.POST), through="form")
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
    messages.success(request, text if count else _("Nothing had changed."))
    return redirect(request.path)


def posted_item(request: HttpRequest, item: str, typed: Any = None) -> entries.Posted | None:
    """The fields of one item as a form sent them, None where the form did not hold the item."""
    version = (typed or request.POST).get(f"{item}-version")
    if version is None:
        return None
    return entries.Posted(item, request.POST, int(version) if str(version).isdecimal() else -1, prefix=item)


def show(request: HttpRequest, opened: selectors.Opened, status: int = 200, typed: Any = None, **trouble: Any) -> HttpResponse:
    """The page as it stands, with the typed text over it where a save did not go through."""
    if opened.label >= Label.CONFIDENTIAL:
        record_view(opened.access, "assessment", opened.assessment.pk)
    record = selectors.record_of(opened)
    context = frame(opened) | opened.kind.page(record) | {"record": record, "fields": _fields(opened, record, typed)}
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
    shown = {item.id: record.answer(item.id).data for item in opened.tool.content.items}
    if typed is not None:
        for item in opened.tool.content.items:
            if f"{item.id}-version" in typed:
                shown[item.id] = typed_data(opened, item, typed)
    return shown


def typed_data(opened: selectors.Opened, item: Any, typed: Any) -> dict[str, Any]:
    """The typed fields of one item, unchecked, as the page's controls need them."""
    form = opened.kind.form(opened.tool, item, typed, item.id)
    return {name: form[name].data or "" for name in form.fields}


def entry_shown(entry: Entry | None) -> dict[str, Any]:
    return dict(entry.data) if entry else {}
