"""The API keys that go on working after a new password."""

from flask import url_for

from timeclock.company.people.access import WorkingKey, working_keys_of_account
from timeclock.storage.transactions import db
from timeclock.web.frame.visitor import visitor
from timeclock.web.moment import now


def kept_keys() -> tuple[WorkingKey, ...]:
    """The visitor's keys that work, in all companies."""
    return working_keys_of_account(db.session.connection(), visitor().account_id, now())


def check_of_keys() -> str | None:
    """The page that shows them; None for a person without keys or without a company chosen."""
    if visitor().workspace_id is None or not kept_keys():
        return None
    return url_for("my_keys.check")
