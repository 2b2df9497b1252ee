"""Reading and writing the dated rules of pay: the company's, and those of its clocks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, cast, null, select, union_all

from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS, Homes, RuleBook, RuleBooks, Version
from timeclock.company.workspaces.models import HomeClock, RuleVersion
from timeclock.storage.transactions import Transaction, db

_VERSIONS = (
    select(RuleVersion.id, RuleVersion.first_day, RuleVersion.rules)
    .where(RuleVersion.withdrawn_at.is_(None))
    .order_by(RuleVersion.first_day, RuleVersion.id)
)


def read_rule_book(connection: Connection, workspace_id: int) -> RuleBook:
    """Every version in force, on a given connection."""
    rows = connection.execute(
        _VERSIONS.where(RuleVersion.workspace_id == workspace_id, RuleVersion.clock_id.is_(None))
    )
    return company_book(_version(row.id, row.first_day, row.rules) for row in rows)


def company_book(versions: Iterable[Version]) -> RuleBook:
    """The book of these versions; of several for one day the last holds."""
    newest = {ALWAYS: Version(ALWAYS, PayRules())}
    newest.update((version.first_day, version) for version in versions)
    return RuleBook(tuple(newest[day] for day in sorted(newest)))


def read_rule_books(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int] | None = None,
    *,
    every_home: bool = False,
) -> RuleBooks:
    """The rules of these members, or of all, in one statement.

    Home clocks are read where a clock has rules of its own, or may be given some (`every_home`).
    """
    kept = RuleVersion.workspace_id == workspace_id, RuleVersion.withdrawn_at.is_(None)
    versions = select(
        RuleVersion.id,
        cast(null(), BigInteger).label("member_id"),
        RuleVersion.first_day,
        RuleVersion.clock_id,
        RuleVersion.rules,
    ).where(*kept)
    of_a_clock = select(RuleVersion.id).where(*kept, RuleVersion.clock_id.is_not(None))
    homes = select(
        cast(null(), BigInteger),
        HomeClock.member_id,
        HomeClock.first_day,
        HomeClock.clock_id,
        null(),
    ).where(HomeClock.workspace_id == workspace_id)
    if not every_home:
        homes = homes.where(of_a_clock.exists())
    if member_ids is not None:
        homes = homes.where(HomeClock.member_id.in_(member_ids))
    company: list[Version] = []
    clocks: defaultdict[int, dict[date, Version]] = defaultdict(dict)
    its_homes: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
    rows: Sequence[Any] = connection.execute(union_all(versions, homes)).all()
    for row in sorted(rows, key=lambda row: (row.first_day, row.id or 0)):
        if row.member_id is not None:
            its_homes[row.member_id].append((row.first_day, row.clock_id))
        elif row.clock_id is None:
            company.append(_version(row.id, row.first_day, row.rules))
        else:
            version = _version(row.id, row.first_day, row.rules)
            clocks[row.clock_id][row.first_day] = version
    return RuleBooks(
        company_book(company),
        {clock_id: tuple(each.values()) for clock_id, each in clocks.items()},
        {member_id: tuple(each) for member_id, each in its_homes.items()},
        None if member_ids is None else frozenset(member_ids),
    )


def read_book_of(connection: Connection, workspace_id: int, member_id: int) -> RuleBook:
    """The rules of one member on each day, in one statement."""
    return read_rule_books(connection, workspace_id, (member_id,)).of(member_id)


def rule_book(workspace_id: int) -> RuleBook:
    """Every version in force, for pages and answers."""
    return read_rule_book(db.session.connection(), workspace_id)


def read_homes(connection: Connection, workspace_id: int, member_id: int) -> Homes:
    """The first days and the home clocks of a member, in order."""
    query = select(HomeClock.first_day, HomeClock.clock_id).where(
        HomeClock.workspace_id == workspace_id, HomeClock.member_id == member_id
    )
    rows = connection.execute(query.order_by(HomeClock.first_day))
    return tuple((row.first_day, row.clock_id) for row in rows)


def store_version(
    tx: Transaction,
    workspace_id: int,
    first_day: date,
    rules: PayRules,
    set_by_id: int | None,
    moment: datetime,
    clock_id: int | None = None,
) -> int:
    """Keep one more version and return its id; the ledger is the caller's."""
    version = RuleVersion(
        workspace_id=workspace_id,
        first_day=first_day,
        rules=rules.to_json(),
        set_by_id=set_by_id,
        created_at=moment,
        clock_id=clock_id,
    )
    tx.session.add(version)
    tx.session.flush()
    return version.id


def stored_versions(workspace_id: int, clock_id: int | None = None) -> Sequence[RuleVersion]:
    """Every version ever set of a clock, or of the company (None), newest first, withdrawn too."""
    return db.session.scalars(
        select(RuleVersion)
        .where(
            RuleVersion.workspace_id == workspace_id,
            RuleVersion.clock_id.is_not_distinct_from(clock_id),
        )
        .order_by(RuleVersion.first_day.desc(), RuleVersion.id.desc())
    ).all()


def _version(version_id: int, first_day: date, rules: Mapping[str, object]) -> Version:
    return Version(first_day, PayRules.from_json(rules), version_id)
