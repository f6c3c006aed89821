"""Pages of interventions: the list, the page where everything of one comes together, and its description."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mainstay.accounts import rules
from mainstay.accounts.rules import Access, Right
from mainstay.core.guard import Decision
from mainstay.core.text import clean_text
from mainstay.countries import selectors as countries
from mainstay.programmes import hub, parts, selectors, services
from mainstay.programmes.forms import InterventionForm, label_field
from mainstay.programmes.models import Intervention
from mainstay.programmes.parts import Values
from mainstay.programmes.selectors import Filters
from mainstay.programmes.views.saving import answer, posted_id, posted_version, typed_or

PER_PAGE = 25
FORM = "programmes/intervention_form.html"


@require_safe
def intervention_list(request: HttpRequest) -> HttpResponse:
    access = rules.access(request)
    access.require(Right.READ)
    filters = _filters(request)
    found = selectors.interventions(access, filters).prefetch_related("countries")
    titles = hub.titles(hub.manifest(access))
    context = {
        "access": access,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "filters": filters,
        "filtered": filters != Filters(),
        "titles": titles,
        "states": Intervention.State.choices,
        "countries": countries.choices(selectors.countries_of_interventions(access), get_language() or "en"),
        "query": _query(request),
        "may_manage": access.may(Right.MANAGE),
    }
    return render(request, "programmes/intervention_list.html", context)


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
    is_open = found.state == Intervention.State.OPEN
    context = {
        "access": access,
        "intervention": found,
        "hub": hub.hub(access, found),
        "countries": countries.names(found.countries.all(), get_language() or "en"),
        "team": selectors.team(found),
        "reasons": selectors.reasons(found),
        "may_manage": access.may(Right.MANAGE) and is_open,
        "may_close": access.may(Right.CLOSE),
        "is_open": is_open,
    }
    return render(request, "programmes/intervention.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def intervention_new(request: HttpRequest) -> HttpResponse:
    access = rules.access(request)
    access.require(Right.MANAGE)
    form = _form(request, access, {}, {"programme": request.GET.get("programme", "")})
    form.fields["label"] = label_field(access)

    def save(values: Values, decision: Decision) -> Intervention:
        label = values.pop("label")
        return services.create_intervention(access, values, pk=posted_id(request), label=label, decision=decision)

    said = _("The intervention is there. Say next what change you expect.")
    context = {"intervention": None, "next_ref": selectors.next_ref(access), "hidden_programme": False}
    return answer(request, FORM, form, save, then=_page, said=said, context=context | _regions(access))


@require_http_methods(["GET", "HEAD", "POST"])
def intervention_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, access = selectors.open_intervention(rules.access(request), pk)
    access.require(Right.MANAGE)
    before = parts.HEAD.read(found)
    hidden = found.programme is not None and not access.sees(found.programme.label)
    form = _form(request, access, before, before | {"programme": found.programme_id or ""})
    if hidden:  # it stays what it is: it can neither be shown nor be lost
        del form.fields["programme"]

    def save(values: Values, decision: Decision) -> Intervention:
        return services.update_intervention(access, found, values, seen=posted_version(request), decision=decision)

    context = {"intervention": found, "next_ref": "", "hidden_programme": hidden} | _regions(access)
    return answer(request, FORM, form, save, then=_page, said=_("Saved."), version=found.version, context=context)


def _form(request: HttpRequest, access: Access, before: Values, initial: Values) -> InterventionForm:
    chosen = [(choice.id, choice.name) for choice in countries.choices(countries.countries(access), get_language() or "en")]
    programmes = [(programme.pk, programme.title) for programme in selectors.programmes(access)]
    return InterventionForm(hub.manifest(access), before, chosen, programmes, typed_or(request), initial=initial)


def _regions(access: Access) -> dict[str, Any]:
    """The countries once more, by region, for the page."""
    chosen = countries.choices(countries.countries(access), get_language() or "en")
    return {"regions": countries.by_region(chosen), "designations": countries.DESIGNATIONS}


def _page(intervention: Intervention) -> tuple[str, Any]:
    return "intervention", intervention.pk
