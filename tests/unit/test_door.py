"""The door: refuses with a sentence and the right exit code, needs nothing installed, leaves nothing running."""

import ast
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from door import check, ground, prepare, serve
from tests import postgres
from tests.conftest import not_skipped

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def door(*words: str, code: str = "") -> "subprocess.CompletedProcess[str]":
    start = [sys.executable, "-c", code] if code else [sys.executable, "run.py", *words]
    return subprocess.run(start, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("source", ["run.py", *(str(path.relative_to(ROOT)) for path in ROOT.glob("door/*.py"))])
def test_the_door_imports_only_the_standard_library(source: str) -> None:
    nodes = list(ast.walk(ast.parse((ROOT / source).read_text())))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} - {"door"} <= sys.stdlib_module_names


def test_an_older_python_is_refused_with_a_sentence() -> None:
    old = "import sys, runpy; sys.version_info = (3, 10, 9); runpy.run_path('run.py', run_name='__main__')"
    refused = door(code=old)
    assert refused.returncode == 1
    assert refused.stderr.startswith("Mainstay needs Python 3.11 or newer")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["dance"], "there is no verb 'dance'"),
        (["backup", "file"], "backup comes with a later version"),
        (["restore", "file"], "restore comes with a later version"),
        (["data", "import", "untc", "file"], "data comes with a later version"),
        (["test", "nonsense"], "no tests are called nonsense"),
        (["test", "-k", "name"], "options of pytest follow after --"),
        (["lint", "mainstay"], "lint takes no further words"),
        (["up", "--port", "high"], "invalid int value: 'high'"),
    ],
)
def test_what_is_not_understood_ends_with_2_and_says_why(words: list[str], reason: str) -> None:
    refused = door(*words)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert reason in refused.stderr
    assert "Traceback" not in refused.stderr


def test_help_names_every_verb() -> None:
    told = door("--help")
    assert told.returncode == 0
    for verb in ("up", "demo", "packs", "org", "invite", "export", "audit", "test", "lint", "bench", "lock"):
        assert re.search(rf"^  {verb} ", told.stdout, re.MULTILINE), verb


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_has_hashes_and_names_no_place(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "--index" not in text
    requirements = re.split(r"\n(?=[a-z])", text)
    assert len(requirements) > 20
    assert [entry for entry in requirements if "--hash=sha256:" not in entry] == []


def test_the_development_lock_holds_the_runtime_lock_in_the_same_versions() -> None:
    runtime = set(PIN.findall((ROOT / "requirements.txt").read_text()))
    assert runtime < set(PIN.findall((ROOT / "requirements-dev.txt").read_text()))


def test_a_changed_lock_means_to_install_again(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("one==1\n")
    before = prepare.fingerprint(lock)
    assert prepare.fingerprint(lock) == before
    lock.write_text("one==2\n")
    assert prepare.fingerprint(lock) != before


def test_children_get_our_code_and_nothing_of_another_projects_python(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DJANGO_SETTINGS_MODULE", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH"):
        monkeypatch.setenv(name, "other")
    monkeypatch.setenv("MAINSTAY_HOSTS", "mainstay.example.org")
    given = ground.environment(MAINSTAY_DATA="here")
    assert "other" not in given.values()
    assert (given["PYTHONPATH"], given["MAINSTAY_DATA"], given["MAINSTAY_HOSTS"]) == (str(ROOT), "here", "mainstay.example.org")


def test_without_rights_the_remedy_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(ground.Refused, match="sudo apt-get install python3-venv"):
        prepare.from_debian("python3-venv", "Python's venv module")


def test_a_taken_port_gives_way_to_the_next_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with serve.listen(taken) as listening:
            address, port = listening.getsockname()
    assert address == "127.0.0.1"
    assert taken < port < taken + serve.PORTS_TRIED
    assert f"port {taken} is taken, using {port}" in capsys.readouterr().err


def test_a_server_that_ends_at_once_is_told_apart_from_one_that_serves() -> None:
    broken = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    broken.wait()
    with pytest.raises(ground.Refused, match="did not start"):
        serve.wait_until_served(broken, port=9)


def test_what_was_started_ends_with_us(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(child: "subprocess.Popen[bytes]") -> int:
        monkeypatch.undo()
        started.append(child)
        raise KeyboardInterrupt

    started: list[subprocess.Popen[bytes]] = []
    monkeypatch.setattr(subprocess.Popen, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ground.call([sys.executable, "-c", "import time; time.sleep(600)"])
    assert started[0].poll() is not None


def test_a_postgresql_that_cannot_start_is_a_failure_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    initdb = tmp_path / "initdb"
    initdb.write_text("#!/bin/sh\necho no room left >&2\nexit 1\n")
    initdb.chmod(0o755)
    monkeypatch.setattr(postgres, "find_programs", lambda folder: tmp_path)
    monkeypatch.setattr(postgres, "servant", dict)
    assert postgres.main([sys.executable, "-c", "print('tested on nothing')"]) == 1
    told = capsys.readouterr()
    assert "no room left" in told.err
    assert "tested on nothing" not in told.out


@pytest.mark.parametrize(("ci", "outcome"), [("true", "failed"), ("", "skipped")])
def test_a_skipped_test_fails_where_it_counts(ci: str, outcome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", ci)
    report = pytest.TestReport("test_it", ("", 0, ""), {}, "skipped", ("file", 1, "Skipped: no browser"), "setup")
    assert not_skipped(report).outcome == outcome
    assert ("no browser" in str(report.longrepr)) is True


def test_an_expected_failure_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    report = pytest.TestReport("test_it", ("", 0, ""), {}, "skipped", "", "call")
    report.wasxfail = "known"
    assert not_skipped(report).outcome == "skipped"


def test_no_folder_of_tests_is_outside_the_suites() -> None:
    folders = {path.relative_to(ROOT / "tests").parts[0] for path in ROOT.glob("tests/*/**/test_*.py")}
    assert folders <= set(check.SUITES)
