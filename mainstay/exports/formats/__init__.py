"""One file (or folder) a format: to lie here is to be registered.

A module named `csv_` or a package named `docx` holds `FORMAT`, whose name is the module's without a trailing underscore
(which keeps it apart from a library of the same name).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from django.utils.functional import Promise

from mainstay.reports.document import Document


@dataclass(frozen=True, slots=True)
class Format:
    """What a document can leave the house as; `write` needs no database and no request."""

    name: str
    title: str | Promise
    """What a person chooses by, as "Word document"."""
    about: str | Promise
    """One sentence: what it is good for."""
    extension: str
    mime: str
    write: Callable[[Document], bytes]


@cache
def formats() -> dict[str, Format]:
    """Every format that lies in this folder, by name."""
    found = {}
    for module in sorted(entry.name for entry in iter_modules(__path__)):
        found[module.rstrip("_")] = import_module(f"{__name__}.{module}").FORMAT
    return found
