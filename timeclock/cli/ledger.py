"""flask ledger: whether the record still is what was written."""

import click

from timeclock.cli.help import TerminalGroup
from timeclock.cli.lookups import find_workspace
from timeclock.cli.terminal import CommandResult, answering, lines
from timeclock.messages import N_, Sentence
from timeclock.operations.verifying.checking import verify

group = TerminalGroup("ledger", help=N_("The record of every punch."))


@group.command("verify")
@click.option("--workspace", metavar="ID|NAME", help=N_("Only this company."))
@answering
def check(*, workspace: str | None) -> CommandResult:
    """Check each chain from its first entry on, and every table that the ledger describes.

    Exit code 1 says that a chain is broken, or that a row is not what an entry says.
    """
    workspace_id = find_workspace(workspace).id if workspace is not None else None
    found = verify(workspace_id)
    problems = found.problems
    text = N_("%(entries)s entries in %(chains)s chains: every one holds.")
    if problems:
        text = N_("%(entries)s entries in %(chains)s chains: broken.")
    counted = Sentence(text, entries=found.entries, chains=found.chains)
    facts = {
        "ok": not problems,
        "chains": found.chains,
        "entries": found.entries,
        "problems": found.sentences,
    }
    return CommandResult(lines([*problems, counted]), facts, exit_code=1 if problems else 0)
