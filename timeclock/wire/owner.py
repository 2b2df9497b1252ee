"""Whose key it is; pure, for the shapes of answers."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KeyOwner:
    """The person behind a key, and the company that the key belongs to."""

    account_id: int
    name: str
    email: str
    zone: str
    joined_at: datetime
    workspace_id: int
    workspace_name: str
    first_weekday: int
