"""Two exports at a time on a machine, and nothing left of those that ended."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from timeclock.errors import Busy
from timeclock.messages import Sentence
from timeclock.outgoing.exports.places import (
    AT_ONCE,
    KEPT,
    WAITING,
    ExportDraft,
    ExportState,
    Places,
)

HOLD = (
    "import sys, time\nfrom pathlib import Path\n"
    "from timeclock.outgoing.exports.places import Places\n"
    "held = Places(Path(sys.argv[1])).add('theirs', queue=False)\nprint(flush=True)\ntime.sleep(60)"
)


Add = Callable[..., ExportDraft]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


@pytest.fixture
def add(places: Places) -> Iterator[Add]:
    """Adds an export that has to find a place."""
    drafts = []

    def added(name: str, *, queue: bool = False) -> ExportDraft:
        draft = places.add(name, queue=queue)
        assert draft is not None
        drafts.append(draft)
        return draft

    yield added
    for draft in drafts:
        draft.file.close()


def left(tmp_path: Path) -> list[str]:
    """What is in the folder besides its guard."""
    return sorted(path.name for path in (tmp_path / "exports").iterdir() if path.name != "guard")


def test_a_third_is_refused_or_waits(places: Places, add: Add) -> None:
    first, second = (add(name) for name in "ab")
    with pytest.raises(Busy) as refused:
        places.add("c", queue=False)
    assert refused.value.code == "exports_busy"
    third = add("c", queue=True)
    assert [places.state(name) for name in "abc"] == [
        ExportState.BEGUN,
        ExportState.BEGUN,
        ExportState.QUEUED,
    ]
    assert places.has_begun(first)
    assert not places.has_begun(third)
    places.drop(second)
    assert places.has_begun(third)
    assert places.state("c") is ExportState.BEGUN


def test_the_longest_waiting_export_is_next(places: Places, add: Add) -> None:
    begun = [add(name) for name in "ab"]
    waiting = [add(f"w{number}", queue=True) for number in range(WAITING)]
    with pytest.raises(Busy):
        places.add("too many", queue=True)
    places.drop(begun[0])
    with pytest.raises(Busy):
        places.add("in a hurry", queue=False)
    assert [places.has_begun(draft) for draft in reversed(waiting)].count(True) == 1
    assert places.state("w0") is ExportState.BEGUN


def test_an_export_that_is_under_way_is_not_begun_twice(places: Places, add: Add) -> None:
    draft = add("a")
    assert places.add("a", queue=True) is None
    places.drop(draft)
    assert add("a").name == "a"


def test_a_killed_process_gives_its_place_back(places: Places, add: Add, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE
    ) as other:
        try:
            assert other.stdout is not None
            assert other.stdout.readline()
            assert places.state("theirs") is ExportState.BEGUN
            add("ours")
            with pytest.raises(Busy):
                places.add("third", queue=False)
        finally:
            os.kill(other.pid, signal.SIGKILL)
        other.wait()
    assert places.state("theirs") is ExportState.NONE
    add("third")
    places.sweep()
    assert left(tmp_path) == ["ours.part", "third.part"]


def test_a_file_can_be_taken_once(places: Places, add: Add, tmp_path: Path) -> None:
    draft = add("a")
    (places.scratch(draft) / "sheet").write_bytes(b"x")
    draft.file.write(b"hours")
    draft.file.flush()
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "exports").glob("*")} == {0}
    places.keep(draft)
    assert (places.state("a"), left(tmp_path)) == (ExportState.MADE, ["a.file"])
    file = places.take("a")
    assert file is not None
    assert left(tmp_path) == []
    with file:
        assert file.read() == b"hours"
    assert places.take("a") is None


def test_a_stopped_export_leaves_only_its_reason(places: Places, add: Add, tmp_path: Path) -> None:
    draft = add("a")
    places.scratch(draft)
    places.drop(draft, Sentence("The disk is full."))
    assert (places.state("a"), str(places.failure("a"))) == (
        ExportState.FAILED,
        "The disk is full.",
    )
    assert left(tmp_path) == ["a.failed"]
    places.drop(add("a"))
    assert (places.state("a"), places.failure("a"), left(tmp_path)) == (ExportState.NONE, None, [])


def test_old_files_and_abandoned_ones_are_removed(places: Places, add: Add, tmp_path: Path) -> None:
    places.sweep()
    for number in range(AT_ONCE):
        places.keep(add(f"kept{number}"))
    old = tmp_path / "exports" / "kept0.file"
    long_ago = time.time() - KEPT - 1
    os.utime(old, (long_ago, long_ago))
    alive = add("alive")
    places.scratch(alive)
    abandoned = add("abandoned")
    places.scratch(abandoned)
    abandoned.file.close()  # as the system does when its process ends
    places.sweep()
    assert left(tmp_path) == ["alive.part", "alive.scratch", "kept1.file"]
