"""Where a review stands: the state, the signatures that hold, those that do not any more, and what changed since."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from mainstay.assessments import fingerprint
from mainstay.assessments.fingerprint import Change, Matter
from mainstay.assessments.models import Assessment, Entry, ReviewStep, SignOff
from mainstay.catalogue import selectors as catalogue
from mainstay.kinds import registry

SIGNED, STALE = Assessment.State.SIGNED, "stale"


@dataclass(frozen=True, slots=True)
class Standing:
    state: str
    """As the last step left it."""
    steps: Sequence[ReviewStep] = ()
    signed: Sequence[SignOff] = ()
    """Stand for exactly what is there now."""
    outdated: Sequence[SignOff] = ()
    """Stood for something else, and were not withdrawn."""
    changes: Sequence[Change] = ()
    """Since the last signature, where none holds any more."""
    uncovered: Sequence[str] = ()
    """Ids of pieces that nobody has signed but who wrote them."""

    @property
    def holds(self) -> bool:
        """Everything is signed by somebody who did not write it."""
        return bool(self.signed) and not self.uncovered

    @property
    def stale(self) -> bool:
        return self.state == SIGNED and not self.holds

    @property
    def shown(self) -> str:
        """The state in one word for lists."""
        return STALE if self.stale else self.state

    @property
    def stale_since(self) -> datetime | None:
        """When the first change was made that a signature does not know; empty where that left no time behind."""
        last = self.outdated[-1].at if self.outdated else None
        return next((one.piece.at for one in self.changes if one.piece.at and last and one.piece.at > last), None)


def standing(state: str, steps: Sequence[ReviewStep], matter: Matter) -> Standing:
    """`steps` oldest first, with their sign-offs."""
    live = live_of(steps)
    signed = [one for one in live if matter.beside(one.content).fingerprint == one.fingerprint]
    outdated = [one for one in live if one not in signed]
    changes: list[Change] = []
    if outdated and not signed:
        last = outdated[-1].content
        changes = fingerprint.changes(fingerprint.pieces_of(last), matter.beside(last), last.get("pack", ""))
    return Standing(state, steps, signed, outdated, changes, uncovered(signed, matter) if signed else ())


def live_of(steps: Iterable[ReviewStep]) -> list[SignOff]:
    """Signatures that were not withdrawn."""
    signed = [step.sign_off for step in steps if step.step == ReviewStep.Step.SIGNED and step.sign_off]
    return [one for one in signed if one.withdrawn_at is None]


def uncovered(signed: Sequence[SignOff], matter: Matter) -> list[str]:
    """What none of these signatures covers: nobody vouches for what she wrote herself.

    Who wrote is taken from the signature: a text that came back as it was is still its first writer's.
    """
    covered = set()
    for one in signed:
        pieces = fingerprint.pieces_of(one.content)
        covered |= {key for key, piece in pieces.items() if piece.by != str(one.person_id)}
    known = {key for one in signed for key in matter.beside(one.content).pieces}
    return [key for key in matter.pieces if key in known and key not in covered]


def exact(assessments: Iterable[Assessment]) -> dict[UUID, Matter]:
    """What a signature under each would stand for now: one query, whoever asks."""
    wanted = {one.pk: one for one in assessments}
    if not wanted:
        return {}
    organisation = next(iter(wanted.values())).organisation_id
    rows: dict[UUID, list[Any]] = defaultdict(list)
    found = Entry.objects.filter(organisation=organisation, assessment__in=wanted).order_by("item", "row")
    for row in found.values(*fingerprint.COLUMNS):
        rows[row["assessment_id"]].append(row)
    return {pk: fingerprint.matter_of(pack_of(one), rows[pk], _marks(one)) for pk, one in wanted.items()}


def pack_of(assessment: Assessment) -> str:
    return catalogue.fingerprint(assessment.pack_version_id)


def _marks(assessment: Assessment) -> Sequence[str]:
    return registry.kind(catalogue.tool(assessment.pack_version_id, assessment.tool).kind).marks


def standings(assessments: Sequence[Assessment], steps: Sequence[ReviewStep]) -> dict[UUID, Standing]:
    """Of many at once: one query for versions, one more where any of them differs from what was signed."""
    by_assessment: dict[UUID | None, list[ReviewStep]] = defaultdict(list)
    for step in steps:
        by_assessment[step.assessment_id].append(step)
    under = [one for one in assessments if live_of(by_assessment[one.pk])]
    matters = _matters(under, {one.pk: live_of(by_assessment[one.pk])[-1] for one in under})
    nothing = Matter("", {}, {})
    return {one.pk: standing(one.state, by_assessment[one.pk], matters.get(one.pk, nothing)) for one in assessments}


def _matters(assessments: Sequence[Assessment], last: dict[UUID, SignOff]) -> dict[UUID, Matter]:
    """Where every version is the one that was signed, so is the content: no text has to be read."""
    if not assessments:
        return {}
    versions: dict[UUID, set[tuple[str, int, int]]] = defaultdict(set)
    found = Entry.objects.filter(organisation=assessments[0].organisation_id, assessment__in=last, removed=False)
    for pk, entry, version, label in found.values_list("assessment_id", "id", "version", "label"):
        versions[pk].add((str(entry), version, label or 0))
    matters, differing = {}, []
    for one in assessments:
        content = last[one.pk].content
        pieces = fingerprint.pieces_of(content)
        same = versions[one.pk] == {(piece.id, piece.version, piece.label) for piece in pieces.values()}
        if same and content.get("pack") == pack_of(one):
            matters[one.pk] = Matter(pack_of(one), pieces, {})
        else:
            differing.append(one)
    return matters | exact(differing)
