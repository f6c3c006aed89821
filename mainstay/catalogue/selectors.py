"""Reading installed packs. A version never changes, so what was read once is kept for the life of the process."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from mainstay.catalogue import parts
from mainstay.catalogue.models import PackVersion, ToolCopy
from mainstay.catalogue.schema import Erratum, Manifest
from mainstay.kinds import registry
from mainstay.kinds.base import Tool

Version = PackVersion | UUID
"""An installed version, or its id."""


def current_version(pack: str) -> PackVersion:
    """The version installed last (one query, without the manifest). Raises PackVersion.DoesNotExist."""
    return PackVersion.objects.filter(pack=pack).defer("manifest").latest("installed_at", "id")


def manifest(version: Version) -> Manifest:
    return _installed(_key(version))[0]


def fingerprint(version: Version) -> str:
    """The hash of the version's content."""
    return _fingerprint(_key(version))


def errata(version: Version) -> tuple[Erratum, ...]:
    return _installed(_key(version))[1]


def errata_for(version: Version, ref: str) -> tuple[Erratum, ...]:
    """Those that touch exactly this tool, item or part."""
    return _errata_by_ref(_key(version)).get(ref, ())


def tool(version: Version, tool_id: str) -> Tool:
    """Its content is None while it is still to come. Raises KeyError for a tool that the version does not declare."""
    return _tool(_key(version), tool_id)


def title_of(version: Version, ref: str) -> str:
    """What a reference leads to, in words: a tool's or an item's title; of a tool still to come its own; else the id itself."""
    declared = manifest(version)
    for check in declared.theory_checks:
        if check.id == ref:
            return check.title
    head = declared.owner(ref)
    if head is None:
        return ref
    return head.title if head.id == ref else _titles(_key(version), head.id).get(ref, head.title)


def _key(version: Version) -> UUID:
    return version.pk if isinstance(version, PackVersion) else version


@lru_cache(maxsize=32)
def _installed(version_id: UUID) -> tuple[Manifest, tuple[Erratum, ...]]:
    stored = PackVersion.objects.values_list("manifest", flat=True).get(pk=version_id)
    return Manifest.model_validate(stored["pack"]), TypeAdapter(tuple[Erratum, ...]).validate_python(stored["errata"])


@lru_cache(maxsize=32)
def _fingerprint(version_id: UUID) -> str:
    return PackVersion.objects.values_list("content_hash", flat=True).get(pk=version_id)


@lru_cache(maxsize=512)
def _tool(version_id: UUID, tool_id: str) -> Tool:
    declared = _installed(version_id)[0]
    head = declared.tool(tool_id)
    if head is None:
        raise KeyError(tool_id)
    content = None
    if head.state == "ready":
        stored = ToolCopy.objects.values_list("content", flat=True).get(version=version_id, tool=tool_id)
        content = registry.kind(head.kind).content.model_validate(stored)
        further = [item for other in content.include for item in _tool(version_id, other).content.items]
        content = content.model_copy(update={"items": (*content.items, *further)})
    scales = {scale.id: scale for scale in declared.scales}
    lists = _lists(version_id) if head.role == "" else {}
    return Tool(head.id, head.title, head.kind, head.part, head.page, content, scales, head.evaluation, lists)


@lru_cache(maxsize=32)
def _lists(version_id: UUID) -> dict[str, tuple[Any, ...]]:
    """What all tools share: harms, groups, and the items of the tools that say how a risk can be answered."""
    declared = _installed(version_id)[0]
    responses = tuple(item for head in declared.with_role("responses") for item in _tool(version_id, head.id).content.items)
    return {"harms": declared.harms, "affected": declared.affected, "responses": responses}


@lru_cache(maxsize=32)
def _errata_by_ref(version_id: UUID) -> dict[str, tuple[Erratum, ...]]:
    found: dict[str, tuple[Erratum, ...]] = {}
    for erratum in _installed(version_id)[1]:
        for ref in erratum.touches:
            found[ref] = (*found.get(ref, ()), erratum)
    return found


@lru_cache(maxsize=512)
def _titles(version_id: UUID, tool_id: str) -> dict[str, str]:
    content = _tool(version_id, tool_id).content
    return parts.titles(content) if content else {}
