"""flask ledger: whether the record still is what was written."""

import click
from flask.cli import AppGroup

from timeclock.cli.lookups import find_workspace
from timeclock.cli.terminal import Answer, answering
from timeclock.ledger.verification import verify

group = AppGroup("ledger", help="The record of every punch.")


@group.command("verify")
@click.option("--workspace", metavar="ID|NAME", help="Only this company.")
@answering
def check(*, workspace: str | None) -> Answer:
    """Check each chain from its first entry on. Exit code 1 says that one is broken."""
    found = verify(find_workspace(workspace).id if workspace is not None else None)
    counted = f"{found.entries} entries in {found.chains} chains"
    text = (
        "\n".join((*found.problems, f"{counted}: broken."))
        if found.problems
        else (f"{counted}: every one holds.")
    )
    facts = {
        "ok": not found.problems,
        "chains": found.chains,
        "entries": found.entries,
        "problems": found.problems,
    }
    return Answer(text, facts, exit_code=1 if found.problems else 0)
