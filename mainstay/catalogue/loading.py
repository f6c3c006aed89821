"""A pack's folder, read and typed: what could be understood of it, and what could not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from mainstay.catalogue.problems import PackRefused, Problem
from mainstay.catalogue.reading import Document, is_safe, read
from mainstay.catalogue.schema import Erratum, Manifest, ToolHead
from mainstay.catalogue.sentences import problems_of
from mainstay.kinds import registry
from mainstay.kinds.base import Content

MANIFEST, ERRATA, TOOLS = "pack.yaml", "errata.yaml", "tools"


@dataclass
class Draft:
    """A pack as far as it could be read; `contents` by tool, `documents` by file."""

    folder: Path
    manifest: Manifest | None = None
    errata: tuple[Erratum, ...] = ()
    contents: dict[str, Content] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def typed(self, name: str, schema: Any) -> Any:
        """The file's content as `schema` says, or None with the reasons among the problems."""
        try:
            document = self.documents[name] = read(self.folder, name)
            return TypeAdapter(schema).validate_python(document.data)
        except PackRefused as refused:
            self.problems += refused.problems
        except ValidationError as error:
            self.problems += problems_of(error, schema, self.documents[name])
        return None

    def add(self, name: str, where: tuple[str | int, ...], subject: str, message: str, remedy: str) -> None:
        line = self.documents[name].line(where) if name in self.documents else 0
        self.problems.append(Problem(name, line, subject, message, remedy))


@dataclass(frozen=True, slots=True)
class CheckedPack:
    """A pack in which nothing was found wrong."""

    manifest: Manifest
    errata: tuple[Erratum, ...]
    contents: Mapping[str, Content]


def file_of(tool_id: str) -> str:
    return f"{TOOLS}/{tool_id}.yaml"


def draft(folder: Path) -> Draft:
    """Read everything that the manifest declares; nothing else is opened."""
    found = Draft(folder)
    if not folder.is_dir():
        found.problems.append(Problem(str(folder), 0, "", "is not a folder", "name the folder that holds pack.yaml"))
        return found
    found.manifest = found.typed(MANIFEST, Manifest)
    if (folder / ERRATA).exists() or (folder / ERRATA).is_symlink():
        found.errata = found.typed(ERRATA, tuple[Erratum, ...]) or ()
    if found.manifest:
        for number, head in enumerate(found.manifest.tools):
            if head.state == "ready":
                _content(found, head, ("tools", number))
        _files(found, found.manifest)
    return found


def _content(found: Draft, head: ToolHead, where: tuple[str | int, ...]) -> None:
    kind = registry.installed().get(head.kind)
    if kind is None:
        if head.kind in registry.PLANNED:
            message = f'the tool is ready, but this Mainstay cannot show the kind "{head.kind}" yet'
            found.add(MANIFEST, (*where, "kind"), head.id, message, "write state: coming, and keep its file elsewhere until then")
        return
    if not (found.folder / file_of(head.id)).exists():
        message = f"the tool is ready, but its file {file_of(head.id)} does not exist"
        found.add(MANIFEST, (*where, "state"), head.id, message, "add the file, or write state: coming")
        return
    content = found.typed(file_of(head.id), kind.content)
    if content is not None:
        found.contents[head.id] = content


def _files(found: Draft, manifest: Manifest) -> None:
    """Files in tools/ that no tool accounts for: a slip in a name would otherwise go unseen."""
    if not is_safe(found.folder, TOOLS):
        found.problems.append(Problem(TOOLS, 0, "", "leads elsewhere through a symbolic link", "put the folder itself there"))
        return
    states = {file_of(head.id): head.state for head in manifest.tools}
    for path in sorted((found.folder / TOOLS).glob("[!.]*")):
        name = f"{TOOLS}/{path.name}"
        if name not in states:
            remedy = f"declare the tool in {MANIFEST}, or correct the file's name: tools/<id>.yaml"
            found.problems.append(Problem(name, 0, "", "belongs to no tool that the pack declares", remedy))
        elif states[name] == "coming":
            remedy = f"write state: ready in {MANIFEST}, or take the file away"
            found.problems.append(Problem(name, 0, path.stem, "exists, but its tool is declared as coming", remedy))
