"""flask kiosks: shared tablets, and the PINs and badges that people use there."""

import click

from timeclock.cli.help import TerminalGroup
from timeclock.cli.lookups import find_clock, find_member, find_workspace, operator_at
from timeclock.cli.options import clock_option, email_option, workspace_option
from timeclock.cli.terminal import CommandResult, answering, listed
from timeclock.company.clocks.queries import clocks
from timeclock.company.kiosks import badges, devices, pins, queries
from timeclock.ledger.recording import present
from timeclock.messages import N_, Sentence
from timeclock.timekeeping import utc_text

group = TerminalGroup("kiosks", help=N_("The kiosks of a company, and PINs and badges."))
_kiosk_option = click.option(
    "--kiosk-id", type=int, required=True, help=N_("The kiosk's number, as listed.")
)


@group.command("offer")
@workspace_option
@clock_option
@click.option("--name", required=True, help=N_("What the tablet is called."))
@answering
def offer(*, workspace: str, clock: str, name: str) -> CommandResult:
    """Make a code that pairs one tablet within 10 minutes. It is printed once."""
    actor = operator_at(workspace)
    found = find_clock(actor.workspace_id, clock)
    offered = devices.offer_kiosk(actor, clock_id=found.id, name=name)
    facts = {"kiosk_id": offered.kiosk_id, "code": offered.code, "until": offered.until}
    return CommandResult(offered.code, facts)


@group.command("list")
@workspace_option
@answering
def show(*, workspace: str) -> CommandResult:
    """List the kiosks of a company."""
    workspace_id = find_workspace(workspace).id
    names = {each.id: each.name for each in clocks(workspace_id, include_archived=True)}
    found = queries.kiosks(workspace_id, present())
    rows = [
        (
            str(kiosk.id),
            names[kiosk.clock_id],
            kiosk.name,
            utc_text(kiosk.last_seen_at) if kiosk.last_seen_at else Sentence("never used"),
            Sentence("locked") if kiosk.locked_at else "",
        )
        for kiosk in found
    ]
    facts = [
        {
            "kiosk_id": kiosk.id,
            "clock_id": kiosk.clock_id,
            "name": kiosk.name,
            "paired_at": kiosk.paired_at,
            "last_seen_at": kiosk.last_seen_at,
            "locked_at": kiosk.locked_at,
        }
        for kiosk in found
    ]
    headings = (N_("id"), N_("clock"), N_("name"), N_("last used"), "")
    text = listed(headings, rows, none=N_("There is no kiosk yet."))
    return CommandResult(text, {"kiosks": facts})


@group.command("revoke")
@workspace_option
@_kiosk_option
@answering
def revoke(*, workspace: str, kiosk_id: int) -> CommandResult:
    """End a kiosk at once and for good."""
    devices.revoke_kiosk(operator_at(workspace), kiosk_id=kiosk_id)
    said = Sentence("Kiosk %(kiosk)s is revoked.", kiosk=kiosk_id)
    return CommandResult(said, {"kiosk_id": kiosk_id, "revoked": True})


@group.command("unlock")
@workspace_option
@_kiosk_option
@answering
def unlock(*, workspace: str, kiosk_id: int) -> CommandResult:
    """Take PINs at a locked kiosk again."""
    devices.unlock_kiosk(operator_at(workspace), kiosk_id=kiosk_id)
    said = Sentence("Kiosk %(kiosk)s is unlocked.", kiosk=kiosk_id)
    return CommandResult(said, {"kiosk_id": kiosk_id, "locked": False})


@group.command("pin")
@workspace_option
@email_option
@answering
def pin(*, workspace: str, email: str) -> CommandResult:
    """Set a new PIN for a member. It is printed once."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    new = pins.hand_out_pin(actor, member_id=member.id)
    return CommandResult(new, {"user_id": member.account_id, "pin": new})


@group.command("badge")
@workspace_option
@email_option
@click.option("--card", help=N_("What a reader reads of a card; a new text unless given."))
@click.option("--name", default="Terminal", show_default=True, help=N_("What the badge is called."))
@answering
def badge(*, workspace: str, email: str, card: str | None, name: str) -> CommandResult:
    """Issue a badge for a member. Its text is printed once."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    issued = badges.issue_badge(actor, member_id=member.id, name=name, text=card)
    facts = {"badge_id": issued.badge_id, "user_id": member.account_id, "text": issued.text}
    return CommandResult(issued.text, facts)


@group.command("revoke-badge")
@workspace_option
@click.option("--badge-id", type=int, required=True, help=N_("The badge's number."))
@answering
def revoke_badge(*, workspace: str, badge_id: int) -> CommandResult:
    """End a badge at once and for good."""
    badges.revoke_badge(operator_at(workspace), badge_id=badge_id)
    said = Sentence("Badge %(badge)s is revoked.", badge=badge_id)
    return CommandResult(said, {"badge_id": badge_id, "revoked": True})
