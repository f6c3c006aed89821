"""Where things lie, how to say a thing, and how to run a command that never outlives us."""

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Not for our children: another project's settings, and a wish that would have Python compile everything anew at each start.
FOREIGN = ("PYTHONHOME", "PYTHONSTARTUP", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE")


class Refused(Exception):
    """Ends the verb: its text for standard error, its code for the shell."""

    def __init__(self, reason: str, code: int = 1) -> None:
        super().__init__(reason)
        self.code = code


def say(text: str) -> None:
    """Progress and reasons go to standard error; standard output belongs to the result."""
    print(f"mainstay: {text}", file=sys.stderr, flush=True)


def data_folder() -> Path:
    return Path(os.environ.get("MAINSTAY_DATA") or ROOT / "var").absolute()


def environment(**more: str) -> dict[str, str]:
    """What every child gets: our code on its path, the data folder, nothing of another project's Python."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return kept | {"PYTHONPATH": str(ROOT), "MAINSTAY_DATA": str(data_folder())} | more


def call(words: list[Any], **options: Any) -> int:
    """Run a command to its end and give its exit code; if we are stopped, it is stopped too."""
    child = subprocess.Popen([str(word) for word in words], preexec_fn=end_with_parent, **options)
    try:
        return child.wait()
    finally:
        stop(child)


def stop(child: "subprocess.Popen[Any]", patience: float = 15) -> None:
    """End a child kindly, then surely."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def end_with_parent() -> None:
    """For `preexec_fn`: on Linux the child is ended even when its parent is killed without a word."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
