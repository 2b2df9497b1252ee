"""A copy is put back while the server runs; numbers that were given out since are given again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.faults.test_backup_under_load import run
from tests.fixtures.at_the_clock import AtTheClock
from tests.fixtures.cast import Cast, CastMember
from timeclock.authority.actor import Actor
from timeclock.company.jobs.service import add_job


@pytest.mark.databases("sqlite")
def test_no_one_is_offered_a_job_that_now_is_another(
    app: Flask, cast: Cast, at_the_clock: Callable[[CastMember], AtTheClock], tmp_path: Path
) -> None:
    eli, operator = at_the_clock(cast.eli), Actor.operator(cast.workspace_id)
    copy = str(tmp_path / "copy.sqlite3")
    run(app, "backup", "create", copy)
    with app.app_context():
        forgotten = add_job(operator, name="Rolls")
    assert "Rolls" in eli.page()
    run(app, "backup", "restore", copy, "--replace", "--accept-loss")
    with app.app_context():
        assert add_job(operator, name="Bread") == forgotten
    page = eli.page()
    assert "Rolls" not in page
    assert "Bread" in page
