"""Two servers on one database in the same moment: each forgotten shift is closed once."""

import subprocess
import sys
from pathlib import Path

from flask import Flask

from tests.fixtures.cast import Cast
from tests.operations.background.forgotten import (
    clocked_in_at,
    closings,
    helpers_at_the_shop,
    let_the_shop_close,
    yesterday,
)
from timeclock.config import ROOT
from timeclock.operations.verifying.checking import verify

PEOPLE = 12
SERVER = """
import sys
from pathlib import Path
from tests.fixtures.database import settings_for
from timeclock.operations.background import one_round
from timeclock.factory import create_app

url, folder = sys.argv[1:]
with create_app(settings_for(url, Path(folder))).app_context():
    print("ready", flush=True)
    sys.stdin.readline()
    print(one_round(), flush=True)
"""


def test_two_processes_close_each_shift_once(
    app: Flask, cast: Cast, database_url: str, tmp_path: Path
) -> None:
    with app.app_context():
        let_the_shop_close(cast)
        people = helpers_at_the_shop(cast, PEOPLE)
        for person in people:
            clocked_in_at(yesterday(), person, cast.shop)
    servers = [
        subprocess.Popen(
            [sys.executable, "-c", SERVER, database_url, str(tmp_path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for server in servers:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
    for server in servers:
        assert server.stdin is not None
        server.stdin.write("go\n")
        server.stdin.flush()
    said = [int(server.communicate(timeout=60)[0]) for server in servers]
    assert [server.returncode for server in servers] == [0, 0]
    assert sum(said) == PEOPLE
    with app.app_context():
        assert [len(closings(person)) for person in people] == [1] * PEOPLE
        assert verify().problems == ()
