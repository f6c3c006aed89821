"""All generated pages."""

from collections.abc import Callable

from django.utils import translation

from mainstay.config.reference import addresses, knobs, leaves, packs, rights, shell, tables

FOLDER = "docs/reference"
PAGES: dict[str, Callable[[], str]] = {
    "settings.md": knobs.page,
    "rights.md": rights.page,
    "kinds.md": leaves.kinds,
    "formats.md": leaves.formats,
    "checks.md": leaves.checks,
    "packs.md": packs.page,
    "data.md": tables.page,
    "addresses.md": addresses.page,
    "shell.md": shell.page,
}
REMARK = "<!-- Written by `python -m mainstay.config.reference` from the code: change the code, then write it again. -->\n"


def pages() -> dict[str, str]:
    """File name to content, in English whatever the reader's language is."""
    with translation.override("en"):
        return {name: f"{REMARK}\n{page().strip()}\n" for name, page in PAGES.items()}
