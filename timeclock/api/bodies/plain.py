"""Bodies that say no more than the address does, and days in addresses."""

from typing import Annotated

from pydantic import Field

from timeclock.api.bodies.paging import MOST, Paged
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import (
    MaybeDay,
    MaybeIdText,
    StrictDay,
    StrictFlag,
    StrictId,
    whole_within,
)
from timeclock.wire.readers import needed

MOST_PEOPLE = 1000


class Nothing(StrictBody):
    """No member at all."""


class SubmittedEarly(StrictBody):
    """Whether the sheet is meant before the last day of its period, when work may follow."""

    early: StrictFlag = False


class FirstDay(StrictBody):
    """The first day of a period, as an address names it."""

    first: StrictDay


class RowsAsked(Paged):
    """Whose sheets to list, of the period that begins on `first`; of the present one without."""

    limit: Annotated[int, needed(whole_within(1, MOST))] = MOST
    first: MaybeDay = None
    user_id: MaybeIdText = None


class PeriodsAsked(StrictBody):
    """Which periods to list: those that have a day between two days, both included."""

    first: Annotated[MaybeDay, Field(alias="from")] = None
    last: Annotated[MaybeDay, Field(alias="to")] = None


class ApprovedPeople(StrictBody):
    """Whose sheets to approve; those not submitted only if `include_unsubmitted` says so."""

    user_ids: Annotated[tuple[StrictId, ...], Field(max_length=MOST_PEOPLE)]
    include_unsubmitted: StrictFlag = False
