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
from mainstay.accounts.services import record_view
from mainstay.core.guard import Decision
from mainstay.core.labels import Label
from mainstay.core.text import clean_text
from mainstay.core.writing import writing
from mainstay.countries import selectors as countries
from mainstay.countries.selectors import CountryChoice
from mainstay.countries.services import add_area
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
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "access": access,
        "page": page,
        "progress_of": hub.progress_of(access, list(page)),
        "filters": filters,
        "filtered": filters != Filters(),
        "titles": titles,
        "states": Intervention.State.choices,
        "countries": countries.listed(selectors.countries_of_interventions(access), get_language() or "en"),
        "designations": countries.DESIGNATIONS,
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
    if found.label >= Label.CONFIDENTIAL:
        record_view(access, "intervention", found.pk)
    is_open = found.state == Intervention.State.OPEN
    context = {
        "access": access,
        "intervention": found,
        "hub": hub.hub(access, found),
        "countries": countries.listed(found.countries.all(), get_language() or "en"),
        "designations": countries.DESIGNATIONS,
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
    listed = countries.choices(access, get_language() or "en")
    form = _form(request, access, listed, {}, {"programme": request.GET.get("programme", "")})
    form.fields["label"] = label_field(access)

    def save(values: Values, decision: Decision) -> Intervention:
        with writing(access.organisation.pk):
            label = values.pop("label")
            with_area = _with_area(access, values)
            return services.create_intervention(access, with_area, pk=posted_id(request), label=label, decision=decision)

    said = _("The intervention is there. Say next what change you expect.")
    context = {"intervention": None, "next_ref": selectors.next_ref(access), "hidden_programme": False} | _regions(listed, form)
    return answer(request, FORM, form, save, then=_page, said=said, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def intervention_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, access = selectors.open_intervention(rules.access(request), pk)
    access.require(Right.MANAGE)
    before = parts.HEAD.read(found)
    listed = countries.choices(access, get_language() or "en")
    hidden = found.programme is not None and not access.sees(found.programme.label)
    form = _form(request, access, listed, before, before | {"programme": found.programme_id or ""})
    form.fields["ref"].required = True
    if hidden:  # it stays what it is: it can neither be shown nor be lost
        del form.fields["programme"]

    def save(values: Values, decision: Decision) -> Intervention:
        with writing(access.organisation.pk):
            with_area = _with_area(access, values)
            return services.update_intervention(access, found, with_area, seen=posted_version(request), decision=decision)

    context = {"intervention": found, "next_ref": "", "hidden_programme": hidden} | _regions(listed, form)
    said = _("Saved.")
    return answer(request, FORM, form, save, then=_page, said=said, version=found.version, editing=found, context=context)


def _with_area(access: Access, values: Values) -> Values:
    """The values with the area that is to be added among the countries."""
    within, name = values.pop("area_within"), values.pop("area_name")
    if not name:
        return values
    area = add_area(access, countries.countries(access).get(pk=within), {get_language() or "en": name})
    return values | {"countries": [*values.get("countries", []), area.pk]}


def _form(request: HttpRequest, access: Access, listed: list[CountryChoice], before: Values, initial: Values) -> InterventionForm:
    programmes = [(programme.pk, programme.title) for programme in selectors.programmes(access)]
    return InterventionForm(hub.manifest(access), before, listed, programmes, typed_or(request), initial=initial)


def _regions(listed: list[CountryChoice], form: InterventionForm) -> dict[str, Any]:
    """The countries once more, by region, with the names of those that are ticked."""
    ticked = set(form["countries"].value() or ())
    regions = [(name, group, [one.name for one in group if one.key in ticked]) for name, group in countries.by_region(listed)]
    return {"regions": regions, "designations": countries.DESIGNATIONS}


def _page(intervention: Intervention) -> tuple[str, Any]:
    return "intervention", intervention.pk
