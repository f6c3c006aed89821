"""Who is signed out goes to the sign-in page; what they had just typed is not lost on the way."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse

from mainstay.accounts import kept


class NotKept:
    """Pages of signed-in people stay in no cache: machines are shared, and a page may hold confidential matter."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        return response


class SignInRequired(LoginRequiredMiddleware):
    """Every view needs a signed-in person unless it says `login_not_required`."""

    def handle_no_permission(  # type: ignore[override]  # Django's own always redirects
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        """A page that is asked for can wait behind the sign-in; a form that is sent, or a part of an open page, cannot."""
        if request.method in ("GET", "HEAD", "OPTIONS") and not kept.from_htmx(request):
            return super().handle_no_permission(request, view_func)
        return kept.signed_out(request)
