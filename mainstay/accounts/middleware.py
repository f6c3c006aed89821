"""Who is signed out goes to the sign-in page; what they had just typed is not lost on the way."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse

from mainstay.accounts import kept


class SignInRequired(LoginRequiredMiddleware):
    """Every view needs a signed-in person unless it says `login_not_required`."""

    def handle_no_permission(  # type: ignore[override]  # Django's own always redirects
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        """A page that is asked for can wait behind the sign-in; a form that is sent, or a part of an open page, cannot."""
        if request.method in ("GET", "HEAD", "OPTIONS") and not kept.from_htmx(request):
            return super().handle_no_permission(request, view_func)
        return kept.signed_out(request)
