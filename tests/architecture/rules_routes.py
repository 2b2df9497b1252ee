"""Rules and exports in the table of routes.py."""

from typing import Any

RULES: list[Any] = []
