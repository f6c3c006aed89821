"""Somebody leaves the organisation, and with it every team: it stands above people because teams do."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mainstay.accounts import selectors
from mainstay.accounts.errors import Refused
from mainstay.accounts.rules import Right, access
from mainstay.programmes import services


@require_POST
def member_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An administrator ends somebody's membership, or somebody leaves."""
    mine = access(request)
    found = selectors.member(mine, pk)
    if found.person_id != mine.person.pk:
        mine.require(Right.PEOPLE)
    try:
        services.end_membership(mine, found.pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("people")
    if found.person_id == mine.person.pk:
        return redirect("account_login")
    messages.success(
        request, _("%(name)s no longer belongs to the organisation. What they wrote stays.") % {"name": found.person}
    )
    return redirect("people")
