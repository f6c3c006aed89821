"""Who is here, as what; what administrators do about it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mainstay.accounts import mail, selectors, services
from mainstay.accounts.errors import Refused
from mainstay.accounts.forms import Invitation, Standing
from mainstay.accounts.models import OneTimeLink, Person, Role
from mainstay.accounts.rules import RULES, Access, Right, access
from mainstay.core.labels import STORED, Label


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    return _people(request, access(request), Invitation())


@require_POST
@never_cache
def people_invite(request: HttpRequest) -> HttpResponse:
    """The new link is shown in the answer itself, once: nothing from which it could be shown again is kept."""
    mine = access(request)
    mine.require(Right.PEOPLE)
    form = Invitation(request.POST)
    if form.is_valid():
        try:
            made = services.invite(mine, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            return _people(request, mine, Invitation(), made)
    return _people(request, mine, form)


def _people(request: HttpRequest, mine: Access, form: Invitation, made: tuple[OneTimeLink, str] | None = None) -> HttpResponse:
    may = mine.may(Right.PEOPLE)
    context = {
        "access": mine,
        "may": may,
        "members": selectors.members(mine),
        "invitations": selectors.invitations(mine) if may else [],
        "places": selectors.places_of_work(mine.person),
        "now": timezone.now(),
        "form": form,
        "made": made and _shown(request, *made),
    }
    return render(request, "accounts/people.html", context)


def _shown(request: HttpRequest, link: OneTimeLink, token: str) -> dict[str, object]:
    address = request.build_absolute_uri(reverse("one_time_link", args=[token]))
    return {"link": link, "address": address, "mailed": mail.send(link, address)}


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, pk: UUID) -> HttpResponse:
    mine = access(request)
    found = selectors.member(mine, pk)
    mine.require(Right.PEOPLE)
    form = Standing(request.POST or None, initial={"role": found.role, "clearance": found.clearance})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_member(mine, found.pk, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("role", str(refusal))
        else:
            messages.success(request, _("Saved: role and clearance of %(name)s.") % {"name": found.person})
            return redirect("people")
    return render(request, "accounts/member.html", {"access": mine, "member": found, "form": form, "made": None})


@require_POST
@never_cache
def member_link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new way in for somebody who has forgotten the password."""
    mine = access(request)
    found = selectors.member(mine, pk)
    mine.require(Right.PEOPLE)
    form = Standing(initial={"role": found.role, "clearance": found.clearance})
    try:
        made = _shown(request, *services.make_sign_in_link(mine, found))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("member", pk)
    return render(request, "accounts/member.html", {"access": mine, "member": found, "form": form, "made": made})


@require_POST
def invitation_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    mine = access(request)
    found = selectors.invitation(mine, pk)
    mine.require(Right.PEOPLE)
    services.withdraw(mine, found.pk)
    messages.success(request, _("The invitation of %(email)s lets nobody in any more.") % {"email": found.email})
    return redirect("people")


@require_POST
def work_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Switch to another organisation that one belongs to."""
    assert isinstance(request.user, Person)
    place = get_object_or_404(selectors.places_of_work(request.user), pk=pk)
    services.switch_organisation(request.user, place)
    return redirect("home")


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """The table of rights as it is enforced, and which clearance sees which label."""
    rights = [(text, [role in allowed for role in Role]) for text, allowed in RULES.values()]
    sight = [(label, [label <= clearance for clearance in STORED]) for label in Label]
    context = {"access": access(request), "roles": list(Role), "rights": rights, "clearances": STORED, "sight": sight}
    return render(request, "accounts/roles.html", context)
