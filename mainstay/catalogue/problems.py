"""What is wrong in a pack: where, what, and what its author can do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake; `line` is 0 where the whole file is meant, `id` empty where no item is."""

    file: str
    line: int
    id: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        subject = f"{self.id}: " if self.id else ""
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{place}: {subject}{self.message}{remedy}"


class PackRefused(Exception):
    """A pack that cannot be used as it is; `problems` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
