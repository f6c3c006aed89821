"""Starts the servers that are measured: two floors, and Mainstay as `run.py up` serves it."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from door import serve
from door.ground import end_with_parent, stop

FLOOR = Path(__file__).resolve().parent / "floor"
WORKERS = "2"


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    pid: int

    def work(self) -> float:
        """Milliseconds of processor time that the server and its workers have used; 0 where the system does not tell."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        if not children.exists():
            return 0.0
        stats = [
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in (self.pid, *children.read_text().split())
        ]
        return sum(int(stat[11]) + int(stat[12]) for stat in stats) * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def floors(folder: Path) -> Iterator[tuple[Server, Server, str]]:
    """The bare floor and the floor with login, each on its own copy of the data, and a session for the latter."""
    database = folder / "floor.sqlite3"
    manage("migrate", "-v0", FLOOR_DB=str(database))
    session = manage("seed", "1000", FLOOR_DB=str(database)).strip()
    copy = folder / "floor-login.sqlite3"
    shutil.copy(database, copy)
    with floor(database) as bare, floor(copy, FLOOR_AUTH="1") as login:
        yield bare, login, session


def manage(*words: str, **more: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=FLOOR, env=floor_environment(**more), stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise SystemExit("the floor could not be laid (reasons above)")
    return done.stdout


def floor_environment(**more: str) -> dict[str, str]:
    """The floor finds its own code first and none of ours."""
    return {**os.environ, "PYTHONPATH": str(FLOOR), "DJANGO_SETTINGS_MODULE": "floorsite.settings", **more}


@contextmanager
def floor(database: Path, **more: str) -> Iterator[Server]:
    """Two synchronous workers, the least that gunicorn does."""
    with serve.listen(0) as listening:
        words = ["--workers", WORKERS, "--timeout", "300", "--no-control-socket", "--bind", f"fd://{listening.fileno()}"]
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *words, "--log-level", "warning", "floorsite.wsgi:application"],
            cwd=FLOOR,
            env=floor_environment(FLOOR_DB=str(database), **more),
            stdout=sys.stderr,
            pass_fds=[listening.fileno()],
            start_new_session=True,
            preexec_fn=end_with_parent,
        )
        port = int(listening.getsockname()[1])
    yield from until_done(process, port)


@contextmanager
def mainstay() -> Iterator[Server]:
    """The server of `run.py up`, on the data folder of MAINSTAY_DATA, with as many workers as the floor."""
    os.environ["WEB_CONCURRENCY"] = WORKERS
    with serve.listen(0) as listening:
        port = int(listening.getsockname()[1])
        process = serve.serve(listening.fileno())
    yield from until_done(process, port)


def until_done(process: "subprocess.Popen[bytes]", port: int) -> Iterator[Server]:
    """The server once it answers; it is stopped when the caller is done, however that ends."""
    try:
        serve.wait_until_served(process, port)
        time.sleep(0.3)  # both workers
        yield Server(port, process.pid)
    finally:
        stop(process)
