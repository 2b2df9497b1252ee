"""The one judge of every fault: what people sent and were told, against what the ledger holds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from timeclock.timekeeping import utc_text
from timeclock.worktime.shifts.answering import Act

_LEADS = {
    (Act.CLOCKED_IN, "off"): "working",
    (Act.PAUSED, "working"): "on break",
    (Act.RESUMED, "on break"): "working",
    (Act.CLOCKED_OUT, "working"): "off",
    (Act.CLOCKED_OUT, "on break"): "off",
}


class PunchKnowledge(Enum):
    """What a person knows about a punch: recorded, not recorded, or neither."""

    OK = "ok"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SentPunch:
    """A punch as the person who sent it wrote it down; `at` and `position` are what came back."""

    workspace_id: int
    member_id: int
    key: str
    act: Act
    told: PunchKnowledge
    at: datetime | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class RecordedPunch:
    """A punch as it is in the ledger."""

    workspace_id: int
    member_id: int
    position: int
    key: str | None
    act: Act
    at: datetime


def faults(sent: Iterable[SentPunch], found: Iterable[RecordedPunch]) -> list[str]:
    """Everything that is not as it was told, and every history that no clock could have run."""
    sent, found = list(sent), list(found)
    kept: dict[str | None, list[RecordedPunch]] = defaultdict(list)
    for entry in found:
        kept[entry.key].append(entry)
    wrong = [f"{s.key}: {fault}" for s in sent for fault in _told_wrong(s, kept.pop(s.key, []))]
    wrong += [f"{key}: no one sent it" for key in kept]
    runs: dict[tuple[int, int], list[RecordedPunch]] = defaultdict(list)
    for entry in found:
        runs[entry.workspace_id, entry.member_id].append(entry)
    return wrong + [f"{who}: {fault}" for who, run in runs.items() for fault in _illegal(run)]


def _told_wrong(sent: SentPunch, kept: list[RecordedPunch]) -> Iterator[str]:
    if len(kept) > 1:
        yield f"is there {len(kept)} times"
    if sent.told is PunchKnowledge.OK and not kept:
        yield "was confirmed and is lost"
    if sent.told is PunchKnowledge.REFUSED and kept:
        yield "was refused and is there"
    for entry in kept:
        if (entry.workspace_id, entry.member_id) != (sent.workspace_id, sent.member_id):
            yield "is booked on another person"
        if entry.act is not sent.act:
            yield f"is there as {entry.act}"
        if sent.told is PunchKnowledge.OK and (entry.at, entry.position) != (
            sent.at,
            sent.position,
        ):
            yield f"is there at {utc_text(entry.at)} and was not answered so"


def _illegal(run: list[RecordedPunch]) -> Iterator[str]:
    state, last = "off", None
    for entry in sorted(run, key=lambda e: e.position):
        where = f"entry {entry.position}"
        if (entry.act, state) not in _LEADS:
            yield f"{where}: {entry.act} while {state}"
        state = _LEADS.get((entry.act, state), state)
        if last is not None and entry.at < last:
            yield f"{where}: time runs backwards"
        last = entry.at
    places = Counter(entry.position for entry in run)
    if sorted(places.elements()) != list(range(1, len(run) + 1)):
        yield "an entry is missing or there twice"
