"""What is still missing before somebody can sign a register: one sentence for each thing, at the risk where it is done."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from mainstay.kinds import base
from mainstay.kinds.risk_register.duty import Duty, Level
from mainstay.kinds.risk_register.forms import WEAK
from mainstay.kinds.risk_register.rating import DONE, Weighed, adopted, listed, top
from mainstay.kinds.risk_register.schema import Decision

AUTHORISED = ("political", "freeze", "withdrawal")
"""Roles of the responses that nobody in the team can decide on alone."""


def of_risk(tool: base.Tool, item: Any, data: Mapping[str, Any], found: Weighed) -> Iterator[str]:
    """Nothing for a risk that nobody has decided on: an example is an offer."""
    own = item.id.partition("@")[0] == base.OWN
    if data.get("decision") == Decision.ASIDE:
        if not own and not data.get("aside_why"):
            yield _("Say why this risk is left out.")
        return
    if not adopted(data):
        return
    yield from _told(data, own)
    yield from _rated(data, found)
    yield from _floor(tool, data, found)
    yield from _measures(data, found)
    yield from _after(found)
    yield from _treated(tool, data, found)


def _told(data: Mapping[str, Any], own: bool) -> Iterator[str]:
    if own and not data.get("title"):
        yield _("Give the risk a short name.")
    if own and not data.get("text"):
        yield _("Say what could go wrong, for whom, and by what way.")
    if not data.get("harms"):
        yield _("Say which harms the risk may bring about.")


def _rated(data: Mapping[str, Any], found: Weighed) -> Iterator[str]:
    if not found.before.started:
        yield _("Rate the risk: likelihood and impact.")
    elif not found.before.likelihood:
        yield _("Rate the likelihood.")
    elif not data.get("impact"):
        yield _("Rate the impact.")


def _floor(tool: base.Tool, data: Mapping[str, Any], found: Weighed) -> Iterator[str]:
    if not (found.before.held or found.after.held):
        return
    words = {"high": top(tool), "harms": listed(found.grave)}
    if not data.get("floor_reason"):
        yield _("Impact is rated below %(high)s although this is possible: %(harms)s. Raise it, or say why it is lower.") % words
    else:
        yield _("A second person has to confirm that impact is rated below %(high)s.") % words


def _measures(data: Mapping[str, Any], found: Weighed) -> Iterator[str]:
    if found.duty is Duty.EXPLAIN and not found.live and not data.get("explanation"):
        yield _("Add a measure, or explain why none is taken.")
    if found.duty in (Duty.MITIGATE, Duty.CONSULT) and not found.live:
        yield _("Add at least one measure.")
    if found.duty is Duty.CONSULT and not data.get("consulted"):
        yield _("Say who was consulted: the United Nations representative and a human rights or gender adviser.")
    for action in found.live:
        words = {"what": _short(action.what)}
        if action.status == DONE:
            if not action.proof:
                yield _("Say what shows that this measure was done: “%(what)s”.") % words
        elif not action.owner and not action.due:
            yield _("Say who does this measure, and by when: “%(what)s”.") % words
        elif not action.owner:
            yield _("Say who does this measure: “%(what)s”.") % words
        elif not action.due:
            yield _("Say by when this measure is done: “%(what)s”.") % words


def _after(found: Weighed) -> Iterator[str]:
    if not found.after.started:
        return
    if not found.proven:
        yield _("The rating after measures has no proof: no measure is done with something that shows it.")
    elif not (found.after.words[0] and found.after.words[1]):
        yield _("Give both likelihood and impact after measures.")


def _treated(tool: base.Tool, data: Mapping[str, Any], found: Weighed) -> Iterator[str]:
    if found.before.impact == Level.HIGH and data.get("treatment") in WEAK and not data.get("treatment_note"):
        yield _("Impact is %(high)s, and the risk is only shared or accepted: say what is behind this.") % {"high": top(tool)}
    chosen = [one for one in tool.lists.get("responses", ()) if one.id in (data.get("responses") or ())]
    if not chosen:
        return
    if not data.get("response_why"):
        yield _("Say why this response was chosen.")
    if not data.get("consulted") and found.duty is not Duty.CONSULT:
        yield _("Say who was consulted on the response.")
    if not data.get("authorised") and any(one.role in AUTHORISED for one in chosen):
        yield _("Say who authorised the response.")


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
