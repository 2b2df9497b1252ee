"""What a decision can change, as the tables have it."""

from tests.fixtures.cast import Cast
from tests.fixtures.hours import Hours
from timeclock.company.workspaces.models import RuleVersion
from timeclock.storage.transactions import db


def standing(hours: Hours) -> dict[str, object]:
    """What a decision can change: every row of the company, apart from when it changed last."""
    with hours.app.app_context():
        return {table: sorted(_rows(table, hours.cast), key=repr) for table in _TABLES} | {
            "closed": _rows("closed_period", hours.cast)
        }


_TABLES = (
    "shift",
    "shift_break",
    "segment",
    "correction",
    "timesheet",
    "rules",
    "acknowledgement",
)
_CHANGING = frozenset({"changed_at", "position"})


def _rows(table: str, cast: Cast) -> list[dict[str, object]]:
    name = RuleVersion.__tablename__ if table == "rules" else table
    columns = db.metadata.tables[name]
    query = columns.select().where(columns.c.workspace_id == cast.workspace_id)
    if "voided_at" in columns.c:
        query = query.where(columns.c.voided_at.is_(None))
    if name == "closed_period":
        query = query.where(columns.c.reopened_at.is_(None))
    found = [dict(row._mapping) for row in db.session.execute(query)]
    if name == "timesheet":
        # A sheet that nothing was decided about has a row by now.
        found = [row for row in found if row["state"] != "open" or row["decided_at"]]
        found = [{k: v for k, v in row.items() if k != "id"} for row in found]
    for row in found:
        if row.get("original"):
            row["original"] = {k: v for k, v in row["original"].items() if k != "changed"}
    return [{k: v for k, v in row.items() if k not in _CHANGING} for row in found]
