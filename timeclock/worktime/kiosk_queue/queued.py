"""A punch as a tablet keeps it, and the moment at which it counts; pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from timeclock.timekeeping import FIRST_YEAR, LAST_YEAR, elapsed

# By how much two clocks may differ before one of them was moved.
SLACK = timedelta(minutes=2)
AHEAD = timedelta(seconds=60)
_MOST = 2**53
_MILLISECOND = timedelta(milliseconds=1)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class QueuedAct(StrEnum):
    """What can be done at a kiosk without a network."""

    CLOCK_IN = "clock_in"
    PAUSE = "pause"
    RESUME = "resume"
    CLOCK_OUT = "clock_out"


@dataclass(frozen=True, slots=True)
class QueuedPunch:
    """A punch of the queue.

    `at` is what the tablet's clock said, and `skew` by how much the server's was ahead of it at the
    last contact. `sealed` is who punched, which only the server can read.
    """

    kiosk_id: int
    number: int
    act: QueuedAct
    at: datetime
    skew: timedelta
    job_id: int | None
    kind_id: int | None
    sealed: Mapping[str, Any]

    @property
    def moment(self) -> datetime:
        """When it was by the server's clock, in whole seconds."""
        return (self.at + self.skew).replace(microsecond=0)

    @property
    def pressed(self) -> tuple[int | str | None, ...]:
        """What its seal is bound to, in the order and the units of the tablet."""
        at, skew = elapsed(_EPOCH, self.at) // _MILLISECOND, self.skew // _MILLISECOND
        return (self.kiosk_id, self.number, self.act.value, at, skew, self.job_id, self.kind_id)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the server knows of the time in which the queue arose.

    `sent_at` is the tablet's clock when it sent, `received` the server's. `since` is the last
    contact before anything waited, and `latest` the moment of the last punch taken before.
    """

    sent_at: datetime
    received: datetime
    since: datetime | None
    latest: datetime | None


def read_queued(text: str) -> QueuedPunch | None:
    """The punch of this text; None where it is none, as in a storage that was edited."""
    try:
        facts = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match facts:
        case {
            "kiosk": int(kiosk_id),
            "number": int(number),
            "act": str(act),
            "at": int(at),
            "skew": int(skew),
            "job": int() | None as job_id,
            "kind": int() | None as kind_id,
            "sealed": dict(sealed),
        } if act in list(QueuedAct):
            pass
        case _:
            return None
    ids = (kiosk_id, number, *(each for each in (job_id, kind_id) if each is not None))
    if not all(0 < each < _MOST for each in ids):
        return None
    try:
        found = QueuedPunch(
            kiosk_id,
            number,
            QueuedAct(act),
            moment_of(at),
            skew * _MILLISECOND,
            job_id,
            kind_id,
            sealed,
        )
        in_range = FIRST_YEAR <= found.moment.year <= LAST_YEAR
    except OverflowError:
        return None
    return found if in_range else None


def moment_of(milliseconds: int) -> datetime:
    """The moment of a number of milliseconds since 1970."""
    return _EPOCH + milliseconds * _MILLISECOND


def clock_stepped(punches: Sequence[QueuedPunch]) -> bool:
    """Whether the tablet's clock stepped back between two punches: then it vouches for neither."""
    moments = [each.at for each in punches]
    return moments != sorted(moments)


def is_believable(punch: QueuedPunch, bounds: Bounds) -> bool:
    """Whether a punch is where it can be, and the tablet's clock was not moved since.

    The skew is measured again when the queue is sent: another one means that the clock was moved.
    """
    skew_now = elapsed(bounds.sent_at, bounds.received)
    if abs(skew_now - punch.skew) > SLACK or punch.moment > bounds.received + AHEAD:
        return False
    if bounds.since is not None and punch.moment < bounds.since - SLACK:
        return False
    return bounds.latest is None or punch.moment >= bounds.latest
