"""Home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mainstay.accounts.rules import Right, access
from mainstay.actions import selectors as actions
from mainstay.catalogue import selectors as catalogue
from mainstay.portfolio import selectors
from mainstay.programmes import selectors as programmes

SHOWN = 8
"""Rows of each list on the home page; the lists behind them have the rest."""


def home(request: HttpRequest) -> HttpResponse:
    person = access(request)
    version = catalogue.current_version(person.organisation.pack)
    return render(
        request,
        "portfolio/home.html",
        {
            "owed": actions.owed(person)[:SHOWN],
            "mentions": selectors.mentions(person)[:SHOWN],
            "unfinished": selectors.unfinished(person)[:SHOWN],
            "interventions": programmes.interventions(person)[:SHOWN],
            "tool_title": lambda tool: catalogue.title_of(version, tool),
            "may_manage": person.may(Right.MANAGE),
            "may_invite": person.may(Right.PEOPLE),
        },
    )
