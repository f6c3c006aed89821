"""A register in the small world, and short ways to fill it."""

from typing import Any

from mainstay.accounts.rules import Access
from mainstay.assessments.models import Assessment, Entry
from mainstay.assessments.services import actions, entries
from mainstay.catalogue import selectors as catalogue
from mainstay.core.labels import Label
from tests import world as w


def tool() -> str:
    """The first register of the pack that is filled in for an intervention."""
    heads = catalogue.manifest(catalogue.current_version("gloact")).tools
    return next(one.id for one in heads if one.kind == "risk_register" and one.subject == "intervention" and one.state == "ready")


def register(world: w.World, label: Label | None = None) -> Assessment:
    """For an intervention in which Bob may see what is confidential."""
    from mainstay.programmes import services as programmes

    intervention = world.intervention(label=label)
    programmes.add_member(world.alice, intervention, world.bob.person.pk, clearance=Label.CONFIDENTIAL)
    programmes.add_member(world.alice, intervention, world.vera.person.pk, clearance=Label.CONFIDENTIAL)
    return world.checklist(intervention, tool())


def save(access: Access, assessment: Assessment, key: str, seen: int = 0, **fields: Any) -> Entry:
    return entries.record_entries(w.opened(access, assessment), [entries.Posted(key, fields, seen)])[0]


def floor(assessment: Assessment, grave: bool) -> str:
    """A risk of the register that can bring about one of the gravest harms, or none of them."""
    opened_tool = catalogue.tool(assessment.pack_version_id, assessment.tool)
    floors = {one.id for one in opened_tool.lists["harms"] if one.floor}
    return next(item.id for item in opened_tool.content.items if bool(floors & set(item.harms)) is grave)


def entry(assessment: Assessment, key: str) -> Entry:
    item, _at, row = key.partition("@")
    found = Entry.objects.filter(assessment=assessment, item=item, role__in=("answer", "row"))
    return found.get(row=row) if row else found.get()


def act(access: Access, assessment: Assessment, key: str, **fields: Any) -> Entry:
    return actions.add_action(w.opened(access, assessment), key, {"what": "Train the guards", **fields})
