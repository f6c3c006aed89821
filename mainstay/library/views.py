"""Pages about Mainstay itself: what it rests on, how accessible it is, how it looks."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from mainstay.library.appearance import COOKIE, THEMES, YEAR


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "library/about.html")


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "library/accessibility.html")


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the choice of light or dark in a cookie of this browser; anything else means: as the device."""
    back = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if allowed else "/")
    theme = request.POST.get("theme", "")
    if theme and theme in THEMES:
        response.set_cookie(COOKIE, theme, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE)
    else:
        response.delete_cookie(COOKIE)
    return response
