"""Closing and reopening an intervention, and where a thing is seen afterwards."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mainstay.accounts import rules
from mainstay.accounts.rules import Right
from mainstay.core.guard import Decision
from mainstay.programmes import selectors, services
from mainstay.programmes.forms import ReasonForm
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
    return answer(request, "programmes/close.html", form, save, then=page_of, said=said, context=context)


def page_of(thing: Thing) -> tuple[str, Any]:
    """The page where a thing is seen."""
    if isinstance(thing, Programme):
        return "programme", thing.pk
    return "intervention", thing.intervention_id if isinstance(thing, CommunicationProduct) else thing.pk
