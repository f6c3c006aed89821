"""What the organisation decides about its tools: read by everybody, changed by administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mainstay.accounts.rules import Right, access
from mainstay.assessments.errors import Refused
from mainstay.assessments.services import settings


@require_http_methods(["GET", "POST"])
def organisation(request: HttpRequest) -> HttpResponse:
    person, refused = access(request), ""
    if request.method == "POST":
        try:
            count = settings.choose(person, request.POST.get("setting", ""), request.POST.get("value", ""))
        except Refused as error:
            refused = str(error)
        else:
            text = ngettext("Saved: %(n)d register was weighed again.", "Saved: %(n)d registers were weighed again.", count)
            messages.success(request, text % {"n": count} if count else _("Saved. There was nothing to weigh again."))
            return redirect("organisation")
    context = {
        "settings": [setting for _kind, setting in settings.offered()],
        "chosen": person.organisation.settings,
        "may": person.may(Right.PEOPLE),
        "refused": refused,
    }
    return render(request, "assessments/organisation.html", context, status=422 if refused else 200)
