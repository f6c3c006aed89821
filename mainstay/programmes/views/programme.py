"""Pages of programmes."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mainstay.accounts import rules
from mainstay.accounts.rules import Right
from mainstay.core.guard import Decision
from mainstay.core.text import clean_text
from mainstay.programmes import hub, parts, selectors, services
from mainstay.programmes.forms import ProgrammeForm, label_field
from mainstay.programmes.models import Programme
from mainstay.programmes.parts import Values
from mainstay.programmes.views.saving import answer, posted_id, posted_version, typed_or

PER_PAGE = 25
FORM = "programmes/programme_form.html"


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    access = rules.access(request)
    access.require(Right.READ)
    text = clean_text(request.GET.get("q", ""))[:200]
    page = Paginator(hub.with_counts(access, selectors.programmes(access, text)), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "text": text, "may_manage": access.may(Right.MANAGE)}
    return render(request, "programmes/programme_list.html", context)


@require_safe
def programme(request: HttpRequest, pk: UUID) -> HttpResponse:
    access = rules.access(request)
    access.require(Right.READ)
    found = selectors.open_programme(access, pk)
    manifest = hub.manifest(access)
    page = Paginator(selectors.interventions(access).filter(programme=found), PER_PAGE).get_page(request.GET.get("page"))
    lines = hub.assessments_of_programme(access, found)
    context = {
        "access": access,
        "programme": found,
        "page": page,
        "progress_of": hub.progress_of(access, list(page)),
        "lines": lines,
        "tools": {head.id: head for head in manifest.tools},
        "name_of": selectors.name_of,
        "titles": hub.titles(manifest),
        "startable": hub.startable_for_programme(access, manifest, lines),
        "reasons": selectors.reasons(found),
        "may_manage": access.may(Right.MANAGE),
    }
    return render(request, "programmes/programme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_new(request: HttpRequest) -> HttpResponse:
    access = rules.access(request)
    access.require(Right.MANAGE)
    form = ProgrammeForm(typed_or(request))
    form.fields["label"] = label_field(access)

    def save(values: Values, decision: Decision) -> Programme:
        label = values.pop("label")
        return services.create_programme(access, values, pk=posted_id(request), label=label, decision=decision)

    said = _("The programme is there. Describe its first intervention next.")
    return answer(request, FORM, form, save, then=_page, said=said, context={"programme": None})


@require_http_methods(["GET", "HEAD", "POST"])
def programme_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    access = rules.access(request)
    found = selectors.open_programme(access, pk)
    access.require(Right.MANAGE)
    form = ProgrammeForm(typed_or(request), initial=parts.PROGRAMME.read(found))

    def save(values: Values, decision: Decision) -> Programme:
        return services.update_programme(access, found, values, seen=posted_version(request), decision=decision)

    return answer(request, FORM, form, save, then=_page, said=_("Saved."), version=found.version, context={"programme": found})


def _page(programme: Programme) -> tuple[str, Any]:
    return "programme", programme.pk
