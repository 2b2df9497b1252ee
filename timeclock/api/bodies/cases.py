"""What is sent about the inbox."""

from typing import Annotated

from timeclock.timesheets.cases import CaseKind
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import (
    MaybeIdText,
    StrictDay,
    StrictId,
    StrictMaybeId,
    StrictText,
    choice,
)
from timeclock.wire.readers import needed


class CasesAsked(StrictBody):
    """Whose cases to list; everybody's unless given."""

    user_id: MaybeIdText = None


class Seen(StrictBody):
    """An exception that is left as it is, named as the inbox names it."""

    user_id: StrictId
    kind: Annotated[CaseKind, needed(choice(CaseKind))]
    day: StrictDay
    shift_id: StrictMaybeId = None
    note: StrictText = ""
