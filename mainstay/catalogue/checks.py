"""What a pack's parts owe to each other: every id once, every reference to something, every tool with its file."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mainstay.catalogue import parts
from mainstay.catalogue.loading import ERRATA, MANIFEST, CheckedPack, Draft, draft, file_of
from mainstay.catalogue.problems import PackRefused, Problem
from mainstay.catalogue.reading import Location
from mainstay.catalogue.schema import Manifest
from mainstay.catalogue.sentences import did_you_mean, quoted
from mainstay.kinds import registry

MOST_TITLE_WORDS = 8
MOST_PROBLEMS = 200
"""More are not looked for: nobody reads them, and a pack made of mistakes must not keep the check busy."""
NAMED_LISTS = (
    *("parts", "crimes", "areas", "stages", "counterparts", "support", "theory_checks"),
    *("scales", "harms", "affected", "tools"),
)
SHARED = {"harms": "harm", "affected": "group of people"}
"""Lists of pack.yaml that items name entries of."""

Owned = tuple[str, Location, Any]
"""A node of a tool's content: the tool, the place, the node."""
Seen = dict[str, tuple[str, Location]]
"""Where each id stood first: the file and the place."""


def check(folder: Path) -> list[Problem]:
    """Everything that is wrong, in the order of the files; nothing when the pack can be installed."""
    return _checked(folder).problems


def load(folder: Path) -> CheckedPack:
    """Raises PackRefused with everything that is wrong."""
    found = _checked(folder)
    if found.problems or found.manifest is None:
        raise PackRefused(found.problems)
    return CheckedPack(found.manifest, found.errata, found.contents)


def _checked(folder: Path) -> Draft:
    found = draft(folder)
    if found.manifest is not None:
        _Checks(found, found.manifest).run()
    found.problems.sort()
    if len(found.problems) > MOST_PROBLEMS:
        rest = Problem(MANIFEST, 0, "", "there are more problems than these", "mend these first, then check again")
        found.problems[MOST_PROBLEMS:] = [rest]
    return found


class _Checks:
    """All that is held against all; each check adds its problems to the draft."""

    def __init__(self, found: Draft, manifest: Manifest) -> None:
        self.found, self.manifest = found, manifest
        self.owned: list[Owned] = [
            (tool, where, node) for tool, content in found.contents.items() for where, node in parts.nodes(content)
        ]
        self.ids = {head.id for head in manifest.tools} | {asked.id for asked in manifest.theory_checks}
        self.ids |= {node.id for content in found.contents.values() for _, node in parts.with_id(content)}
        self.items = {node.id for content in found.contents.values() for _, node in parts.items(content)}

    def run(self) -> None:
        self.names_once()
        self.heads()
        self.proposals()
        self.contents()
        self.references()
        self.errata()
        self.kinds()

    def wrong(self, where: Location, subject: str, message: str, remedy: str, file: str = MANIFEST) -> None:
        self.found.add(file, where, subject, message, remedy)

    def among(self, what: str, word: str, known: Iterable[str], where: Location, subject: str, file: str = MANIFEST) -> None:
        """`word` must be one of the known ones."""
        choices = set(known)
        if word not in choices and not self.full():
            self.wrong(where, subject, f"there is no {what} {quoted(word)}", did_you_mean(word, choices), file)

    def full(self) -> bool:
        return len(self.found.problems) > MOST_PROBLEMS

    def ids_of(self, name: str) -> set[str]:
        return {named.id for named in getattr(self.manifest, name)}

    # --- pack.yaml ---

    def names_once(self) -> None:
        for name in NAMED_LISTS:
            self.once(name, getattr(self.manifest, name), (name,))
        for number, scale in enumerate(self.manifest.scales):
            self.once("choices", scale.choices, ("scales", number, "choices"))

    def once(self, name: str, named: Iterable[Any], where: Location, file: str = MANIFEST) -> None:
        seen: dict[str, Location] = {}
        for number, one in enumerate(named):
            here = (*where, number, "id")
            if one.id in seen:
                line = self.found.documents[file].line(seen[one.id])
                self.wrong(
                    here, one.id, f"stands twice among the {name}, first in line {line}", "give one of them another id", file
                )
            seen.setdefault(one.id, here)

    def heads(self) -> None:
        for number, head in enumerate(self.manifest.tools):
            where: Location = ("tools", number)
            self.among("part", head.part, self.ids_of("parts"), (*where, "part"), head.id)
            self.among("kind", head.kind, registry.PLANNED | set(registry.installed()), (*where, "kind"), head.id)
            for place, stage in enumerate(head.stages):
                self.among("stage", stage, self.ids_of("stages"), (*where, "stages", place), head.id)
        for number, area in enumerate(self.manifest.areas):
            for place, tool in enumerate(area.tools):
                self.among("tool", tool, self.ids_of("tools"), ("areas", number, "tools", place), area.id)

    def proposals(self) -> None:
        known = {name: self.ids_of(name) for name in ("areas", "crimes", "stages")}
        known["counterpart_roles"] = {one.role for one in self.manifest.counterparts if one.role}
        known["support_roles"] = {one.role for one in self.manifest.support if one.role}
        for number, proposal in enumerate(self.manifest.proposals):
            where: Location = ("proposals", number)
            self.among("tool", proposal.tool, self.ids_of("tools"), (*where, "tool"), proposal.tool)
            given = {name: getattr(proposal.when, name) for name in known}
            for name, words in given.items():
                for place, word in enumerate(words):
                    what = name.removesuffix("s").replace("_", " ")
                    self.among(what, word, known[name], (*where, "when", name, place), proposal.tool)
            if proposal.when.always == any(given.values()):
                message = "says always and conditions too" if proposal.when.always else "has no condition, so it is never made"
                remedy = "keep either always: true or the conditions"
                self.wrong((*where, "when"), proposal.tool, f"the proposal {message}", remedy)

    # --- tools/*.yaml ---

    def contents(self) -> None:
        seen: Seen = {one.id: (MANIFEST, ("theory_checks", at, "id")) for at, one in enumerate(self.manifest.theory_checks)}
        for tool, content in self.found.contents.items():
            if content.tool != tool:
                remedy = f'write tool: "{tool}", or rename the file'
                self.wrong(("tool",), tool, f"the file says it is the tool {quoted(content.tool)}", remedy, file_of(tool))
            for where, node in parts.with_id(content):
                self.one_id(tool, (*where, "id"), node.id, seen)
            for where, item in parts.items(content):
                if (words := len(item.title.split())) > MOST_TITLE_WORDS:
                    message = f"the title has {words} words, at most {MOST_TITLE_WORDS} fit"
                    self.wrong((*where, "title"), item.id, message, "shorten it; the text says the rest", file_of(tool))
            for where, table in parts.tables(content):
                self.cells(tool, where, table)
            for number, other in enumerate(content.include):
                self.included(tool, other, ("include", number))
            for number, group in enumerate(content.groups):
                if not (group.id and group.title):
                    self.wrong(("groups", number), group.id, "a group has an empty id or title", "write both", file_of(tool))

    def included(self, tool: str, other: str, where: Location) -> None:
        """Only a ready tool of the same kind, which includes none itself, can stand at the end of another."""
        there = self.found.contents.get(other)
        if there is None or type(there) is not type(self.found.contents[tool]) or there.include:
            remedy = "name a ready tool of the same kind that includes no other, or leave it out"
            self.wrong(where, tool, f"it includes {quoted(other)}, which cannot be included", remedy, file_of(tool))

    def one_id(self, tool: str, where: Location, subject: str, seen: Seen) -> None:
        file = file_of(tool)
        if subject in seen:
            first, place = seen[subject]
            line = self.found.documents[first].line(place)
            message = f"the id is used twice, first in {first}:{line}"
            self.wrong(where, subject, message, "give one of them another id; ids that were published never change", file)
        seen.setdefault(subject, (file, where))
        owner = self.manifest.owner(subject)
        if owner is None or owner.id != tool or subject == tool:
            remedy = f'let it begin with "{tool}.", or move it to the file of its own tool'
            self.wrong(where, subject, f'the id does not begin with its tool, "{tool}."', remedy, file)

    def cells(self, tool: str, where: Location, table: Any) -> None:
        for number, row in enumerate(table.rows):
            if len(row.cells) + 1 != len(table.columns):
                message = f"the row has {len(row.cells) + 1} cells with its title, the table {len(table.columns)} columns"
                remedy = 'the title stands in the first column; write "" for an empty cell'
                self.wrong((*where, "rows", number, "cells"), row.id, message, remedy, file_of(tool))

    def references(self) -> None:
        for tool, where, node in self.owned:
            subject, file = getattr(node, "id", tool), file_of(tool)
            for number, target in enumerate(getattr(node, "see", ())):
                self.leads_somewhere(target, (*where, "see", number), subject, file)
            if same := getattr(node, "same_as", ""):
                self.leads_somewhere(same, (*where, "same_as"), subject, file)
                if same in self.ids - self.items:
                    message = f'it is said to be the same as "{same}", which is not an item'
                    self.wrong((*where, "same_as"), subject, message, "name a question or another item that is answered", file)
            if scale := getattr(node, "scale", ""):
                self.among("scale", scale, self.ids_of("scales"), (*where, "scale"), subject, file)
            for name, what in SHARED.items():
                for number, word in enumerate(getattr(node, name, ())):
                    self.among(what, word, self.ids_of(name), (*where, name, number), subject, file)
            if group := getattr(node, "group", ""):
                groups = {one.id for one in self.found.contents[tool].groups}
                self.among("group", group, groups, (*where, "group"), subject, file)

    def leads_somewhere(self, target: str, where: Location, subject: str, file: str) -> None:
        """An id of a tool whose content is still to come, or could not be read, cannot be checked further."""
        owner = self.manifest.owner(target)
        if self.full() or target in self.ids or (owner is not None and owner.id not in self.found.contents):
            return
        self.wrong(
            where, subject, f"it refers to {quoted(target)}, which does not exist", did_you_mean(target, self.near(target)), file
        )

    def near(self, target: str) -> set[str]:
        """What may have been meant: ids of the same tool, or the tools themselves."""
        owner = self.manifest.owner(target)
        tools = self.ids_of("tools")
        return {one for one in self.ids if owner and one.startswith(f"{owner.id}.")} | tools if owner else tools

    # --- the rest ---

    def errata(self) -> None:
        self.once("errata", self.found.errata, (), ERRATA)
        for number, erratum in enumerate(self.found.errata):
            for place, target in enumerate(erratum.touches):
                self.leads_somewhere(target, (number, "touches", place), erratum.id, ERRATA)

    def kinds(self) -> None:
        """What only a kind can know of its tools; "what is wrong: what to do". Where we spoke already it need not."""
        spoken = {(problem.file, problem.id) for problem in self.found.problems}
        scales = {scale.id: scale for scale in self.manifest.scales}
        for tool, content in self.found.contents.items():
            head = self.manifest.tool(tool)
            kind = registry.kind(head.kind if head else "")
            places = {node.id: where for where, node in parts.with_id(content)}
            for subject, said in kind.problems(content, scales):
                if (file_of(tool), subject) not in spoken:
                    message, _, remedy = said.partition(": ")
                    self.wrong(places.get(subject, ()), subject, message, remedy, file_of(tool))
