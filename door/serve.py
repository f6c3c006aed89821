"""The verb `up`: serve on this machine, print a sign-in link, and leave nothing behind."""

import argparse
import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress

from door import prepare
from door.ground import PYTHON, ROOT, Refused, end_with_parent, environment, say, stop

PORTS_TRIED = 100


def up(words: list[str]) -> int:
    """Serve until told to stop. The listening socket is ours first, so nobody can take the port in between."""
    parser = argparse.ArgumentParser("run.py up", description="Serve on this machine and print a sign-in link.")
    parser.add_argument("--port", type=int, default=8000, help="the first port to try (default 8000)")
    first = parser.parse_args(words).port
    started = time.monotonic()
    prepare.python()
    prepare.data()
    with listen(first) as listening:
        port = listening.getsockname()[1]
        server = serve(listening.fileno())
    try:
        path = sign_in_path()
        wait_until_served(server, port)
        say(f"ready after {time.monotonic() - started:.1f} s; the link works once, Ctrl-C stops the server")
        print(f"http://localhost:{port}{path}", flush=True)
        server.wait()
        raise Refused("the server ended by itself (its last words are above)")
    except KeyboardInterrupt:
        say("stopped")
        return 0
    finally:
        stop(server)


def listen(first: int) -> socket.socket:
    """A socket on the first free port; on this machine only."""
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
            listening.listen(128)
        except OSError:
            listening.close()
            continue
        if port != first:
            say(f"port {first} is taken, using {port}")
        return listening
    raise Refused(f"no free port among the {PORTS_TRIED} from {first}")


def serve(listening: int) -> "subprocess.Popen[bytes]":
    workers = ["--worker-class", "gthread", "--workers", os.environ.get("WEB_CONCURRENCY", "2"), "--threads", "4", "--preload"]
    manners = ["--log-level", "warning", "--graceful-timeout", "5", "--no-control-socket", "--bind", f"fd://{listening}"]
    return subprocess.Popen(
        [PYTHON, "-P", "-m", "gunicorn", *workers, *manners, "mainstay.config.wsgi:application"],
        cwd=ROOT,
        env=environment(),
        stdout=sys.stderr,
        pass_fds=[listening],
        start_new_session=True,  # Ctrl-C reaches us alone, and we end the server
        preexec_fn=end_with_parent,
    )


def sign_in_path() -> str:
    made = subprocess.run(
        [PYTHON, "-P", "-m", "mainstay", "signin_link", "--skip-checks"], env=environment(), stdout=subprocess.PIPE, text=True
    )
    if made.returncode != 0:
        say("no sign-in link could be made (reasons above)")
    return made.stdout.strip() or "/"


def wait_until_served(server: "subprocess.Popen[bytes]", port: int, patience: float = 60) -> None:
    until = time.monotonic() + patience
    while server.poll() is None and time.monotonic() < until:
        with suppress(OSError, http.client.HTTPException):
            asking = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
            asking.request("GET", "/", headers={"Host": f"localhost:{port}"})
            status = asking.getresponse().status
            asking.close()
            if status < 500:
                return
            raise Refused(f"the server answers with an error ({status}; its last words are above)")
        time.sleep(0.05)
    raise Refused("the server did not start (its last words are above)")
