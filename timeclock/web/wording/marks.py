"""A state in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A state beside a day: `kind` is needs, break, working or off; it always has its words."""

    kind: str
    words: str
