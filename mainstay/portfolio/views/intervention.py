"""Reading interventions: the list, and the page where everything of one comes together."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from mainstay.accounts import rules
from mainstay.accounts.rules import Right
from mainstay.accounts.services import record_view
from mainstay.core.labels import Label
from mainstay.core.text import clean_text
from mainstay.countries import selectors as countries
from mainstay.portfolio.hub import hub
from mainstay.portfolio.lines import progress_of
from mainstay.programmes import selectors
from mainstay.programmes.models import Intervention
from mainstay.programmes.selectors import Filters

PER_PAGE = 25


@require_safe
def intervention_list(request: HttpRequest) -> HttpResponse:
    access = rules.access(request)
    access.require(Right.READ)
    filters = _filters(request)
    found = selectors.interventions(access, filters).prefetch_related("countries")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "access": access,
        "page": page,
        "progress_of": progress_of(access, list(page)),
        "filters": filters,
        "filtered": filters != Filters(),
        "titles": selectors.titles(selectors.manifest(access)),
        "states": Intervention.State.choices,
        "countries": countries.listed(selectors.countries_of_interventions(access), get_language() or "en"),
        "designations": countries.DESIGNATIONS,
        "query": _query(request),
        "may_manage": access.may(Right.MANAGE),
    }
    return render(request, "portfolio/intervention_list.html", context)


def _filters(request: HttpRequest) -> Filters:
    """What the address asks for; an unknown value finds nothing rather than everything."""
    asked = {name: clean_text(request.GET.get(name, ""))[:200] for name in ("state", "stage", "area", "crime", "text")}
    try:
        country = UUID(request.GET["country"]) if request.GET.get("country") else None
    except ValueError:
        country = UUID(int=0)
    return Filters(**asked, country=country)


def _query(request: HttpRequest) -> str:
    """The address of this list, ready for `page=2`."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return f"?{asked.urlencode()}&" if asked else "?"


@require_safe
def intervention(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, access = selectors.open_intervention(rules.access(request), pk)
    access.require(Right.READ)
    if found.label >= Label.CONFIDENTIAL:
        record_view(access, "intervention", found.pk)
    is_open = found.state == Intervention.State.OPEN
    context = {
        "access": access,
        "intervention": found,
        "hub": hub(access, found),
        "countries": countries.listed(found.countries.all(), get_language() or "en"),
        "designations": countries.DESIGNATIONS,
        "team": selectors.team(found),
        "reasons": selectors.reasons(found),
        "may_manage": access.may(Right.MANAGE) and is_open,
        "may_close": access.may(Right.CLOSE),
        "is_open": is_open,
    }
    return render(request, "portfolio/intervention.html", context)
