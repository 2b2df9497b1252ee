"""One bit of the database file turns over; the check at the terminal says so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import text

from tests.fixtures.scripts import Bakery
from timeclock.database import db
from timeclock.shifts.punching import clock_in, clock_out

OF_THE_LEDGER = {
    "what happened": "SELECT body FROM entry WHERE kind = 'shift.clocked_out'",
    "the link to the entry before": "SELECT link FROM entry WHERE kind = 'shift.clocked_out'",
    "the moment of receipt": "SELECT received_at FROM entry WHERE kind = 'shift.clocked_in'",
    "what was said": "SELECT content FROM entry_payload WHERE content LIKE '%Rolls%'",
    "what hides what was said": "SELECT salt FROM entry_payload WHERE content LIKE '%Rolls%'",
    "the shift beside the ledger": "SELECT ended_at FROM shift",
}
"""

