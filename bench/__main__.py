"""`run.py bench`: measures, prints ratios, and with --write keeps them in docs/reference/performance.md; no time fails it."""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import many, report, rounds, serving, starts, transfer
from bench.load import Client, Run, compose, load, repeaters
from bench.typists import Site, typists
from door.ground import PYTHON, environment, say
from tests import postgres

PARTS = ("ratios", "bytes", "many", "starts")
FLOOR_BODY = "result={choice}&note=Autosaved+text+{number},+reviewed+with+the+counterpart"
MOST_CLIENTS = 16


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("run.py bench", description="Speed, as ratios to bare Django in the same minutes.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure, of {', '.join(PARTS)} (all of them)")
    parser.add_argument("--quick", action="store_true", help="3 rounds of 1 s, 500 saves, no starts: for use while developing")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--patience", type=float, default=5.0, help="seconds to wait for a calm moment before each measurement")
    parser.add_argument("--clients", default="1,8", help="numbers of clients at a time")
    parser.add_argument("--saves", type=int, default=5000, help=f"by {MOST_CLIENTS} clients at once")
    parser.add_argument("--interventions", type=int, default=3, help="in the organisation")
    parser.add_argument("--write", action="store_true", help="keep the figures in docs/reference/performance.md")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"there is no {', '.join(unknown)}: choose from {', '.join(PARTS)}")
    given.parts = given.parts or [part for part in PARTS if not (given.quick and part == "starts")]
    if given.write and set(given.parts) != set(PARTS):
        parser.error("--write keeps all figures of one run: leave out --quick and the names of parts")
    if given.quick:
        given.rounds, given.seconds, given.saves, given.patience = 3, 1.0, min(given.saves, 500), 0
    return given


def inside(*words: str) -> Any:
    """What `bench.filling` says, inside Mainstay with the present environment."""
    done = subprocess.run([PYTHON, "-P", "-m", "bench.filling", *words], env=environment(), stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit("Mainstay could not be prepared (reasons above)")
    return json.loads(done.stdout)


@contextmanager
def site(folder: Path, interventions: int, database: str = "") -> Iterator[Site]:
    """Mainstay, filled and served, on a data folder of its own."""
    os.environ |= {"MAINSTAY_DATA": str(folder), "DATABASE_URL": database}
    folder.mkdir()
    made = inside("fill", str(interventions))
    with serving.mainstay() as server:
        found = Site(server, **made)
        found.check()
        yield found


def repeating(server: serving.Server, make: Callable[[int], bytes]) -> rounds.Measure:
    return lambda clients, seconds: load(server.port, repeaters(clients, make), seconds=seconds)


def floor_tests(bare: serving.Server, login: serving.Server, session: str) -> list[rounds.Test]:
    cookie = [f"Cookie: sessionid={session}"]

    def page(number: int) -> bytes:
        return compose("GET", f"/c/{1 + number * 37 % 1000}/", cookie)

    def save(number: int) -> bytes:
        body = FLOOR_BODY.format(choice=number % 4 + 1, number=number)
        return compose("POST", f"/a/{1 + number * 997 % 60000}/", cookie, body)

    return [
        rounds.Test("page", "page", bare, repeating(bare, page)),
        rounds.Test("save", "save", bare, repeating(bare, save)),
        rounds.Test("page with login", "page", login, repeating(login, page)),
        rounds.Test("save with login", "save", login, repeating(login, save)),
    ]


def our_tests(ours: Site) -> list[rounds.Test]:
    people = typists(ours, MOST_CLIENTS)

    def page(number: int) -> bytes:
        return ours.page(ours.assessments[number % len(ours.assessments)])

    def packed(number: int) -> bytes:
        return ours.page(ours.assessments[number % len(ours.assessments)], transfer.PACKED)

    def autosave(clients: int, seconds: float) -> Run:
        busy: list[Client] = [*people[:clients]]
        return load(ours.port, busy, seconds=seconds)

    return [
        rounds.Test("Tool page of 60 items", "page", ours.server, repeating(ours.server, page)),
        rounds.Test("The same, compressed", "page", ours.server, repeating(ours.server, packed)),
        rounds.Test("Autosave", "save", ours.server, autosave),
    ]


def measure(given: argparse.Namespace, folder: Path, found: report.Findings) -> None:
    with site(folder / "sqlite", given.interventions) as ours:
        if "ratios" in given.parts:
            say("laying the floor ...")
            with serving.floors(folder) as (bare, login, session):
                tests = floor_tests(bare, login, session) + our_tests(ours)
                for clients in map(int, given.clients.split(",")):
                    say(f"{clients} clients: {given.rounds} rounds of {given.seconds} s for each of {len(tests)} tests ...")
                    found.ratios += rounds.run(tests, clients, given.rounds, given.seconds, given.patience)
        if "bytes" in given.parts:
            found.visit = transfer.visit(ours, ours.assessments[0])
        if "many" in given.parts:
            found.many["SQLite"] = crowd(ours, given.saves)
    if "many" in given.parts:
        with postgres.server() as database, site(folder / "postgresql", given.interventions, database) as ours:
            found.many["PostgreSQL"] = crowd(ours, given.saves)
    if "starts" in given.parts:
        say("starting from an empty clone, then again ...")
        found.starts = starts.starts(folder)


def crowd(ours: Site, saves: int) -> many.Outcome:
    say(f"{MOST_CLIENTS} clients, {saves} saves ...")
    before = inside("count")
    outcome, people = many.save(ours, MOST_CLIENTS, saves)
    many.compare(outcome, people, before, inside("count"))
    return outcome


def main() -> int:
    given = options()
    workers = f"{serving.WORKERS} workers each, Mainstay's with 4 threads as run.py up starts them, the floor's synchronous"
    found = report.Findings(
        conditions=f"{workers}; {given.rounds} rounds of {given.seconds:g} s, {given.interventions} interventions"
    )
    with tempfile.TemporaryDirectory(prefix="mainstay-bench-") as name:
        measure(given, Path(name), found)
    print(report.text(found))
    if found.ratios:
        print(f"\n{report.milliseconds(found.ratios)}")
    for name, outcome in found.many.items():
        print(f"\n{name}: {outcome.saved} saves in {outcome.seconds:.1f} s, p50 {outcome.p50:.1f} ms, p95 {outcome.p95:.1f} ms")
    if given.write:
        report.write(found)
    faults = [fault for outcome in found.many.values() for fault in outcome.faults]
    return 1 if faults or any(one.errors for one in found.ratios) else 0


def interrupt(number: int, frame: object) -> None:
    """Told to end: leave by the way that stops the servers and deletes their data."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(1)
