"""flask shifts: who is in, and punches by the operator for a member."""

from datetime import UTC, datetime

import click

from timeclock.cli.help import TerminalGroup
from timeclock.cli.lookups import (
    find_clock,
    find_job,
    find_label,
    find_member,
    find_workspace,
    instant,
    operator_at,
)
from timeclock.cli.options import Command, email_option, workspace_option
from timeclock.cli.shift_facts import facts, row, sentence
from timeclock.cli.terminal import CommandResult, answering, listed, unchanged
from timeclock.company.labels.models import LabelKind
from timeclock.company.people import queries as people_queries
from timeclock.company.people.models import Member
from timeclock.messages import N_
from timeclock.worktime.shifts import forgetting, punching, queries, refusing, stopping, undoing
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.forgetting import shift_not_found
from timeclock.worktime.shifts.meals import set_worked_through

group = TerminalGroup("shifts", help=N_("Who is in, and punches for a member."))


def of_member(command: Command) -> Command:
    """The options that say whose punch it is."""
    return workspace_option(email_option(command))


end_option = click.option(
    "--end", metavar="INSTANT", help=N_("An earlier end, such as 2026-10-25T06:00:00Z.")
)


shift_option = click.option(
    "--shift", type=int, required=True, metavar="ID", help=N_("The shift's number.")
)


@group.command("open")
@workspace_option
@answering
def show_open(*, workspace: str) -> CommandResult:
    """List the shifts under way, the longest first."""
    company, now = find_workspace(workspace), datetime.now(UTC)
    names = {
        member.id: member.name
        for member, _ in people_queries.members(company.id, include_deactivated=True)
    }
    found = sorted(queries.open_shifts(company.id), key=lambda shift: shift.timeline.started_at)
    rows = [row(shift, names[shift.member_id], now) for shift in found]
    headings = (N_("name"), N_("state"), N_("clocked in"), N_("time zone"), N_("worked"))
    shifts = [facts(shift, now) | {"name": names[shift.member_id]} for shift in found]
    return CommandResult(listed(headings, rows, none=N_("No one is in.")), {"shifts": shifts})


@group.command("clock-in")
@of_member
@click.option(
    "--clock", metavar="ID|NAME", help=N_("The time clock; the last one used unless given.")
)
@click.option("--job", metavar="ID|CODE|NAME", help=N_("What the time is booked on."))
@click.option("--note", default="", help=N_("A note on the shift."))
@click.option("--tag", "tags", metavar="ID|NAME", multiple=True, help=N_("A tag of the shift."))
@answering
def clock_in(
    *,
    workspace: str,
    email: str,
    clock: str | None,
    job: str | None,
    note: str,
    tags: tuple[str, ...],
) -> CommandResult:
    """Clock a member in, now."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    clock_id = find_clock(actor.workspace_id, clock).id if clock is not None else None
    job_id = find_job(actor.workspace_id, job).id if job is not None else None
    tag_ids = [find_label(actor.workspace_id, LabelKind.TAG, tag).id for tag in tags]
    return _answer(
        member,
        punching.clock_in(
            actor,
            member_id=member.id,
            clock_id=clock_id,
            job_id=job_id,
            details=ShiftDetails(note=note, tag_ids=tag_ids),
        ),
    )


@group.command("pause")
@of_member
@answering
def pause(*, workspace: str, email: str) -> CommandResult:
    """Begin a member's break, now. Nothing changes while one is under way."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    return _answer(member, punching.pause(actor, member_id=member.id))


@group.command("resume")
@of_member
@answering
def resume(*, workspace: str, email: str) -> CommandResult:
    """End a member's break, now. Nothing changes where there is none."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    return _answer(member, punching.resume(actor, member_id=member.id))


@group.command("switch-job")
@of_member
@click.option(
    "--job", required=True, metavar="ID|CODE|NAME", help=N_("What follows is booked on it.")
)
@answering
def switch_job(*, workspace: str, email: str, job: str) -> CommandResult:
    """Book what follows on another job, without clocking out."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    job_id = find_job(actor.workspace_id, job).id
    return _answer(member, punching.switch_job(actor, member_id=member.id, job_id=job_id))


@group.command("clock-out")
@of_member
@end_option
@click.option("--note", help=N_("The note on the shift, in place of the one it has."))
@answering
def clock_out(*, workspace: str, email: str, end: str | None, note: str | None) -> CommandResult:
    """Clock a member out, and end a break that is under way."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    claimed = instant(end, field="end")
    return _answer(member, punching.clock_out(actor, member_id=member.id, end=claimed, note=note))


@group.command("stop")
@of_member
@click.option("--reason", default="", help=N_("Why; the member sees it."))
@end_option
@answering
def stop(*, workspace: str, email: str, reason: str, end: str | None) -> CommandResult:
    """Stop a member's shift, and tell the member why."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    claimed = instant(end, field="end")
    return _answer(member, stopping.stop(actor, member_id=member.id, reason=reason, end=claimed))


@group.command("undo")
@of_member
@answering
def undo(*, workspace: str, email: str) -> CommandResult:
    """Undo the operator's own last punch for a member, within a minute."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    return _answer(member, undoing.undo(actor, member_id=member.id))


@group.command("confirm-end")
@workspace_option
@shift_option
@answering
def confirm_end(*, workspace: str, shift: int) -> CommandResult:
    """Confirm an end that was not punched, so that the shift is paid."""
    actor = operator_at(workspace)
    punched = forgetting.confirm_end(actor, shift_id=shift)
    return _answer(_member_of(punched), punched)


@group.command("refuse-claims")
@workspace_option
@shift_option
@answering
def refuse_claims(*, workspace: str, shift: int) -> CommandResult:
    """Refuse the times given afterwards of an open shift: it counts from their receipt."""
    punched = refusing.refuse_claims(operator_at(workspace), shift_id=shift)
    return _answer(_member_of(punched), punched)


@group.command("undo-confirmation")
@workspace_option
@shift_option
@answering
def undo_confirmation(*, workspace: str, shift: int) -> CommandResult:
    """Undo the operator's own confirmation or refusal of times, within a minute."""
    actor = operator_at(workspace)
    punched = forgetting.undo_confirmation(actor, shift_id=shift)
    return _answer(_member_of(punched), punched)


@group.command("worked-through")
@workspace_option
@shift_option
@click.option("--not", "taken_back", is_flag=True, help=N_("Take it back."))
@answering
def worked_through(*, workspace: str, shift: int, taken_back: bool) -> CommandResult:
    """Say that a person worked through the break that the rules would deduct."""
    actor = operator_at(workspace)
    punched = set_worked_through(actor, shift_id=shift, worked_through=not taken_back)
    return _answer(_member_of(punched), punched)


def _member_of(punched: Punched) -> Member:
    shift = punched.shift
    member = people_queries.member(shift.workspace_id, shift.member_id) if shift else None
    if member is None:
        raise shift_not_found()
    return member


def _answer(member: Member, punched: Punched) -> CommandResult:
    shift = punched.shift if punched.shift is None or not punched.shift.voided else None
    text = sentence(member.name, shift, punched.at)
    told = {"user_id": member.account_id, "changed": punched.changed}
    return CommandResult(
        text if punched.changed else unchanged(text),
        told | {"shift": facts(shift, punched.at) if shift else None},
    )
