"""Inbox, timesheets and closing in the table of routes.py."""

from typing import Any

HOURS: list[Any] = []
