"""Reading and writing a company's dated rules of pay."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, select

from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS, RuleBook, Version
from timeclock.company.workspaces.models import RuleVersion
from timeclock.storage.transactions import Transaction, db

_VERSIONS = (
    select(RuleVersion.id, RuleVersion.first_day, RuleVersion.rules)
    .where(RuleVersion.withdrawn_at.is_(None))
    .order_by(RuleVersion.first_day, RuleVersion.id)
)


def read_rule_book(connection: Connection, workspace_id: int) -> RuleBook:
    """Every version in force, on a given connection."""
    rows = connection.execute(_VERSIONS.where(RuleVersion.workspace_id == workspace_id))
    newest = {row.first_day: row for row in rows}
    versions = [
        Version(row.first_day, PayRules.from_json(row.rules), row.id) for row in newest.values()
    ]
    if not versions or versions[0].first_day > ALWAYS:
        versions.insert(0, Version(ALWAYS, PayRules()))
    return RuleBook(tuple(versions))


def rule_book(workspace_id: int) -> RuleBook:
    """Every version in force, for pages and answers."""
    return read_rule_book(db.session.connection(), workspace_id)


def store_version(
    tx: Transaction,
    workspace_id: int,
    first_day: date,
    rules: PayRules,
    set_by_id: int | None,
    moment: datetime,
) -> int:
    """Keep one more version and return its id; the ledger is the caller's."""
    version = RuleVersion(
        workspace_id=workspace_id,
        first_day=first_day,
        rules=rules.to_json(),
        set_by_id=set_by_id,
        created_at=moment,
    )
    tx.session.add(version)
    tx.session.flush()
    return version.id


def stored_versions(workspace_id: int) -> Sequence[RuleVersion]:
    """Every version ever set, newest first, withdrawn ones too."""
    return db.session.scalars(
        select(RuleVersion)
        .where(RuleVersion.workspace_id == workspace_id)
        .order_by(RuleVersion.first_day.desc(), RuleVersion.id.desc())
    ).all()
