"""Which static files there are: ours, our stylesheets as one file, and three files out of packages, copied nowhere."""

import importlib.util
import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage

HERE = Path(__file__).resolve().parent.parent / "static"
SHEET = "mainstay.css"
FROM_PACKAGES = {
    "vendor/bootstrap.css": ("bootstrap", "css/bootstrap.min.css"),
    "vendor/bootstrap.rtl.css": ("bootstrap", "css/bootstrap.rtl.min.css"),
    "vendor/htmx.js": ("django_htmx", "static/django_htmx/htmx-2.min.js"),
}
_MAP = re.compile(rb"/\*# sourceMappingURL=\S+ \*/|^//# sourceMappingURL=\S+", re.MULTILINE)


def parts(name: str) -> list[Path]:
    """The files that a static file is made of; our stylesheet is its parts in the order of their names."""
    if name == SHEET:
        return sorted((HERE / "css").glob("*.css"))
    if name in FROM_PACKAGES:
        package, inside = FROM_PACKAGES[name]
        found = importlib.util.find_spec(package)
        return [Path(folder) / inside for folder in found.submodule_search_locations or ()] if found else []
    path = (HERE / name).resolve()
    return [path] if path.is_relative_to(HERE) and path.is_file() else []


def assembled() -> Path:
    """Our stylesheet as a file beside the collected ones, written anew where a part has changed."""
    target = Path(settings.STATIC_ROOT).with_name("assembled") / SHEET
    text = b"\n".join(part.read_bytes() for part in parts(SHEET))
    if not target.exists() or target.read_bytes() != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(text)
        fresh.replace(target)
    return target


class Assembled(Storage):
    """Reads a static file out of its parts; source maps are not shipped, so what points to them is left out."""

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        return ContentFile(_MAP.sub(b"", b"\n".join(part.read_bytes() for part in parts(name))), name)

    def exists(self, name: str) -> bool:
        return bool(parts(name))

    def path(self, name: str) -> str:
        """Named in what `collectstatic` says; what it copies is read by `open`."""
        return str(parts(name)[0])

    def get_modified_time(self, name: str) -> datetime:
        return datetime.fromtimestamp(max(part.stat().st_mtime for part in parts(name)), UTC)


class Assets(BaseFinder):
    """Lists exactly what is served, for `collectstatic`."""

    storage = Assembled()

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """A file to serve without collecting, as tests do."""
        found = [str(part) for part in (parts(path) if path != SHEET else [assembled()])]
        return found if find_all else (found[0] if found else None)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        own = (path.relative_to(HERE).as_posix() for path in sorted(HERE.rglob("*")) if path.is_file())
        for name in [SHEET, *FROM_PACKAGES, *(name for name in own if not name.startswith("css/"))]:
            yield name, self.storage
