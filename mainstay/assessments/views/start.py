"""Starting a tool for a subject, taking over a source's news, and the label of an assessment."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.accounts.rules import Access, access
from mainstay.assessments import selectors
from mainstay.assessments.errors import Refused
from mainstay.assessments.forms import LabelForm, RoundForm
from mainstay.assessments.models import Assessment
from mainstay.assessments.services import rounds
from mainstay.assessments.views import page
from mainstay.catalogue import selectors as catalogue
from mainstay.programmes import selectors as programmes
from mainstay.programmes.models import CommunicationProduct, Intervention


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """`?intervention=…&tool=…`, or `product=` or `programme=`: asks for the round and a source where there is a choice."""
    asked = request.POST if request.method == "POST" else request.GET
    subject, person = _subject(access(request), asked)
    head = catalogue.manifest(catalogue.current_version(person.organisation.pack)).tool(asked.get("tool", ""))
    if head is None:
        raise Http404(_("There is no such tool."))
    product = subject if isinstance(subject, CommunicationProduct) else None
    intervention = product.intervention if product else subject
    sources = Assessment.objects.none()
    if isinstance(intervention, Intervention):
        sources = selectors.sources_for(person, intervention, head.id, product)
    form = RoundForm(sources, head.occasions, request.POST if request.method == "POST" else None)
    refused = ""
    if request.method == "POST" and form.is_valid():
        when = rounds.Round(form.cleaned_data.get("on"), form.cleaned_data.get("title", ""))
        try:
            return redirect("assessment", rounds.start(person, subject, head.id, when, form.cleaned_data.get("source")).pk)
        except Refused as error:
            refused = str(error)
    context = {"form": form, "head": head, "subject": subject, "intervention": intervention, "refused": refused, "asked": asked}
    return render(request, "assessments/start.html", context, status=200 if request.method == "GET" else 422)


def _subject(person: Access, asked: Any) -> tuple[rounds.Subject, Access]:
    """What the tool is filled in for, if this person may see it, with the access a team gives."""
    try:
        if "product" in asked:
            product = programmes.open_product(person, UUID(asked["product"]))
            return product, programmes.open_intervention(person, product.intervention_id)[1]
        if "programme" in asked:
            return programmes.open_programme(person, UUID(asked["programme"])), person
        return programmes.open_intervention(person, UUID(asked["intervention"]))
    except (KeyError, ValueError):
        raise Http404(_("Say which intervention this is for.")) from None


@require_POST
def refresh(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take over what the source has answered or changed since, wherever this assessment has no answer of its own."""
    opened = selectors.open_assessment(access(request), pk)
    source = get_object_or_404(selectors.for_person(opened.access), pk=opened.assessment.inherits_from_id)
    try:
        count = rounds.take_over(opened, source)
    except Refused as error:
        return page.show(request, opened, 409, refused=str(error))
    text = ngettext("%(n)d answer taken over.", "%(n)d answers taken over.", count) % {"n": count}
    messages.success(request, text if count else _("There was nothing new to take over."))
    return redirect("assessment", pk)


@require_POST
def relabel(request: HttpRequest, pk: UUID) -> HttpResponse:
    opened = selectors.open_assessment(access(request), pk)
    form = LabelForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("Choose one of the labels shown."))
        rounds.relabel(opened, form.cleaned_data["label"], form.cleaned_data["reason"])
    except Refused as error:
        return page.show(request, opened, 409, refused=str(error))
    messages.success(request, _("The label is changed."))
    return redirect("assessment", pk)
