"""Files of hours, written from the terminal."""

import threading
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.cli.hours import AT, HIM
from timeclock.outgoing.exports.places import AT_ONCE, Places

pytestmark = pytest.mark.databases("sqlite")
SPAN = ("--first", "2026-03-02", "--last", "2026-03-08")


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.parametrize(("kind", "magic"), [("csv", b""), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_hours_are_written_into_a_file(
    terminal: Terminal, shift: int, tmp_path: Path, kind: str, magic: bytes
) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    file = folder / f"hours.{kind}"
    said = terminal.facts("timesheets", "export", str(file), *AT, *SPAN, "--format", kind)
    content = file.read_bytes()
    assert (said["file"], said["bytes"]) == (str(file), len(content))
    assert content.startswith(magic)
    assert file.stat().st_mode & 0o077 == 0
    assert list(folder.iterdir()) == [file]


def test_hours_go_to_standard_output(terminal: Terminal, shift: int) -> None:
    result = terminal.run("timesheets", "export", "-", *AT, *SPAN, "--what", "punches")
    assert result.exit_code == 0
    assert b"Eli" in result.stdout_bytes
    refusal = terminal.refusal("timesheets", "export", "-", *AT, *SPAN, "--json")
    assert refusal == "Name a FILE: standard output has room for one answer."


def test_it_waits_for_its_turn(terminal: Terminal, shift: int, tmp_path: Path) -> None:
    places = Places(Path(terminal.app.instance_path))
    others = [places.add(f"other-{number}", queue=False) for number in range(AT_ONCE)]
    file, given_back = tmp_path / "hours.csv", []

    def give_back() -> None:
        given_back.append(file.exists())
        for other in others:
            assert other is not None
            places.drop(other)

    later = threading.Timer(1, give_back)
    later.start()
    terminal.facts("timesheets", "export", str(file), *AT, *SPAN)
    later.join()
    assert given_back == [False]
    assert b"Eli" in file.read_bytes()


def test_a_file_is_not_overwritten_unless_asked(
    terminal: Terminal, shift: int, tmp_path: Path
) -> None:
    file = tmp_path / "hours.csv"
    file.write_text("precious")
    said = terminal.refusal("timesheets", "export", str(file), *AT, *SPAN)
    assert said == f"{file} exists; --replace takes its place."
    assert file.read_text() == "precious"
    terminal.facts("timesheets", "export", str(file), *AT, *SPAN, "--replace")
    assert file.read_text() != "precious"


def test_only_some(terminal: Terminal, shift: int, tmp_path: Path) -> None:
    file = tmp_path / "hours.csv"
    which = (*HIM, "--clock", "Bakehouse", "--job", "B")
    terminal.facts("timesheets", "export", str(file), *which, *SPAN)
    unknown = ("--email", "unknown@lindner.example")
    said = terminal.refusal("timesheets", "export", "-", *AT, *SPAN, *unknown)
    assert "is not a member" in said
    backwards = ("--first", "2026-03-08", "--last", "2026-03-02")
    assert "before the first" in terminal.refusal("timesheets", "export", "-", *AT, *backwards)


def test_figures_are_written_as_asked(terminal: Terminal, shift: int) -> None:
    style = ("--hours", "decimal_2", "--separator", "semicolon", "--decimal-mark", "comma")
    result = terminal.run("timesheets", "export", "-", *AT, *SPAN, "--what", "jobs", *style)
    assert result.exit_code == 0
    head, line, *_ = result.stdout_bytes.decode("utf-8-sig").splitlines()
    worked = dict(zip(head.split(";"), line.split(";"), strict=True))["Worked (h)"]
    assert worked == f"{worked.split(',')[0]},{worked.split(',')[1]}"
    assert len(worked.split(",")[1]) == 2
