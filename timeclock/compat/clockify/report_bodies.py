"""What a detailed report is asked with: every field that Clockify documents for it."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from timeclock.compat.clockify.bodies import MaybeNames
from timeclock.compat.clockify.queries import SortOrder, clamped
from timeclock.messages import N_
from timeclock.timekeeping import parse_instant
from timeclock.timekeeping import zone as known_zone
from timeclock.wire.bodies import LenientBody
from timeclock.wire.fields import MaybeFlag, MaybeText, MaybeZone, choice, strict_text
from timeclock.wire.problems import Fault
from timeclock.wire.readers import described, may_be_null, needed, wrong

LARGEST_PAGE, USUAL_PAGE = 1000, 50


class Contains(StrEnum):
    """Whether those of a list are left, or all others."""

    CONTAINS = "CONTAINS"
    DOES_NOT_CONTAIN = "DOES_NOT_CONTAIN"


class LabelStatus(StrEnum):
    """Which of the things are meant."""

    ALL = "ALL"


class ReportColumn(StrEnum):
    """What entries are sorted by."""

    ID = "ID"
    DESCRIPTION = "DESCRIPTION"
    USER = "USER"
    DURATION = "DURATION"
    DATE = "DATE"
    ZONED_DATE = "ZONED_DATE"
    NATURAL = "NATURAL"
    USER_DATE = "USER_DATE"


class ApprovalState(StrEnum):
    """Whether the days of an entry are approved or closed."""

    APPROVED = "APPROVED"
    UNAPPROVED = "UNAPPROVED"
    ALL = "ALL"


class InvoicingState(StrEnum):
    """Whether an entry was invoiced, which none is."""

    INVOICED = "INVOICED"
    UNINVOICED = "UNINVOICED"
    ALL = "ALL"


class ExportType(StrEnum):
    """The form of the report: JSON alone."""

    JSON = "JSON"
    JSON_V1 = "JSON_V1"


class SumsWanted(StrEnum):
    """Whether sums are made."""

    CALCULATE = "CALCULATE"
    EXCLUDE = "EXCLUDE"


@described(description="Refused, unless it is empty: there is nothing here that it could choose.")
def empty_alone(value: object) -> None:
    """What cannot be judged here, which clients send as an empty list, false or null."""
    if value not in (None, False, [], {}, ""):
        raise wrong(Fault.UNACCEPTABLE, N_("This filter is not available here. Leave it out."))


@described(type="string", description="A time, with an offset or in the zone of the report.")
def wall_or_instant(value: object) -> datetime:
    """A time; one without an offset is returned without a zone.

    Raises Invalid as `parse_instant` does.
    """
    text = strict_text(value)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise wrong(Fault.UNREADABLE, N_("Give a time such as 2026-11-09T00:00:00Z.")) from None
    if found.tzinfo is not None:
        return parse_instant(text)
    parse_instant(f"{found.isoformat()}Z")  # years as for a time with an offset
    return found


_Empty = Annotated[None, may_be_null(empty_alone)]


class ReportedAmong(LenientBody):
    """Things by their ids. Of a status only `ALL` is taken."""

    ids: MaybeNames = None
    contains: Annotated[Contains | None, may_be_null(choice(Contains))] = None
    containedInTimeentry: Annotated[  # noqa: N815  (the vendor's names)
        Contains | None, may_be_null(choice(Contains))
    ] = None
    status: Annotated[LabelStatus | None, may_be_null(choice(LabelStatus))] = None

    @property
    def is_left_out(self) -> bool:
        """Whether the entries of these are the ones that are not wanted."""
        return Contains.DOES_NOT_CONTAIN in (self.contains, self.containedInTimeentry)


class DetailedOptions(LenientBody):
    """Whether the sums are wanted."""

    totals: Annotated[SumsWanted | None, may_be_null(choice(SumsWanted))] = None


class DetailedFilter(LenientBody):
    """Which page of the entries, and what they are sorted by."""

    page: Annotated[int, needed(clamped(2**31 - 1))] = 1
    pageSize: Annotated[int, needed(clamped(LARGEST_PAGE))] = USUAL_PAGE  # noqa: N815
    sortColumn: Annotated[  # noqa: N815
        ReportColumn | None, may_be_null(choice(ReportColumn))
    ] = None
    options: DetailedOptions | None = None
    auditFilter: _Empty = None  # noqa: N815


class ReportAsked(LenientBody):
    """Entries that begin from `dateRangeStart` to `dateRangeEnd`; the latter is among them."""

    dateRangeStart: Annotated[datetime, needed(wall_or_instant)]  # noqa: N815
    dateRangeEnd: Annotated[datetime, needed(wall_or_instant)]  # noqa: N815
    detailedFilter: DetailedFilter | None = None  # noqa: N815
    timeZone: MaybeZone = None  # noqa: N815
    sortOrder: Annotated[SortOrder | None, may_be_null(choice(SortOrder))] = None  # noqa: N815
    users: ReportedAmong | None = None
    projects: ReportedAmong | None = None
    tasks: ReportedAmong | None = None
    clients: ReportedAmong | None = None
    tags: ReportedAmong | None = None
    description: MaybeText = None
    withoutDescription: MaybeFlag = None  # noqa: N815
    billable: MaybeFlag = None
    approvalState: Annotated[  # noqa: N815
        ApprovalState | None, may_be_null(choice(ApprovalState))
    ] = None
    invoicingState: Annotated[  # noqa: N815
        InvoicingState | None, may_be_null(choice(InvoicingState))
    ] = None
    exportType: Annotated[ExportType | None, may_be_null(choice(ExportType))] = None  # noqa: N815
    rounding: _Empty = None
    userGroups: _Empty = None  # noqa: N815
    customFields: _Empty = None  # noqa: N815
    userCustomFields: _Empty = None  # noqa: N815
    currency: _Empty = None

    def within(self, zone: str) -> tuple[datetime, datetime]:
        """The first and the last instant; what has no offset is in the zone."""
        place = known_zone(self.timeZone or zone)
        start, end = (
            each.replace(tzinfo=place).astimezone(UTC) if each.tzinfo is None else each
            for each in (self.dateRangeStart, self.dateRangeEnd)
        )
        return start, end
