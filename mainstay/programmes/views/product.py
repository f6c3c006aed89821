"""Pages of communication products."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mainstay.accounts import rules
from mainstay.accounts.rules import Right
from mainstay.core.guard import Decision
from mainstay.programmes import parts, selectors, services
from mainstay.programmes.forms import ProductForm, label_field
from mainstay.programmes.models import CommunicationProduct
from mainstay.programmes.parts import Values
from mainstay.programmes.views.saving import answer, posted_id, posted_version, typed_or

FORM = "programmes/product_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def product_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """`pk` is the intervention's."""
    found, access = selectors.open_intervention(rules.access(request), pk)
    access.require(Right.MANAGE)
    form = ProductForm(typed_or(request))
    form.fields["label"] = label_field(access, found.label)

    def save(values: Values, decision: Decision) -> CommunicationProduct:
        label = values.pop("label")
        return services.create_product(access, found, values, pk=posted_id(request), label=label, decision=decision)

    context = {"intervention": found, "product": None}
    return answer(request, FORM, form, save, then=_page, said=_("The product is there."), editing=found, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def product_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    outside = rules.access(request)
    found = selectors.open_product(outside, pk)
    access = selectors.open_intervention(outside, found.intervention_id)[1]
    access.require(Right.MANAGE)
    form = ProductForm(typed_or(request), initial=parts.PRODUCT.read(found))

    def save(values: Values, decision: Decision) -> CommunicationProduct:
        return services.update_product(access, found, values, seen=posted_version(request), decision=decision)

    context = {"intervention": found.intervention, "product": found}
    return answer(
        request,
        FORM,
        form,
        save,
        then=_page,
        said=_("Saved."),
        version=found.version,
        editing=found.intervention,
        context=context,
    )


def _page(product: CommunicationProduct) -> tuple[str, Any]:
    return "intervention", product.intervention_id
