"""An export under way: a thread waits for its turn and for the process that writes the file."""

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

import timeclock
from timeclock.authority.actor import Actor
from timeclock.errors import Busy, ProductError
from timeclock.messages import Sentence
from timeclock.outgoing.exports.ordering import order_again
from timeclock.outgoing.exports.places import ExportDraft, Places, busy
from timeclock.outgoing.exports.progress import note_done
from timeclock.outgoing.exports.writing import LONGEST

LONGEST_TURN = 900.0  # seconds to wait for a turn
GRACE = 30.0  # seconds beyond the deadline of reading, to start and to end
_ASK_AGAIN_AFTER = 0.25
_COMMAND = (sys.executable, "-m", "timeclock.outgoing.exports.child")
_ROOT = Path(timeclock.__file__).parent.parent
_log = logging.getLogger(__name__)


class Running:
    """An export that this process makes. Its file goes to the waiting request, or is kept."""

    def __init__(
        self, app: Flask, places: Places, draft: ExportDraft, actor: Actor, export_id: int
    ) -> None:
        self._app, self._places, self._draft = app, places, draft
        self._actor, self._export_id = actor, export_id
        self._guard, self._ended = threading.Lock(), threading.Event()
        self._awaited = True
        self._file: IO[bytes] | None = None
        self._refusal: ProductError | None = None

    def start(self) -> None:
        """Begin in a thread, which ends with this process."""
        thread = threading.Thread(target=self._run, name="timeclock-export", daemon=True)
        try:
            thread.start()
        except RuntimeError as error:  # the machine has no room for another one
            self._places.drop(self._draft)
            raise busy() from error

    def wait(self, seconds: float | None) -> IO[bytes] | None:
        """The file, or None if it takes longer than that. Raises what stopped it."""
        self._ended.wait(seconds)
        with self._guard:
            self._awaited = False
            if self._refusal is not None:
                raise self._refusal
            return self._file

    def forget(self) -> None:
        """Remove the name of the file that `wait` returned."""
        self._places.forget(self._draft)

    def _run(self) -> None:
        done = False
        try:
            with self._app.app_context():
                self._await_turn()
                _write(self._places, self._draft, self._actor, self._export_id)
            done = True
        except ProductError as refusal:
            self._refusal = refusal
        except (OSError, ValueError, SQLAlchemyError) as error:
            _log.error("export %s was not made: %s", self._export_id, error)
        finally:
            try:
                with self._guard:
                    self._finish(done=done)
            finally:
                self._ended.set()

    def _finish(self, *, done: bool) -> None:
        if done and self._awaited:
            self._file = self._places.hand_over(self._draft)
        elif done:
            self._places.keep(self._draft)
        else:
            self._refusal = self._refusal or stopped()
            self._places.drop(self._draft, None if self._awaited else self._refusal.message)

    def _await_turn(self) -> None:
        until = time.monotonic() + LONGEST_TURN
        while not self._places.has_begun(self._draft):
            if time.monotonic() >= until:
                raise busy()
            time.sleep(_ASK_AGAIN_AFTER)


def stopped() -> Busy:
    """The refusal of an export whose process or server ended."""
    return Busy("export_stopped", "The export was stopped before it was done. Ask for it again.")


def _write(places: Places, draft: ExportDraft, actor: Actor, export_id: int) -> None:
    """Let a process of its own write the file. Raises Busy unless all of it is written."""
    note_done(actor.workspace_id, export_id, 0)
    with _child(places, draft, actor.workspace_id, export_id) as child:
        to, lines = cast("IO[str]", child.stdin), cast("IO[str]", child.stdout)
        written = False
        for line in lines:
            said = json.loads(line)
            if "message" in said:
                raise Busy(said["code"], Sentence.from_json(said["message"]))
            if "heads" in said:
                if said["changed"]:
                    order_again(actor, export_id, said["heads"], said["people"])
                to.write("go\n")
                to.flush()
            if "done" in said:
                note_done(actor.workspace_id, export_id, said["done"])
            written = written or "written" in said
        if child.wait() or not written:
            _log.error("export %s ended with code %s", export_id, child.returncode)
            raise stopped()


@contextmanager
def _child(
    places: Places, draft: ExportDraft, workspace_id: int, export_id: int
) -> "Iterator[subprocess.Popen[str]]":
    """The process, which ends with the block, at the latest after its deadline."""
    part, scratch = str(places.part(draft)), str(places.scratch(draft))
    asked: dict[str, Any] = {
        "url": current_app.config["SQLALCHEMY_DATABASE_URI"],
        "workspace": workspace_id,
        "export": export_id,
        "seconds": LONGEST,
        "file": draft.file.fileno(),
    }
    child = subprocess.Popen(  # noqa: S603  (a constant and two paths of our own)
        [*_COMMAND, part, scratch],  # as arguments: the process may lose its parent at once
        cwd=_ROOT,
        env=os.environ | {"TMPDIR": scratch},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pass_fds=(draft.file.fileno(),),
        text=True,
    )
    too_long = threading.Timer(LONGEST + GRACE, child.kill)
    too_long.daemon = True
    too_long.start()
    with child:
        to = cast("IO[str]", child.stdin)
        try:
            to.write(json.dumps(asked) + "\n")
            to.flush()
            yield child
        finally:
            too_long.cancel()
            child.kill()
