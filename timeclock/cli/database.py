"""flask database: the tables of this version."""

from timeclock.cli.help import TerminalGroup
from timeclock.cli.terminal import CommandResult, answering_unready
from timeclock.messages import N_, Sentence
from timeclock.operations.anchor.stopping import close_down
from timeclock.operations.upgrading import demand_ready
from timeclock.operations.upgrading import upgrade as bring_up_to_date

group = TerminalGroup("database", help=N_("The tables of the database."))


@group.command("upgrade")
@answering_unready
def upgrade() -> CommandResult:
    """Bring the tables up to date. Two at once are safe; nothing to do is quick."""
    before, after = bring_up_to_date()
    facts = {"before": before, "after": after, "changed": before != after}
    return CommandResult(
        Sentence("The database is up to date (revision %(revision)s).", revision=after), facts
    )


@group.command("checkpoint")
@answering_unready
def checkpoint() -> CommandResult:
    """Move SQLite's log into the database file, and bring the anchor file up to date.

    start.py does this after the server has stopped: the database file alone then holds every punch.
    """
    demand_ready()
    line = close_down()
    return CommandResult(line, {"ledger": line})
