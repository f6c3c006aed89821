"""`python -m mainstay.config.reference [--check]`: write the generated pages, or say which are stale."""

import os
import sys
from pathlib import Path

import django

PROJECT = Path(__file__).resolve().parents[3]


def main(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mainstay.config.settings")
    django.setup()
    from mainstay.config.reference.pages import FOLDER, pages  # what it reads needs Django to be set up

    written = {PROJECT / FOLDER / name: text for name, text in pages().items()}
    stale = [path for path, text in written.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in words:
        sys.stdout.write("".join(f"{FOLDER}/{path.name} is stale\n" for path in stale))
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written[path], encoding="utf-8")
    sys.stdout.write(f"{len(stale)} of {len(written)} pages changed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
