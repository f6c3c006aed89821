"""What the page of an intervention shows together: tools by part with their rounds, products, and actions owed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from mainstay.accounts.rules import Access
from mainstay.actions import selectors as actions
from mainstay.assessments import whole
from mainstay.assessments.models import Entry
from mainstay.assessments.selectors import of_intervention
from mainstay.assessments.standing import Standing
from mainstay.catalogue.schema import Manifest, Part, ToolHead
from mainstay.portfolio.lines import Line, hidden_in, lines, may_fill_in
from mainstay.programmes import selectors
from mainstay.programmes.models import CommunicationProduct, Intervention

MOST_ACTIONS = 10


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
    hidden: bool = False
    """Something is filled in under a label above this person's clearance."""

    @property
    def name(self) -> str:
        return selectors.name_of(self.head)

    @property
    def ready(self) -> bool:
        return self.head.state == "ready"

    @property
    def per_product(self) -> bool:
        return self.head.subject == "communication_product"

    @property
    def answered(self) -> int:
        return sum(line.answered for line in self.lines)

    @property
    def of(self) -> int:
        return sum(line.of for line in self.lines)


@dataclass(frozen=True, slots=True)
class Group:
    """The chosen tools of one part of the publication."""

    part: Part
    tools: Sequence[ToolLine]
    """Those that can be filled in first, then those still to come."""

    @property
    def number(self) -> str:
        """As the publication counts it; empty for a part that has no number."""
        return self.part.id if self.part.id[0].isdigit() else ""

    @property
    def answered(self) -> int:
        return sum(tool.answered for tool in self.tools)

    @property
    def of(self) -> int:
        return sum(tool.of for tool in self.tools)

    @property
    def waiting(self) -> int:
        """How many tools could be filled in and are not begun."""
        return sum(tool.ready and not tool.lines and not tool.hidden for tool in self.tools)


@dataclass(frozen=True, slots=True)
class Hub:
    """All that the page of an intervention shows beside its own fields."""

    manifest: Manifest
    note: selectors.Note
    groups: list[Group]
    proposed: list[ToolLine]
    kept: list[ToolLine]
    """Filled in, but not chosen any more."""
    products: list[CommunicationProduct]
    actions: list[Entry]
    more_actions: bool
    review: Standing
    """Where the sign-off of the whole stands."""
    titles: dict[str, dict[str, str]]

    @property
    def chosen(self) -> list[ToolLine]:
        return [tool for group in self.groups for tool in group.tools]

    @property
    def answered(self) -> int:
        return sum(tool.answered for tool in (*self.chosen, *self.kept))

    @property
    def of(self) -> int:
        return sum(tool.of for tool in (*self.chosen, *self.kept))


def hub(access: Access, intervention: Intervention) -> Hub:
    """`access` as `open_intervention` gave it. Six queries, however much there is; one more below the highest clearance, a few
    more where people have signed.
    """
    declared = selectors.manifest(access)
    products = list(selectors.products(access, intervention))
    board = whole.board(access, intervention)
    found = lines(of_intervention(access, intervention))
    filled = [replace(line, state=board.states.get(line.id, line.state)) for line in found]
    chosen = set(intervention.chosen_tools.values_list("tool", flat=True))
    above = hidden_in(access, intervention=intervention)
    reasons = {head.id: said for head, said in selectors.proposals(intervention, declared)}
    tools = [_tool(access, intervention, head, reasons, chosen, filled, products, above) for head in declared.tools]
    owed = list(actions.owed_in(access, intervention)[: MOST_ACTIONS + 1])
    return Hub(
        manifest=declared,
        note=selectors.note_of(intervention, declared),
        groups=_by_part(declared, (tool for tool in tools if tool.chosen)),
        proposed=[tool for tool in tools if tool.reasons and not tool.chosen],
        kept=[tool for tool in tools if tool.lines and not tool.chosen],
        products=products,
        actions=owed[:MOST_ACTIONS],
        more_actions=len(owed) > MOST_ACTIONS,
        review=board.whole,
        titles=selectors.titles(declared),
    )


def _tool(
    access: Access,
    intervention: Intervention,
    head: ToolHead,
    reasons: dict[str, list[str]],
    chosen: set[str],
    filled: Sequence[Line],
    products: Sequence[CommunicationProduct],
    above: set[tuple[str, UUID | None]],
) -> ToolLine:
    own = [line for line in filled if line.tool == head.id]
    hidden = {product for tool, product in above if tool == head.id}
    done = {line.product for line in own} | hidden
    waiting = [product for product in products if product.pk not in done] if head.subject == "communication_product" else []
    may_start = _may_start(access, head, intervention, begun=bool(own or hidden))
    return ToolLine(head, reasons.get(head.id, ()), head.id in chosen, own, may_start, waiting, bool(hidden))


def _may_start(access: Access, head: ToolHead, intervention: Intervention, *, begun: bool) -> bool:
    """Whether this person can begin another round of it, or the first."""
    if intervention.state == Intervention.State.CLOSED or not may_fill_in(access, head):
        return False
    return head.subject == "communication_product" or (head.subject == "intervention" and (head.occasions or not begun))


def _by_part(declared: Manifest, tools: Iterable[ToolLine]) -> list[Group]:
    """In the order of the publication, parts without a chosen tool left out."""
    ordered = sorted(tools, key=lambda tool: not (tool.ready or tool.lines))
    groups = [Group(part, [tool for tool in ordered if tool.head.part == part.id]) for part in declared.parts]
    return [group for group in groups if group.tools]
