"""What the pages of an intervention and a programme show together: tools with their rounds, products, actions, reasons.

What people answered lies a floor above; it is reached through the relations of the rows here, so nothing is imported upwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from mainstay.accounts.rules import Access, Right
from mainstay.catalogue import selectors as catalogue
from mainstay.catalogue.schema import Manifest, ToolHead
from mainstay.core.ids import key_of
from mainstay.programmes import selectors
from mainstay.programmes.models import CommunicationProduct, Intervention, Programme

MOST_ACTIONS = 10


def manifest(access: Access) -> Manifest:
    """Of the pack that the organisation works with."""
    return catalogue.manifest(catalogue.current_version(access.organisation.pack))


@dataclass(frozen=True, slots=True)
class Line:
    """An assessment as a list shows it."""

    id: UUID
    tool: str
    occasion: str
    title: str
    product: UUID | None
    product_title: str
    state: str
    label: int
    answered: int
    of: int


@dataclass(frozen=True, slots=True)
class Owed:
    """An action that is not done yet."""

    assessment: UUID
    item: str
    what: str
    owner: str
    due: date | None
    status: str


@dataclass(frozen=True, slots=True)
class ToolLine:
    """A tool of an intervention: why it is proposed, what was filled in, what can be started."""

    head: ToolHead
    reasons: Sequence[str]
    chosen: bool
    lines: Sequence[Line]
    may_start: bool
    products: Sequence[CommunicationProduct] = ()
    """Those that this tool is not filled in for yet."""

    @property
    def name(self) -> str:
        return selectors.name_of(self.head)

    @property
    def ready(self) -> bool:
        return self.head.state == "ready"

    @property
    def per_product(self) -> bool:
        return self.head.subject == "communication_product"


@dataclass(frozen=True, slots=True)
class Hub:
    """All that the page of an intervention shows beside its own fields."""

    manifest: Manifest
    note: selectors.Note
    chosen: list[ToolLine]
    """Those that can be filled in first, then those still to come."""
    proposed: list[ToolLine]
    kept: list[ToolLine]
    """Filled in, but not chosen any more."""
    products: list[CommunicationProduct]
    actions: list[Owed]
    more_actions: bool
    review: Any
    """Where the sign-off of the whole stands, as `assessments.standing.Standing`."""
    titles: dict[str, dict[str, str]]

    @property
    def answered(self) -> int:
        return sum(line.answered for tool in (*self.chosen, *self.kept) for line in tool.lines)

    @property
    def of(self) -> int:
        return sum(line.of for tool in (*self.chosen, *self.kept) for line in tool.lines)


def hub(access: Access, intervention: Intervention) -> Hub:
    """`access` as `open_intervention` gave it. Six queries, however much there is; a few more where people have signed."""
    declared = manifest(access)
    products = list(selectors.products(access, intervention))
    board = intervention.sign_offs.model._default_manager.board(access, intervention)
    found = _lines(access, _assessments(access, intervention))
    lines = [replace(line, state=board.states.get(line.id, line.state)) for line in found]
    chosen = set(intervention.chosen_tools.values_list("tool", flat=True))
    reasons = {head.id: said for head, said in selectors.proposals(intervention, declared)}
    tools = [_tool(access, intervention, head, reasons, chosen, lines, products) for head in declared.tools]
    owed = _owed(access, _assessments(access, intervention))
    return Hub(
        manifest=declared,
        note=selectors.note_of(intervention, declared),
        chosen=sorted((tool for tool in tools if tool.chosen), key=lambda tool: not tool.ready),
        proposed=[tool for tool in tools if tool.reasons and not tool.chosen],
        kept=[tool for tool in tools if tool.lines and not tool.chosen],
        products=products,
        actions=owed[:MOST_ACTIONS],
        more_actions=len(owed) > MOST_ACTIONS,
        review=board.whole,
        titles=titles(declared),
    )


def titles(declared: Manifest) -> dict[str, dict[str, str]]:
    """Titles by id of what an intervention is described with."""
    names = ("crimes", "areas", "stages", "counterparts", "support")
    return {name: {entry.id: entry.title for entry in getattr(declared, name)} for name in names}


def _tool(
    access: Access,
    intervention: Intervention,
    head: ToolHead,
    reasons: dict[str, list[str]],
    chosen: set[str],
    lines: Sequence[Line],
    products: Sequence[CommunicationProduct],
) -> ToolLine:
    own = [line for line in lines if line.tool == head.id]
    filled = {line.product for line in own}
    waiting = [product for product in products if product.pk not in filled] if head.subject == "communication_product" else []
    return ToolLine(head, reasons.get(head.id, ()), head.id in chosen, own, may_start(access, head, intervention, own), waiting)


def right_to_fill_in(head: ToolHead) -> Right:
    return Right.EVALUATE if head.evaluation else Right.ANSWER


def may_start(access: Access, head: ToolHead, intervention: Intervention, lines: Sequence[Line]) -> bool:
    """Whether this person can begin another round of it, or the first."""
    if head.state != "ready" or intervention.state == Intervention.State.CLOSED or not access.may(right_to_fill_in(head)):
        return False
    return head.subject == "communication_product" or (head.subject == "intervention" and (head.occasions or not lines))


def _assessments(access: Access, intervention: Intervention) -> QuerySet[Any]:
    """Of the intervention and its products, up to the clearance."""
    about = Q(intervention=intervention) | Q(product__intervention=intervention, product__label__lte=access.clearance)
    every: QuerySet[Any] = intervention.assessments.model._default_manager.all()
    return every.filter(about, organisation=access.organisation, label__lte=access.clearance)


def _lines(access: Access, assessments: QuerySet[Any]) -> list[Line]:
    columns = ("id", "tool", "occasion", "occasion_title", "product", "state", "label", "summary")
    rows = assessments.order_by("tool", "-occasion", "product__title", "id").values(*columns, product_title=F("product__title"))
    return [
        Line(
            id=row["id"],
            tool=row["tool"],
            occasion=row["occasion"],
            title=row["occasion_title"],
            product=row["product"],
            product_title=row["product_title"] or "",
            state=row["state"],
            label=row["label"],
            answered=row["summary"].get("answered", 0),
            of=row["summary"].get("of", 0),
        )
        for row in rows
    ]


def _owed(access: Access, assessments: QuerySet[Any]) -> list[Owed]:
    """Open actions, the one due first on top; those without a date last. One more than is shown."""
    visible = Q(entries__label=None) | Q(entries__label__lte=access.clearance)
    open_ones = Q(entries__role="action", entries__removed=False, entries__status__in=("open", "under-way"))
    names = {name: F(f"entries__{name}") for name in ("data", "due", "status")}
    names |= {"item": F("entries__parent__item"), "row": F("entries__parent__row")}
    rows = assessments.filter(visible & open_ones).order_by(F("entries__due").asc(nulls_last=True), "entries__id")
    return [
        Owed(
            row["id"],
            key_of(row["item"], row["row"]),
            str(row["data"].get("what", "")),
            row["owner"] or "",
            row["due"],
            row["status"],
        )
        for row in rows.values("id", **names, owner=F("entries__owner__name"))[: MOST_ACTIONS + 1]
    ]


def progress_of(access: Access, interventions: Sequence[Intervention]) -> dict[UUID, tuple[int, int]]:
    """Answered and asked, over all that this person may see of each; for one page of a list, in one query."""
    if not interventions:
        return {}
    cleared = Q(product=None) | Q(product__label__lte=access.clearance)
    about = Q(intervention__in=interventions) | Q(product__intervention__in=interventions)
    every: QuerySet[Any] = interventions[0].assessments.model._default_manager.all()
    found = every.filter(about & cleared, organisation=access.organisation, label__lte=access.clearance)
    sums: dict[UUID, tuple[int, int]] = {}
    for own, of_product, summary in found.values_list("intervention", "product__intervention", "summary"):
        answered, asked = sums.get(own or of_product, (0, 0))
        sums[own or of_product] = (answered + summary.get("answered", 0), asked + summary.get("of", 0))
    return sums


def assessments_of_programme(access: Access, programme: Programme) -> list[Line]:
    """What a programme assessed once, for its interventions to take over."""
    return _lines(access, programme.assessments.filter(organisation=access.organisation, label__lte=access.clearance))


def startable_for_programme(access: Access, declared: Manifest, lines: Sequence[Line]) -> list[ToolHead]:
    """Tools of an intervention that its programme can fill in for all."""
    done = {line.tool for line in lines}
    ready = [head for head in declared.tools if head.state == "ready" and head.subject == "intervention"]
    return [head for head in ready if (head.occasions or head.id not in done) and access.may(right_to_fill_in(head))]


def with_counts(access: Access, programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """With how many interventions of each this person may see."""
    seen = Q(interventions__in=selectors.visible(access))
    return programmes.annotate(count=Count("interventions", filter=seen, distinct=True))
