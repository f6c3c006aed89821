"""An earlier version again, and removing for good what must not stay: texts of answers, actions and comments."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mainstay.assessments import selectors, talk
from mainstay.assessments.errors import Refused
from mainstay.assessments.forms import ReasonForm
from mainstay.assessments.models import EntryRevision
from mainstay.assessments.services import history
from mainstay.assessments.views.item import open_item, show
from mainstay.core.guard import Decision, PersonalData


@require_POST
def restore(request: HttpRequest, pk: UUID, item: str, revision: UUID) -> HttpResponse:
    opened, item_ = open_item(request, pk, item)
    found = get_object_or_404(selectors.history(opened, item), pk=revision)
    try:
        history.restore(opened, found)
    except Refused as error:
        return show(request, opened, item_, 409, refused=str(error))
    messages.success(request, _("Version %(n)d is the answer again.") % {"n": found.version})
    return redirect("item", pk, item)


@require_POST
def redact(request: HttpRequest, pk: UUID, item: str, revision: UUID) -> HttpResponse:
    """The text of one version of the answer, or of an action below it."""
    opened, item_ = open_item(request, pk, item)
    found = get_object_or_404(_versions(opened, item), pk=revision)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show(request, opened, item_, 422, refused=_("Say why the text must go: the reason stays in the record."))
    try:
        alike = history.redact(opened, found, form.cleaned_data["reason"], decision=Decision.of(request.POST))
    except PersonalData as error:
        return show(request, opened, item_, 422, **_again(found.pk, error, form))
    messages.success(request, _("The text is removed for good."))
    if alike:
        messages.warning(request, _still_there(alike))
    return redirect("item", pk, item)


@require_POST
def redact_comment(request: HttpRequest, pk: UUID, item: str, comment: UUID) -> HttpResponse:
    opened, item_ = open_item(request, pk, item)
    found = get_object_or_404(talk.comments(opened, item), pk=comment)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show(request, opened, item_, 422, refused=_("Say why the text must go: the reason stays in the record."))
    try:
        history.redact_comment(opened, found, form.cleaned_data["reason"], decision=Decision.of(request.POST))
    except PersonalData as error:
        return show(request, opened, item_, 422, **_again(found.pk, error, form))
    messages.success(request, _("The comment's text is removed."))
    return redirect("item", pk, item)


def _versions(opened: selectors.Opened, item: str) -> QuerySet[EntryRevision]:
    return selectors.history(opened, item) | selectors.history_of_actions(opened, item)


def _again(pk: UUID, error: PersonalData, form: ReasonForm) -> dict[str, Any]:
    """What the page needs to ask about the reason, beside the text that is to go."""
    return {"removing": pk, "removing_guard": error, "removing_reason": form.cleaned_data["reason"]}


def _still_there(versions: list[int]) -> str:
    text = ngettext(
        "Version %(which)s still holds parts of the same text: remove it there too, if it must go.",
        "Versions %(which)s still hold parts of the same text: remove it there too, if it must go.",
        len(versions),
    )
    return text % {"which": ", ".join(str(version) for version in versions)}
