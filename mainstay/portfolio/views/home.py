"""Home: what needs me."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mainstay.accounts.rules import Right, access
from mainstay.actions import selectors as actions
from mainstay.assessments import review
from mainstay.catalogue import selectors as catalogue
from mainstay.portfolio import selectors
from mainstay.programmes import selectors as programmes

SHOWN = 8
"""Rows of each list on the home page; the lists behind them have the rest."""


def home(request: HttpRequest) -> HttpResponse:
    """What needs me; whoever is here for the first time reads first what this installation protects and what not."""
    person = access(request)
    if person.person.noticed_at is None:
        return redirect("notice")
    version = catalogue.current_version(person.organisation.pack)
    return render(
        request,
        "portfolio/home.html",
        {
            "owed": actions.owed(person)[:SHOWN],
            "mentions": selectors.mentions(person)[:SHOWN],
            "unfinished": selectors.unfinished(person)[:SHOWN],
            "waiting": review.waiting(person)[:SHOWN],
            "outdated": review.outdated(person)[:SHOWN],
            "interventions": programmes.interventions(person)[:SHOWN],
            "tool_title": lambda tool: catalogue.title_of(version, tool),
            "may_manage": person.may(Right.MANAGE),
            "may_invite": person.may(Right.PEOPLE),
        },
    )
