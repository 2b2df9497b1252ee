"""What start.py finds, installs and refuses before anything is served."""

import ast
import importlib.util
import os
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import start
from timeclock.config import ROOT, Settings
from timeclock.starting.serving import server_command

NOTES_ITS_ARGUMENTS = '#!/bin/sh\necho "$@" >> "$(dirname "$0")/calls"\nexit {code}\n'


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a lock and a Python that only notes what it is asked."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text("flask==1\n")
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "REQUIREMENTS", tmp_path / "requirements")
    monkeypatch.setattr(start, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    put_python(tmp_path)
    return tmp_path


def put_python(tree: Path, code: int = 0) -> None:
    python = tree / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text(NOTES_ITS_ARGUMENTS.format(code=code))
    python.chmod(0o755)


def pip_calls(tree: Path) -> list[str]:
    calls = tree / ".venv" / "bin" / "calls"
    lines = calls.read_text().splitlines() if calls.exists() else []
    return [line for line in lines if line.startswith("-m pip")]


def test_an_older_python_can_read_the_file_and_is_told_so() -> None:
    ast.parse((ROOT / "start.py").read_text("utf-8"), feature_version=(3, 7))
    as_old = "import sys, runpy; sys.version_info = (3, 9, 2); runpy.run_path('start.py')"
    answer = subprocess.run(
        [sys.executable, "-c", as_old], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.stderr == "Timeclock needs Python 3.11 or newer; this is 3.9.\n"
    assert answer.returncode == 1


def test_it_begins_with_nothing_but_the_standard_library() -> None:
    """`-S` leaves out every installed package, as on a new machine; a wrong setting is worded."""
    run = [sys.executable, "-S", ROOT / "start.py"]
    help_ = subprocess.run([*run, "--help"], capture_output=True, text=True, check=False)
    assert (help_.returncode, help_.stderr) == (0, "")
    wrong = os.environ | {"TIMECLOCK_SECRET_KEY": "short"}
    refused = subprocess.run([*run, "run"], capture_output=True, text=True, env=wrong, check=False)
    assert refused.returncode == 78
    assert refused.stderr == "TIMECLOCK_SECRET_KEY has to be at least 32 characters long.\n"


def test_a_lock_is_installed_with_its_hashes_and_only_once(tree: Path) -> None:
    start.install("run")
    start.install("run")
    assert len(pip_calls(tree)) == 1
    assert "--require-hashes" in pip_calls(tree)[0]


def test_a_changed_lock_is_installed_again(tree: Path) -> None:
    start.install("run")
    (tree / "requirements" / "run.txt").write_text("flask==2\n")
    start.install("run")
    assert len(pip_calls(tree)) == 2


def test_a_vanished_python_is_noticed(tree: Path) -> None:
    start.install("run")
    (tree / ".venv" / "bin" / "python").unlink()
    stamp = tree / ".venv" / "share" / "installed-run"
    assert not start.is_installed(stamp.read_text(), stamp)


def test_what_pip_could_not_install_is_tried_again_next_time(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "make_environment", lambda: None)
    put_python(tree, code=1)
    with pytest.raises(start.Refusal, match=r"pip could not install requirements/run\.txt"):
        start.install("run")
    put_python(tree)
    start.install("run")
    assert len(pip_calls(tree)) == 2


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_its_module_for_environments_is_told_which_package_brings_it(
    tree: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == missing else find_spec(name)
    )
    (tree / ".venv" / "bin" / "python").unlink()
    with pytest.raises(start.Refusal, match=f"no module {missing}.*python3-venv"):
        start.install("run")


def test_a_folder_that_cannot_be_written_is_named(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    (tree / ".venv" / "bin" / "python").unlink()
    with pytest.raises(start.Refusal, match=r"\.venv cannot be written .*Permission denied"):
        start.install("run")


def test_a_file_in_the_way_of_the_environment_is_named(tree: Path) -> None:
    (tree / ".venv" / "share").write_text("in the way")
    with pytest.raises(start.Refusal, match="cannot be written"):
        start.install("run")


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(start.Refusal, match=f"Port {port} on 127.0.0.1 is taken"):
            start.check_port("127.0.0.1", port)
    start.check_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_named() -> None:
    with pytest.raises(start.Refusal, match=r"192\.0\.2\.1 is not an address of this machine"):
        start.check_port("192.0.2.1", 8000)


def test_a_wrong_setting_ends_in_a_sentence_and_a_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TIMECLOCK_INSTANCE", str(tmp_path))
    monkeypatch.setenv("TIMECLOCK_PORT", "eight")
    assert start.main(["run"]) == start.EXIT_SETTINGS
    assert capsys.readouterr().err.startswith("TIMECLOCK_PORT has to be a whole number")


@pytest.mark.parametrize("arguments", [["serve"], ["run", "now"], ["demo", "--port", "1"]])
def test_an_unknown_command_or_argument_is_a_usage_error(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        start.main(arguments)
    assert left.value.code == 2


def test_without_a_command_it_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main([]) == 2
    usage = capsys.readouterr().err
    listed = re.findall(r"^python3 start\.py (\w+)  ", usage, re.MULTILINE)
    assert listed == list(start.COMMANDS)


def test_help_is_not_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(["--help"]) == 0
    assert capsys.readouterr().out.startswith("usage: python3 start.py COMMAND [ARGUMENT ...]\n")


def test_the_tests_get_their_arguments_and_give_their_code(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "install", lambda *_: None)
    monkeypatch.setattr(start, "install_browser", lambda **_: None)
    monkeypatch.setattr(start, "install_pooler", lambda: None)
    put_python(tree, code=5)
    assert start.main(["test", "-k", "clock", "--thorough"]) == 5
    called = (tree / ".venv" / "bin" / "calls").read_text()
    options = "-n 2 --dist worksteal --durations 30"
    assert called == f"-m pytest {options} -k clock --thorough\n"


@pytest.mark.parametrize(("checks", "tests", "code"), [(0, 0, 0), (1, 0, 1), (0, 5, 5), (1, 5, 5)])
def test_the_whole_of_the_tests_fails_where_a_check_beside_it_fails(
    tree: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    checks: int,
    tests: int,
    code: int,
) -> None:
    for name in ("install", "install_browser", "install_pooler"):
        monkeypatch.setattr(start, name, lambda *_, **_named: None)
    start.PYTHON.write_text(f"#!/bin/sh\necho passed\nexit {tests}\n")
    for name in ("ruff", "lint-imports", "djlint", "mypy"):
        program = start.PYTHON.with_name(name)
        program.write_text(f"#!/bin/sh\necho line 7\nexit {checks if name == 'mypy' else 0}\n")
        program.chmod(0o755)
    assert start.main(["test"]) == code
    said = capfd.readouterr()
    assert said.out == "passed\n"
    assert ("line 7\nmypy: failed\n" in said.err) is bool(checks)
    assert ("mypy: passed\n" in said.err) is not bool(checks)


def test_the_whole_of_the_tests_fails_where_a_check_is_missing(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("install", "install_browser", "install_pooler"):
        monkeypatch.setattr(start, name, lambda *_, **_named: None)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    assert start.main(["test"]) == 1


def test_the_tests_compile_the_code_once_where_no_bytecode_may_be_beside_it(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    found = start.tests_environment()
    assert "PYTHONDONTWRITEBYTECODE" not in found
    assert Path(found["PYTHONPYCACHEPREFIX"]).is_relative_to(tree / ".venv")
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE")
    assert "PYTHONPYCACHEPREFIX" not in start.tests_environment()


def test_a_browser_that_cannot_be_had_is_a_failure(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    put_python(tree, code=1)
    monkeypatch.setenv("PATH", str(tree))
    (tree / "dirname").symlink_to("/usr/bin/dirname")
    with pytest.raises(start.Refusal, match="put a chromium on the PATH"):
        start.install_browser()


@pytest.mark.parametrize(
    ("whole", "there", "installed"),
    [
        (False, [], ["chromium-headless-shell"]),
        (False, ["chromium"], ["chromium-headless-shell"]),
        (False, ["chromium-headless-shell"], []),
        (True, ["chromium-headless-shell"], ["chromium"]),
        (True, ["chromium"], []),
    ],
)
def test_the_headless_shell_is_preferred_to_the_whole_browser(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    whole: bool,
    there: list[str],
    installed: list[str],
) -> None:
    def put(name: str) -> None:
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)

    def install(name: str, _what: str) -> bool:
        asked.append(name)
        put(name)
        return True

    asked: list[str] = []
    for name in ("apt-cache", *there):
        put(name)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(start, "install_package", install)
    start.install_browser(whole=whole)
    assert asked == installed


def test_a_pooler_that_cannot_be_had_stops_nothing(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[object] = []
    monkeypatch.setattr(Path, "exists", lambda _self: False)
    monkeypatch.setattr(subprocess, "run", lambda *asked, **_options: ran.append(asked))
    monkeypatch.setenv("PATH", str(tree))
    start.install_pooler()
    assert ran == []


def test_sqlite_gets_one_process_and_postgresql_several(tmp_path: Path) -> None:
    def workers(url: str) -> int:
        settings = Settings(database_url=url, secret_key="s" * 32, instance=tmp_path)
        command = server_command(settings, start.PYTHON)
        return int(command[command.index("--workers") + 1])

    assert workers("sqlite:////srv/clock.sqlite3") == 1
    assert workers("postgresql+psycopg://db/clock") >= 2
