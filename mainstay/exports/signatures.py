"""Who signed off, in a document: signatories are the only people whom readers outside are told by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from mainstay.accounts.rules import Access
from mainstay.assessments import whole
from mainstay.assessments.models import ReviewStep, SignOff
from mainstay.assessments.standing import Standing
from mainstay.exports.audiences import FIELDS, Field, gets
from mainstay.programmes.models import Intervention
from mainstay.reports.document import Audience, Block, Cell, Column, Facts, Grid, Heading, Line, Report
from mainstay.reports.words import day

SHOWN = 12
"""Characters of a fingerprint that a document prints; the sheet to print has all of them."""


@dataclass(frozen=True, slots=True)
class Reviews:
    """By assessment, and by None for the intervention as a whole: where its review stands, and its steps."""

    stand: Mapping[UUID | None, Standing]
    steps: Mapping[UUID | None, Sequence[ReviewStep]]


def reviews(access: Access, intervention: Intervention) -> Reviews:
    board = whole.board(access, intervention)
    steps: dict[UUID | None, list[ReviewStep]] = defaultdict(list)
    for step in whole.talk(intervention):
        steps[step.assessment_id].append(step)
    stand: dict[UUID | None, Standing] = {None: board.whole}
    stand |= dict(board.parts.items())
    return Reviews(stand, steps)


def under(made: Report, found: Reviews, of: UUID | None, audience: Audience) -> Report:
    """A part's report with its signatures below its facts and, for our own file, the steps of its review at its end."""
    stands, steps = found.stand.get(of), found.steps.get(of, ())
    blocks, data = list(made.blocks), dict(made.data)
    if gets(audience, "sign_offs"):
        signed = _signatures(stands) if stands else []
        data["signed_off"] = [_data(one, stands) for one in signed if stands]
        if signed and stands:
            place = next((number for number, block in enumerate(blocks) if isinstance(block, Facts)), -1)
            blocks.insert(place + 1, Facts([(_("Signed off by"), _words(one, stands)) for one in signed]))
    if gets(audience, "review"):
        data["review"] = [_step_data(step) for step in steps]
        blocks += _steps(steps)
    return replace(made, blocks=blocks, data=data)


def _signatures(stands: Standing) -> list[SignOff]:
    return [*stands.signed, *([] if stands.signed else stands.outdated)]


def _words(one: SignOff, stands: Standing) -> str:
    about = {"person": one.person or _("Somebody who left"), "day": day(one.at), "fingerprint": one.fingerprint[:SHOWN]}
    if one in stands.outdated:
        about["since"] = day(stands.stale_since) or _("an unknown day")
        return _("%(person)s on %(day)s, fingerprint %(fingerprint)s; changed since, stale since %(since)s") % about
    if not stands.holds:
        return _("%(person)s on %(day)s, fingerprint %(fingerprint)s; a second signature is still needed") % about
    return _("%(person)s on %(day)s, fingerprint %(fingerprint)s") % about


def _data(one: SignOff, stands: Standing) -> dict[str, Any]:
    stale = one in stands.outdated
    since = stands.stale_since.isoformat() if stale and stands.stale_since else None
    return {
        "person": str(one.person or ""),
        "at": one.at.isoformat(),
        "fingerprint": one.fingerprint[:SHOWN],
        "stale": stale,
        "stale_since": since,
        "second_needed": not stale and not stands.holds,
    }


def _steps(steps: Sequence[ReviewStep]) -> list[Block]:
    if not steps:
        return []
    titles = ((_("Step"), 1.5), (_("Who"), 1.2), (_("When"), 1.2), (_("What was said"), 3.5))
    lines = [Line([Cell(text) for text in _step_texts(step)]) for step in steps]
    return [Heading(_("Review"), 2), Grid([Column(title, share) for title, share in titles], lines, _("Steps of the review"))]


def _step_texts(step: ReviewStep) -> Sequence[str]:
    return str(ReviewStep.Step(step.step).label), str(step.by or ""), day(step.at), step.text


def _step_data(step: ReviewStep) -> dict[str, str]:
    return {"step": step.step, "by": str(step.by or ""), "at": step.at.isoformat(), "text": step.text}


def stays_out(found: Reviews, inside: Iterable[UUID | None], audience: Audience) -> list[Field]:
    """What there is of the parts inside, and this audience does not get."""
    parts = list(inside)
    signed = any(_signatures(found.stand[of]) for of in parts if of in found.stand)
    there = {"sign_offs": signed, "review": any(found.steps.get(of) for of in parts)}
    return [FIELDS[name] for name, filled in there.items() if filled and not gets(audience, name)]
