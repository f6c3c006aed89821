"""Actions across everything a person may see: one's own first, those of all, those whose day has passed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mainstay.accounts import rules
from mainstay.accounts.rules import Right
from mainstay.actions import selectors
from mainstay.catalogue import selectors as catalogue

PER_PAGE = 25
SHOWN = {"mine": selectors.owed, "all": selectors.undone, "overdue": selectors.overdue}
"""What the address can ask for; anything else shows one's own."""


@require_safe
def action_list(request: HttpRequest) -> HttpResponse:
    access = rules.access(request)
    access.require(Right.READ)
    asked = request.GET.get("show", "")
    shown = asked if asked in SHOWN else "mine"
    version = catalogue.current_version(access.organisation.pack)
    context = {
        "page": Paginator(SHOWN[shown](access), PER_PAGE).get_page(request.GET.get("page")),
        "shown": shown,
        "tool_title": lambda tool: catalogue.title_of(version, tool),
    }
    return render(request, "actions/actions.html", context)
