"""A byte that flips in the file, anywhere in an entry, is found."""

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from tests.fixtures.cast import Cast
from timeclock.operations.verifying.checking import verify_in
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.punching import clock_in, clock_out


@pytest.mark.databases("sqlite")
def test_whatever_byte_of_an_entry_flips_it_is_found(
    app: Flask, cast: Cast, tmp_path: Path
) -> None:
    with app.app_context():
        clock_in(cast.eli.actor, clock_id=cast.shop, details=ShiftDetails(note="Rolls"))
        clock_out(cast.eli.actor)
    whole = tmp_path / "whole.sqlite3"
    source = app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
    with sqlite3.connect(source) as running, sqlite3.connect(whole) as copy:
        running.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        (body,) = copy.execute(
            "SELECT body FROM entry WHERE workspace_id = ? AND chain_id = ? AND position = 2",
            (cast.workspace_id, cast.eli.chain_id),
        ).fetchone()
    running.close()
    copy.close()
    assert problems(whole) == ()
    raw = whole.read_bytes()
    # A long entry may go on in another page; its beginning is in one piece.
    start = raw.index(body[:200].encode())
    chosen = random.Random(1)
    for offset in chosen.sample(range(200), 12):
        flipped = bytearray(raw)
        flipped[start + offset] ^= 1 << chosen.randrange(8)
        broken = shutil.copy(whole, tmp_path / "broken.sqlite3")
        Path(broken).write_bytes(flipped)
        assert problems(Path(broken)), f"offset {offset}"


def problems(path: Path) -> tuple[str, ...]:
    engine = create_engine(f"sqlite:///{path}")
    try:
        with Session(engine) as session:
            return verify_in(session).sentences
    finally:
        engine.dispose()
