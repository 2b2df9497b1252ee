"""The tests that read the present pass on other days and at other hours too.

A small library (`shifted_clock.c`) shifts the wall clock of the tests, their servers, their browser
and their PostgreSQL. It takes about an hour, so it runs with `--thorough` only.
"""

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from timeclock.config import ROOT

TESTS = ROOT / "tests"
SHIFTED_CLOCK = Path(__file__).with_name("shifted_clock.c")
READS_THE_PRESENT = re.compile(r"datetime\.now\(|date\.today\(")
FOLDERS = ("browser", "operations/background", "operations/demo")  # their servers and pages read it
SECONDS = 3000

# In UTC. Clocks in Berlin are one hour ahead in winter and two in summer.
MOMENTS = (
    "2026-12-01 00:02:00",  # a Tuesday, the first of a month
    "2026-09-30 23:58:00",  # a Wednesday, the last of a month
    "2026-12-31 23:58:00",  # a Thursday, the last of a year
    "2027-01-01 00:02:00",  # a Friday, the first of a year
    "2026-12-05 12:00:00",  # a Saturday
    "2027-01-31 22:58:00",  # a Sunday, in Berlin two minutes before a Monday and a month
    "2027-02-01 08:00:00",  # a Monday, the first of a month
    "2028-02-29 12:00:00",
    "2026-10-25 00:50:00",  # ten minutes before clocks in Berlin go back
    "2027-03-28 00:58:00",  # two minutes before they go forward
    "2026-11-01 05:50:00",  # ten minutes before clocks in New York go back
    "2027-03-14 06:58:00",  # two minutes before they go forward
)


def files() -> list[str]:
    """Every test file that reads the present, with the folders whose servers do."""
    found = {
        path for path in TESTS.rglob("test_*.py") if READS_THE_PRESENT.search(path.read_text())
    }
    found |= {path for folder in FOLDERS for path in (TESTS / folder).rglob("test_*.py")}
    return sorted(str(path.relative_to(ROOT)) for path in found - {Path(__file__)})


def test_the_list_of_files_is_not_empty() -> None:
    assert "tests/browser/test_a_period.py" in files()
    assert "tests/api/test_punches.py" in files()
    for folder in FOLDERS:
        assert any(file.startswith(f"tests/{folder}/") for file in files())


def test_no_module_of_tests_reads_the_present_when_it_is_imported() -> None:
    """A run that goes on past midnight is on another day than its import."""
    read = re.compile(r"^[A-Z_a-z]+(: \w+)? = .*(datetime\.now|date\.today)\(", re.MULTILINE)
    assert read.search('TODAY = datetime.now(ZoneInfo("Europe/Berlin")).date()')
    assert [str(path) for path in TESTS.rglob("*.py") if read.search(path.read_text())] == []


@pytest.fixture(scope="module")
def shifted_clock(thorough: bool, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library, compiled."""
    compiler = shutil.which("cc")
    if not thorough:
        pytest.skip("takes minutes for each moment; runs with --thorough")
    if compiler is None:
        pytest.skip("a C compiler is not installed: apt-get install gcc libc6-dev")
    library = tmp_path_factory.mktemp("clock") / "shifted_clock.so"
    options = ("-shared", "-fPIC", "-Wall", "-Wextra", "-Werror")
    subprocess.run([compiler, *options, "-o", library, SHIFTED_CLOCK], check=True)
    return library


@pytest.mark.timeout(SECONDS + 60)
@pytest.mark.parametrize("moment", MOMENTS)
def test_the_tests_pass_at_that_moment(moment: str, shifted_clock: Path) -> None:
    # A distance: with an instant, each process would begin there anew, and a server that starts
    # later would find sessions of the future.
    ahead = datetime.fromisoformat(moment).replace(tzinfo=UTC) - datetime.now(UTC)
    shifted = {
        "LD_PRELOAD": str(shifted_clock),
        "CLOCK_SHIFT": str(round(ahead.total_seconds())),
        "TZ": "UTC",
    }
    inherited = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, *files()],
        cwd=ROOT,
        env=inherited | shifted,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:]
