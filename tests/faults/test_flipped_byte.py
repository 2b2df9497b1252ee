"""One bit of the database's file turns over, and the check at the terminal says so."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.fixtures.company import Company, found
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.punching import clock_in, clock_out

PLACES = {
    "what happened": "SELECT substr(body, 1, 200) FROM entry WHERE kind = 'shift.clocked_out'",
    "the link to what came before": "SELECT link FROM entry WHERE kind = 'shift.clocked_out'",
    "what was said": "SELECT content FROM entry_payload WHERE content LIKE '%Rolls%'",
    "the seal on what was said": "SELECT salt FROM entry_payload WHERE content LIKE '%Rolls%'",
    "the words, there and on the shift": "SELECT note FROM shift",
}

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def file(app: Flask, database_url: str) -> Path:
    """A database with a few punches, closed and without a byte that belongs to nothing."""
    with app.app_context():
        bakery: Company = found()
        clock_in(bakery.eli.actor, clock_id=bakery.shop, details=ShiftDetails(note="Rolls"))
        clock_out(bakery.eli.actor)
        db.session.remove()
        db.engine.dispose()
    file = Path(database_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM")
    return file


@pytest.mark.parametrize("place", list(PLACES))
def test_the_check_ends_with_exit_code_1_and_names_the_company(
    app: Flask, file: Path, place: str
) -> None:
    assert verify(app).exit_code == 0
    with closing(sqlite3.connect(file)) as connection:
        (value,) = connection.execute(PLACES[place]).fetchone()
    looked_for = value if isinstance(value, bytes) else value.encode()
    whole = file.read_bytes()
    offset = whole.find(looked_for)
    assert offset > 0
    while offset > 0:
        middle = offset + len(looked_for) // 2
        file.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
        answer = verify(app)
        assert answer.exit_code == 1, f"{place} at {middle}"
        assert "workspace 1" in answer.output, answer.output
        offset = whole.find(looked_for, offset + 1)
    file.write_bytes(whole)
    assert verify(app).exit_code == 0


def verify(app: Flask) -> Result:
    """Run the check on the file as it is now."""
    answer = app.test_cli_runner().invoke(args=["ledger", "verify"])
    with app.app_context():
        db.engine.dispose()
    return answer
