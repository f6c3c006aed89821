"""What hangs on the trunk: kinds, formats, and the system checks of our own."""

import sys
from collections.abc import Callable
from typing import Any

from django.core.checks.registry import registry as registered

from mainstay.config.reference.markdown import code, first, table
from mainstay.config.reference.packs import keys
from mainstay.exports.formats import formats as installed_formats
from mainstay.kinds import base, registry

KINDS = """# Kinds

A kind says how a tool behaves: what a pack may say in it, what an entry holds, how it is shown, summed up and reported.
Installing its app registers it. The promise is written in `mainstay/kinds/base.py`.
"""
FORMATS = """# Formats

What a document can leave the house as. A file in `mainstay/exports/formats/` is a format; it gets a finished document
(`mainstay/reports/document.py`), in which nothing is to be withheld any more, and gives bytes.
"""
CHECKS = """# System checks

Checks of our own that run with every command of the shell, beside those of Django. Each says what to do.
"""


def kinds() -> str:
    parts = [KINDS]
    for name, kind in sorted(registry.installed().items()):
        package = sys.modules[type(kind).__module__.rpartition(".")[0]]
        parts += [f"## {code(name)}\n", f"{first(package.__doc__)}\n", "What an entry holds:\n"]
        parts.append(keys(kind.entry))
        own = {field: info for field, info in kind.content.model_fields.items() if field not in base.Content.model_fields}
        if own:
            parts += ["What its tools say in a pack, beside what every tool says:\n", keys(kind.content, only=set(own))]
        kept = ", ".join(map(code, kind.kept_on_redaction))
        parts.append(f"When the text of a version is removed, this stays: {kept or 'nothing'}.\n")
    planned = ", ".join(map(code, sorted(registry.PLANNED - set(registry.installed()))))
    parts.append(f"A pack may also name these for tools whose content is still to come: {planned}.")
    return "\n".join(parts)


def formats() -> str:
    rows = [
        (code(name), form.title, form.about, code(f".{form.extension}"), code(form.mime))
        for name, form in installed_formats().items()
    ]
    return f"{FORMATS}\n{table(('Name', 'Title', 'What it is good for', 'Ending', 'Type'), rows)}"


def own_checks() -> list[Callable[..., Any]]:
    """Registered by us, by name."""
    ours = (check for check in registered.registered_checks if check.__module__.startswith("mainstay."))
    return sorted(ours, key=lambda check: check.__name__)


def checks() -> str:
    rows = [(code(check.__name__), code(check.__module__), first(check.__doc__)) for check in own_checks()]
    return f"{CHECKS}\n{table(('Check', 'In', 'What it sees'), rows) if rows else 'There are none yet.'}"
