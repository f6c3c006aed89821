"""The one page from which documents leave."""

from urllib.parse import quote
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mainstay.accounts.rules import Access, Right, access
from mainstay.assessments import selectors as assessments
from mainstay.core.labels import Label
from mainstay.exports import services
from mainstay.exports.compose import Composed, Refused, compose
from mainstay.exports.formats import formats
from mainstay.exports.forms import ChoiceForm, HandingForm
from mainstay.programmes import selectors as programmes
from mainstay.programmes.models import Intervention
from mainstay.reports.document import Audience


@never_cache
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what a document would hold and what it would not; on POST make it."""
    intervention, person = programmes.open_intervention(access(request), pk)
    person.require(Right.EXPORT)
    asked = request.POST if request.method == "POST" else request.GET
    if asked.get("audience") in (Audience.PARTNERS.value, Audience.PUBLIC.value):
        person.require(Right.SHARE)
    form = ChoiceForm(person, list(assessments.of_intervention(person, intervention)), asked)
    composed, refused = _composed(person, intervention, form)
    handing = HandingForm(request.POST if request.method == "POST" else None)
    if composed and request.method == "POST" and handing.is_valid():
        try:
            return _file(person, intervention, composed, form, handing)
        except ValidationError as problem:
            for name, texts in problem.message_dict.items():
                handing.add_error(name, texts)
    sent = request.method == "POST" or form.errors
    context = {"intervention": intervention, "form": form, "handing": handing, "composed": composed, "refused": refused}
    context["secret"] = composed is not None and composed.label >= Label.CONFIDENTIAL
    context["format"] = formats().get(form.cleaned_data.get("format", ""))
    return render(request, "exports/export.html", context, status=422 if sent else 200)


def _composed(person: Access, intervention: Intervention, form: ChoiceForm) -> tuple[Composed | None, str]:
    if not form.is_valid():
        return None, ""
    chosen = form.cleaned_data
    try:
        return compose(person, intervention, chosen["tool"], Audience(chosen["audience"]), chosen["language"]), ""
    except Refused as refusal:
        return None, str(refusal)


def _file(person: Access, intervention: Intervention, composed: Composed, form: ChoiceForm, handing: HandingForm) -> HttpResponse:
    format = formats()[form.cleaned_data["format"]]
    given = services.Handing(handing.cleaned_data["recipient"], handing.cleaned_data["purpose"])
    content = services.export(person, intervention, composed, format, given)
    name = services.file_name(intervention, composed.document.audience, format.extension)
    response = HttpResponse(content, content_type=format.mime)
    spoken = f"{intervention.ref} {composed.document.audience_name} {name.rpartition('.')[0][-10:]}.{format.extension}"
    response["Content-Disposition"] = (
        f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(spoken.replace('/', '-'), safe='')}"
    )
    return response
