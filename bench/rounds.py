"""Interleaved rounds: on a shared machine single times mean little, ratios of the same minutes much more."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench import calm
from bench.load import Run
from bench.serving import Server

Measure = Callable[[int, float], Run]
"""Load with so many clients for so many seconds."""


@dataclass(slots=True)
class Test:
    """One thing that is measured, and the test of the floor that it is held against."""

    name: str
    base: str
    server: Server
    measure: Measure
    work: float = 0
    """Processor time of the server, in milliseconds, over all rounds."""
    runs: list[Run] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ratio:
    """`best`: lowest p50 over the lowest of the base; `median` over the rounds.

    `work`: processor time of the server for one request over that of the base. It hardly moves when the machine is busy
    with other things; the times that a client waits then grow more for long requests than for short ones.
    """

    name: str
    base: str
    clients: int
    best: float
    median: float
    work: float
    work_milliseconds: float
    p95: float
    milliseconds: float
    rate: float
    size: int
    errors: int


def run(tests: Sequence[Test], clients: int, rounds: int, seconds: float, patience: float) -> list[Ratio]:
    """Every test in every round; noise is shared, each is sometimes first, and each waits a while for a calm moment."""
    for test in tests:
        test.runs.clear()
        test.work = 0
        test.measure(clients, 0.3)
    for number in range(rounds):
        first = number * len(tests) // rounds
        for test in (*tests[first:], *tests[:first]):
            calm.wait(patience)
            before = test.server.work()
            test.runs.append(test.measure(clients, seconds))
            test.work += test.server.work() - before
    base = {test.name: test for test in tests}
    return [ratio(test, base[test.base], clients) for test in tests]


def per_request(test: Test) -> float:
    return test.work / sum(run.requests for run in test.runs)


def ratio(test: Test, base: Test, clients: int) -> Ratio:
    pairs = list(zip(test.runs, base.runs, strict=True))
    return Ratio(
        name=test.name,
        base=test.base,
        clients=clients,
        best=min(one.p50 for one in test.runs) / min(one.p50 for one in base.runs),
        median=statistics.median(one.p50 / other.p50 for one, other in pairs),
        work=per_request(test) / per_request(base) if base.work else 0,
        work_milliseconds=per_request(test),
        p95=statistics.median(one.p95 / other.p95 for one, other in pairs),
        milliseconds=statistics.median(one.p50 for one in test.runs),
        rate=statistics.median(one.rate for one in test.runs),
        size=test.runs[-1].size,
        errors=sum(one.errors for one in test.runs),
    )
