"""JSON Schema for the editors of pack authors: they complete keys and underline mistakes while one types."""

import json
from typing import Any

from pydantic import TypeAdapter

from mainstay.catalogue.schema import Erratum, Manifest
from mainstay.kinds import registry

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """File name to content: one for pack.yaml, one for errata.yaml, one for each kind of tool."""
    types: dict[str, tuple[str, Any]] = {
        "pack.json": ("pack.yaml", Manifest),
        "errata.json": ("errata.yaml", tuple[Erratum, ...]),
    }
    for name, kind in sorted(registry.installed().items()):
        types[f"{name}.json"] = (f"tools/*.yaml of kind {name}", kind.content)
    return {file: _written(title, schema) for file, (title, schema) in types.items()}


def _written(title: str, schema: Any) -> str:
    described = TypeAdapter(schema).json_schema()
    return json.dumps({"$schema": _DIALECT} | described | {"title": title}, indent=1, ensure_ascii=False) + "\n"
