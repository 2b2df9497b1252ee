"""flask timesheets compare: approved days beside what they would add up to today."""

import click
from flask.cli import with_appcontext

from timeclock.cli.help import TerminalCommand
from timeclock.cli.terminal import CommandResult, answering
from timeclock.messages import N_, Sentence
from timeclock.worktime.timesheets.approval.comparing import compare_kept
from timeclock.worktime.timesheets.approval.earlier import keep_earlier

_A_DAY = 24 * 3600


@click.command("compare", cls=TerminalCommand)
@click.option(
    "--again", is_flag=True, help=N_("Also what was compared by this version and tz database.")
)
@click.option(
    "--seconds",
    type=click.IntRange(1, _A_DAY),
    default=_A_DAY,
    help=N_("Stop after so long; the next run goes on there."),
)
@with_appcontext
@answering
def compare(*, again: bool, seconds: int) -> CommandResult:
    """Add approved timesheets up again, of all companies; nothing that was approved changes.

    Sheets that an earlier version approved are kept first. What differs is in the inbox of
    executive managers.
    """
    kept = keep_earlier(seconds)
    found = compare_kept(seconds, all_again=again)
    facts = {
        "kept": kept,
        "compared": found.compared,
        "differing": found.differing,
        "left": found.left,
    }
    text = Sentence(
        "Kept now: %(kept)s. Compared: %(compared)s. Differing: %(differing)s. Left: %(left)s.",
        **facts,
    )
    return CommandResult(text, facts)
