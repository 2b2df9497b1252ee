"""Files of hours, written from the terminal."""

from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.cli.hours import AT, HIM

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
    assert refusal == "Give a FILE: standard output has room for one answer."


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
    nobody = ("--email", "nobody@lindner.example")
    said = terminal.refusal("timesheets", "export", "-", *AT, *SPAN, *nobody)
    assert "is no member" in said
    backwards = ("--first", "2026-03-08", "--last", "2026-03-02")
    assert "before the first" in terminal.refusal("timesheets", "export", "-", *AT, *backwards)
