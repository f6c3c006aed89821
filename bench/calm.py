"""Waits for a moment in which the machine has nothing else to do: others' work slows long requests more than short ones."""

import time
from pathlib import Path

STAT = Path("/proc/stat")


def wait(patience: float, idle: float = 0.8) -> bool:
    """Whether, within so many seconds, the processors stood idle for that share of a fifth of a second."""
    until = time.monotonic() + patience
    while STAT.exists() and time.monotonic() < until:
        if idle_share(0.2) >= idle:
            return True
    return False


def idle_share(seconds: float) -> float:
    before = ticks()
    time.sleep(seconds)
    all_, rest = (after - earlier for after, earlier in zip(ticks(), before, strict=True))
    return rest / all_ if all_ else 1.0


def ticks() -> tuple[int, int]:
    """All time of all processors, and the idle part of it."""
    numbers = [int(word) for word in STAT.read_text().partition("\n")[0].split()[1:]]
    return sum(numbers), numbers[3] + numbers[4]
