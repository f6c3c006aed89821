"""Assessments as lists show them, and how far the work is; what may be seen is asked of `assessments.selectors` alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from mainstay.accounts.rules import Access, Right
from mainstay.assessments.models import Assessment
from mainstay.assessments.selectors import for_person
from mainstay.catalogue.schema import Manifest, ToolHead
from mainstay.core.labels import STORED
from mainstay.programmes.models import Intervention, Programme


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


def lines(assessments: QuerySet[Assessment]) -> list[Line]:
    """By tool, the latest round first. One query."""
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


def lines_of_programme(access: Access, programme: Programme) -> list[Line]:
    """What a programme assessed once, for its interventions to take over."""
    return lines(for_person(access).filter(programme=programme))


def progress_of(access: Access, interventions: Sequence[Intervention]) -> dict[UUID, tuple[int, int]]:
    """Answered and asked, over all that this person may see of each; for one page of a list, in one query."""
    sums: dict[UUID, tuple[int, int]] = {}
    found = for_person(access).filter(Q(intervention__in=interventions) | Q(product__intervention__in=interventions))
    for own, of_product, summary in found.values_list("intervention", "product__intervention", "summary"):
        answered, asked = sums.get(own or of_product, (0, 0))
        sums[own or of_product] = (answered + summary.get("answered", 0), asked + summary.get("of", 0))
    return sums


def hidden_in(access: Access, **subject: Any) -> set[tuple[str, UUID | None]]:
    """Tool and product of what is filled in, for an intervention or a programme, under a label that this person may not see.

    No query for the highest clearance that is stored.
    """
    if access.everywhere.clearance >= max(STORED):
        return set()
    about = Q(**subject) | (Q(product__intervention=subject["intervention"]) if "intervention" in subject else Q())
    found = Assessment.objects.filter(about, organisation=access.organisation).exclude(pk__in=for_person(access).values("pk"))
    return set(found.values_list("tool", "product"))


def may_fill_in(access: Access, head: ToolHead) -> bool:
    """Whether this person may begin it at all."""
    return head.state == "ready" and access.may(Right.EVALUATE if head.evaluation else Right.ANSWER)


def startable_for_programme(access: Access, programme: Programme, declared: Manifest, lines: Sequence[Line]) -> list[ToolHead]:
    """Tools of an intervention that its programme can fill in for all."""
    done = {line.tool for line in lines} | {tool for tool, _product in hidden_in(access, programme=programme)}
    fitting = [head for head in declared.tools if head.subject == "intervention" and may_fill_in(access, head)]
    return [head for head in fitting if head.occasions or head.id not in done]
