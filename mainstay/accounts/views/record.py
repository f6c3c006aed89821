"""What somebody has read or done: the first-use notice, and the organisation's record."""

from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from mainstay.accounts import selectors, services
from mainstay.accounts.models import Person
from mainstay.accounts.rules import Right, access
from mainstay.audit import words

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest) -> HttpResponse:
    """What this installation protects and what not; reading it is confirmed once."""
    assert isinstance(request.user, Person)
    if request.method == "POST":
        services.read_notice(request.user)
        to = request.POST.get("next", "")
        return redirect(to if to.startswith("/") and url_has_allowed_host_and_scheme(to, allowed_hosts=None) else "home")
    return render(request, "accounts/notice.html", {"sqlite": connection.vendor == "sqlite"})


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    mine = access(request)
    mine.require(Right.AUDIT)
    page = Paginator(selectors.events(mine), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(event, words.verb(event.verb), words.kind(event.object_kind), words.through(event.through)) for event in page]
    return render(request, "audit/events.html", {"page": page, "rows": rows})
