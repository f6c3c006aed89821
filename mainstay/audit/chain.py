"""Walks the chains of the record and names the first place where one is broken.

A changed row, a missing row and a row put in between are seen. Rows cut off at the end are not seen from the
database alone: for that the chain's head has to be kept elsewhere too, and comparing it has to be built.
"""

from dataclasses import dataclass
from uuid import UUID

from mainstay.audit.models import Event
from mainstay.audit.services import mac_of


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row of an organisation's chain that is not as it was written."""

    organisation: UUID
    number: int
    missing: bool


def organisations() -> list[UUID]:
    return list(Event.objects.order_by("organisation").values_list("organisation", flat=True).distinct())


def verify(organisation: UUID) -> tuple[int, Broken | None]:
    """How many events were found in order, and the first that was not."""
    before, read = "", 0
    for event in Event.objects.filter(organisation=organisation).order_by("number").iterator(2000):
        if event.number != read + 1:
            return read, Broken(organisation, read + 1, missing=True)
        if event.mac != mac_of(event, before):
            return read, Broken(organisation, event.number, missing=False)
        before, read = event.mac, event.number
    return read, None
