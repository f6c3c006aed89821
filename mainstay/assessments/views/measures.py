"""Taking an action away and back, and the second person's confirmation: small posts that lead back to the item's page."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mainstay.assessments import selectors
from mainstay.assessments.errors import Refused, Stale
from mainstay.assessments.models import Entry
from mainstay.assessments.services import actions, entries, seconds
from mainstay.assessments.views.item import open_item, show
from mainstay.core.forms import version_of


@require_POST
def remove_action(request: HttpRequest, pk: UUID, item: str, action: UUID) -> HttpResponse:
    opened, item_ = open_item(request, pk, item)
    found = _action(opened, item, action)
    try:
        actions.remove_action(opened, found, seen=_seen(request))
    except Stale as error:
        late = next(iter(error.theirs.values()))
        words = {"person": late.by if late else ""}
        return show(request, opened, item_, 409, refused=_("%(person)s changed this action meanwhile: look again.") % words)
    except Refused as error:
        return show(request, opened, item_, 409, refused=str(error))
    messages.success(request, _("The action is removed; it can be brought back below."))
    return redirect("item", pk, item)


@require_POST
def restore_action(request: HttpRequest, pk: UUID, item: str, action: UUID) -> HttpResponse:
    opened, item_ = open_item(request, pk, item)
    found = _action(opened, item, action)
    try:
        actions.restore_action(opened, found)
    except Refused as error:
        return show(request, opened, item_, 409, refused=str(error))
    messages.success(request, _("The action is back."))
    return redirect("item", pk, item)


@require_POST
def second(request: HttpRequest, pk: UUID, item: str) -> HttpResponse:
    """Confirm as the second person what one alone may not decide."""
    opened, item_ = open_item(request, pk, item)
    try:
        seconds.confirm(opened, item, seen=_seen(request))
    except Stale:
        return show(request, opened, item_, 409, refused=_("This was changed while you were reading: look again, then confirm."))
    except Refused as error:
        return show(request, opened, item_, 409, refused=str(error))
    messages.success(request, _("Confirmed. Your name and today's date stand beside it."))
    return redirect("item", pk, item)


def _action(opened: selectors.Opened, item: str, action: UUID) -> Entry:
    entry = entries.entry_of(opened, action)
    if entry is None or entry.role != Entry.Role.ACTION or entry.parent is None or entry.parent.key != item:
        raise Http404(_("There is no such action here."))
    return entry


def _seen(request: HttpRequest) -> int:
    version = request.POST.get("version", "")
    return version_of(version)
