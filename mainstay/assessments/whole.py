"""An intervention as a whole under review: its description and note, and every assessment that its team has chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Access
from mainstay.assessments.fingerprint import ASSESSMENT, FIELD, ROUND, Matter, Piece
from mainstay.assessments.models import Assessment, ReviewStep
from mainstay.assessments.standing import Standing, live_of, standing, standings
from mainstay.audit.models import Event
from mainstay.audit.services import digest
from mainstay.catalogue import selectors as catalogue
from mainstay.catalogue.schema import ToolHead
from mainstay.programmes import parts
from mainstay.programmes.models import CommunicationProduct, Intervention
from mainstay.programmes.selectors import name_of

NOT_SIGNED_FOR = ("ref", "programme_id", "workplan_code", "stage")
"""Fields that say where the work belongs and how far it is; a signature stands while they change."""
FILLED_IN_HERE = ("intervention", "communication_product")


def about(intervention: Intervention) -> Q:
    """Of assessments: those of the intervention and of its communication products."""
    return Q(intervention=intervention) | Q(product__intervention=intervention)


def bound(intervention: Intervention) -> list[Assessment]:
    """The assessments that its signature covers: everything filled in for tools that are chosen, whoever may see it."""
    chosen = intervention.chosen_tools.values("tool")
    found = Assessment.objects.filter(about(intervention), organisation=intervention.organisation_id, tool__in=chosen)
    return list(found.select_related("product").order_by("tool", "product", "occasion"))


def matter(intervention: Intervention, assessments: Sequence[Assessment], parts_stand: Mapping[UUID, Standing]) -> Matter:
    """What a signature under the whole would stand for now; an assessment counts with what is signed in it."""
    pack = catalogue.current_version(intervention.organisation.pack)
    pieces = {piece.id: piece for piece in _fields(intervention)}
    for one in assessments:
        stands = parts_stand[one.pk]
        signed = stands.signed[-1].fingerprint if stands.state == Assessment.State.SIGNED and stands.holds else ""
        last = stands.changes[-1].piece if stands.changes else None
        pieces[str(one.pk)] = Piece(
            id=str(one.pk),
            of=ROUND if one.occasion else ASSESSMENT,
            key=title(one),
            digest=signed,
            label=label_of(one),
            by_name=last.by_name if last else "",
            at=last.at if last else None,
        )
    return Matter(catalogue.fingerprint(pack), pieces, {}, intervention.version)


def label_of(assessment: Assessment) -> int:
    """Of it and its product; the intervention is seen already."""
    return max(assessment.label, assessment.product.label if assessment.product else 0)


def title(assessment: Assessment) -> str:
    return " ".join(filter(None, (assessment.tool, str(assessment.product or ""), assessment.occasion)))


def _fields(intervention: Intervention) -> list[Piece]:
    values = {name: value for part in (parts.HEAD, parts.NOTE, parts.TOOLS) for name, value in part.read(intervention).items()}
    writers = _writers(intervention)
    return [
        Piece(name, FIELD, name, digest([name, value]), 0, 0, *writers.get(name, ("", "", None)))
        for name, value in values.items()
        if value and name not in NOT_SIGNED_FOR
    ]


def _writers(intervention: Intervention) -> dict[str, tuple[str, str, Any]]:
    """Who wrote each field last, and when: the record knows."""
    here = {"organisation": intervention.organisation_id, "object_kind": "intervention", "object_id": str(intervention.pk)}
    events = Event.objects.filter(**here).order_by("number").values_list("actor", "actor_name", "at", "detail")
    return {name: (str(actor or ""), who, at) for actor, who, at, detail in events for name in detail.get("fields", ())}


@dataclass(frozen=True, slots=True)
class Board:
    """How far the review of an intervention is, and of each of its assessments that somebody has signed."""

    whole: Standing
    parts: Mapping[UUID, Standing]

    @property
    def states(self) -> dict[UUID, str]:
        """In one word each, for lists."""
        return {pk: one.shown for pk, one in self.parts.items()}


def board(access: Access, intervention: Intervention) -> Board:
    """One query where nobody has signed yet; never more with more tools."""
    steps = steps_within(intervention)
    own = [step for step in steps if step.assessment_id is None]
    signed = list({step.assessment_id: step.assessment for step in steps if step.assessment}.values())
    stand = standings([one for one in signed if one], steps)
    if not live_of(own):
        return Board(Standing(state_after(own), own), stand)
    assessments = bound(intervention)
    nothing = {one.pk: stand.get(one.pk, Standing(one.state)) for one in assessments}
    whole = standing(state_after(own), own, matter(intervention, assessments, nothing))
    return Board(whole, stand)


def steps_within(intervention: Intervention) -> list[ReviewStep]:
    """Every step of the whole, and the signatures under its assessments that were not withdrawn; oldest first."""
    below = Q(assessment__intervention=intervention) | Q(assessment__product__intervention=intervention)
    signed = below & Q(step=ReviewStep.Step.SIGNED, sign_off__withdrawn_at=None)
    found = ReviewStep.objects.filter(Q(intervention=intervention) | signed, organisation=intervention.organisation_id)
    return list(found.select_related("assessment", "sign_off__person", "by").order_by("at", "id"))


def talk(intervention: Intervention) -> list[ReviewStep]:
    """Every step of every review within it, oldest first."""
    below = Q(assessment__intervention=intervention) | Q(assessment__product__intervention=intervention)
    found = ReviewStep.objects.filter(below | Q(intervention=intervention), organisation=intervention.organisation_id)
    return list(found.select_related("by").order_by("at", "id"))


def state_after(steps: Sequence[ReviewStep]) -> str:
    return steps[-1].state if steps else Assessment.State.DRAFT


def owed(
    access: Access, intervention: Intervention, assessments: Sequence[Assessment], parts_stand: Mapping[UUID, Standing]
) -> list[Any]:
    """Pairs of what is missing before the whole can be signed, and where to go; what the reader may not see has no name."""
    found = []
    if not intervention.expected_change:
        found.append((_("Say in the note what change you expect."), reverse("intervention_note", args=[intervention.pk])))
    heads = _chosen(intervention)
    if not heads:
        found.append((_("Choose the tools that you work with."), reverse("intervention_tools", args=[intervention.pk])))
    here = reverse("intervention", args=[intervention.pk])
    products = list(intervention.products.order_by("title"))
    for head in heads:
        filled = {one.product_id for one in assessments if one.tool == head.id}
        waiting = [one for one in products if one.pk not in filled] if head.subject == "communication_product" else []
        found += [(_for_product(access, head, one), here) for one in waiting]
        if head.subject == "intervention" and not filled and not head.occasions:
            found.append((_("%(tool)s: chosen, and not filled in yet.") % {"tool": name_of(head)}, here))
    ready = {head.id for head in heads}
    seen = [one for one in assessments if one.tool in ready and access.sees(label_of(one))]
    return found + [_unsigned(one, parts_stand[one.pk]) for one in seen if not _good(parts_stand[one.pk])]


def _for_product(access: Access, head: ToolHead, product: CommunicationProduct) -> str:
    if not access.sees(product.label):
        return _("%(tool)s: fill it in for a product that is labelled higher than you may see.") % {"tool": name_of(head)}
    return _("%(tool)s: fill it in for %(product)s.") % {"tool": name_of(head), "product": product}


def _good(stands: Standing) -> bool:
    return stands.state == Assessment.State.SIGNED and stands.holds


def _unsigned(assessment: Assessment, stands: Standing) -> tuple[str, str]:
    words = _("%(tool)s was changed since it was signed off.") if stands.stale else _("%(tool)s is not signed off yet.")
    return words % {"tool": title(assessment)}, reverse("assessment_review", args=[assessment.pk])


def _chosen(intervention: Intervention) -> list[ToolHead]:
    """Tools that are chosen, whose content is there, and that are filled in for the intervention or its products."""
    manifest = catalogue.manifest(catalogue.current_version(intervention.organisation.pack))
    chosen = set(intervention.chosen_tools.values_list("tool", flat=True))
    return [head for head in manifest.tools if head.id in chosen and head.state == "ready" and head.subject in FILLED_IN_HERE]


def whole_of(access: Access, intervention: Intervention) -> tuple[Standing, Matter, list[Any]]:
    """For the page of the review: where it stands, what a signature would stand for, what is still owed."""
    steps = steps_within(intervention)
    own = [step for step in steps if step.assessment_id is None]
    assessments = bound(intervention)
    stand = standings(assessments, steps)
    now = matter(intervention, assessments, stand)
    return standing(state_after(own), own, now), now, owed(access, intervention, assessments, stand)
