"""Baselines: the ledger lists the rows that earlier versions kept too little of.

For each company one entry for each table that has rows, marked as a baseline. Nothing else changes.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import JSON, BigInteger, Boolean, Date, DateTime, LargeBinary, String

from timeclock.ledger.entry import GENESIS, VERSION, canonical, commitment, link

revision = "0008"
down_revision = "0007"

_MOMENT = DateTime(timezone=True)
_CHAIN = sa.table(
    "chain",
    *(sa.column(name, BigInteger) for name in ("workspace_id", "id", "position")),
    sa.column("pseudonym", String),
    sa.column("for_workspace", Boolean),
)
_ENTRY = sa.table(
    "entry",
    *(sa.column(name, BigInteger) for name in ("workspace_id", "chain_id", "position")),
    *(sa.column(name, String) for name in ("kind", "body")),
    *(sa.column(name, _MOMENT) for name in ("at", "received_at")),
    sa.column("link", LargeBinary),
)
_PAYLOAD = sa.table(
    "entry_payload",
    *(sa.column(name, BigInteger) for name in ("workspace_id", "chain_id", "position")),
    sa.column("salt", LargeBinary),
    sa.column("content", String),
)
_MEMBER = sa.table(
    "member", *(sa.column(name, BigInteger) for name in ("workspace_id", "id", "chain_id"))
)


def upgrade() -> None:
    """Write the entries, company by company."""
    bind = op.get_bind()
    chains = bind.execute(sa.select(_CHAIN).order_by(_CHAIN.c.workspace_id, _CHAIN.c.id)).all()
    members = {(row.workspace_id, row.chain_id): row.id for row in bind.execute(sa.select(_MEMBER))}
    moment = datetime.now(UTC)
    for chain in chains:
        member_id = members.get((chain.workspace_id, chain.id))
        if chain.for_workspace or member_id is not None:
            _Writer(bind, chain, moment).write(None if chain.for_workspace else member_id)


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")


@dataclass(frozen=True)
class _Listed:
    """A table whose rows are listed; `personal` columns are kept where they can be erased."""

    kind: str
    table: str
    order: str
    plain: str
    moments: str = ""
    days: str = ""
    structures: str = ""
    personal: frozenset[str] = frozenset()
    of_member: bool = False
    shape: Callable[[dict[str, Any]], dict[str, Any]] = field(default=dict)

    def rows(self, workspace_id: int, member_id: int | None) -> sa.Select[Any]:
        types: tuple[tuple[str, Any], ...] = (
            (self.moments, _MOMENT),
            (self.days, Date()),
            (self.structures, JSON()),
        )
        columns: list[sa.ColumnClause[Any]] = [sa.column(name) for name in self.plain.split()]
        columns += [sa.column(name, kind) for names, kind in types for name in names.split()]
        whose: sa.ColumnClause[Any] = sa.column(
            "id" if self.table == "workspace" else "workspace_id"
        )
        query = sa.select(*columns).select_from(sa.table(self.table)).where(whose == workspace_id)
        if self.of_member:
            query = query.where(sa.column("member_id") == member_id)
        return query.order_by(*(sa.column(name) for name in self.order.split()))


def _key(row: dict[str, Any]) -> dict[str, Any]:
    mark = hashlib.sha256(row.pop("token_hash")).hexdigest()
    return row | {"token_mark": mark}


def _flags(*names: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """On SQLite an untyped boolean is a number."""
    return lambda row: row | {name: bool(row[name]) for name in names}


def _correction(row: dict[str, Any]) -> dict[str, Any]:
    before = row["before"]
    return row | {
        "notes": [draft.get("note", "") for draft in row["drafts"]],
        "drafts": [{k: v for k, v in draft.items() if k != "note"} for draft in row["drafts"]],
        "before": before and {k: v for k, v in before.items() if k != "said"},
    }


_TABLES = (
    _Listed(
        "workspace.baseline",
        "workspace",
        "id",
        "id name zone location_on tolerance",
        shape=_flags("location_on"),
    ),
    _Listed(
        "member.baseline",
        "member",
        "id",
        "id account_id role name employee_number",
        "joined_at accepted_at deactivated_at",
        personal=frozenset({"name", "employee_number"}),
    ),
    _Listed(
        "key.baseline",
        "api_key",
        "id",
        "id member_id scope start token_hash issued_by_id",
        "created_at expires_at revoked_at",
        shape=_key,
    ),
    _Listed(
        "clock.baseline",
        "time_clock",
        "id",
        "id name zone job_required limit_minutes closes_forgotten",
        "job_required_since created_at archived_at",
        shape=_flags("job_required", "closes_forgotten"),
    ),
    _Listed("zone.baseline", "former_zone", "clock_id until", "clock_id zone", "until"),
    _Listed(
        "break_kind.baseline",
        "break_kind",
        "id",
        "id clock_id name paid minutes",
        "archived_at",
        shape=_flags("paid"),
    ),
    _Listed(
        "assignment.baseline",
        "assignment",
        "member_id clock_id",
        "member_id clock_id manages",
        shape=_flags("manages"),
    ),
    _Listed("job.baseline", "job", "id", "id name code parent_id", "created_at archived_at"),
    _Listed(
        "rules.baseline",
        "rule_version",
        "id",
        "id set_by_id",
        "created_at withdrawn_at",
        "first_day",
        "rules",
    ),
    _Listed(
        "webhook.baseline",
        "webhook",
        "id",
        "id url description created_by_id paused_for",
        "created_at paused_at removed_at",
        structures="events",
    ),
    _Listed(
        "period.baseline",
        "closed_period",
        "id",
        "closed_by_id reopened_by_id",
        "closed_at reopened_at",
        "first_day after_day binds_from",
    ),
    _Listed(
        "timesheet.baseline",
        "timesheet",
        "id",
        "member_id state submitted_by_id decided_by_id reason",
        "submitted_at decided_at",
        "first_day after_day binds_from",
        "totals",
        personal=frozenset({"reason"}),
        of_member=True,
    ),
    _Listed(
        "correction.baseline",
        "correction",
        "id",
        "id clock_id shift_id kind state reason asked_by_id decided_by_id decision replaces_id"
        " position",
        "asked_at decided_at applied_at",
        structures="drafts before shift_ids",
        personal=frozenset({"reason", "decision", "notes"}),
        of_member=True,
        shape=_correction,
    ),
)


class _Writer:
    """Appends entries to one chain."""

    def __init__(self, bind: sa.Connection, chain: Any, moment: datetime) -> None:
        self._bind, self._chain, self._moment = bind, chain, moment
        self._position, self._link = int(chain.position), GENESIS
        if self._position:
            last = sa.select(_ENTRY.c.link).where(*self._place(self._position))
            self._link = bind.execute(last).scalar_one()

    def write(self, member_id: int | None) -> None:
        """List the tables that this chain describes, as far as they have rows."""
        for listed in _TABLES:
            if listed.of_member is (member_id is not None):
                rows = list(self._rows(listed, member_id))
                if rows:
                    self._append(listed, rows)
        if self._position != self._chain.position:
            self._bind.execute(
                sa.update(_CHAIN)
                .where(
                    _CHAIN.c.workspace_id == self._chain.workspace_id,
                    _CHAIN.c.id == self._chain.id,
                )
                .values(position=self._position)
            )

    def _rows(self, listed: _Listed, member_id: int | None) -> Iterator[dict[str, Any]]:
        query = listed.rows(self._chain.workspace_id, member_id)
        for row in self._bind.execute(query).mappings():
            yield {name: _json(value) for name, value in listed.shape(dict(row)).items()}

    def _append(self, listed: _Listed, rows: list[dict[str, Any]]) -> None:
        facts = [{k: v for k, v in row.items() if k not in listed.personal} for row in rows]
        salt, content = secrets.token_bytes(32), None
        if listed.personal:
            said = [{name: row[name] for name in sorted(listed.personal)} for row in rows]
            content = canonical({"rows": said})
        self._position += 1
        body = self._body(listed, facts, commitment(salt, content) if content else None)
        self._link = link(self._link, body)
        place = {
            "workspace_id": self._chain.workspace_id,
            "chain_id": self._chain.id,
            "position": self._position,
        }
        entry = {"kind": listed.kind, "body": body, "link": self._link}
        moments = {"at": self._stored(whole=True), "received_at": self._stored()}
        self._bind.execute(sa.insert(_ENTRY).values(place | entry | moments))
        if content:
            text = {"salt": salt, "content": content}
            self._bind.execute(sa.insert(_PAYLOAD).values(place | text))

    def _body(self, listed: _Listed, facts: list[dict[str, Any]], bound: str | None) -> str:
        return canonical(
            {
                "v": VERSION,
                "workspace": self._chain.workspace_id,
                "chain": self._chain.pseudonym,
                "position": self._position,
                "kind": listed.kind,
                "at": f"{self._moment:%Y-%m-%dT%H:%M:%S}Z",
                "tz": "UTC",
                "offset": 0,
                "received": _json(self._moment),
                "claimed": None,
                "door": "background",
                "actor": "clock",
                "undoes": None,
                "corrects": None,
                "before": None,
                "after": {"table": listed.table, "rows": facts},
                "payload": bound,
                "nonce": secrets.token_hex(16),
            }
        )

    def _stored(self, *, whole: bool = False) -> datetime:
        moment = self._moment.replace(microsecond=0) if whole else self._moment
        return moment.replace(tzinfo=None) if self._bind.dialect.name == "sqlite" else moment

    def _place(self, position: int) -> tuple[sa.ColumnElement[bool], ...]:
        return (
            _ENTRY.c.workspace_id == self._chain.workspace_id,
            _ENTRY.c.chain_id == self._chain.id,
            _ENTRY.c.position == position,
        )


def _json(value: Any) -> Any:
    """Moments with microseconds in UTC, days, and everything else as it is."""
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return f"{moment:%Y-%m-%dT%H:%M:%S.%f}Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return value
