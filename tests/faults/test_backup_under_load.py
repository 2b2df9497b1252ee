"""A copy is made while people punch; put back elsewhere, it holds all that was confirmed before."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.faults.crew import Crew, demand_truth
from tests.faults.oracle import PunchKnowledge, SentPunch
from tests.fixtures.database import settings_for
from tests.fixtures.live_server import LiveServer
from timeclock.factory import create_app
from timeclock.storage.transactions import db


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Flask]:
    """Another installation, whose database is not there yet."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    app = create_app(settings_for(f"sqlite:///{folder / 'timeclock.sqlite3'}", folder))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.databases("sqlite")
def test_a_copy_made_under_load_holds_every_punch_confirmed_before_it_began(
    live_server: LiveServer, crew: Crew, app: Flask, elsewhere: Flask, tmp_path: Path
) -> None:
    crew.go_to(live_server.url)
    copy = str(tmp_path / "copy.sqlite3")
    with crew.at_work():
        for _ in range(3):
            crew.wait_for(PunchKnowledge.OK, 30)
            before = crew.sent()
            run(app, "backup", "create", copy, "--replace")
            after = crew.sent()
            crew.wait_for(PunchKnowledge.OK, 1)
            run(elsewhere, "backup", "restore", copy, "--replace")
            demand_truth(elsewhere, as_of_the_copy(before, after))
            assert "every one holds" in run(elsewhere, "ledger", "verify")
    crew.demand_truth()


def as_of_the_copy(before: list[SentPunch], after: list[SentPunch]) -> list[SentPunch]:
    """What a copy may hold: who was answered while it was made cannot know on which side it is."""
    settled = {sent.key: sent for sent in before if sent.told is not PunchKnowledge.UNKNOWN}
    return [
        settled.get(sent.key)
        or replace(
            sent,
            told=PunchKnowledge.REFUSED
            if sent.told is PunchKnowledge.REFUSED
            else PunchKnowledge.UNKNOWN,
        )
        for sent in after
    ]


def run(app: Flask, *words: str) -> str:
    """What a command says; it has to work."""
    result = app.test_cli_runner().invoke(args=words)
    assert result.exit_code == 0, result.output
    return result.stdout
