"""Describing programmes."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mainstay.accounts import rules
from mainstay.accounts.rules import Right
from mainstay.core.guard import Decision
from mainstay.programmes import parts, selectors, services
from mainstay.programmes.forms import ProgrammeForm, label_field
from mainstay.programmes.models import Programme
from mainstay.programmes.parts import Values
from mainstay.programmes.views.saving import answer, posted_id, posted_version, typed_or

FORM = "programmes/programme_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def programme_new(request: HttpRequest) -> HttpResponse:
    access = rules.access(request)
    access.require(Right.MANAGE)
    form = ProgrammeForm(typed_or(request))
    form.fields["label"] = label_field(access)

    def save(values: Values, decision: Decision) -> Programme:
        label = values.pop("label")
        return services.create_programme(access, values, pk=posted_id(request), label=label, decision=decision)

    said = _("The programme is there. Describe its first intervention next.")
    return answer(request, FORM, form, save, then=_page, said=said, context={"programme": None})


@require_http_methods(["GET", "HEAD", "POST"])
def programme_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    access = rules.access(request)
    found = selectors.open_programme(access, pk)
    access.require(Right.MANAGE)
    form = ProgrammeForm(typed_or(request), initial=parts.PROGRAMME.read(found))

    def save(values: Values, decision: Decision) -> Programme:
        return services.update_programme(access, found, values, seen=posted_version(request), decision=decision)

    return answer(request, FORM, form, save, then=_page, said=_("Saved."), version=found.version, context={"programme": found})


def _page(programme: Programme) -> tuple[str, Any]:
    return "programme", programme.pk
