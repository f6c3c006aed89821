"""Interleaved rounds: on a shared machine single times mean little, ratios of the same minutes much more."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.load import Run

Measure = Callable[[int, float], Run]
"""Load with so many clients for so many seconds."""


@dataclass(slots=True)
class Test:
    """One thing that is measured, and the test of the floor that it is held against."""

    name: str
    base: str
    measure: Measure
    runs: list[Run] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ratio:
    """`best`: lowest p50 over the lowest of the base, which noise moves least; `median` over the rounds."""

    name: str
    base: str
    clients: int
    best: float
    median: float
    p95: float
    milliseconds: float
    rate: float
    size: int
    errors: int


def run(tests: Sequence[Test], clients: int, rounds: int, seconds: float) -> list[Ratio]:
    """Every test in every round; noise is shared, and each is sometimes first."""
    for test in tests:
        test.runs.clear()
        test.measure(clients, 0.3)
    for number in range(rounds):
        first = number * len(tests) // rounds
        for test in (*tests[first:], *tests[:first]):
            test.runs.append(test.measure(clients, seconds))
    base = {test.name: test.runs for test in tests}
    return [ratio(test, base[test.base], clients) for test in tests]


def ratio(test: Test, base: Sequence[Run], clients: int) -> Ratio:
    pairs = list(zip(test.runs, base, strict=True))
    return Ratio(
        name=test.name,
        base=test.base,
        clients=clients,
        best=min(one.p50 for one in test.runs) / min(one.p50 for one in base),
        median=statistics.median(one.p50 / other.p50 for one, other in pairs),
        p95=statistics.median(one.p95 / other.p95 for one, other in pairs),
        milliseconds=statistics.median(one.p50 for one in test.runs),
        rate=statistics.median(one.rate for one in test.runs),
        size=test.runs[-1].size,
        errors=sum(one.errors for one in test.runs),
    )
