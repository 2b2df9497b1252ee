"""Bodies that say no more than the address does, and days in addresses."""

from enum import StrEnum
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
    choice,
    id_text,
    whole_within,
)
from timeclock.wire.readers import needed
from timeclock.worktime.timesheets.approval.standing import SheetState

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


class LinesFormat(StrEnum):
    """How lines are sent: in pages of one JSON object, or all of them, one JSON object a line."""

    JSON = "json"
    NDJSON = "ndjson"


class LinesAsked(Paged):
    """Whose time, of the period that begins on `period`; of the present one without.

    `state` and `user_id` may be repeated. `limit` and `cursor` are about people, and mean nothing
    with `format=ndjson`.
    """

    limit: Annotated[int, needed(whole_within(1, MOST_PEOPLE))] = MOST
    period: MaybeDay = None
    state: tuple[Annotated[SheetState, needed(choice(SheetState))], ...] = ()
    user_id: Annotated[tuple[Annotated[int, needed(id_text)], ...], Field(max_length=MOST)] = ()
    format: Annotated[LinesFormat, needed(choice(LinesFormat))] = LinesFormat.JSON


class PeriodsAsked(StrictBody):
    """Which periods to list: those that have a day between two days, both included."""

    first: Annotated[MaybeDay, Field(alias="from")] = None
    last: Annotated[MaybeDay, Field(alias="to")] = None


class ApprovedPeople(StrictBody):
    """Whose sheets to approve; those not submitted only if `include_unsubmitted` says so."""

    user_ids: Annotated[tuple[StrictId, ...], Field(max_length=MOST_PEOPLE)]
    include_unsubmitted: StrictFlag = False
