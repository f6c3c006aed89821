"""Closing and reopening an intervention; labels of programmes, interventions and products."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mainstay.accounts import rules
from mainstay.accounts.rules import Access, Right
from mainstay.core.guard import Decision
from mainstay.programmes import selectors, services
from mainstay.programmes.forms import LabelForm, ReasonForm
from mainstay.programmes.models import CommunicationProduct, Intervention, Programme
from mainstay.programmes.parts import Values
from mainstay.programmes.views.saving import answer, typed_or

Thing = Programme | Intervention | CommunicationProduct


@require_http_methods(["GET", "HEAD", "POST"])
def intervention_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Closes what is open, reopens what is closed; the form says which of the two it was made for."""
    found, access = selectors.open_intervention(rules.access(request), pk)
    access.require(Right.CLOSE)
    closing = request.POST.get("closing", "1" if found.state == Intervention.State.OPEN else "") == "1"
    form = ReasonForm(typed_or(request))

    def save(values: Values, decision: Decision) -> Intervention:
        turn = services.close if closing else services.reopen
        return turn(access, found, values["reason"], decision=decision)

    said = _("The intervention is closed.") if closing else _("The intervention is open again.")
    context = {"intervention": found, "closing": closing}
    return answer(request, "programmes/close.html", form, save, then=_page, said=said, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def intervention_label(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, access = selectors.open_intervention(rules.access(request), pk)
    return _label(request, access, found)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_label(request: HttpRequest, pk: UUID) -> HttpResponse:
    access = rules.access(request)
    return _label(request, access, selectors.open_programme(access, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def product_label(request: HttpRequest, pk: UUID) -> HttpResponse:
    outside = rules.access(request)
    found = selectors.open_product(outside, pk)
    return _label(request, selectors.open_intervention(outside, found.intervention_id)[1], found)


def _label(request: HttpRequest, access: Access, found: Thing) -> HttpResponse:
    access.require(Right.MANAGE)
    form = LabelForm(access, found.label, typed_or(request))

    def save(values: Values, decision: Decision) -> Thing:
        return services.set_label(access, found, values["label"], values["reason"], decision=decision)

    context = {"thing": found, "may_lower": access.may(Right.LOWER), "back": _page(found)}
    return answer(request, "programmes/label.html", form, save, then=_page, said=_("The label is changed."), context=context)


def _page(thing: Thing) -> tuple[str, Any]:
    """The page where a thing is seen."""
    if isinstance(thing, Programme):
        return "programme", thing.pk
    return "intervention", thing.intervention_id if isinstance(thing, CommunicationProduct) else thing.pk
