"""At the door: signing in, again or for the first time, and what is said to those who cannot."""

from allauth.account.views import LoginView
from allauth.decorators import rate_limit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mainstay.accounts import kept, services
from mainstay.accounts.adapter import ClosedDoor
from mainstay.accounts.doorway import Step, open_link, step
from mainstay.accounts.errors import LinkGone, Refused
from mainstay.accounts.forms import NewPassword, NewPerson, SignIn
from mainstay.accounts.models import OneTimeLink, Person

sign_in = LoginView.as_view(form_class=SignIn)


@login_not_required
@require_POST
@never_cache
@sensitive_post_parameters("again-password")
@rate_limit(action="login")  # type: ignore[untyped-decorator]
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """From the page that kept somebody's text: sign in, then show it once more with the button that sends it."""
    to = request.POST.get("again-to", "")
    if not to.startswith("/") or not url_has_allowed_host_and_scheme(to, allowed_hosts=None):
        to = "/"
    form = SignIn(request.POST, prefix="again", request=request)
    if not form.is_valid():
        return kept.page(request, "signed-out", to=to, form=form)
    form.login(request)
    return kept.page(request, "ready", to=to, person=str(request.user))


@login_not_required
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """For what allauth could do and Mainstay does not: signing oneself up, resetting a password by e-mail."""
    return render(request, "accounts/closed.html")


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def one_time_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET says what will happen and uses nothing up, since scanners of mail open links; POST lets the person in."""
    visitor = request.user if isinstance(request.user, Person) else None
    try:
        link = open_link(token)
        response = _answer(request, link, visitor, token)
    except LinkGone as gone:
        response = render(request, "accounts/link_gone.html", {"why": gone.why}, status=404)
    # The address holds the token: other sites and our own log of pages get to see the host alone.
    response["Referrer-Policy"] = "strict-origin"
    return response


def _answer(request: HttpRequest, link: OneTimeLink, visitor: Person | None, token: str) -> HttpResponse:
    now = step(link, visitor)
    form = _form(request, link, now)
    refused = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        cleaned = form.cleaned_data if form else {}
        try:
            person = services.use_link(token, visitor, name=cleaned.get("name", ""), password=cleaned.get("password1", ""))
        except Refused as refusal:
            refused = str(refusal)
        else:
            ClosedDoor(request).login(request, person)
            return redirect("home")
    return render(request, "accounts/link.html", {"link": link, "step": now, "form": form, "refused": refused})


def _form(request: HttpRequest, link: OneTimeLink, now: Step) -> NewPassword | None:
    data = request.POST if request.method == "POST" else None
    kinds = {Step.NEW_PERSON: NewPerson, Step.NEW_PASSWORD: NewPassword}
    return kinds[now](data, email=link.email) if now in kinds else None


def too_many(request: HttpRequest) -> HttpResponse:
    """For `handler429`: allauth asks for it where somebody tries the door too often."""
    return render(request, "accounts/too_many.html", status=429)
