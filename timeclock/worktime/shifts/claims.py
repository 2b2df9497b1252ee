"""Times that are given afterwards, and which part of a shift rests on them; pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from timeclock.ledger.entry import Json
from timeclock.timekeeping import Interval, parse_instant, precise_text, utc_text
from timeclock.worktime.shifts.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Claim:
    """A time of a shift that was given afterwards.

    `at` is the time, in whole seconds. `given_at` is when the server received it. `given_by_id` is
    the member who gave it, None for the operator. `offline` says that a kiosk recorded the time
    while it had no network.
    """

    at: datetime
    given_at: datetime
    given_by_id: int | None
    offline: bool = False

    def to_json(self) -> dict[str, Json]:
        """As the table and the ledger keep it."""
        return {
            "at": utc_text(self.at),
            "given": precise_text(self.given_at),
            "by": self.given_by_id,
            **({"offline": True} if self.offline else {}),
        }

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "Claim":
        """From what `to_json` gave."""
        return cls(
            parse_instant(facts["at"]),
            parse_instant(facts["given"]),
            facts["by"],
            facts.get("offline", False),
        )


@dataclass(frozen=True, slots=True)
class ClaimRefusal:
    """Claimed times of a running shift that another person refused, None for the operator."""

    refused_at: datetime
    refused_by_id: int | None

    def to_json(self) -> dict[str, Json]:
        """As the table and the ledger keep it."""
        return {"at": precise_text(self.refused_at), "by": self.refused_by_id}

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "ClaimRefusal":
        """From what `to_json` gave."""
        return cls(parse_instant(facts["at"]), facts["by"])


@dataclass(frozen=True, slots=True)
class Claims:
    """What was given afterwards of a shift, and the parts of it that wait to be confirmed.

    `waits` are stretches in order, in whole seconds. They pay nothing before another person
    confirms them. `refused` is the last refusal of such times.
    """

    given: tuple[Claim, ...] = ()
    waits: tuple[Interval, ...] = ()
    refused: ClaimRefusal | None = None

    def __bool__(self) -> bool:
        return bool(self.given or self.waits or self.refused)

    def of(self, at: datetime | None) -> Claim | None:
        """The newest claim of an instant, if it was given afterwards."""
        return next((each for each in reversed(self.given) if each.at == at), None)

    def to_json(self) -> dict[str, Json]:
        """As the table and the ledger keep it."""
        return {
            "given": [each.to_json() for each in self.given],
            "waits": [[utc_text(span.start), utc_text(_end(span))] for span in self.waits],
            **({"refused": self.refused.to_json()} if self.refused else {}),
        }

    @classmethod
    def from_json(cls, facts: Mapping[str, Any] | None) -> "Claims":
        """From what `to_json` gave; None is a shift without claims."""
        if facts is None:
            return NO_CLAIMS
        return cls(
            tuple(Claim.from_json(each) for each in facts["given"]),
            tuple(Interval(parse_instant(a), parse_instant(b)) for a, b in facts["waits"]),
            ClaimRefusal.from_json(facts["refused"]) if facts.get("refused") else None,
        )


NO_CLAIMS = Claims()


def gained(had: Iterable[Interval], after: Timeline, now: datetime) -> tuple[Interval, ...]:
    """The stretches that a shift pays and that are not in `had`; what is open counts to `now`."""
    return tuple(_less(list(_paid(after, now)), had))


def vouched(line: Timeline, claims: Claims, now: datetime) -> list[Interval]:
    """The stretches that a shift pays without those that wait to be confirmed."""
    return _less(list(_paid(line, now)), claims.waits)


def inside(
    spans: Iterable[Interval], start: datetime, end: datetime | None
) -> tuple[Interval, ...]:
    """The parts of these stretches that lie between two instants."""
    found: list[Interval] = []
    for span in spans:
        last = _end(span) if end is None else min(_end(span), end)
        if max(span.start, start) < last:
            found.append(Interval(max(span.start, start), last))
    return tuple(found)


def together(spans: Iterable[Interval]) -> tuple[Interval, ...]:
    """Stretches in order, those that touch as one."""
    found: list[Interval] = []
    for span in sorted(spans, key=lambda each: each.start):
        if found and span.start <= _end(found[-1]):
            last = found.pop()
            span = Interval(last.start, max(_end(last), _end(span)))
        found.append(span)
    return tuple(found)


def _paid(line: Timeline, now: datetime) -> Iterator[Interval]:
    """Work and the paid parts of breaks, in order."""
    until = line.ended_at or max(now, line.last_change)
    at = line.started_at
    for pause in line.pauses:
        for stretch in pause.by_pay(until):
            if not stretch.paid:
                if at < stretch.started_at:
                    yield Interval(at, stretch.started_at)
                at = max(at, stretch.ended_at)
    if at < until:
        yield Interval(at, until)


def _less(spans: Sequence[Interval], taken: Iterable[Interval]) -> list[Interval]:
    left = list(spans)
    for cut in taken:
        pieces = (
            Interval(max(start, each.start), min(end, _end(each)))
            for each in left
            for start, end in ((each.start, cut.start), (_end(cut), _end(each)))
            if max(start, each.start) < min(end, _end(each))
        )
        left = list(pieces)
    return left


def _end(span: Interval) -> datetime:
    if span.end is None:
        raise ValueError("a stretch without an end")
    return span.end
