"""The unit for systemd: systemd understands it, and it says what docs/operations.md promises."""

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from start import EXIT_SETTINGS
from timeclock.config import ROOT
from timeclock.serving.supervisor import SECONDS_TO_STOP

UNIT = ROOT / "deploy" / "timeclock.service"


@pytest.fixture
def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=True, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(UNIT)
    return parser


def test_systemd_finds_no_fault_in_it(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not on this machine; Debian's package systemd brings it")
    (tmp_path / "opt").mkdir()
    # The folder of the installation does not exist here, and systemd looks for it.
    text = UNIT.read_text().replace("/opt/timeclock", str(tmp_path / "opt"))
    text = text.replace("/usr/bin/python3", sys.executable)
    unit = tmp_path / UNIT.name
    unit.write_text(text)
    answer = subprocess.run(
        [analyze, "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )
    assert UNIT.name not in answer.stderr
    assert answer.returncode == 0, answer.stderr


def test_it_starts_again_whatever_happens_except_for_wrong_settings(
    unit: configparser.ConfigParser,
) -> None:
    service = unit["Service"]
    assert service["Restart"] == "always"
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
    assert int(service["RestartPreventExitStatus"]) == EXIT_SETTINGS
    assert int(service["TimeoutStopSec"]) > SECONDS_TO_STOP


def test_what_it_runs_is_there(unit: configparser.ConfigParser) -> None:
    _, program, command = unit["Service"]["ExecStart"].split()
    assert (ROOT / program).is_file()
    assert command == "run"
