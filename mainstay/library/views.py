"""Pages about Mainstay itself: what it rests on, what was corrected, how accessible it is, how it looks."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from mainstay.library.appearance import COOKIE, THEMES, YEAR
from mainstay.library.selectors import imprint


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "library/about.html", {"imprint": imprint(request)})


@login_not_required
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """The errata of the publication: what is printed, what is shown here, and why."""
    return render(request, "library/corrections.html", {"imprint": imprint(request)})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "library/accessibility.html")


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the choice of light or dark in a cookie of this browser; anything else means: as the device."""
    back = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if allowed else resolve_url("home"))
    theme = request.POST.get("theme", "")
    if theme and theme in THEMES:
        response.set_cookie(
            COOKIE, theme, max_age=YEAR, samesite="Lax", httponly=True, secure=bool(settings.SESSION_COOKIE_SECURE)
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
