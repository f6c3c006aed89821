"""What a verb may lack: packages from a hashed lock, a package of Debian's, the data folder; and how the locks are made."""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from door.ground import PYTHON, ROOT, VENV, Refused, call, data_folder, environment, say

RUNTIME, DEVELOPMENT = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
STAMP = VENV / "installed-locks"


@contextmanager
def alone() -> Iterator[None]:
    """Two doors opened at once prepare one after the other."""
    with Path(__file__).open() as file:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def python(development: bool = False) -> None:
    """A `.venv` with what the lock names, every file held against its hash."""
    wanted = DEVELOPMENT if development else RUNTIME
    if fingerprint(wanted) in installed():
        return
    with alone():
        if fingerprint(wanted) in installed():
            return
        started = time.monotonic()
        say(f"installing what {wanted.name} names into .venv, hashes checked ...")
        STAMP.unlink(missing_ok=True)
        if not (install_with_uv(wanted) or install_with_pip(wanted)):
            raise Refused("the packages could not be installed (reasons above)")
        # The development lock holds the runtime lock's packages in the same versions.
        done = (RUNTIME, DEVELOPMENT) if development else (RUNTIME,)
        STAMP.write_text("\n".join(map(fingerprint, done)))
        say(f"installed in {time.monotonic() - started:.1f} s")


def fingerprint(wanted: Path) -> str:
    """Of the lock and of the Python that carries the venv: when either changes, install again."""
    return hashlib.sha256(wanted.read_bytes() + str(PYTHON.resolve()).encode()).hexdigest()


def installed() -> list[str]:
    return STAMP.read_text().split() if STAMP.exists() and PYTHON.exists() else []


def venv_works(*modules: str) -> bool:
    probe = f"import {', '.join(('sys', *modules))}; sys.exit(sys.version_info < (3, 11))"
    return PYTHON.exists() and call([PYTHON, "-c", probe], stderr=subprocess.DEVNULL) == 0


def install_with_uv(wanted: Path) -> bool:
    """The quick way, where uv is at hand. It does not read pip's own settings, so pip follows when it fails."""
    uv = shutil.which("uv")
    if not uv or not (venv_works() or call([uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV]) == 0):
        return False
    return call([uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", wanted], stdout=sys.stderr) == 0


def install_with_pip(wanted: Path) -> bool:
    if not venv_works("pip"):
        if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
            from_debian("python3-venv", "Python's venv module")
        if call([sys.executable, "-m", "venv", "--clear", VENV], stdout=sys.stderr) != 0:
            raise Refused(f"{VENV} could not be made (reasons above)")
    quiet = ["-qq", "--no-input", "--disable-pip-version-check", "--no-compile"]
    return call([PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", "-r", wanted], stdout=sys.stderr) == 0


def from_debian(package: str, purpose: str) -> None:
    """As root on Debian install it, otherwise say what to type."""
    debian = shutil.which("apt-get")
    if not debian or os.geteuid() != 0:
        how = f"sudo apt-get install {package}" if debian else f"install {package} with your system's package manager"
        raise Refused(f"{purpose} is missing. Remedy: {how}")
    say(f"installing Debian's {package} ...")
    quietly: dict[str, Any] = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "env": environment(DEBIAN_FRONTEND="noninteractive"),
    }
    call([debian, "-qq", "update"], **quietly)
    if call([debian, "-qq", "install", "--yes", "--no-install-recommends", package], **quietly) != 0:
        raise Refused(f"{purpose} is missing and apt-get could not install {package} (reasons above)")


def data() -> None:
    """The data folder, the newest migrations, the installed pack, and in a new database the demo."""
    data_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone():
        if (
            command("prepare", "--skip-checks", stdout=sys.stderr) != 0
        ):  # the checks belong to the tests; here they cost half a second
            raise Refused("the database could not be prepared (reasons above)")


def command(*words: str, **options: Any) -> int:
    """A management command of the application; `-P` keeps the caller's folder out of Python's path."""
    return call([PYTHON, "-P", "-m", "mainstay", *words], env=environment(), **options)


def lock(words: list[str]) -> int:
    """Write both locks: for every platform, hashed, without the name of any package index."""
    python(development=True)
    neutral = ["--universal", "--generate-hashes", "--python-version", "3.11", "--no-config", "--no-header", "--no-annotate"]
    nowhere = ["--no-emit-index-url", "--no-emit-find-links", "--quiet", *words]
    compiling = [PYTHON, "-m", "uv", "pip", "compile", "pyproject.toml", "--extra", "postgres", *neutral, *nowhere]
    for file, more in ((RUNTIME, []), (DEVELOPMENT, ["--group", "dev", "--constraints", RUNTIME.name])):
        if call([*compiling, *more, "--output-file", file.name], cwd=ROOT, stdout=subprocess.DEVNULL) != 0:
            raise Refused(f"{file.name} could not be written (reasons above)")
        text = file.read_text()
        if "://" in text or "--index" in text or "--find-links" in text:
            raise Refused(f"{file.name} names a place on the network or on this machine: do not commit it")
        print(f"{file.name}: {sum(line[:1].isalnum() for line in text.splitlines())} packages")
    return 0
