"""The verbs of those who change the code: test, lint, bench."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from door import prepare
from door.ground import PYTHON, ROOT, Refused, call, environment, say, stop

SUITES = {name: [f"tests/{name}"] for name in ("unit", "contract", "journeys", "browser", "house")}
SUITES["unit"].append("mainstay")  # the tests of each kind lie in its folder
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ON_MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
NO_TESTS_CHOSEN, USAGE = 5, 4  # exit codes of pytest
IMPORT_LINTER = "import sys; from importlinter.cli import lint_imports_command as check; sys.argv[0] = 'lint-imports'; check()"
CHECKS = {
    "mypy": ["-m", "mypy"],
    "import-linter": ["-c", IMPORT_LINTER],
    "djlint": ["-m", "djlint", "mainstay", "--lint", "--quiet"],
    "bandit": ["-m", "bandit", "--quiet", "--recursive", "--configfile", "pyproject.toml", "mainstay", "door", "run.py"],
    "ruff": ["-m", "ruff", "check"],
    "ruff format": ["-m", "ruff", "format", "--check"],
}


def test(words: list[str]) -> int:
    """Everything on SQLite, then once more on PostgreSQL whatever touches the database."""
    cut = words.index("--") if "--" in words else len(words)
    suites, options = words[:cut], words[cut + 1 :]
    if unknown := [name for name in suites if name not in SUITES]:
        raise Refused(
            f"no tests are called {', '.join(unknown)}: choose from {', '.join(SUITES)}; options of pytest follow after --",
            code=2,
        )
    paths = [path for name in suites for path in SUITES[name] if (ROOT / path).exists()]
    if suites and not paths:
        raise Refused(f"there are no tests in {', '.join(suites)} yet")
    prepare.python(development=True)
    if "browser" in (suites or SUITES):
        prepare_chromium()
    pytest = [PYTHON, "-m", "pytest", "--numprocesses", str(min(os.cpu_count() or 1, 4)), *paths, *options]
    with tempfile.TemporaryDirectory(prefix="mainstay-tests-") as data:
        here: dict[str, Any] = {"cwd": ROOT, "env": environment(MAINSTAY_DATA=data, DATABASE_URL="")}
        say("on SQLite ...")
        code = call(pytest, **here)
        if code == 0 and suites != ["browser"]:
            say("again on PostgreSQL, whatever touches the database ...")
            code = call([PYTHON, "-m", "tests.postgres", *pytest, "--database-only"], **here)
            code = 0 if code == NO_TESTS_CHOSEN else code
    return {0: 0, USAGE: 2}.get(code, 1)


def find_chromium() -> str | None:
    """A Chromium to drive: MAINSTAY_CHROMIUM, else what the system has."""
    if found := os.environ.get("MAINSTAY_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None):
        return found
    return str(CHROMIUM_ON_MACOS) if CHROMIUM_ON_MACOS.exists() else None


def prepare_chromium() -> None:
    if not find_chromium() and (ROOT / "tests" / "browser").exists():
        try:
            prepare.from_debian("chromium", "A Chromium for the browser tests")
        except Refused as reason:
            say(f"THE BROWSER TESTS WILL BE SKIPPED. {reason}")


def lint(words: list[str]) -> int:
    """All checks side by side; only those that complain are shown in full."""
    if words:
        raise Refused("lint takes no further words", code=2)
    prepare.python(development=True)
    with tempfile.TemporaryDirectory() as data:
        running = {name: begin(check, data) for name, check in CHECKS.items()}
        try:
            failed = [name for name, child in running.items() if complains(name, child)]
        finally:
            for child in running.values():
                stop(child)
    print(f"lint: {len(CHECKS) - len(failed)} of {len(CHECKS)} checks passed" + (f", not: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


def begin(check: list[str], data: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [PYTHON, *check],
        cwd=ROOT,
        env=environment(MAINSTAY_DATA=data),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def complains(name: str, child: "subprocess.Popen[str]") -> bool:
    said = child.communicate()[0]
    if child.returncode:
        print(f"--- {name}\n{said}", flush=True)
    return child.returncode != 0


def bench(words: list[str]) -> int:
    prepare.python(development=True)
    if not (ROOT / "bench" / "__main__.py").exists():
        raise Refused("there is no bench folder to run")
    return call([PYTHON, "-P", "-m", "bench", *words], env=environment())
