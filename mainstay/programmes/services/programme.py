"""Writing programmes."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Access, Right
from mainstay.core.guard import UNDECIDED, Decision
from mainstay.core.writing import writing
from mainstay.programmes import checks, parts
from mainstay.programmes.models import Programme, Reason
from mainstay.programmes.parts import Values
from mainstay.programmes.services.ground import change, free_id, guard, keep_reason, label_of, made_before, save


def create_programme(
    access: Access,
    values: Values,
    *,
    pk: UUID | None = None,
    label: int | None = None,
    decision: Decision = UNDECIDED,
    through: str = "page",
) -> Programme:
    """`values`: title, summary, starts_on, ends_on. The same `pk` again gives what the first call made."""
    access.require(Right.MANAGE)
    with writing(access.organisation.pk):
        if known := made_before(Programme, access, pk, parts.PROGRAMME, values):
            return known
        pk = free_id(Programme, pk)
        programme = Programme(id=pk, organisation=access.organisation, label=label_of(access, label))
        _check(values, programme)
        kept, reason = guard(parts.PROGRAMME, values, {}, decision)
        save(access, programme, parts.PROGRAMME, kept, through=through, created=True)
        keep_reason(access, programme, Reason.Of.KEPT, reason)
    return programme


def update_programme(
    access: Access, programme: Programme, values: Values, *, seen: int, decision: Decision = UNDECIDED, through: str = "page"
) -> Programme:
    return change(access, programme, parts.PROGRAMME, values, seen=seen, decision=decision, check=_check, through=through)


def _check(values: Values, programme: Programme) -> None:
    checks.lengths(values, Programme)
    checks.order_of_dates(parts.PROGRAMME.read(programme) | values)
    others = Programme.objects.filter(organisation=programme.organisation).exclude(pk=programme.pk)
    if "title" in values and others.filter(title=values["title"]).exists():
        raise ValidationError({"title": _("Another programme has this title already: give this one a title of its own.")})
