"""What a changed entry asks for, and who answers it: the clock while it runs, else a correction."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from timeclock.authority.actor import Actor
from timeclock.company.jobs.queries import job_tree
from timeclock.company.jobs.tree import JobTree
from timeclock.compat.clockify.bodies import ChangedEntry, EntryType
from timeclock.compat.clockify.booking import job_named, tags_in
from timeclock.compat.clockify.correcting import correct, made
from timeclock.compat.ids import IdKind, hex24
from timeclock.errors import Invalid
from timeclock.ledger.entry import Once
from timeclock.timekeeping import whole_second
from timeclock.worktime.corrections.drafts.drafts import Draft, still_open
from timeclock.worktime.corrections.drafts.parts import drafts_with
from timeclock.worktime.shifts.amending import Amendment, amend_running
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.refusals import demand_order
from timeclock.worktime.shifts.rules import AHEAD
from timeclock.worktime.shifts.timeline import Part


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry as it is and as it is to be; None is what stays as it is."""

    record: ShiftRecord
    old: Part
    new: Part
    note: str | None
    billable: bool | None
    tag_ids: tuple[int, ...] | None

    @classmethod
    def of(cls, record: ShiftRecord, part: Part, body: ChangedEntry) -> "EntryChange":
        """What the body makes of the entry. Raises Invalid for work as a break, and back."""
        is_break = part.pause is not None
        if body.type is not None and (body.type is EntryType.BREAK) != is_break:
            raise Invalid("other_type", "Work cannot become a break, nor a break work.")
        new = wanted(part, body, job_tree(record.workspace_id))
        if new.ended_at is not None:
            demand_order(new.started_at, new.ended_at)
        note = (body.description or "") if body.says("description") else None
        tags = tuple(sorted(set(tags_in(body.tagIds)))) if body.says("tagIds") else None
        return cls(
            record,
            part,
            new,
            note=None if note == record.note else note,
            billable=None if is_break or body.billable == record.billable else body.billable,
            tag_ids=None if is_break or tags == record.tag_ids else tags,
        )

    @property
    def runs(self) -> bool:
        """Whether the clock answers: the shift runs."""
        return self.record.timeline.ended_at is None

    def amend(self, actor: Actor, once: Once | None) -> Punched:
        """Change what runs. Raises Conflict `still_open` for other times than its end.

        A missing project keeps no clock from stopping: where one is wanted, the last one stays.
        """
        inner = self.old.ended_at is not None
        if self.new.started_at != self.old.started_at or (inner and self.new != self.old):
            raise still_open()
        rebooks = self.new.job_id != self.old.job_id
        try:
            return self._amend(actor, rebooks=rebooks, once=once)
        except Invalid as refusal:
            if refusal.code != "job_required" or self.new.ended_at is None:
                raise
        return self._amend(actor, rebooks=False, once=once)

    def _amend(self, actor: Actor, *, rebooks: bool, once: Once | None) -> Punched:
        return amend_running(
            actor,
            member_id=self.record.member_id,
            shift_id=self.record.id,
            amendment=Amendment(
                note=self.note,
                billable=self.billable,
                tag_ids=self.tag_ids,
                rebooks=rebooks,
                job_id=self.new.job_id,
            ),
            end=None if self.old.ended_at is not None else self.new.ended_at,
            once=once,
        )

    def correct(self, actor: Actor, once: Once | None) -> tuple[ShiftRecord, Part]:
        """Put right what has ended, and give the entry as it is then."""
        if self.new == self.old and (self.note, self.billable, self.tag_ids) == (None, None, None):
            return self.record, self.old
        drafts = [self._edited_draft(each) for each in drafts_with(self.record, self.old, self.new)]
        correction = correct(actor, self.record.member_id, self.record.id, drafts, once)
        return made(actor, correction, self.new)

    def _edited_draft(self, draft: Draft) -> Draft:
        note = draft.note if self.note is None else self.note
        return replace(draft, note=note, billable=self.billable, tag_ids=self.tag_ids)


def wanted(part: Part, body: ChangedEntry, tree: JobTree) -> Part:
    """The entry's times and project as the body has them."""
    return replace(
        part,
        started_at=_taken(body.start) or part.started_at,
        ended_at=_taken(body.end) or part.ended_at,
        job_id=part.job_id if part.pause is not None else _booked(part.job_id, body, tree),
    )


def _booked(old: int | None, body: ChangedEntry, tree: JobTree) -> int | None:
    """The job as the body has it; a task that is not sent stays with its project."""
    if not body.says("projectId") and not body.says("taskId"):
        return old
    kept = None if old is None else hex24(IdKind.JOB, tree.top(old))
    project = body.projectId if body.says("projectId") else kept
    if not body.says("taskId") and project is not None and project.lower() == kept:
        return old
    return job_named(tree, project, body.taskId)


def amend_again(actor: Actor, record: ShiftRecord, once: Once | None) -> Punched:
    """What the same call changed the first time. Raises KeyReused for another call."""
    return amend_running(actor, member_id=record.member_id, shift_id=record.id, once=once)


def _taken(moment: datetime | None) -> datetime | None:
    """In whole seconds; a little ahead is now, as machines' clocks differ."""
    if moment is None:
        return None
    now = datetime.now(UTC)
    return whole_second(now if now < moment <= now + AHEAD else moment)
