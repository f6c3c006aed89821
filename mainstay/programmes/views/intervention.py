"""Describing interventions."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mainstay.accounts import rules
from mainstay.accounts.rules import Access, Right
from mainstay.core.guard import Decision
from mainstay.countries import selectors as countries
from mainstay.countries.selectors import CountryChoice
from mainstay.programmes import parts, selectors, services
from mainstay.programmes.forms import InterventionForm, label_field
from mainstay.programmes.models import Intervention
from mainstay.programmes.parts import Values
from mainstay.programmes.views.saving import answer, posted_id, posted_version, typed_or

FORM = "programmes/intervention_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def intervention_new(request: HttpRequest) -> HttpResponse:
    access = rules.access(request)
    access.require(Right.MANAGE)
    listed = countries.listed(selectors.countries(access), get_language() or "en")
    form = _form(request, access, listed, {}, {"programme": request.GET.get("programme", "")})
    form.fields["label"] = label_field(access)

    def save(values: Values, decision: Decision) -> Intervention:
        label = values.pop("label")
        return services.create_intervention(access, values, pk=posted_id(request), label=label, decision=decision)

    said = _("The intervention is there. Say next what change you expect.")
    context = {"intervention": None, "next_ref": selectors.next_ref(access), "hidden_programme": False} | _groups(listed, form)
    return answer(request, FORM, form, save, then=_page, said=said, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def intervention_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, access = selectors.open_intervention(rules.access(request), pk)
    access.require(Right.MANAGE)
    before = parts.HEAD.read(found)
    listed = countries.listed(selectors.countries(access), get_language() or "en")
    hidden = found.programme is not None and not access.everywhere.sees(found.programme.label)
    form = _form(request, access, listed, before, before | {"programme": found.programme_id or ""})
    form.fields["ref"].required = True
    if hidden:  # it stays what it is: it can neither be shown nor be lost
        del form.fields["programme"]

    def save(values: Values, decision: Decision) -> Intervention:
        return services.update_intervention(access, found, values, seen=posted_version(request), decision=decision)

    context = {"intervention": found, "next_ref": "", "hidden_programme": hidden} | _groups(listed, form)
    said = _("Saved.")
    return answer(request, FORM, form, save, then=_page, said=said, version=found.version, editing=found, context=context)


def _form(request: HttpRequest, access: Access, listed: list[CountryChoice], before: Values, initial: Values) -> InterventionForm:
    programmes = [(programme.pk, programme.title) for programme in selectors.programmes(access)]
    return InterventionForm(selectors.manifest(access), before, listed, programmes, typed_or(request), initial=initial)


def _groups(listed: list[CountryChoice], form: InterventionForm) -> dict[str, Any]:
    """Countries by region and counterparts by role, each group with the names of those that are chosen."""
    ticked = set(form["countries"].value() or ())
    regions = [(name, group, [one.name for one in group if one.key in ticked]) for name, group in countries.by_region(listed)]
    counterparts = [
        (
            heading,
            names,
            [str(form.fields[name].label) for name in names if form[name].value()],
            any(form[name].errors for name in names),
        )
        for heading, names in form.counterparts_by_role()
    ]
    return {"regions": regions, "counterparts": counterparts, "designations": countries.DESIGNATIONS}


def _page(intervention: Intervention) -> tuple[str, Any]:
    return "intervention", intervention.pk
