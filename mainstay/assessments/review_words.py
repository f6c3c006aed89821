"""A review in words: what a step was, what changed since a signature, what is under review."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from mainstay.assessments import fingerprint
from mainstay.assessments.fingerprint import Change, Piece
from mainstay.assessments.models import Entry, ReviewStep
from mainstay.assessments.review import Subject, name
from mainstay.core.dates import day, moment
from mainstay.programmes.models import Intervention
from mainstay.programmes.parts import OWN_REASON, THEORY


@dataclass(frozen=True, slots=True)
class Told:
    """A change as a line; without a link where there is nothing to go to."""

    text: str
    href: str = ""


def titles(subject: Subject) -> tuple[str, str]:
    """What is under review, and what it belongs to."""
    if subject.opened is None:
        return str(subject.intervention), _("The intervention as a whole")
    one, tool = subject.opened.assessment, subject.opened.tool
    about = [str(thing) for thing in (subject.intervention or one.programme, one.product) if thing]
    return f"{tool.id} {tool.title}", " · ".join([*about, *([one.occasion] if one.occasion else [])])


def said(step: ReviewStep) -> str:
    """“Lea asked for changes on …”."""
    words = {
        ReviewStep.Step.SUBMITTED: _("%(person)s submitted this for review on %(moment)s."),
        ReviewStep.Step.CHANGES: _("%(person)s asked for changes on %(moment)s."),
        ReviewStep.Step.SIGNED: _("%(person)s signed this on %(moment)s."),
        ReviewStep.Step.WITHDRAWN: _("%(person)s withdrew a signature on %(moment)s."),
    }[ReviewStep.Step(step.step)]
    return words % {"person": step.by or _("Somebody who left"), "moment": moment(step.at)}


def what_changed(subject: Subject, changes: Iterable[Change]) -> list[Told]:
    """Each change since the last signature by name; what the reader may not see is only said to be."""
    told, hidden = [], False
    for one in changes:
        if not subject.access.sees(one.piece.label):
            hidden = True
        else:
            told.append(Told(sentence(one), _href(subject, one.piece)))
    return [*told, *([Told(_("Something that is labelled higher than you may see was changed."))] if hidden else [])]


def moved(subject: Subject, pieces: Iterable[Piece]) -> list[Told]:
    """What was changed while somebody read, as far as she may see it; each once."""
    seen = [piece for piece in pieces if subject.access.sees(piece.label)]
    return list({(piece.of, piece.key): Told(title(piece), _href(subject, piece)) for piece in seen}.values())


def sentence(change: Change) -> str:
    piece = change.piece
    about = {"what": title(piece), "person": piece.by_name or _("Somebody who left"), "day": day(piece.at)}
    if change.how == fingerprint.PACK:
        return _("The pack has another version than the one that was signed.")
    if change.how == fingerprint.LABELLED:
        return _("%(what)s has another label.") % about
    if piece.at is None:
        return _("%(what)s is not as it was signed.") % about
    return {
        fingerprint.CHANGED: _("%(what)s changed by %(person)s on %(day)s."),
        fingerprint.ADDED: _("%(what)s added by %(person)s on %(day)s."),
        fingerprint.REMOVED: _("%(what)s removed by %(person)s on %(day)s."),
    }[change.how] % about


def title(piece: Piece) -> str:
    """What people call it."""
    if piece.of == Entry.Role.ACTION:
        return _("Action to %(item)s") % {"item": name(piece.key)}
    return field(piece.key) if piece.of == fingerprint.FIELD else name(piece.key)


def field(key: str) -> str:
    """A field of an intervention."""
    if key.startswith(THEORY) or key == "theory_link":
        return _("Theory of change")
    if key.startswith(OWN_REASON):
        return _("Why a tool is left out")
    if key == "tools":
        return _("Tools")
    column: Any = Intervention._meta.get_field(key)
    return str(column.verbose_name).capitalize()


def _href(subject: Subject, piece: Piece) -> str:
    if piece.of == fingerprint.FIELD:
        return reverse("intervention", args=[subject.pk])
    if piece.of in (fingerprint.ASSESSMENT, fingerprint.ROUND):
        return reverse("assessment_review", args=[UUID(piece.id)])
    return reverse("item", args=[subject.pk, piece.key]) if piece.key and subject.opened else ""
