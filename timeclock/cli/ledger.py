"""flask ledger: whether the record still is what was written."""

import click
from flask.cli import AppGroup

from timeclock.cli.lookups import find_workspace
from timeclock.cli.terminal import CommandResult, answering
from timeclock.operations.verifying.checking import verify

group = AppGroup("ledger", help="The record of every punch.")


@group.command("verify")
@click.option("--workspace", metavar="ID|NAME", help="Only this company.")
@answering
def check(*, workspace: str | None) -> CommandResult:
    """Check each chain from its first entry on, and every table that the ledger describes.

    Exit code 1 says that a chain is broken, or that a row is not what an entry says.
    """
    workspace_id = find_workspace(workspace).id if workspace is not None else None
    found = verify(workspace_id)
    problems = found.problems
    counted = f"{found.entries} entries in {found.chains} chains"
    text = (
        "\n".join((*problems, f"{counted}: broken."))
        if problems
        else (f"{counted}: every one holds.")
    )
    facts = {
        "ok": not problems,
        "chains": found.chains,
        "entries": found.entries,
        "problems": problems,
    }
    return CommandResult(text, facts, exit_code=1 if problems else 0)
