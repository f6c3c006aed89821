"""The keys of a pack's files, as the schema types them."""

from typing import Any

from pydantic import BaseModel, TypeAdapter

from mainstay.catalogue.schema import Erratum, Manifest
from mainstay.config.reference.markdown import code, first, table
from mainstay.kinds import registry

ABOUT = """# Pack files, key by key

How a pack is written is told in [the authors' guide](../authors/pack-format.md); here stand all keys. The same as JSON Schema,
for editors that complete and underline, lies in `docs/reference/schema/` (`python3 run.py packs schema` writes it). All scalars
are read as text first, so that `No` and `3.10` stay words.
"""


def page() -> str:
    parts, told = [ABOUT], set[str]()
    roots: list[tuple[str, type[BaseModel]]] = [("pack.yaml", Manifest), ("errata.yaml (a list)", Erratum)]
    roots += [(f"tools/*.yaml of kind {name}", kind.content) for name, kind in sorted(registry.installed().items())]
    for file, model in roots:
        parts += [f"## {file}\n", f"{first(model.__doc__)}\n", keys(model)]
        for name, inner in _inner(model).items():
            if name not in told:
                told.add(name)
                about = [f"{first(inner['description'])}\n"] if "description" in inner else []
                parts += [f"### {name}\n", *about, _table(inner)]
    return "\n".join(parts)


def keys(model: type[BaseModel], only: set[str] | None = None) -> str:
    return _table(TypeAdapter(model).json_schema(), only)


def _inner(model: type[BaseModel]) -> dict[str, Any]:
    found = TypeAdapter(model).json_schema().get("$defs", {})
    return {name: one for name, one in found.items() if "properties" in one}


def _table(schema: dict[str, Any], only: set[str] | None = None) -> str:
    required = set(schema.get("required", ()))
    rows = [
        (code(name), _type(one), "yes" if name in required else "", one.get("description", ""))
        for name, one in schema["properties"].items()
        if only is None or name in only
    ]
    return table(("Key", "Type", "Must", "Meaning"), rows)


def _type(one: dict[str, Any]) -> str:
    if "$ref" in one:
        return str(one["$ref"]).rpartition("/")[2]
    if "enum" in one:
        return "one of " + ", ".join(map(code, one["enum"]))
    if "anyOf" in one:
        return " or ".join(kind for part in one["anyOf"] if (kind := _type(part)) != "nothing")
    if one.get("type") == "array":
        return f"list of {_type(one.get('items', {}))}"
    return {"string": "text", "integer": "number", "boolean": "true or false", "null": "nothing"}.get(
        one.get("type", ""), "anything"
    )
