"""One act at a clock of the invented company: who, when, what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verb(StrEnum):
    """What someone does."""

    CLOCK_IN = "clock_in"
    PAUSE = "pause"
    RESUME = "resume"
    SWITCH_JOB = "switch_job"
    CLOCK_OUT = "clock_out"
    STOP = "stop"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class DemoAct:
    """`who` is a first name; `by` is the one who stops someone else. `end` is a claimed end.

    `place` names the clock where a shift or a break begins, `kind` the kind of break.
    """

    at: datetime
    who: str
    verb: Verb
    place: str = ""
    job: str | None = None
    kind: str = ""
    note: str = ""
    by: str = ""
    reason: str = ""
    end: datetime | None = None
