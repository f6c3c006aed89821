"""Nothing typed is ever lost: where a form cannot be taken, the answer holds all of it and a button that sends it again.

This page is shown when something is broken, so it asks the database for nothing, not even for the session.
"""

import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import Error, InterfaceError, OperationalError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_bidi

log = logging.getLogger(__name__)
AGAIN = "again-"
"""How the fields begin that this page itself adds to the form."""
_CHOICE = re.compile(r"[\w.:/@+-]{0,60}", re.ASCII)
"""What forms post for a choice, a version, an id; whatever else stands in a field somebody has typed."""
DRAINED = 50 * 1024 * 1024
"""Bytes of a body that is too big which are still read and dropped, so that the browser hears the answer."""
STATUS = {
    "signed-out": 401,
    "ready": 200,
    "token": 403,
    "foreign": 403,
    "too-big": 413,
    "failed": 500,
    "unreachable": 503,
    "full": 507,
}


@dataclass(frozen=True, slots=True)
class Typed:
    """One posted field."""

    name: str
    value: str

    @property
    def is_text(self) -> bool:
        return not _CHOICE.fullmatch(self.value)


def typed(request: HttpRequest) -> list[Typed]:
    """Every posted field but tokens and passwords; nothing where the body could not be read."""
    try:
        posted = request.POST
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, UnreadablePostError):
        return []
    names = [name for name in posted if "password" not in name and name != "csrfmiddlewaretoken" and not name.startswith(AGAIN)]
    return [Typed(name, value) for name in names for value in posted.getlist(name)]


def from_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def page(request: HttpRequest, why: str, *, to: str = "", form: Form | None = None, person: str = "") -> HttpResponse:
    """The page for one of the reasons in STATUS; for a script of ours a short part and an event `mainstay:kept`."""
    token = get_token(request)
    texts = typed(request)
    theme = request.COOKIES.get("mainstay_theme", "")
    rtl = get_language_bidi()
    frame = SimpleNamespace(
        person=None, access=None, organisation=None, nav=(), theme=theme if theme in ("light", "dark") else "",
        language=get_language() or "en", dir="rtl" if rtl else "ltr",
    )  # fmt: skip
    context = {
        "request": request,
        "shell": frame,
        "csrf_token": token,
        "csrf_input": format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token),
        "why": why,
        "to": to or request.get_full_path(),
        "typed_fields": texts,
        "form": form,
        "person": person,
    }
    part = from_htmx(request)
    response = HttpResponse(
        render_to_string("accounts/kept_part.html" if part else "accounts/kept.html", context), status=STATUS[why]
    )
    response["Cache-Control"] = "no-store"
    if part:  # never into the form itself, where the text still stands
        response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML"
        response["HX-Trigger"] = json.dumps({"mainstay:kept": {"why": why, "token": token}})
    if why == "signed-out":
        # HTTP asks for a challenge with 401; browsers ignore one they do not know and show the page.
        response["WWW-Authenticate"] = 'Form realm="Mainstay"'
    if why == "unreachable":
        response["Retry-After"] = "30"
    return response


def signed_out(request: HttpRequest) -> HttpResponse:
    """401, not 302: a redirect would drop what was sent; not 403: signing in helps; not 200: scripts would think it saved."""
    from mainstay.accounts.forms import SignIn  # allauth's forms need all models, this module is loaded before them

    return page(request, "signed-out", form=SignIn(prefix=AGAIN.strip("-"), request=request))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is too old or missing: with the fresh one in this page, pressing again works.

    A form that another site sent is never offered again: pressing would do what that site wants.
    """
    if reason.startswith(("Origin checking failed", "Referer checking failed")):
        return page(request, "foreign")
    match = request.resolver_match
    if match and getattr(match.func, "login_required", True) and not _is_signed_in(request):
        return signed_out(request)
    return page(request, "token")


def failed(request: HttpRequest) -> HttpResponse:
    """For `handler500`: something broke that nobody foresaw."""
    return page(request, "failed")


def _is_signed_in(request: HttpRequest) -> bool:
    try:
        return request.user.is_authenticated
    except Error:
        return True  # nobody can tell: then it is the token that is wrong


class KeptText:
    """Answers for a database that is full or out of reach, and for a form that is too big to be taken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponse | None:
        """Reads form and person before anybody else does, since what fails later fails outside of `process_exception`."""
        try:
            if request.method == "POST" and not getattr(view, "csrf_exempt", False):
                len(request.POST)
            bool(request.user.is_authenticated)
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            drain(request)
            return page(request, "too-big")
        except UnreadablePostError:
            return None  # the line dropped: there is nobody to answer
        except (OperationalError, InterfaceError) as error:
            return database_failed(request, error)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
            return page(request, "too-big")
        if isinstance(error, (OperationalError, InterfaceError)):
            return database_failed(request, error)
        return None


def database_failed(request: HttpRequest, error: Error) -> HttpResponse:
    """Says what happened in the log, without anything typed."""
    cause = error.__cause__
    full = getattr(cause, "sqlite_errorname", "") == "SQLITE_FULL" or getattr(cause, "sqlstate", "") == "53100"
    match = request.resolver_match
    log.error("The database failed at %s: %s", match.route if match else "?", error)
    return page(request, "full" if full else "unreachable")


def drain(request: HttpRequest) -> None:
    left = DRAINED
    try:
        while left > 0 and (read := len(request.read(64 * 1024))):
            left -= read
    except (OSError, UnreadablePostError):
        return
