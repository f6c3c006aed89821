"""Which audience gets what: the one table that documents and their preview follow."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mainstay.core.labels import Label
from mainstay.reports.document import Audience

OURS, PARTNERS, PUBLIC = Audience

NAMES: Mapping[Audience, Promise] = {OURS: _("Our own file"), PARTNERS: _("UN and donor"), PUBLIC: _("State and public")}
ABOUT: Mapping[Audience, Promise] = {
    OURS: _("Everything that you may see."),
    PARTNERS: _("For a donor or a sister agency: no comments, no names of people, nothing that is only about our own work."),
    PUBLIC: _("For authorities and the public: what the intervention is, and what is labelled unclassified."),
}

CEILING: Mapping[Audience, Label] = {OURS: Label.STRICTLY_CONFIDENTIAL, PARTNERS: Label.CONFIDENTIAL, PUBLIC: Label.UNCLASSIFIED}
"""The highest label that an audience may receive; who wants to hand over more lowers the label first, with a reason."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a document can hold, and who gets it."""

    title: Promise
    audiences: frozenset[Audience]


EVERYBODY, NOT_PUBLIC, ONLY_OURS = frozenset(Audience), frozenset({OURS, PARTNERS}), frozenset({OURS})

FIELDS: Mapping[str, Field] = {
    # The intervention and its note
    "title": Field(_("Title"), EVERYBODY),
    "ref": Field(_("Reference"), NOT_PUBLIC),
    "programme": Field(_("Programme"), NOT_PUBLIC),
    "countries": Field(_("Countries and areas"), EVERYBODY),
    "crimes": Field(_("Crimes"), EVERYBODY),
    "areas": Field(_("Areas of work"), EVERYBODY),
    "stage": Field(_("Stage"), EVERYBODY),
    "dates": Field(_("Dates"), EVERYBODY),
    "state": Field(_("Open or closed"), NOT_PUBLIC),
    "counterparts": Field(_("Counterparts and recipients"), NOT_PUBLIC),
    "workplan_code": Field(_("Workplan code"), ONLY_OURS),
    "team": Field(_("Team"), NOT_PUBLIC),
    "expected_change": Field(_("Expected change"), EVERYBODY),
    "theory": Field(_("Theory of change"), NOT_PUBLIC),
    "theory_link": Field(_("Link to the theory of change"), NOT_PUBLIC),
    "tools": Field(_("Tools chosen, and why"), NOT_PUBLIC),
    "left_out": Field(_("Why other tools are left out"), NOT_PUBLIC),
    "products": Field(_("Communication products"), NOT_PUBLIC),
    "reasons": Field(_("Reasons given for closing, reopening and labels"), ONLY_OURS),
    # Everywhere
    "actions": Field(_("Actions"), NOT_PUBLIC),
    "proof": Field(_("What shows that an action was done"), ONLY_OURS),
    "names": Field(_("Names of people but signatories: they appear as roles"), ONLY_OURS),
    "comments": Field(_("Comments"), ONLY_OURS),
    "who_and_when": Field(_("Who answered, and when"), ONLY_OURS),
    "source": Field(_("Where answers were taken over from"), NOT_PUBLIC),
    "sign_offs": Field(_("Who signed off, when, and whether it still stands"), NOT_PUBLIC),
    "review": Field(_("Steps of the review, and what was said"), ONLY_OURS),
    "progress": Field(_("State of the work, and how far it is"), NOT_PUBLIC),
}

NEEDS_UNCLASSIFIED = frozenset({"expected_change"})
"""Typed text that State and public get only while the intervention is unclassified."""


def gets(audience: Audience, field: str, label: int = Label.UNCLASSIFIED) -> bool:
    """Whether a document for this audience holds the field of an intervention with this label."""
    if audience is PUBLIC and field in NEEDS_UNCLASSIFIED and label > CEILING[PUBLIC]:
        return False
    return audience in FIELDS[field].audiences
