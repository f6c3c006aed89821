"""Closed-loop load on this machine, standard library only: each client sends its next request when the last is answered.

New requests stop at the deadline and those in flight are waited for, so no abandoned work slows the next measurement.
"""

import itertools
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

HERE = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, and how long it took from the first byte of the connection to the last of the answer."""

    status: int
    head: bytes
    body: bytes
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """One measurement; times in milliseconds, `size` in bytes of the last answer."""

    requests: int
    rate: float
    p50: float
    p95: float
    size: int
    errors: int


class Client(Protocol):
    """One of several that are at work at the same time."""

    def request(self) -> bytes: ...

    def heard(self, answer: Answer) -> bool:
        """Whether the answer is the right one."""


def send(port: int, raw: bytes) -> Answer:
    begun = time.perf_counter()
    with socket.create_connection((HERE, port), timeout=300) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.sendall(raw)
        received = b"".join(iter(lambda: line.recv(1 << 18), b""))
    took = (time.perf_counter() - begun) * 1000
    head, _, body = received.partition(b"\r\n\r\n")
    return Answer(int(head[9:12] or 0), head, body, took)


def compose(method: str, path: str, headers: Sequence[str] = (), body: str = "") -> bytes:
    """A request that asks the server to close the connection after the answer."""
    form = [f"Content-Length: {len(body.encode())}", "Content-Type: application/x-www-form-urlencoded"]
    form = form if method == "POST" else []
    return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {HERE}", "Connection: close", *headers, *form, "", body]).encode()


class Repeater:
    """Sends what `make` gives for 0, 1, 2 …; every answer between 200 and 299 will do."""

    def __init__(self, make: Callable[[int], bytes], numbers: "itertools.count[int]") -> None:
        self.make, self.numbers = make, numbers

    def request(self) -> bytes:
        return self.make(next(self.numbers))

    def heard(self, answer: Answer) -> bool:
        return 200 <= answer.status < 300


def repeaters(count: int, make: Callable[[int], bytes]) -> list[Client]:
    numbers = itertools.count()
    return [Repeater(make, numbers) for _ in range(count)]


def load(port: int, clients: Sequence[Client], *, seconds: float = 3600, most: int = 1_000_000) -> Run:
    """All clients at once for that long, or until `most` requests were sent."""
    numbers, lock = itertools.count(1), threading.Lock()
    heard: list[tuple[float, int, bool]] = []
    begun = time.perf_counter()

    def work(client: Client) -> None:
        while time.perf_counter() < begun + seconds and next(numbers) <= most:
            answer = send(port, client.request())
            right = client.heard(answer)
            with lock:
                heard.append((answer.milliseconds, len(answer.head) + 4 + len(answer.body), right))

    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    times = sorted(one[0] for one in heard)
    p50, p95 = (times[min(len(times) - 1, int(share * len(times)))] for share in (0.5, 0.95))
    return Run(len(times), len(times) / took, p50, p95, heard[-1][1], sum(not right for *_, right in heard))
