"""Comparing approved timesheets from the terminal."""

import pytest

from tests.cli.conftest import Terminal
from tests.cli.hours import AT, WEEK

pytestmark = pytest.mark.databases("sqlite")


def test_approved_timesheets_are_compared(terminal: Terminal, shift: int) -> None:
    terminal.facts("periods", "close", *AT, *WEEK)
    nothing = {"kept": 0, "compared": 0, "differing": 0, "left": 0}
    assert terminal.facts("timesheets", "compare") == nothing
    assert terminal.facts("timesheets", "compare", "--again") == nothing | {"compared": 1}
    assert terminal.run("timesheets", "compare").stdout == (
        "Kept now: 0. Compared: 0. Differing: 0. Left: 0.\n"
    )
