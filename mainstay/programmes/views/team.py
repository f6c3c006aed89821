"""The team of an intervention: who does what, and who may do or see more in it than elsewhere."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.accounts import rules
from mainstay.accounts.rules import Access, Right
from mainstay.core.guard import Decision
from mainstay.core.labels import STORED
from mainstay.programmes import selectors, services
from mainstay.programmes.errors import Closed
from mainstay.programmes.forms import MemberForm
from mainstay.programmes.models import Intervention, TeamMember
from mainstay.programmes.parts import Values
from mainstay.programmes.services.team import GIVEN_ROLES, may_give
from mainstay.programmes.views.saving import answer, typed_or


@require_http_methods(["GET", "HEAD", "POST"])
def intervention_team(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who is in the team, and a form that takes one more in."""
    found, access = selectors.open_intervention(rules.access(request), pk)
    access.require(Right.MANAGE if request.method == "POST" else Right.READ)
    people = [(one.person_id, str(one.person)) for one in selectors.could_join(access, found)]
    form = _form(request, access, people)
    context = {
        "access": access,
        "intervention": found,
        "team": [(member, may_give(access, member.role, member.clearance)) for member in selectors.team(found)],
        "nobody_left": not people,
        "may_manage": access.may(Right.MANAGE) and found.state == Intervention.State.OPEN,
    }
    return answer(request, "programmes/team.html", form, _save(access, found), then=_page, said=_("Saved."), context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def team_member(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """Task, role and clearance of one member."""
    found, access = selectors.open_intervention(rules.access(request), pk)
    access.require(Right.MANAGE)
    member = _member(found, person)
    initial = {"person": person, "duty": member.duty, "role": member.role, "clearance": member.clearance}
    form = _form(request, access, [(member.person_id, str(member.person))], initial)
    context = {"intervention": found, "member": member}
    save = _save(access, found)
    return answer(request, "programmes/member.html", form, save, then=_page, said=_("Saved."), editing=found, context=context)


@require_POST
def team_remove(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    found, access = selectors.open_intervention(rules.access(request), pk)
    access.require(Right.MANAGE)
    try:
        services.remove_member(access, found, person)
    except Closed as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("This person is no longer in the team."))
    return redirect("intervention_team", pk)


def _member(intervention: Intervention, person: UUID) -> TeamMember:
    member = selectors.team(intervention).filter(person=person).first()
    if member is None:
        raise Http404(_("This person is not in the team."))
    return member


def _form(request: HttpRequest, access: Access, people: list[tuple[Any, Any]], initial: Values | None = None) -> MemberForm:
    roles = [(role.value, role.label) for role in GIVEN_ROLES if may_give(access, role, None)]
    clearances = [(label.value, label.label) for label in STORED if access.sees(label)]
    return MemberForm(people, roles, clearances, typed_or(request), initial=initial)


def _save(access: Access, intervention: Intervention) -> Any:
    def save(values: Values, decision: Decision) -> TeamMember:
        person = values.pop("person")
        return services.add_member(access, intervention, person, decision=decision, **values)

    return save


def _page(member: TeamMember) -> tuple[str, Any]:
    return "intervention_team", member.intervention_id
