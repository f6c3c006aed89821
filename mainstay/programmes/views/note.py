"""The intervention note of 2022: what change is expected, the checks of the theory of change, and the tools."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mainstay.accounts import rules
from mainstay.accounts.rules import Right
from mainstay.core.guard import Decision
from mainstay.programmes import checks, parts, selectors, services
from mainstay.programmes.forms import NoteForm, ToolsForm
from mainstay.programmes.models import Intervention
from mainstay.programmes.parts import Values
from mainstay.programmes.views.saving import answer, posted_version, typed_or


@require_http_methods(["GET", "HEAD", "POST"])
def intervention_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, access = selectors.open_intervention(rules.access(request), pk)
    access.require(Right.MANAGE)
    manifest = selectors.manifest(access)
    form = NoteForm(manifest, typed_or(request), initial=parts.NOTE.read(found))

    def save(values: Values, decision: Decision) -> Intervention:
        return services.save_note(access, found, values, seen=posted_version(request), decision=decision)

    context = {
        "intervention": found,
        "theory": [(check, parts.theory_name(check.id)) for check in manifest.theory_checks],
        "most_words": checks.MOST_WORDS,
    }
    template = "programmes/note.html"
    said = _("The note is saved. Choose the tools next.") if not found.chosen_tools.exists() else _("The note is saved.")
    return answer(request, template, form, save, then=_page, said=said, version=found.version, editing=found, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def intervention_tools(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, access = selectors.open_intervention(rules.access(request), pk)
    access.require(Right.MANAGE)
    manifest, before = selectors.manifest(access), parts.TOOLS.read(found)
    offered = selectors.offered(manifest)
    proposed = {head.id: reasons for head, reasons in selectors.proposals(found, manifest)}
    form = ToolsForm(offered, before, typed_or(request), initial=before)

    def save(values: Values, decision: Decision) -> Intervention:
        return services.choose_tools(
            access,
            found,
            values.get("tools"),
            left_out_reason=values.get("left_out_reason"),
            own_reasons=form.own_reasons(values),
            seen=posted_version(request),
            decision=decision,
        )

    context = {
        "intervention": found,
        "name_of": selectors.name_of,
        "proposed": [(head, proposed[head.id], _own(form, head.id)) for head in offered if head.id in proposed],
        "others": [
            (part, heads)
            for part in manifest.parts
            if (heads := [one for one in offered if one.part == part.id and one.id not in proposed])
        ],
    }
    context["stored"] = [tool for tool in before["tools"] if tool not in {head.id for head in offered}]
    template = "programmes/tools.html"
    said = _("The tools are chosen.")
    return answer(request, template, form, save, then=_page, said=said, version=found.version, editing=found, context=context)


def _own(form: ToolsForm, tool: str) -> str:
    name = parts.own_reason_name(tool)
    return name if name in form.fields else ""


def _page(intervention: Intervention) -> tuple[str, Any]:
    return "intervention", intervention.pk
