"""Writing communication products: posters, films, pages, campaigns."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Access, Right
from mainstay.core.guard import UNDECIDED, Decision
from mainstay.core.writing import writing
from mainstay.programmes import checks, parts
from mainstay.programmes.models import CommunicationProduct, Intervention, Reason
from mainstay.programmes.parts import Values
from mainstay.programmes.services.ground import (
    change,
    current,
    free_id,
    guard,
    keep_reason,
    label_of,
    made_before,
    require_open,
    save,
)


def create_product(
    access: Access,
    intervention: Intervention,
    values: Values,
    *,
    pk: UUID | None = None,
    label: int | None = None,
    decision: Decision = UNDECIDED,
    through: str = "page",
) -> CommunicationProduct:
    """`values`: title, medium, language, audience. The same `pk` again gives what the first call made."""
    access.require(Right.MANAGE)
    with writing(access.organisation.pk):
        intervention = current(access, intervention)
        if known := made_before(CommunicationProduct, access, pk, parts.PRODUCT, values, intervention=intervention):
            return known
        require_open(intervention)
        label = label_of(access, label)
        pk = free_id(CommunicationProduct, pk)
        product = CommunicationProduct(id=pk, organisation=access.organisation, intervention=intervention, label=label)
        _check(values, product)
        kept, reason = guard(parts.PRODUCT, values, {}, decision)
        save(access, product, parts.PRODUCT, kept, through=through, created=True)
        keep_reason(access, product, Reason.Of.KEPT, reason)
    return product


def update_product(
    access: Access,
    product: CommunicationProduct,
    values: Values,
    *,
    seen: int,
    decision: Decision = UNDECIDED,
    through: str = "page",
) -> CommunicationProduct:
    return change(access, product, parts.PRODUCT, values, seen=seen, decision=decision, check=_check, through=through)


def _check(values: Values, product: CommunicationProduct) -> None:
    checks.lengths(values, CommunicationProduct)
    others = CommunicationProduct.objects.filter(organisation=product.organisation, intervention=product.intervention)
    if "title" in values and others.exclude(pk=product.pk).filter(title=values["title"]).exists():
        message = _("This intervention has a product of this title already: give this one a title of its own.")
        raise ValidationError({"title": message})
