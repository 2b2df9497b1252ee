"""What the board is asked with."""

from typing import Annotated

from timeclock.api.bodies.paging import MOST, Paged
from timeclock.wire.fields import MaybeIdText, StrictMaybeText, whole_within
from timeclock.wire.readers import needed


class BoardAsked(Paged):
    """Of which clock, and whose name, number or job has all of these words."""

    limit: Annotated[int, needed(whole_within(1, MOST))] = MOST
    clock_id: MaybeIdText = None
    find: StrictMaybeText = None
