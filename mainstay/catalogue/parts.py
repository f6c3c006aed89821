"""Everything inside a tool's content, whatever its kind: each node with its place, each id with its words."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from mainstay.catalogue.reading import Location
from mainstay.kinds.base import Content, Item, Table

Node = tuple[Location, Any]
"""A place and the model that stands there; what it has beside an id depends on its kind."""


def nodes(model: BaseModel, where: Location = ()) -> Iterator[Node]:
    """The model itself and every model within it, in the order of the file."""
    yield where, model
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            yield from nodes(value, (*where, name))
        elif isinstance(value, tuple):
            for number, entry in enumerate(value):
                if isinstance(entry, BaseModel):
                    yield from nodes(entry, (*where, name, number))


def with_id(content: Content) -> Iterator[Node]:
    return ((where, node) for where, node in nodes(content) if where and bool(getattr(node, "id", "")))


def titles(content: Content) -> dict[str, str]:
    """What each id is called; a part without a title is called what it says."""
    return {node.id: getattr(node, "title", "") or getattr(node, "text", node.id) for _, node in with_id(content)}


def items(content: Content) -> Iterator[Node]:
    return ((where, node) for where, node in nodes(content) if isinstance(node, Item))


def tables(content: Content) -> Iterator[Node]:
    return ((where, node) for where, node in nodes(content) if isinstance(node, Table))
