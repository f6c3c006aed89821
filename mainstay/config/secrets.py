"""Keys that an installation makes for itself once and keeps beside its data, readable by their owner only."""

import os
import secrets
from pathlib import Path


def secret(name: str, folder: Path) -> str:
    """The environment's MAINSTAY_<NAME>, else the kept key; made at the first call, safe when two processes start at once."""
    if given := os.environ.get(f"MAINSTAY_{name.upper()}"):
        return given
    path = folder / f"{name}.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip() or secret_again(path)
    with os.fdopen(handle, "w") as file:
        file.write(key := secrets.token_urlsafe(50))
    return key


def secret_again(path: Path) -> str:
    """A key file that another process is just writing: wait a moment for its text."""
    import time

    for _ in range(50):
        time.sleep(0.1)
        if key := path.read_text().strip():
            return key
    raise RuntimeError(f"{path} is empty: delete it and start again (people will have to sign in anew)")
