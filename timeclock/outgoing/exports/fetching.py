"""Fetching the file of an export: made on this machine, at most two at a time, and handed over."""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flask import Flask, current_app

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.errors import Busy
from timeclock.messages import Sentence
from timeclock.outgoing.exports.models import Export
from timeclock.outgoing.exports.ordering import export_not_found
from timeclock.outgoing.exports.places import ExportState, Places
from timeclock.outgoing.exports.progress import note_finished
from timeclock.outgoing.exports.queries import export
from timeclock.outgoing.exports.question import ExportQuestion
from timeclock.outgoing.exports.running import Running, stopped
from timeclock.outgoing.exports.writing import MIMETYPES

_LOOK_AGAIN_AFTER = 0.05  # seconds


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole file, open and without a name. The sender closes it."""

    name: str
    mimetype: str
    size: int
    file: IO[bytes]


@dataclass(frozen=True, slots=True)
class ExportProgress:
    """How far the export of an actor is on this machine, and why it failed if it did."""

    state: ExportState
    why: Sentence | None = None

    @property
    def goes_on(self) -> bool:
        """Whether it waits for its turn or is being written."""
        return self.state in {ExportState.QUEUED, ExportState.BEGUN}


def make(actor: Actor, export_id: int, *, patience: float | None) -> Fetched | None:
    """Make the file as the ledger is now, waiting for a turn where others are under way.

    None after `patience` seconds: then `take` has it once it is made. If it is under way for the
    same actor already, it is not begun again. Raises NotFound, and Busy if too many wait.
    """
    found = _export_of(actor, export_id)
    running = _begin(actor, found, queue=True)
    return _awaited(found, running, patience)


def fetch_made(actor: Actor, export_id: int) -> Fetched | None:
    """The file that was made and waits to be fetched, which it can be once."""
    found = _export_of(actor, export_id)
    file = _places().take(_name(actor, found))
    return None if file is None else _handed_over(found, file)


def take_or_make(actor: Actor, export_id: int, *, patience: float) -> Fetched:
    """The file that waits, or a new one. It waits for no turn.

    Raises NotFound, and Busy if others are under way or it takes longer than `patience` seconds:
    then it is made meanwhile, for the next call.
    """
    found, until = _export_of(actor, export_id), time.monotonic() + patience
    places, name = _places(), _name(actor, found)
    file = places.take(name)
    if file is None:
        fetched = _awaited(found, _begin(actor, found, queue=False), patience)
        if fetched is not None:
            return fetched
    while file is None:
        standing = _standing(places, name)
        if standing.why is not None:
            raise Busy("export_stopped", standing.why)
        if standing.state in {ExportState.NONE, ExportState.FAILED}:
            raise stopped()
        if time.monotonic() >= until and standing.goes_on:
            raise Busy(
                "export_under_way",
                "The export is still being written. Ask for the file again in a moment.",
                details={"retry_after": 5},
            )
        time.sleep(_LOOK_AGAIN_AFTER)
        file = places.take(name)
    return _handed_over(found, file)


def standing_of(actor: Actor, found: Export) -> ExportProgress:
    """How far it is for this actor."""
    return _standing(_places(), _name(actor, found))


def sweep(app: Flask) -> None:
    """Remove what stopped exports have left, and files that were not fetched in time."""
    Places(Path(app.instance_path)).sweep()


def _begin(actor: Actor, found: Export, *, queue: bool) -> Running | None:
    places = _places()
    draft = places.add(_name(actor, found), queue=queue)
    if draft is None:
        return None
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    running = Running(app, places, draft, actor, found.id)
    running.start()
    return running


def _awaited(found: Export, running: Running | None, patience: float | None) -> Fetched | None:
    file = None if running is None else running.wait(patience)
    if running is None or file is None:
        return None
    try:
        return _handed_over(found, file)
    finally:
        running.forget()  # after it is noted as finished: it never looks as if it was stopped


def _export_of(actor: Actor, export_id: int) -> Export:
    demand(actor, Permission.EXPORT_HOURS)
    found = export(actor.workspace_id, export_id)
    if found is None:
        raise export_not_found()
    return found


def _handed_over(found: Export, file: IO[bytes]) -> Fetched:
    question = ExportQuestion.from_json(found.question)
    note_finished(found.workspace_id, found.id, found.total)
    return Fetched(
        name=f"{question.what}-{question.first}-{question.last}.{question.format}",
        mimetype=MIMETYPES[question.format],
        size=os.fstat(file.fileno()).st_size,
        file=file,
    )


def _standing(places: Places, name: str) -> ExportProgress:
    state = places.state(name)
    return ExportProgress(state, places.failure(name) if state is ExportState.FAILED else None)


def _places() -> Places:
    return Places(Path(current_app.instance_path))


def _name(actor: Actor, found: Export) -> str:
    """Of one export for one person; the moment keeps the exports of a restored database apart."""
    moment = int(found.asked_at.timestamp() * 1_000_000)
    return f"{found.workspace_id}-{found.id}-{actor.member_id or 0}-{moment}"
