"""A long history of a company: shifts with their ledger entries, written in bulk."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from timeclock.authority.actor import Role
from timeclock.company.clocks.models import TimeClock
from timeclock.company.locks.models import ClosedPeriod, Timesheet
from timeclock.company.people.models import Member
from timeclock.ledger.entry import GENESIS, VERSION, canonical, link
from timeclock.ledger.models import Chain, Entry
from timeclock.storage.transactions import db
from timeclock.timekeeping import precise_text, utc_text
from timeclock.worktime.hours.totals import Totals
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import Timeline

SHIFTS_A_DAY = 4
_ZONE, _LENGTH = "Europe/Berlin", timedelta(hours=1, minutes=45)
_BATCH = 20_000
_WEEK = timedelta(days=7)


@dataclass(slots=True)
class _Person:
    member_id: int
    account_id: int
    chain_id: int
    pseudonym: str
    position: int
    link: bytes


class History:
    """Shifts of all members until a day, `SHIFTS_A_DAY` each, as many as are asked for."""

    def __init__(self, workspace_id: int, until: date) -> None:
        self.workspace_id, self._until = workspace_id, until
        self._people = self._read_people()
        self._clock_id = (
            db.session.execute(
                select(TimeClock.id)
                .where(TimeClock.workspace_id == workspace_id)
                .order_by(TimeClock.id)
            )
            .scalars()
            .first()
            or 0
        )
        self.first = until

    def write(self, shifts: int) -> int:
        """Write at least so many shifts with two entries each; returns how many."""
        days = -(-shifts // (SHIFTS_A_DAY * len(self._people)))
        self.first = self._until - timedelta(days=days)
        with db.engine.begin() as connection:
            writer = _BulkWriter(connection)
            begun, ended = self._bodies()
            for number, (person, start) in enumerate(self._starts(days), start=1):
                writer.shift(self._row(number, person, start))
                facts = self._facts(number, person, start)
                for turn, body in enumerate((begun, ended)):
                    writer.entry(self._entry(person, start + turn * _LENGTH, body, facts, turn))
            writer.flush()
            for person in self._people:
                connection.execute(
                    update(Chain)
                    .where(Chain.workspace_id == self.workspace_id, Chain.id == person.chain_id)
                    .values(position=person.position)
                )
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(
                    "SELECT setval('shift_id_seq', (SELECT max(id) FROM shift))"
                )
        return days * SHIFTS_A_DAY * len(self._people)

    def close(self) -> None:
        """Approve everybody's weeks and close them, in the tables alone: for reading."""
        rows, sheets = [], []
        a_week = 7 * SHIFTS_A_DAY * int(_LENGTH.total_seconds())
        totals = Totals(a_week, a_week, 0, 0, 0, {}, {}).to_json()
        first = self.first - timedelta(days=self.first.weekday())
        while first < self._until:
            days = {"first_day": first, "after_day": first + _WEEK}
            moment = datetime.combine(first + _WEEK, datetime.min.time(), UTC)
            common = days | {"workspace_id": self.workspace_id, "id": len(rows) + 1}
            rows.append(common | {"closed_at": moment})
            sheets += [
                days
                | {
                    "workspace_id": self.workspace_id,
                    "id": len(sheets) + number,
                    "member_id": person.member_id,
                    "state": "approved",
                    "totals": totals,
                    "decided_at": moment,
                }
                for number, person in enumerate(self._people, start=1)
            ]
            first += _WEEK
        with db.engine.begin() as connection:
            connection.execute(insert(ClosedPeriod), rows)
            connection.execute(insert(Timesheet), sheets)
            if connection.dialect.name == "postgresql":
                for name in ("closed_period", "timesheet"):
                    connection.exec_driver_sql(
                        f"SELECT setval('{name}_id_seq', (SELECT max(id) FROM {name}))"
                    )

    def _read_people(self) -> list[_Person]:
        rows = db.session.execute(
            select(
                Member.id, Member.account_id, Chain.id, Chain.pseudonym, Chain.position, Entry.link
            )
            .join(
                Chain, (Chain.workspace_id == Member.workspace_id) & (Chain.id == Member.chain_id)
            )
            .outerjoin(
                Entry,
                (Entry.workspace_id == Chain.workspace_id)
                & (Entry.chain_id == Chain.id)
                & (Entry.position == Chain.position),
            )
            .where(Member.workspace_id == self.workspace_id, Member.role_name == Role.EMPLOYEE)
            .order_by(Member.id)
        ).all()
        return [_Person(*row[:5], row[5] or GENESIS) for row in rows]

    def _starts(self, days: int) -> Iterator[tuple[_Person, datetime]]:
        midnight = datetime.combine(self.first, datetime.min.time(), UTC)
        for day in range(days):
            for turn in range(SHIFTS_A_DAY):
                begun = midnight + timedelta(days=day, hours=6 + 2 * turn)
                for seconds, person in enumerate(self._people):
                    yield person, begun + timedelta(seconds=seconds)

    def _row(self, number: int, person: _Person, start: datetime) -> dict[str, Any]:
        return {
            "workspace_id": self.workspace_id,
            "id": number,
            "member_id": person.member_id,
            "clock_id": self._clock_id,
            "started_at": start,
            "start_zone": _ZONE,
            "start_source": "pc",
            "ended_at": start + _LENGTH,
            "end_zone": _ZONE,
            "end_source": "pc",
            "ended_by_id": person.member_id,
            "created_at": start,
            "changed_at": start + _LENGTH,
        }

    def _facts(self, number: int, person: _Person, start: datetime) -> dict[str, Any]:
        end = start + _LENGTH
        return {
            "number": number,
            "member": person.member_id,
            "account": person.account_id,
            "start": utc_text(start),
            "end": utc_text(end),
            "created": precise_text(start),
            "changed": precise_text(end),
        }

    def _bodies(self) -> tuple[str, str]:
        """The texts of both entries, made from the product's own form, to be filled in."""
        moment = datetime(2000, 1, 1, tzinfo=UTC)
        begun = ShiftRecord(
            id=1,
            workspace_id=self.workspace_id,
            member_id=2,
            account_id=3,
            clock_id=self._clock_id,
            timeline=Timeline(started_at=moment, job_id=None),
            start_zone=_ZONE,
            start_source="pc",
            created_at=moment,
            changed_at=moment,
        )
        ended = replace(
            begun,
            timeline=replace(begun.timeline, ended_at=moment),
            end_zone=_ZONE,
            end_source="pc",
            ended_by_id=2,
        )
        begun_facts = begun.to_json() | _marks("start", "created", changed="created")
        ended_facts = ended.to_json() | _marks("start", "end", "created", "changed")
        ended_facts |= {"ended_by": "#member#"}
        return (
            self._body("shift.clocked_in", None, begun_facts, "start", "created"),
            self._body("shift.clocked_out", begun_facts, ended_facts, "end", "changed"),
        )

    def _body(
        self,
        kind: str,
        before: dict[str, Any] | None,
        after: dict[str, Any],
        at: str,
        received: str,
    ) -> str:
        text = canonical(
            {
                "v": VERSION,
                "workspace": self.workspace_id,
                "chain": "$chain$",
                "position": "#position#",
                "kind": kind,
                "at": f"${at}$",
                "tz": _ZONE,
                "offset": 3600,
                "received": f"${received}$",
                "claimed": None,
                "door": "page",
                "actor": "$chain$",
                "undoes": None,
                "corrects": None,
                "before": before,
                "after": after,
                "payload": None,
                "nonce": "$nonce$",
            }
        )
        parts = text
        names = ("chain", "nonce", "start", "end", "created", "changed")
        for name in names:
            parts = parts.replace(f"${name}$", f"%({name})s")
        for name in ("position", "number", "member", "account"):
            parts = parts.replace(f'"#{name}#"', f"%({name})d")
        return parts

    def _entry(
        self, person: _Person, at: datetime, body: str, facts: dict[str, Any], turn: int
    ) -> dict[str, Any]:
        person.position += 1
        key = f"{facts['number']:020d}-{turn}"
        text = body % (
            facts
            | {
                "chain": person.pseudonym,
                "position": person.position,
                "nonce": hashlib.md5(key.encode(), usedforsecurity=False).hexdigest(),
            }
        )
        person.link = link(person.link, text)
        return {
            "workspace_id": self.workspace_id,
            "chain_id": person.chain_id,
            "position": person.position,
            "kind": "shift.clocked_out" if turn else "shift.clocked_in",
            "at": at,
            "received_at": at,
            "actor_id": person.member_id,
            "body": text,
            "link": person.link,
            "key": key,
            "digest": person.link,
        }


def _marks(*texts: str, **others: str) -> dict[str, str]:
    """Places to fill in: numbers between #, texts between $."""
    numbers = {"shift": "#number#", "member": "#member#", "user": "#account#"}
    named = {name: f"${name}$" for name in texts}
    return numbers | named | {name: f"${mark}$" for name, mark in others.items()}


class _BulkWriter:
    """Rows by table, written in batches by the driver itself."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._shifts: list[tuple[Any, ...]] = []
        self._entries: list[tuple[Any, ...]] = []
        self._bind = _sqlite_text if connection.dialect.name == "sqlite" else _as_it_is
        self._shift_columns, self._shift_defaults = _columns(Shift)
        self._entry_columns, self._entry_defaults = _columns(Entry)

    def shift(self, row: dict[str, Any]) -> None:
        """Add a shift; entries wait with it."""
        self._shifts.append(self._values(row, self._shift_defaults))
        if len(self._shifts) == _BATCH:
            self.flush()

    def entry(self, row: dict[str, Any]) -> None:
        """Add an entry."""
        self._entries.append(self._values(row, self._entry_defaults))

    def flush(self) -> None:
        """Write what is there."""
        self._write("shift", self._shift_columns, self._shifts)
        self._write("entry", self._entry_columns, self._entries)
        self._shifts, self._entries = [], []

    def _values(self, row: dict[str, Any], defaults: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(self._bind(row.get(name, default)) for name, default in defaults.items())

    def _write(self, table: str, columns: str, rows: Sequence[tuple[Any, ...]]) -> None:
        driver: Any = self._connection.connection.driver_connection
        if self._connection.dialect.name == "sqlite":
            marks = ", ".join("?" for _ in columns.split(","))
            driver.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
            return
        with driver.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _columns(model: Any) -> tuple[str, dict[str, Any]]:
    """The columns as SQL, and the value of each where a row says nothing."""
    defaults = {}
    for column in model.__table__.columns:
        scalar = column.default is not None and column.default.is_scalar
        defaults[column.name] = column.default.arg if scalar else None
    return ", ".join(f'"{name}"' for name in defaults), defaults


def _sqlite_text(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "microseconds")
    return value


def _as_it_is(value: Any) -> Any:
    return value
