"""Triggers that keep entries as they were written: migrations make them, the start demands them."""

from sqlalchemy import Connection, text

from timeclock.errors import StartRefused

_REFUSAL = "the ledger is append-only"

# OR REPLACE takes the old row away without asking the trigger on DELETE, hence the third.
_ON_SQLITE = {
    "entry_refuses_update": "BEFORE UPDATE ON entry",
    "entry_refuses_delete": "BEFORE DELETE ON entry",
    "entry_refuses_replace": (
        "BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM entry WHERE workspace_id ="
        " NEW.workspace_id AND chain_id = NEW.chain_id AND position = NEW.position)"
    ),
}
_ON_POSTGRESQL = {
    "entry_refuses_change": "BEFORE UPDATE OR DELETE ON entry FOR EACH ROW",
    "entry_refuses_truncate": "BEFORE TRUNCATE ON entry FOR EACH STATEMENT",
}
_FUNCTION_BODY = (
    f"BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END"
)


class GuardsMissing(StartRefused):
    """The ledger could be changed unseen: nothing may be recorded in this database."""


def put_up(connection: Connection) -> None:
    """Make the triggers, in place of any there are.

    A migration that copies the table on SQLite has to call it again: the copy loses them.
    """
    for statement in _statements(connection.dialect.name):
        connection.exec_driver_sql(statement)


def demand(connection: Connection) -> None:
    """Raise GuardsMissing unless each trigger is there, switched on and does what it should."""
    on_sqlite = connection.dialect.name == "sqlite"
    wanted = set(_ON_SQLITE if on_sqlite else _ON_POSTGRESQL)
    missing = wanted - (_found_on_sqlite(connection) if on_sqlite else _found(connection))
    if missing:
        raise GuardsMissing(
            "The ledger of this database is not guarded (%(missing)s missing or changed). Restore a"
            " backup, or find out who removed the guard.",
            missing=", ".join(sorted(missing)),
        )


def _statements(dialect: str) -> list[str]:
    if dialect == "sqlite":
        drop = [f"DROP TRIGGER IF EXISTS {name}" for name in _ON_SQLITE]
        return drop + [_sqlite_trigger(name) for name in _ON_SQLITE]
    function = (
        "CREATE OR REPLACE FUNCTION refuse_change_of_entry() RETURNS trigger LANGUAGE plpgsql"
        f" AS $${_FUNCTION_BODY}$$"
    )
    triggers = []
    for name, when in _ON_POSTGRESQL.items():
        triggers.append(f"DROP TRIGGER IF EXISTS {name} ON entry")
        triggers.append(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION refuse_change_of_entry()")
    return [function, *triggers]


def _sqlite_trigger(name: str) -> str:
    return f"CREATE TRIGGER {name} {_ON_SQLITE[name]} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"


def _found_on_sqlite(connection: Connection) -> set[str]:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return {name for name, sql in rows if name in _ON_SQLITE and sql == _sqlite_trigger(name)}


def _found(connection: Connection) -> set[str]:
    rows = connection.execute(
        text(
            "SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE tgrelid = to_regclass('entry') AND tgenabled IN ('O', 'A') AND prosrc = :body"
        ),
        {"body": _FUNCTION_BODY},
    )
    return set(rows.scalars())
