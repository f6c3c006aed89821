"""How long `run.py` takes from an empty clone to a served page, and the second time."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from door.ground import ROOT, end_with_parent, stop

NOT_CLONED = shutil.ignore_patterns(".git", ".venv", "var", "dist", "__pycache__", ".*_cache", "*.mo", "*.egg-info")


def starts(folder: Path) -> tuple[float, float]:
    """Seconds of the first and of the second start, in a copy of the project without its packages and data."""
    clone = folder / "clone"
    shutil.copytree(ROOT, clone, ignore=NOT_CLONED)
    return start(clone), start(clone)


def start(clone: Path) -> float:
    """`run.py up` prints its link when the page can be asked for."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MAINSTAY_") and name != "DATABASE_URL"}
    inherited["PYTHONDONTWRITEBYTECODE"] = ""
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "run.py", "up", "--port", "18000"],
        cwd=clone,
        env={name: value for name, value in inherited.items() if name != "PYTHONPATH"},
        stdout=subprocess.PIPE,
        preexec_fn=end_with_parent,
    )
    try:
        assert process.stdout
        if not process.stdout.readline().startswith(b"http://"):
            raise SystemExit("run.py up did not start (reasons above)")
        return time.monotonic() - begun
    finally:
        stop(process)
