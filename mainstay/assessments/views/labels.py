"""The labels of programmes, interventions and products; they reach what others took over from the work below."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mainstay.accounts import rules
from mainstay.accounts.rules import Access, Right
from mainstay.assessments.services.labels import set_label_of
from mainstay.core.guard import Decision
from mainstay.programmes import selectors
from mainstay.programmes.forms import LabelForm
from mainstay.programmes.parts import Values
from mainstay.programmes.views.saving import answer, typed_or
from mainstay.programmes.views.state import Thing, page_of


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
        return set_label_of(access, found, values["label"], values["reason"], decision=decision)

    context = {"thing": found, "may_lower": access.may(Right.LOWER), "back": page_of(found)}
    return answer(request, "programmes/label.html", form, save, then=page_of, said=_("The label is changed."), context=context)
