"""flask kiosks punches: what kiosks kept without a network, and what is decided about it."""

import click

from timeclock.cli.kiosks import group
from timeclock.cli.lookups import operator_at
from timeclock.cli.options import workspace_option
from timeclock.cli.terminal import CommandResult, answering, listed
from timeclock.company.kiosks.holding import held_punches, kiosk_names
from timeclock.company.people.queries import names
from timeclock.messages import N_, Sentence
from timeclock.timekeeping import utc_text
from timeclock.worktime.kiosk_queue.deciding import count_held, dismiss_held

_punch_option = click.option(
    "--punch-id", type=int, required=True, help=N_("The punch's number, as listed.")
)


@group.command("punches")
@workspace_option
@answering
def punches(*, workspace: str) -> CommandResult:
    """List the punches that kiosks kept and that wait for a decision."""
    actor = operator_at(workspace)
    found = held_punches(actor)
    tablets = kiosk_names(actor.workspace_id)
    people = names(actor.workspace_id, {each.member_id for each in found if each.member_id})
    rows = [
        (
            str(each.id),
            tablets[each.kiosk_id],
            people[each.member_id] if each.member_id else Sentence("unknown"),
            each.act or "",
            utc_text(each.moment_at) if each.moment_at else "",
            each.reason,
        )
        for each in found
    ]
    facts = [
        {
            "punch_id": each.id,
            "kiosk_id": each.kiosk_id,
            "clock_id": each.clock_id,
            "number": each.number,
            "last_number": each.last_number,
            "member_id": each.member_id,
            "act": each.act,
            "moment": each.moment_at,
            "reason": each.reason,
            "received_at": each.received_at,
        }
        for each in found
    ]
    headings = (N_("id"), N_("kiosk"), N_("person"), N_("act"), N_("time"), N_("reason"))
    text = listed(headings, rows, none=N_("Nothing waits for a decision."))
    return CommandResult(text, {"punches": facts})


@group.command("count-punch")
@workspace_option
@_punch_option
@answering
def count(*, workspace: str, punch_id: int) -> CommandResult:
    """Count a punch that waits for a decision, at its moment."""
    count_held(operator_at(workspace), punch_id=punch_id)
    said = Sentence("Punch %(punch)s is counted.", punch=punch_id)
    return CommandResult(said, {"punch_id": punch_id, "decision": "counted"})


@group.command("dismiss-punch")
@workspace_option
@_punch_option
@answering
def dismiss(*, workspace: str, punch_id: int) -> CommandResult:
    """Leave a punch that waits for a decision uncounted. It stays in the record."""
    dismiss_held(operator_at(workspace), punch_id=punch_id)
    said = Sentence("Punch %(punch)s is dismissed.", punch=punch_id)
    return CommandResult(said, {"punch_id": punch_id, "decision": "dismissed"})
