"""Writes the tables of docs/integrations.md from the calls that the application answers.

PYTHONPATH=. .venv/bin/python docs/integrations.py
"""

import re
import tempfile
from pathlib import Path

from flask import Flask

from timeclock.config import Settings
from timeclock.factory import create_app
from timeclock.wire.openapi.tables import calls_table

PAGE = Path(__file__).parent / "integrations.md"
# By vendor, the second base at which the same calls are answered.
SECOND_BASES = {
    "clockify": ("/v1/",),
    "awork": (),
    "connecteam": (),
    "webwork": ("/time-tracking/",),
}
_TABLE = re.compile(r"(<!-- calls of (\w+) -->\n)(?:(?!<!-- end -->).)*(<!-- end -->)", re.DOTALL)


def with_tables(page: str, app: Flask) -> str:
    """The page with the tables of the application's calls."""

    def table(found: re.Match[str]) -> str:
        door = found[2]
        return found[1] + calls_table(app, door, leaving_out=SECOND_BASES[door]) + "\n" + found[3]

    return _TABLE.sub(table, page)


def main() -> None:
    """Write the page anew."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_environment({"TIMECLOCK_INSTANCE": folder})
        PAGE.write_text(with_tables(PAGE.read_text("utf-8"), create_app(settings)), "utf-8")


if __name__ == "__main__":
    main()
