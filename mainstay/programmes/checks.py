"""Rules that hold for programmes and interventions whoever writes them: a page, an import or the shell."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Model
from django.utils.translation import gettext as _

from mainstay.catalogue.schema import Manifest
from mainstay.core.text import LONGEST_TEXT, count_words
from mainstay.programmes.models import Intervention
from mainstay.programmes.parts import OWN_REASON, THEORY, Values

MOST_WORDS = 150
"""Of the expected change: the form of 2022 asks for no more."""
LONGEST_REASON = 500
_is_web_address = URLValidator(schemes=["http", "https"])


def order_of_dates(values: Values) -> None:
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        raise ValidationError({"ends_on": _("The end lies before the start. Nothing is lost: correct one of the two dates.")})


def lengths(values: Values, model: type[Model]) -> None:
    """No text is cut: too long a one is refused, with both numbers."""
    columns = {field.name: getattr(field, "max_length", None) for field in model._meta.concrete_fields}
    for name, value in values.items():
        if isinstance(value, str):
            length(name, value, columns.get(name) or LONGEST_TEXT)


def length(name: str, text: str, most: int) -> None:
    if len(text) > most:
        message = _(
            "This text has %(have)s characters; at most %(most)s can be saved. Nothing is lost: shorten it and save again."
        )
        raise ValidationError({name: message % {"have": f"{len(text):,}", "most": f"{most:,}"}})


def expected_change(text: str) -> None:
    """Raises ValidationError above the number of words, and says how many there are."""
    if (words := count_words(text)) > MOST_WORDS:
        message = _("This text has %(have)s words; at most %(most)s are allowed. Nothing is lost: shorten it and save again.")
        raise ValidationError({"expected_change": message % {"have": words, "most": MOST_WORDS}})


def web_address(text: str) -> None:
    if text:
        try:
            _is_web_address(text)
        except ValidationError:
            message = _("Write the whole address of the page, beginning with https:// or http://.")
            raise ValidationError({"theory_link": message}) from None


def head(values: Values, manifest: Manifest, before: Values) -> None:
    """Only ids that the pack knows, or that stood there before: an update of the pack costs nobody their choice."""
    lengths(values, Intervention)
    order_of_dates(before | values)
    for name in ("crimes", "areas"):
        known = {entry.id for entry in getattr(manifest, name)} | set(before.get(name) or [])
        _only_known(name, values.get(name) or [], known)
    if stage := values.get("stage"):
        _only_known("stage", [stage], {entry.id for entry in manifest.stages} | {before.get("stage")})
    counterparts(values.get("counterparts") or [], manifest, before.get("counterparts") or [])


def counterparts(chosen: Iterable[dict[str, str]], manifest: Manifest, before: Iterable[dict[str, str]]) -> None:
    kept = list(before)
    kinds = {entry.id for entry in manifest.counterparts} | {pair["kind"] for pair in kept}
    support = {entry.id for entry in manifest.support} | {pair["support"] for pair in kept}
    pairs = list(chosen)
    _only_known("counterparts", [pair.get("kind", "") for pair in pairs], kinds)
    _only_known("counterparts", [pair.get("support", "") for pair in pairs], support)


def note(values: Values, manifest: Manifest, before: Values) -> None:
    lengths(values, Intervention)
    expected_change(str(values.get("expected_change") or ""))
    web_address(str(values.get("theory_link") or ""))
    known = {f"{THEORY}{check.id}" for check in manifest.theory_checks} | set(before)
    _only_known("", [name for name in values if name.startswith(THEORY)], known)


def tools(values: Values, manifest: Manifest, before: Values) -> None:
    lengths(values, Intervention)
    known = {head.id for head in manifest.tools} | set(before.get("tools") or [])
    _only_known("tools", values.get("tools") or [], known)
    reasons = {f"{OWN_REASON}{head.id}" for head in manifest.tools if head.own_reason} | set(before)
    _only_known("tools", [name for name in values if name.startswith(OWN_REASON)], reasons)


def reason(text: str) -> str:
    """The reason as it is kept; raises ValidationError without one."""
    if not text:
        raise ValidationError({"reason": _("Write the reason: one sentence is enough.")})
    length("reason", text, LONGEST_REASON)
    return text


def _only_known(name: str, given: Iterable[Any], known: set[Any]) -> None:
    for one in given:
        if one not in known:
            message = _("“%(value)s” is not among the choices.") % {"value": str(one)[:60]}
            raise ValidationError({name: message} if name else message)
