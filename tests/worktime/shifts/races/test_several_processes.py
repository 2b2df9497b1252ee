"""The terminal beside the server: two processes write to one SQLite file."""

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from tests.fixtures.company import Company
from tests.worktime.shifts.races.at_once import at_once, refusals
from tests.worktime.shifts.races.conftest import assert_whole
from timeclock.config import ROOT
from timeclock.ledger.queries import entries
from timeclock.worktime.shifts.punching import clock_in, pause, resume
from timeclock.worktime.shifts.queries import open_shift

TERMINAL = """
import sys
from pathlib import Path
from tests.fixtures.database import settings_for
from timeclock.authority.actor import Actor
from timeclock.errors import Conflict
from timeclock.factory import create_app
from timeclock.worktime.shifts.punching import clock_in, pause, resume

url, folder, workspace, member, clock, act = sys.argv[1:]
operator, who = Actor.operator(int(workspace)), int(member)
with create_app(settings_for(url, Path(folder))).app_context():
    print("ready", flush=True)
    sys.stdin.readline()
    if act == "clock-in":
        try:
            clock_in(operator, member_id=who, clock_id=int(clock))
            print("in")
        except Conflict as refusal:
            print(refusal.code)
    else:
        for _ in range(25):
            pause(operator, member_id=who)
            resume(operator, member_id=who)
        print("done")
"""


class Terminals:
    """Processes that wait for a word before they act."""

    def __init__(self, app: Flask, company: Company, folder: Path, act: str, count: int) -> None:
        url = app.config["SQLALCHEMY_DATABASE_URI"]
        facts = (company.workspace_id, company.eli.member_id, company.shop)
        self._processes = [
            subprocess.Popen(
                [sys.executable, "-c", TERMINAL, url, str(folder), *map(str, facts), act],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(count)
        ]
        for process in self._processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"

    def go(self) -> None:
        for process in self._processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()

    def said(self) -> list[str]:
        answers = [process.communicate(timeout=60)[0].strip() for process in self._processes]
        assert [process.returncode for process in self._processes] == [0] * len(answers)
        return answers


@pytest.mark.databases("sqlite")
def test_both_clock_the_same_person_in(company_app: Flask, bakery: Company, tmp_path: Path) -> None:
    terminals = Terminals(company_app, bakery, tmp_path, "clock-in", 2)
    eli = bakery.eli.actor
    terminals.go()
    here = at_once(company_app, [lambda: clock_in(eli, clock_id=bakery.shop)] * 10)
    said = [*terminals.said(), *refusals(here)]
    assert said.count("already_clocked_in") == 11
    assert len(entries(bakery.workspace_id, bakery.eli.chain_id)) == 1
    assert_whole(bakery)


@pytest.mark.databases("sqlite")
def test_both_write_as_fast_as_they_can(
    company_app: Flask, bakery: Company, tmp_path: Path
) -> None:
    eli, maya = bakery.eli.actor, bakery.maya.actor
    for actor in (eli, maya):
        clock_in(actor, clock_id=bakery.shop)
    terminals = Terminals(company_app, bakery, tmp_path, "breaks", 2)
    terminals.go()
    outcomes = at_once(company_app, [lambda: pause(maya), lambda: resume(maya)] * 30)
    assert terminals.said() == ["done", "done"]
    assert refusals(outcomes) == []
    assert open_shift(bakery.workspace_id, bakery.eli.member_id) is not None
    assert_whole(bakery)
