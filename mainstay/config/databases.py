"""Where the data lies: SQLite with settings that lose no save, or PostgreSQL by DATABASE_URL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE: dict[str, Any] = {
    "timeout": 20,
    # A transaction that starts as a reader and then writes is refused by SQLite at once, whatever the timeout.
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; PRAGMA foreign_keys=ON;",
}


def database(url: str, folder: Path) -> dict[str, Any]:
    """Django's settings for `postgres://user:password@host:port/name?option=value`, or for SQLite in `folder` when empty."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "mainstay.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": SQLITE,
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with {parts.scheme!r}: write postgres://user:password@host:port/name, or leave it out"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
