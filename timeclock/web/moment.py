"""The moment of a request."""

from datetime import UTC, datetime

from flask import g


def now() -> datetime:
    """One moment for the whole page, so that its figures agree with each other."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    moment: datetime = g.now
    return moment
