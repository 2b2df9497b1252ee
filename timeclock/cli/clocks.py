"""flask clocks: where a company's people clock in."""

import click

from timeclock.cli.help import TerminalGroup
from timeclock.cli.lookups import find_clock, find_member, find_workspace, operator_at
from timeclock.cli.options import clock_option, email_option, workspace_option
from timeclock.cli.terminal import CommandResult, answering, listed
from timeclock.company.clocks import assigning, queries, service
from timeclock.messages import N_, Sentence

group = TerminalGroup("clocks", help=N_("The time clocks of a company."))


@group.command("create")
@workspace_option
@click.option("--name", required=True, help=N_("The place or the team."))
@click.option("--timezone", help=N_("Its IANA time zone; the company's unless given."))
@click.option("--job-required", is_flag=True, help=N_("Refuse a clock-in that names no job."))
@click.option(
    "--close-forgotten",
    is_flag=True,
    help=N_("Close a shift that is open beyond the limit, to be confirmed."),
)
@click.option(
    "--break-limit",
    type=int,
    default=service.DEFAULT_BREAK_LIMIT,
    show_default=True,
    help=N_("Minutes; a longer break is a case where its kind has no planned length."),
)
@answering
def create(
    *,
    workspace: str,
    name: str,
    timezone: str | None,
    job_required: bool,
    close_forgotten: bool,
    break_limit: int,
) -> CommandResult:
    """Add a time clock, with one unpaid kind of break."""
    company = find_workspace(workspace)
    clock_id = service.create_clock(
        operator_at(workspace),
        name=name,
        zone=timezone or company.zone,
        job_required=job_required,
        closes_forgotten=close_forgotten,
        break_limit_minutes=break_limit,
    )
    return CommandResult(
        Sentence("Time clock %(clock)s is added.", clock=clock_id), {"clock_id": clock_id}
    )


@group.command("assign")
@workspace_option
@clock_option
@email_option
@click.option("--manager", is_flag=True, help=N_("Also as its manager."))
@answering
def assign(*, workspace: str, clock: str, email: str, manager: bool) -> CommandResult:
    """Assign a member to a time clock. Run it again to set whether they manage it."""
    actor = operator_at(workspace)
    place = find_clock(actor.workspace_id, clock)
    member = find_member(actor.workspace_id, email)
    assigning.assign(actor, clock_id=place.id, member_id=member.id, manages=manager)
    facts = {"clock_id": place.id, "user_id": member.account_id, "manager": manager}
    text = N_("%(email)s is assigned to %(clock)s.")
    if manager:
        text = N_("%(email)s is assigned to %(clock)s as its manager.")
    return CommandResult(Sentence(text, email=email, clock=place.name), facts)


@group.command("unassign")
@workspace_option
@clock_option
@email_option
@answering
def unassign(*, workspace: str, clock: str, email: str) -> CommandResult:
    """Remove a member from a time clock; a shift that is open there continues."""
    actor = operator_at(workspace)
    place = find_clock(actor.workspace_id, clock)
    member = find_member(actor.workspace_id, email)
    assigning.unassign(actor, clock_id=place.id, member_id=member.id)
    facts = {"clock_id": place.id, "user_id": member.account_id}
    text = Sentence("%(email)s is no longer assigned to %(clock)s.", email=email, clock=place.name)
    return CommandResult(text, facts)


@group.command("list")
@workspace_option
@click.option("--all", "everything", is_flag=True, help=N_("Also the archived ones."))
@answering
def show(*, workspace: str, everything: bool) -> CommandResult:
    """List the time clocks of a company."""
    found = queries.clocks(find_workspace(workspace).id, include_archived=everything)
    rows = [
        (
            str(one.id),
            one.name,
            one.zone,
            Sentence("job required") if one.job_required else "",
            Sentence("closes forgotten shifts") if one.closes_forgotten else "",
            str(one.break_limit_minutes),
        )
        for one in found
    ]
    facts = [
        {
            "clock_id": one.id,
            "name": one.name,
            "timezone": one.zone,
            "job_required": one.job_required,
            "limit_minutes": one.limit_minutes,
            "closes_forgotten": one.closes_forgotten,
            "break_limit_minutes": one.break_limit_minutes,
            "archived": one.archived_at is not None,
        }
        for one in found
    ]
    headings = (N_("id"), N_("name"), N_("time zone"), "", "", N_("break limit (min)"))
    text = listed(headings, rows, none=N_("There is no time clock yet."))
    return CommandResult(text, {"clocks": facts})
