"""flask breaks: the kinds of break that a time clock offers."""

import click

from timeclock.cli.help import TerminalGroup
from timeclock.cli.lookups import find_clock, find_workspace, operator_at
from timeclock.cli.options import clock_option, workspace_option
from timeclock.cli.terminal import CommandResult, answering, listed
from timeclock.company.clocks.break_kinds import add_break_kind, update_break_kind
from timeclock.company.clocks.models import BreakKind
from timeclock.company.clocks.queries import break_kinds
from timeclock.ledger.editing import UNCHANGED
from timeclock.messages import N_, Sentence

group = TerminalGroup("breaks", help=N_("The kinds of break of a time clock."))


@group.command("set")
@workspace_option
@clock_option
@click.option("--name", required=True, help=N_("The kind of break; a new name adds one."))
@click.option("--paid/--unpaid", default=None, help=N_("Whether it counts as hours worked."))
@click.option("--minutes", type=int, help=N_("Its planned length."))
@click.option(
    "--pay-beyond/--pay-planned",
    default=None,
    help=N_("Pay a paid break in full, or up to its planned length, which is the default."),
)
@answering
def change(
    *,
    workspace: str,
    clock: str,
    name: str,
    paid: bool | None,
    minutes: int | None,
    pay_beyond: bool | None,
) -> CommandResult:
    """Add a kind of break, or change what is given of one, for breaks that begin from now on."""
    actor = operator_at(workspace)
    place = find_clock(actor.workspace_id, clock)
    kinds = {kind.name: kind.id for kind in break_kinds(actor.workspace_id, place.id)}
    kind_id = kinds.get(name)
    if kind_id is None:
        kind_id = add_break_kind(
            actor,
            clock_id=place.id,
            name=name,
            paid=bool(paid),
            minutes=minutes,
            pays_beyond=bool(pay_beyond),
        )
    else:
        update_break_kind(
            actor,
            kind_id=kind_id,
            paid=paid,
            minutes=UNCHANGED if minutes is None else minutes,
            pays_beyond=pay_beyond,
        )
    return CommandResult(
        Sentence("%(clock)s offers %(name)s.", clock=place.name, name=name),
        {"break_kind_id": kind_id},
    )


@group.command("list")
@workspace_option
@clock_option
@answering
def show(*, workspace: str, clock: str) -> CommandResult:
    """List the kinds of break that a time clock offers."""
    company = find_workspace(workspace)
    found = break_kinds(company.id, find_clock(company.id, clock).id)
    facts = [
        {
            "break_kind_id": kind.id,
            "name": kind.name,
            "paid": kind.paid,
            "minutes": kind.minutes,
            "pays_beyond": kind.pays_beyond,
        }
        for kind in found
    ]
    rows = [(str(kind.id), kind.name, _pay(kind), _planned(kind)) for kind in found]
    headings = (N_("id"), N_("name"), "", N_("planned"))
    text = listed(headings, rows, none=N_("There is no kind of break."))
    return CommandResult(text, {"break_kinds": facts})


def _pay(kind: BreakKind) -> Sentence:
    if not kind.paid:
        return Sentence("unpaid")
    if kind.minutes is not None and not kind.pays_beyond:
        return Sentence("paid up to its planned length")
    return Sentence("paid in full")


def _planned(kind: BreakKind) -> str | Sentence:
    return "" if kind.minutes is None else Sentence("%(num)s min", num=kind.minutes)
