"""The detailed report, on the same host as all other calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.jobs.directory import JobFilter, look_up
from timeclock.company.jobs.queries import job_tree
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.queries import label_names
from timeclock.company.people import directory as people
from timeclock.compat.clockify.access import demand_workspace
from timeclock.compat.clockify.addresses import WORKSPACE, under_both
from timeclock.compat.clockify.booking import clients_by_id
from timeclock.compat.clockify.queries import SortOrder
from timeclock.compat.clockify.report_bodies import (
    ApprovalState,
    DetailedFilter,
    InvoicingState,
    ReportAsked,
    ReportColumn,
    ReportedAmong,
    SumsWanted,
)
from timeclock.compat.clockify.shapes import reports as shapes
from timeclock.compat.ids import IdKind, from_hex24
from timeclock.errors import Invalid
from timeclock.names import folded
from timeclock.paging import Window
from timeclock.timekeeping import whole_second
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import body_of
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.members import owner_of_key
from timeclock.worktime.corrections.drafts.parts import parts_of
from timeclock.worktime.shifts.listing import ShiftFilter, list_shifts
from timeclock.worktime.shifts.locked_shifts import LockedShifts, read_locked_shifts
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.sight import sight_of
from timeclock.worktime.shifts.timeline import Part

blueprint = Blueprint("reports", __name__)
MOST = 20_000
_EVERY = Window(1_000_000)
_PATH = f"{WORKSPACE}/reports/detailed"
Entry = tuple[ShiftRecord, Part]
_SORTS: Mapping[ReportColumn, Callable[[Entry, shapes.ReportNames], Any]] = {
    ReportColumn.ID: lambda each, _: each[0].id,
    ReportColumn.DESCRIPTION: lambda each, _: folded(each[0].note),
    ReportColumn.USER: lambda each, names: folded(_person(each, names)),
    ReportColumn.USER_DATE: lambda each, names: (folded(_person(each, names)), each[1].started_at),
    ReportColumn.DURATION: lambda each, _: shapes.seconds(each[1]),
}


@answers(
    blueprint,
    "POST",
    *under_both(_PATH),
    f"/report/v1{_PATH}",
    call=Call(
        takes=ReportAsked,
        gives=shapes.DetailedReport,
        example={
            "dateRangeStart": "2026-11-01T00:00:00Z",
            "dateRangeEnd": "2026-11-30T23:59:59Z",
            "detailedFilter": {"page": 1, "pageSize": 50},
        },
    ),
)
def detailed_report(workspace: str) -> Response:
    """Entries that have ended, of everyone in sight, the latest first, and their sums.

    The lengths are those that were worked, to the second; exports have rounded ones.
    """
    actor = caller()
    demand_workspace(actor, workspace)
    demand(actor, Permission.READ_OWN)
    asked = body_of(ReportAsked)
    zone = asked.timeZone or owner_of_key(actor).zone
    names, entries = _names(actor.workspace_id), list(_entries(actor, asked, zone))
    locked = read_locked_shifts(actor.workspace_id, [record for record, _ in entries])
    wanted = _Wanted.of(asked, names, locked)
    found = [each for each in entries if wanted.has(*each)]
    page = asked.detailedFilter or DetailedFilter()
    found = _sorted(found, page.sortColumn, asked.sortOrder, names)
    with_totals = page.options is None or page.options.totals is not SumsWanted.EXCLUDE
    window = Window.of_page(page.page, page.pageSize)
    shown = found[window.offset :][: window.limit]
    report: shapes.DetailedReport = {
        "totals": [shapes.totals(found)] if with_totals and found else [],
        "timeentries": [
            shapes.reported(record, part, names, zone, is_locked=locked.hold(record))
            for record, part in shown
        ],
    }
    return json_answer(report)


def _entries(actor: Actor, asked: ReportAsked, zone: str) -> list[Entry]:
    """What ended and began in the range, as far as the actor sees it. Raises Invalid."""
    start, last = asked.within(zone)
    end = whole_second(last) + timedelta(seconds=1)
    wanted = ShiftFilter(start=start, end=end, reaches_into=True, sight=sight_of(actor))
    shifts = list_shifts(actor.workspace_id, wanted, Window(MOST + 1))
    if len(shifts) > MOST:
        raise Invalid(
            "too_many",
            "That is more than %(most)s shifts. Ask for fewer days.",
            field="dateRangeEnd",
            most=MOST,
        )
    return [
        (record, part)
        for record in shifts
        for part in reversed(parts_of(record))
        if part.ended_at is not None and start <= part.started_at < end
    ]


@dataclass(frozen=True, slots=True)
class _Among:
    """Numbers of which an entry has to have one, or none where those are left out."""

    wanted: frozenset[int] | None
    is_left_out: bool

    @classmethod
    def of(cls, asked: ReportedAmong | None, kind: IdKind) -> "_Among":
        """What was asked for. An id of another kind is none that an entry has."""
        if asked is None or not asked.ids:
            return cls(None, is_left_out=False)
        numbers = frozenset(from_hex24(kind, each) or 0 for each in asked.ids)
        return cls(numbers, asked.is_left_out)

    def has(self, *found: int | None) -> bool:
        """Whether an entry with these passes."""
        return self.wanted is None or self.wanted.isdisjoint(found) is self.is_left_out


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The filters of a report, read once for all of its entries."""

    asked: ReportAsked
    names: shapes.ReportNames
    locked: LockedShifts
    piece: str
    among: Mapping[IdKind, _Among]

    @classmethod
    def of(cls, asked: ReportAsked, names: shapes.ReportNames, locked: LockedShifts) -> "_Wanted":
        """The filters that were asked for."""
        lists = {
            IdKind.USER: asked.users,
            IdKind.JOB: asked.projects,
            IdKind.TASK: asked.tasks,
            IdKind.CLIENT: asked.clients,
            IdKind.TAG: asked.tags,
        }
        among = {kind: _Among.of(each, kind) for kind, each in lists.items()}
        return cls(asked, names, locked, folded(asked.description or ""), among)

    def has(self, record: ShiftRecord, part: Part) -> bool:
        """Whether an entry passes every one of them."""
        asked, work, among = self.asked, part.pause is None, self.among
        job = part.job_id
        top = None if job is None else self.names.tree.top(job)
        facts = None if top is None else self.names.jobs.get(top)
        client = None if facts is None else facts.client_id
        task = job if job is not None and self.names.tree.is_sub_job(job) else None
        return (
            among[IdKind.USER].has(record.account_id)
            and among[IdKind.JOB].has(top)
            and among[IdKind.TASK].has(task)
            and among[IdKind.CLIENT].has(client)
            and among[IdKind.TAG].has(*(record.tag_ids if work else ()))
            and self.piece in folded(record.note)
            and not (asked.withoutDescription and record.note)
            and asked.billable in (None, record.billable and work)
            and self._has_state(record)
        )

    def _has_state(self, record: ShiftRecord) -> bool:
        if self.asked.invoicingState is InvoicingState.INVOICED:
            return False
        if self.asked.approvalState in (None, ApprovalState.ALL):
            return True
        return self.locked.hold(record) is (self.asked.approvalState is ApprovalState.APPROVED)


def _names(workspace_id: int) -> shapes.ReportNames:
    everyone = people.look_up(workspace_id, people.PeopleFilter(), _EVERY)
    return shapes.ReportNames(
        people={account.id: (member.name, account.email) for member, account in everyone},
        jobs={job.id: job for job in look_up(workspace_id, JobFilter(), _EVERY)},
        clients=clients_by_id(workspace_id),
        tags=label_names(workspace_id, LabelKind.TAG),
        tree=job_tree(workspace_id),
    )


def _person(each: Entry, names: shapes.ReportNames) -> str:
    return names.people.get(each[0].account_id, ("", ""))[0]


def _sorted(
    found: list[Entry],
    column: ReportColumn | None,
    order: SortOrder | None,
    names: shapes.ReportNames,
) -> list[Entry]:
    ordered = found[::-1]
    if column is not None and column in _SORTS:
        key = _SORTS[column]
        ordered.sort(key=lambda each: key(each, names))
    return ordered if order is SortOrder.ASCENDING else ordered[::-1]
