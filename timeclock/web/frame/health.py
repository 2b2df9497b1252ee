"""Whether the server is alive, and whether it can do its work."""

import sqlite3

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from timeclock.ledger.keeper import present_keeper
from timeclock.storage.readiness import Readiness
from timeclock.storage.transactions import db, reading, writes
from timeclock.web.frame.guard import open_to_everyone

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@open_to_everyone
def healthz() -> tuple[Response, int]:
    """Alive, and on which database; 503 when the database does not answer."""
    reachable = _database_answers()
    said = {"status": "ok" if reachable else "database unreachable", "database": _database_name()}
    return jsonify(said), 200 if reachable else 503


@blueprint.get("/readyz")
@open_to_everyone
def readyz() -> tuple[Response, int]:
    """Whether a punch can be recorded here; 503 with the cause and the next step when not.

    With a clock in doubt punches are recorded and marked, so this stays 200 and says by how many
    seconds the clock is off: a proxy that sends no more people here would lose punches.
    """
    refusal = writes().refusal
    if refusal is not None:
        return jsonify({"ready": False, "cause": "read_only", "detail": refusal}), 503
    readiness: Readiness = current_app.extensions["timeclock_readiness"]
    cause = readiness.cause()
    if cause is None:
        return jsonify({"ready": True, **_clock()}), 200
    return jsonify({"ready": False, "cause": cause.code, "detail": str(cause)}), 503


def _database_answers() -> bool:
    try:
        with reading() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


def _clock() -> dict[str, object]:
    """Nothing while every clock can be believed."""
    keeper = present_keeper()
    if keeper is None or not (keeper.off_by or keeper.apart):
        return {}
    off_by, apart = (round(each.total_seconds()) for each in (keeper.off_by, keeper.apart))
    return {"clock": {"in_doubt": bool(off_by), "off_by": off_by, "ahead_of_database": apart}}


def _database_name() -> str:
    dialect = db.engine.dialect.name
    return f"SQLite {sqlite3.sqlite_version}" if dialect == "sqlite" else "PostgreSQL"
