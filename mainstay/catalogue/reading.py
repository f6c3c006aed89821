"""Pack files as plain data: every scalar stays the text it is, every value knows its line, nothing clever is let in.

YAML readers guess (`No` becomes False, `3.10` becomes 3.1) and let a file of a few lines grow without bound through
aliases. So the values are built here from the parser's events, and the types come later, from the schema.
"""

import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mainstay.catalogue.problems import PackRefused, Problem
from mainstay.core.text import clean_text

LARGEST = 2_000_000
"""Bytes that one file may have."""
DEEPEST = 12
"""Lists and groups of keys that may stand within each other; the schema needs eight."""

Location = tuple[str | int, ...]
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_QUOTES = "put quotes around a text with a colon, a # or an opening sign; longer ones go on new lines after >-"


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its data, and the line of each key and each entry of a list."""

    name: str
    data: Any
    lines: Mapping[Location, int]

    def line(self, where: Location) -> int:
        """The line of a value, or of what it should stand in."""
        while where not in self.lines and where:
            where = where[:-1]
        return self.lines.get(where, 1)


def read(folder: Path, name: str) -> Document:
    """Raises PackRefused where the file is missing, unsafe, not UTF-8 text or not YAML."""
    text = _text(name, _bytes(folder, name))
    builder = _Builder(name)
    try:
        data = builder.document(yaml.parse(text, Loader=_PARSER))
    except yaml.YAMLError as error:
        raise PackRefused([_not_yaml(name, text, error)]) from None
    if builder.problems:
        raise PackRefused(builder.problems)
    return Document(name, data, builder.lines)


def is_safe(folder: Path, name: str) -> bool:
    """Whether a name leads to where it seems to: no symbolic link on the way, not out of the folder."""
    return (folder / name).resolve() == folder.resolve() / name


def _bytes(folder: Path, name: str) -> bytes:
    path = folder / name
    try:
        if not is_safe(folder, name):
            raise _refuse(name, 0, "leads elsewhere through a symbolic link or ..", "put the file itself into the pack's folder")
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise _refuse(name, 0, "is not an ordinary file", "put a text file there")
        if found.st_size > LARGEST:
            raise _refuse(
                name, 0, f"has {found.st_size:,} bytes, at most {LARGEST:,} are read", "split it, or take out what is not text"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise _refuse(name, 0, "does not exist", "add the file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not possible"
        raise _refuse(name, 0, f"cannot be read: {reason}", "check its name and its permissions") from None


def _text(name: str, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _refuse(name, line, "is not UTF-8 text", "save it again with the encoding UTF-8") from None
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise _refuse(name, line, f"holds the control character U+{ord(found[0]):04X}", "delete the character; it is not visible")
    return text


def _refuse(name: str, line: int, message: str, remedy: str) -> PackRefused:
    return PackRefused([Problem(name, line, "", message, remedy)])


def _not_yaml(name: str, text: str, error: yaml.YAMLError) -> Problem:
    """The parser's own words, with the line where it stumbled and the one where the trouble may have begun."""
    mark: Any = getattr(error, "problem_mark", None)
    begun: Any = getattr(error, "context_mark", None)
    last = text.count("\n") + 1
    line = min(int(mark.line) + 1, last) if mark else 0
    start = begun.line + 1 if begun else line
    began = f", in what begins in line {start}" if start != line else ""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "the text breaks off"
    return Problem(name, line, "", f"is not valid YAML: {problem}{began}", _QUOTES)


class _Builder:
    """Builds one document from the parser's events; what it does not accept it lists in `problems`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.lines: dict[Location, int] = {}

    def document(self, events: Iterator[Any]) -> Any:
        next(events)  # the stream begins
        if isinstance(event := next(events), yaml.StreamEndEvent):
            raise self.stop(event, "is empty", "write its content, or delete the file")
        data = self.value(events, next(events), ())
        next(events)  # the document ends
        if not isinstance(event := next(events), yaml.StreamEndEvent):
            raise self.stop(event, "holds a second document", "delete the line ---, or make two files")
        return data

    def value(self, events: Iterator[Any], event: Any, where: Location) -> Any:
        self.lines.setdefault(where, event.start_mark.line + 1)
        self.refuse_cleverness(event)
        if len(where) > DEEPEST:
            raise self.stop(
                event, f"nests more than {DEEPEST} lists and groups of keys", "check the indentation and the brackets"
            )
        if isinstance(event, yaml.ScalarEvent):
            return clean_text(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.entries(events, where)
        return self.mapping(events, where)

    def refuse_cleverness(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self.stop(event, "uses an anchor (&) or an alias (*)", "write the text out at each place, or put it in quotes")
        if getattr(event, "tag", None):
            raise self.stop(
                event, f"uses the tag {event.tag}", "leave the tag out, or put the text in quotes; everything is read as text"
            )

    def entries(self, events: Iterator[Any], where: Location) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            found.append(self.value(events, event, (*where, len(found))))
        return found

    def mapping(self, events: Iterator[Any], where: Location) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            self.refuse_cleverness(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise self.stop(event, "uses a list or a group of keys as a key", "put the text before the colon in quotes")
            key = clean_text(event.value)
            if key in found:
                message = f'has the key "{key}" twice, first in line {self.lines[*where, key]}'
                self.problems.append(Problem(self.name, line, str(found.get("id", "")), message, "keep one of them"))
            self.lines.setdefault((*where, key), line)
            found[key] = self.value(events, next(events), (*where, key))
        return found

    def stop(self, event: Any, message: str, remedy: str) -> PackRefused:
        return _refuse(self.name, event.start_mark.line + 1, message, remedy)
