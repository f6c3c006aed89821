"""Many people save at the same time, and afterwards it is counted whether anything was lost."""

import time
from dataclasses import dataclass, field
from typing import Any

from bench.load import load
from bench.typists import Site, Typist, typists


@dataclass(slots=True)
class Outcome:
    """`faults` is empty where all went well."""

    clients: int
    asked: int
    saved: int = 0
    seconds: float = 0
    p50: float = 0
    p95: float = 0
    faults: list[str] = field(default_factory=list)


def save(site: Site, clients: int, saves: int) -> tuple[Outcome, list[Typist]]:
    people = typists(site, clients)
    begun = time.perf_counter()
    run = load(site.port, people, most=saves)
    outcome = Outcome(clients, run.requests, sum(len(one.saved) for one in people), time.perf_counter() - begun, run.p50, run.p95)
    for status, body in [refusal for one in people for refusal in one.refused][:3]:
        outcome.faults.append(f"refused with {status}: {body.decode(errors='replace')}")
    if outcome.saved != saves:
        outcome.faults.append(f"{saves} saves were sent, {outcome.saved} acknowledged")
    return outcome, people


def compare(outcome: Outcome, people: list[Typist], before: dict[str, Any], after: dict[str, Any]) -> None:
    """What was acknowledged against revisions, versions and events; the last text of each against the entry; the chain."""
    for name in ("revisions", "versions", "events"):
        if (grown := after[name] - before[name]) != outcome.saved:
            outcome.faults.append(f"{outcome.saved} saves acknowledged, but {grown} more {name}")
    for one in people:
        stored = after["texts"][f"{one.assessment} {one.item}"]
        if one.saved and stored != one.saved[-1]:
            outcome.faults.append(f"{one.item}: {one.saved[-1]!r} acknowledged, {stored!r} stored")
    if after["broken"] or after["in order"] != after["events"]:
        kept = f"{after['in order']} of {after['events']}"
        outcome.faults.append(f"the chain of events is broken: {after['broken']}, {kept} in order")
