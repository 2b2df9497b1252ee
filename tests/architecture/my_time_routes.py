"""The pages of one's own hours in the table of routes.py."""

from typing import Any

MY_TIME: list[Any] = []
