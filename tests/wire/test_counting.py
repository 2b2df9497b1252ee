"""Calls are counted once for all processes of a machine, and no accident turns anyone away."""

import fcntl
import os
import signal
import stat
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import time_machine

from timeclock.config import ROOT
from timeclock.wire.counting import Counts, Minute

SECRET = "a secret of the tests, which no one else uses"
START = 1_800_000_000.0
CALLER = """
import sys
from pathlib import Path
from timeclock.wire.counting import Counts

counts = Counts(Path(sys.argv[1]), sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[3])):
    print(counts.add("caller").calls)
"""
LEAVER = """
import atexit, sys
from pathlib import Path

atexit.register(lambda: print(counts.add("caller").calls))
from timeclock.wire.counting import Counts

counts = Counts(Path(sys.argv[1]), sys.argv[2])
counts.add("caller")
"""
HOLDER = """
import fcntl, os, sys, time

file = os.open(sys.argv[1], os.O_RDWR)
fcntl.flock(file, fcntl.LOCK_EX)
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls"


@pytest.fixture
def make_counts(file: Path) -> Callable[[], Counts]:
    """Each is what another process has: a file opened by itself."""
    return lambda: Counts(file, SECRET)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as moved:
        yield moved


def calls(minute: Minute | None) -> int:
    return minute.calls if minute else 0


@contextmanager
def held_by_another(file: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process is in the middle of counting, and stays there."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        yield other
        other.kill()


def test_two_processes_count_together(file: Path) -> None:
    each = 3_000
    both = [
        subprocess.Popen(
            [sys.executable, "-c", CALLER, str(file), SECRET, str(each)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [[int(word) for word in process.communicate(timeout=60)[0].split()] for process in both]
    assert sorted([*said[0], *said[1]]) == list(range(1, 2 * each + 1))
    assert all(numbers == sorted(numbers) for numbers in said)


def test_threads_count_together_and_none_is_started(make_counts: Callable[[], Counts]) -> None:
    counts, before = make_counts(), threading.active_count()
    with ThreadPoolExecutor(8) as pool:
        numbers = [calls(minute) for minute in pool.map(counts.add, ["caller"] * 2_000)]
    assert sorted(numbers) == list(range(1, 2_001))
    assert threading.active_count() == before


def test_a_process_killed_while_it_counts_leaves_nothing_locked(
    file: Path, make_counts: Callable[[], Counts]
) -> None:
    counts = make_counts()
    counts.add("caller")
    with held_by_another(file) as other:
        other.kill()
        other.wait()
        with file.open("r+b") as free:
            fcntl.flock(free, fcntl.LOCK_EX | fcntl.LOCK_NB)
        assert calls(counts.add("caller")) == 2


def test_a_process_that_still_ends_counts_in_its_own_file(file: Path) -> None:
    """A number of a file that was closed under a thread would soon be another file's."""
    words = [sys.executable, "-c", LEAVER, str(file), SECRET]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.stderr) == ("2\n", "")


def test_a_process_stopped_while_it_counts_holds_no_one_up(
    file: Path, make_counts: Callable[[], Counts]
) -> None:
    counts = make_counts()
    counts.add("caller")
    with held_by_another(file) as other:
        other.send_signal(signal.SIGSTOP)
        begun = time.monotonic()
        assert [calls(counts.add("caller")) for _ in range(100)] == list(range(2, 102))
        assert time.monotonic() - begun < 5
    assert calls(counts.add("caller")) == 102


def test_a_minute_begins_with_the_first_call_and_ends(
    make_counts: Callable[[], Counts], clock: time_machine.Traveller
) -> None:
    counts = make_counts()
    assert counts.look("caller") is None
    assert counts.add("caller") == Minute(1, START + 60)
    clock.shift(59.5)
    assert counts.add("caller") == Minute(2, START + 60)
    assert counts.look("caller") == Minute(2, START + 60)
    clock.shift(0.5)
    assert counts.look("caller") is None
    assert counts.add("caller") == Minute(1, START + 120)


def test_a_first_call_can_be_left_uncounted(make_counts: Callable[[], Counts]) -> None:
    counts = make_counts()
    assert counts.add("caller", if_known=True) is None
    assert counts.look("caller") is None
    counts.add("caller")
    assert calls(counts.add("caller", if_known=True)) == 2


def test_a_server_that_starts_again_goes_on_counting(make_counts: Callable[[], Counts]) -> None:
    make_counts().add("caller")
    assert calls(make_counts().add("caller")) == 2


@pytest.mark.parametrize("torn", range(32))
def test_a_half_written_slot_turns_no_one_away(
    file: Path, make_counts: Callable[[], Counts], torn: int
) -> None:
    """Whichever byte of it is another one."""
    counts = make_counts()
    for _ in range(300):
        counts.add("caller")
    content = bytearray(file.read_bytes())
    content[len(content) - 32 + torn] ^= 0xFF
    file.write_bytes(content)
    assert calls(counts.look("caller")) == 0
    assert calls(counts.add("caller")) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"short", b"\xff" * 600_000, bytes(600_000), struct.pack("<16sdII", b"", 9e18, 9, 9)],
)
def test_a_file_of_anything_turns_no_one_away(
    file: Path, make_counts: Callable[[], Counts], content: bytes
) -> None:
    file.write_bytes(content)
    assert calls(make_counts().add("caller")) == 1


def test_a_file_that_is_cut_under_it_is_begun_again(
    file: Path, make_counts: Callable[[], Counts]
) -> None:
    counts = make_counts()
    counts.add("caller")
    os.truncate(file, 0)
    assert calls(counts.add("caller")) == 1
    assert calls(counts.add("caller")) == 2


def test_a_clock_that_is_set_back_makes_no_one_wait_for_it(
    make_counts: Callable[[], Counts], clock: time_machine.Traveller
) -> None:
    counts = make_counts()
    counts.add("caller")
    clock.shift(-3600)
    assert counts.add("caller") == Minute(1, START - 3600 + 60)


def test_a_disk_that_fails_turns_no_one_away_and_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    counts = Counts(tmp_path / "not there" / "calls", SECRET)
    assert [counts.add("caller"), counts.add("caller"), counts.look("caller")] == [None] * 3
    assert len(caplog.messages) == 1
    (tmp_path / "not there").mkdir()
    assert calls(counts.add("caller")) == 1


def test_it_takes_the_same_room_for_any_number_of_callers(
    file: Path, make_counts: Callable[[], Counts], clock: time_machine.Traveller
) -> None:
    """Who called least is forgotten first."""
    counts = make_counts()
    for _ in range(50):
        counts.add("busy")
    for number in range(40_000):
        counts.add(f"caller {number}")
    assert file.stat().st_size <= 512 * 1024
    assert calls(counts.add("busy")) == 51


def test_no_one_else_may_read_it_and_it_names_no_one(
    file: Path, make_counts: Callable[[], Counts]
) -> None:
    make_counts().add("address 192.0.2.1")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    other = file.with_name("other")
    Counts(other, "another secret").add("address 192.0.2.1")
    hashes = [
        {content[at : at + 16] for at in range(0, len(content), 32)} - {bytes(16)}
        for content in (file.read_bytes(), other.read_bytes())
    ]
    assert [len(each) for each in hashes] == [1, 1]
    assert hashes[0] != hashes[1]
