"""Reading programmes: the list, and one with its interventions and what was filled in once for all of them."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mainstay.accounts import rules
from mainstay.accounts.rules import Right
from mainstay.core.text import clean_text
from mainstay.portfolio.lines import lines_of_programme, progress_of, startable_for_programme
from mainstay.programmes import selectors

PER_PAGE = 25


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    access = rules.access(request)
    access.require(Right.READ)
    text = clean_text(request.GET.get("q", ""))[:200]
    found = selectors.with_counts(access, selectors.programmes(access, text))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "text": text, "may_manage": access.may(Right.MANAGE)}
    return render(request, "portfolio/programme_list.html", context)


@require_safe
def programme(request: HttpRequest, pk: UUID) -> HttpResponse:
    access = rules.access(request)
    access.require(Right.READ)
    found = selectors.open_programme(access, pk)
    manifest = selectors.manifest(access)
    page = Paginator(selectors.interventions(access).filter(programme=found), PER_PAGE).get_page(request.GET.get("page"))
    lines = lines_of_programme(access, found)
    context = {
        "access": access,
        "programme": found,
        "page": page,
        "progress_of": progress_of(access, list(page)),
        "lines": lines,
        "tools": {head.id: head for head in manifest.tools},
        "name_of": selectors.name_of,
        "titles": selectors.titles(manifest),
        "startable": startable_for_programme(access, found, manifest, lines),
        "reasons": selectors.reasons(found),
        "may_manage": access.may(Right.MANAGE),
    }
    return render(request, "portfolio/programme.html", context)
