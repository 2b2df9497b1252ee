"""The commands of start.py for people who change the code."""

import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import start
from tests.fixtures.live_server import free_port
from timeclock.config import ROOT
from timeclock.starting.checking import CHECKS, FORMATTERS, run_checks, run_formatters
from timeclock.starting.developing import WatchedFiles

PATIENCE = 60
PROGRAM = '#!/bin/sh\necho "$(basename "$0")" "$@" >> "$(dirname "$0")/calls"\nexit {code}\n'


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that only note how they are called."""
    for name in ("python", "ruff", "mypy", "lint-imports", "djlint", "uv"):
        put_program(tmp_path / name)
    monkeypatch.setattr(start, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(start, "install", lambda *_: None)
    return tmp_path


def put_program(path: Path, code: int = 0) -> None:
    path.write_text(PROGRAM.format(code=code))
    path.chmod(0o755)


def calls(programs: Path) -> list[str]:
    return (programs / "calls").read_text().splitlines()


def test_check_runs_every_check(programs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(["check"]) == 0
    assert sorted(calls(programs)) == sorted(" ".join(each) for each in CHECKS.values())
    assert capsys.readouterr().out.splitlines() == [f"{name}: passed" for name in CHECKS]


@pytest.mark.parametrize("program", ["ruff", "mypy", "lint-imports", "djlint"])
def test_a_check_that_fails_is_named(
    programs: Path, capsys: pytest.CaptureFixture[str], program: str
) -> None:
    put_program(programs / program, code=3)
    assert start.check() == 1
    failed = [name for name, command in CHECKS.items() if command[0] == program]
    assert [line for line in capsys.readouterr().out.splitlines() if "failed" in line] == [
        f"{name}: failed" for name in failed
    ]


def test_format_formats_code_and_templates(programs: Path) -> None:
    assert start.main(["format"]) == 0
    assert calls(programs) == [" ".join(each) for each in FORMATTERS]
    put_program(programs / "djlint", code=1)
    assert run_formatters(programs) == 1


def test_the_checks_find_what_is_wrong() -> None:
    """With the real programs: an unknown folder has none, and theirs are beside this Python."""
    folder = Path(sys.executable).parent
    assert {program for program, *_ in CHECKS.values()} <= {each.name for each in folder.iterdir()}
    with pytest.raises(FileNotFoundError):
        run_checks(ROOT / "templates")


def test_lock_writes_the_three_locks_and_names_no_index(programs: Path) -> None:
    assert start.main(["lock", "--upgrade-package", "flask"]) == 0
    for name, call in zip(("run", "test", "assets"), calls(programs), strict=True):
        assert call.startswith("uv pip compile --universal --generate-hashes --no-emit-index-url")
        assert call.endswith(
            f"--upgrade-package flask requirements/{name}.in --output-file requirements/{name}.txt"
        )
        assert ("--no-deps" in call) == (name == "assets")


def test_lock_stops_at_the_first_failure(programs: Path) -> None:
    put_program(programs / "uv", code=2)
    assert start.main(["lock"]) == 2
    assert len(calls(programs)) == 1


def test_a_benchmark_gets_its_arguments(programs: Path) -> None:
    assert start.main(["benchmark", "punch", "sqlite"]) == 0
    assert calls(programs) == ["python -m benchmarks.punch sqlite"]


def test_a_benchmark_needs_a_name(programs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(["benchmark"]) == 2
    assert "Name a benchmark: punch, timesheets, exports, api or growth." in capsys.readouterr().err


def test_the_benchmarks_that_are_named_exist() -> None:
    for name in ("punch", "timesheets", "exports", "api"):
        assert "__main__" in (ROOT / "benchmarks" / f"{name}.py").read_text()


def test_a_benchmark_without_the_packages_of_the_tests_names_the_command(tmp_path: Path) -> None:
    without = (
        "import importlib.util, sys; found = importlib.util.find_spec;"
        "importlib.util.find_spec = lambda name, *rest:"
        " None if name == 'psutil' else found(name, *rest);"
        "import benchmarks"
    )
    answer = subprocess.run(
        [sys.executable, "-c", without], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 1
    assert answer.stderr == (
        "The benchmarks use packages of the tests. Run: python3 start.py benchmark NAME\n"
    )


class TestWatchedFiles:
    @pytest.fixture
    def tree(self, tmp_path: Path) -> Path:
        for name in ("app.py", "timeclock/clock.py", "templates/page.html", "static/clock.css"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("before")
        return tmp_path

    def test_nothing_has_changed_at_first(self, tree: Path) -> None:
        assert not WatchedFiles(tree).have_changed()

    @pytest.mark.parametrize(
        "name", ["app.py", "timeclock/clock.py", "templates/page.html", "static/clock.css"]
    )
    def test_a_change_of_code_template_or_asset_is_seen(self, tree: Path, name: str) -> None:
        files = WatchedFiles(tree)
        os.utime(tree / name, ns=(1, 1))
        assert files.have_changed()

    def test_a_new_and_a_removed_file_are_seen(self, tree: Path) -> None:
        files = WatchedFiles(tree)
        (tree / "templates" / "other.html").touch()
        assert files.have_changed()
        files = WatchedFiles(tree)
        (tree / "templates" / "other.html").unlink()
        assert files.have_changed()

    def test_compiled_code_and_files_elsewhere_are_not_watched(self, tree: Path) -> None:
        files = WatchedFiles(tree)
        (tree / "timeclock" / "__pycache__").mkdir()
        (tree / "timeclock" / "__pycache__" / "clock.pyc").touch()
        (tree / "README.md").touch()
        assert not files.have_changed()


def test_dev_serves_again_after_a_change(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "dev.log"
    inherited = {name: value for name, value in os.environ.items() if "TIMECLOCK" not in name}
    own = {"TIMECLOCK_PORT": str(port), "TIMECLOCK_INSTANCE": str(tmp_path / "instance")}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "start.py", "dev"],
            cwd=ROOT,
            env=inherited | own,
            stdout=out,
            stderr=out,
        )
    try:
        wait_until_served(log, times=1)
        os.utime(ROOT / "templates" / "layout.html")
        wait_until_served(log, times=2)
        assert "A file has changed; the server starts again.\n" in log.read_text()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/healthz")
        assert connection.getresponse().status == 200
        connection.close()
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(PATIENCE)
    assert code == 0
    assert log.read_text().endswith("Stopped.\n")


def wait_until_served(log: Path, times: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while log.read_text().count("Ctrl-C ends it.") < times:
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)
