"""What is sent to order a file of hours."""

from typing import Annotated

from pydantic import Field

from timeclock.outgoing.exports.question import FileFormat, What
from timeclock.outgoing.exports.styles import DecimalMark, HourFormat, Separator
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import StrictDay, StrictId, choice
from timeclock.wire.readers import needed

_Ids = Annotated[tuple[StrictId, ...], Field(max_length=1000)]


class Ordered(StrictBody):
    """Hours from `first_day` to `last_day`, both included; no ids mean everything.

    `hours` says how lengths are written. `separator` is for CSV, `decimal_mark` for CSV and PDF.
    """

    what: Annotated[What, needed(choice(What))] = What.TIMESHEETS
    first_day: StrictDay
    last_day: StrictDay
    format: Annotated[FileFormat, needed(choice(FileFormat))] = FileFormat.CSV
    user_ids: _Ids = ()
    clock_ids: _Ids = ()
    job_ids: _Ids = ()
    hours: Annotated[HourFormat, needed(choice(HourFormat))] = HourFormat.FOUR_PLACES
    separator: Annotated[Separator, needed(choice(Separator))] = Separator.COMMA
    decimal_mark: Annotated[DecimalMark, needed(choice(DecimalMark))] = DecimalMark.POINT
