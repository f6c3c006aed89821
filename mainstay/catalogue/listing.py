"""The pack as one flat list: what `packs list` shows, and other programs read."""

from collections.abc import Iterator
from typing import Any

from mainstay.catalogue import parts
from mainstay.catalogue.loading import CheckedPack
from mainstay.catalogue.schema import ToolHead
from mainstay.kinds.base import Content, Group, Item, Listing, Point, Row, Section, Table

KEPT = ("see", "law", "same_as", "help", "source", "role", "origin")
"""Keys of a node that stand in the listing as they are."""
APART = (Group, Point)
"""They have ids, but stand with what they belong to."""


def listing(pack: CheckedPack) -> dict[str, Any]:
    """As the reference of the shell describes it; `text` is all that a reader sees of the item below its title."""
    entries = [entry for head in pack.manifest.tools if head.id in pack.contents for entry in _tool(head, pack.contents[head.id])]
    for check in pack.manifest.theory_checks:
        owner = pack.manifest.owner(check.id)
        entries.append(
            {
                "id": check.id,
                "tool": owner.id if owner else "",
                "kind": owner.kind if owner else "",
                "state": "ready",
                "title": check.title,
                "text": _lines(check.text, check.help),
                **({"help": check.help} if check.help else {}),
            }
        )
    return {"pack": pack.manifest.id, "version": pack.manifest.version, "items": entries}


def _tool(head: ToolHead, content: Content) -> Iterator[dict[str, Any]]:
    groups = {group.id: group.title for group in content.groups}
    for _, node in parts.with_id(content):
        if isinstance(node, APART):
            continue
        entry = {"id": node.id, "tool": head.id, "kind": head.kind, "state": head.state}
        entry |= {"title": getattr(node, "title", ""), "text": _text(node)}
        if group := groups.get(getattr(node, "group", "")):
            entry["group"] = group
        scale = getattr(node, "scale", "") or getattr(content, "scale", "")
        if scale and isinstance(node, Item):
            entry["scale"] = scale
        yield entry | _more(node)


def _more(node: Any) -> dict[str, Any]:
    """Its lists and its other keys, where they say something."""
    plain = node.model_dump(mode="json", exclude_defaults=True)
    lists = {
        key: value for key, value in plain.items() if isinstance(value, list) and key not in ("cells", "columns", "rows", "lists")
    }
    if isinstance(node, Listing):
        lists["points"] = lists.pop("entries", [])
    return lists | {key: plain[key] for key in KEPT if key in plain}


def _text(node: Any) -> str:
    if isinstance(node, Row):
        return _lines(*node.cells)
    if isinstance(node, Table):
        return _lines(" | ".join(node.columns), *(" | ".join((row.title, *row.cells)) for row in node.rows))
    if isinstance(node, Listing):
        return _lines(*(entry.text for entry in node.entries))
    if isinstance(node, Section):
        return _lines(node.text, *(line for one in node.lists for line in (one.title, _text(one))))
    inside = [one.text for where, one in parts.nodes(node) if where and hasattr(one, "text")]
    aside = [getattr(node, name, "") for name in ("example", "decided_by", "when", "help")]
    return _lines(getattr(node, "text", ""), *inside, *getattr(node, "consult", ()), *aside)


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
