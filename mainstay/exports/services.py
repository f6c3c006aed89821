"""Documents of an intervention: composing them for an audience, saying what stays out, and recording that one left the house."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Access, Right
from mainstay.assessments import selectors as assessments
from mainstay.assessments.models import Assessment
from mainstay.audit.services import record
from mainstay.catalogue import selectors as catalogue
from mainstay.core.labels import Label, highest
from mainstay.core.text import clean_text
from mainstay.core.writing import writing
from mainstay.countries.selectors import DESIGNATIONS
from mainstay.exports import note, parts
from mainstay.exports.audiences import CEILING, FIELDS, NAMES, PUBLIC, gets
from mainstay.exports.formats import Format
from mainstay.exports.models import Export
from mainstay.programmes.models import Intervention
from mainstay.reports.document import Audience, Block, Document, Heading

NOTE = "note"
"""Stands among the chosen parts for the intervention note."""


class Refused(Exception):
    """In words for the person who asked; no file was made."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A document and what it does not hold: pairs of what and why."""

    document: Document
    label: Label
    tools: Sequence[str]
    out: Sequence[tuple[str, str]]


def annex(
    access: Access,
    intervention: Intervention,
    tools: Collection[str] | None = None,
    audience: Audience = Audience.OURS,
    language: str = "en",
) -> Document:
    """The annex to an intervention: see `compose`."""
    return compose(access, intervention, tools, audience, language).document


def stays_out(
    access: Access, intervention: Intervention, tools: Collection[str] | None, audience: Audience
) -> list[tuple[str, str]]:
    """What the audience does not get, and why."""
    return list(compose(access, intervention, tools, audience, translation.get_language() or "en").out)


def compose(
    access: Access, intervention: Intervention, keys: Collection[str] | None, audience: Audience, language: str
) -> Composed:
    """The note and every assessment, or those of them that are named by tool, own id, product's id, or "note".

    `access` as `open_intervention` gave it. Raises Refused where nothing could stand in the document.
    """
    access.require(Right.EXPORT if audience is Audience.OURS else Right.SHARE)
    if intervention.label > CEILING[audience] and intervention.label >= Label.CONFIDENTIAL:
        raise Refused(_labelled(intervention.label))
    with translation.override(language):
        return _Composer(access, intervention, set(keys or ()), audience, language).compose()
