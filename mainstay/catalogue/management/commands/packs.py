"""`packs check | list | install | schema`: for the authors of packs, and for those who install one."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mainstay.catalogue import services
from mainstay.catalogue.checks import check, load
from mainstay.catalogue.editors import schemas
from mainstay.catalogue.listing import listing
from mainstay.catalogue.loading import CheckedPack
from mainstay.catalogue.problems import PackRefused, Problem

SCHEMAS = "docs/reference/schema"


class Command(BaseCommand):
    help = "Check, list or install a content pack; write the schemas for authors' editors."
    requires_system_checks = ()  # a pack is read without a database: it may be what stands in the way of one

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="check | list | install | schema")
        for verb, says in (
            ("check", "say what is wrong, with file, line and remedy"),
            ("list", "show every tool, or with --json every item"),
            ("install", "install the pack as a new version, unless it is installed already"),
        ):
            own = verbs.add_parser(verb, help=says)
            own.add_argument(
                "folder", nargs="?", type=Path, default=settings.PACKS / "gloact", help="the pack's folder (default: gloact)"
            )
            if verb == "list":
                own.add_argument("--json", action="store_true", help="every item, as JSON")
                own.add_argument(
                    "-o", dest="output", type=Path, metavar="FILE", help="write to a file instead of standard output"
                )
        schema = verbs.add_parser("schema", help="write JSON Schema for the editors of authors")
        schema.add_argument(
            "-o", dest="output", type=Path, default=settings.PROJECT / SCHEMAS, metavar="DIR", help=f"default: {SCHEMAS}"
        )

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        does: dict[str, Callable[..., None]] = {
            "check": self.check_pack,
            "list": self.list,
            "install": self.install,
            "schema": self.schema,
        }
        try:
            does[verb](**options)
        except PackRefused as refused:
            self.refuse(refused.problems, self.stderr)
        except OSError as error:
            raise CommandError(f"cannot write {error.filename}: {error.strerror}") from None

    def check_pack(self, folder: Path, **options: Any) -> None:
        if problems := check(folder):
            self.refuse(problems, self.stdout)
        self.stdout.write(f"0 problems in {len(listing(load(folder))['items'])} items")

    def list(self, folder: Path, output: Path | None, **options: Any) -> None:
        pack = load(folder)
        text = json.dumps(listing(pack), ensure_ascii=False, indent=1) if options["json"] else table(pack)
        if output:
            output.write_text(f"{text}\n", encoding="utf-8")
        else:
            self.stdout.write(text)

    def install(self, folder: Path, **options: Any) -> None:
        version = services.install(folder, through="shell")
        self.stdout.write(f"{version.pack} {version.version}, content {version.content_hash[:12]}")

    def schema(self, output: Path, **options: Any) -> None:
        output.mkdir(parents=True, exist_ok=True)
        for name, text in schemas().items():
            (output / name).write_text(text, encoding="utf-8")
            self.stdout.write(name)

    def refuse(self, problems: Iterable[Problem], stream: Any) -> None:
        lines = [str(problem) for problem in problems]
        stream.write("\n".join(lines))
        stream.write(f"{len(lines)} problem{'s' if len(lines) > 1 else ''}")
        sys.exit(1)


def table(pack: CheckedPack) -> str:
    """A line for each tool, then the sum."""
    entries = listing(pack)["items"]
    counts = [sum(entry["tool"] == head.id for entry in entries) for head in pack.manifest.tools]
    rows = [("Tool", "State", "Kind", "Items", "Title")]
    rows += [
        (head.id, head.state, head.kind, str(count or "-"), head.title)
        for head, count in zip(pack.manifest.tools, counts, strict=True)
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ["  ".join((*(cell.ljust(width) for cell, width in zip(row[:4], widths, strict=True)), row[4])) for row in rows]
    return "\n".join(
        [*lines, "", f"{pack.manifest.id} {pack.manifest.version}: {len(pack.manifest.tools)} tools, {len(entries)} items"]
    )
