"""What is sent about the inbox."""

from typing import Annotated

from timeclock.api.bodies.paging import MOST, Paged
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import (
    MaybeIdText,
    StrictDay,
    StrictId,
    StrictMaybeId,
    StrictText,
    choice,
    whole_within,
)
from timeclock.wire.readers import needed
from timeclock.worktime.hours.sheet import CaseKind


class CasesAsked(Paged):
    """Whose cases to list; everyone's unless given."""

    limit: Annotated[int, needed(whole_within(1, MOST))] = MOST
    user_id: MaybeIdText = None


class SeenBefore(StrictBody):
    """An exception, named as the inbox names it."""

    user_id: StrictId
    kind: Annotated[CaseKind, needed(choice(CaseKind))]
    day: StrictDay
    shift_id: StrictMaybeId = None


class Seen(SeenBefore):
    """An exception that is left as it is."""

    note: StrictText = ""
