"""flask anchor: whether the database still has what was recorded in it."""

import click

from timeclock.cli.help import TerminalGroup
from timeclock.cli.terminal import CommandResult, answering, lines
from timeclock.company.workspaces.queries import any_workspace
from timeclock.errors import Conflict
from timeclock.messages import N_, Sentence
from timeclock.operations.anchor.accepting import accept_loss, current_loss
from timeclock.operations.anchor.comparing import Loss
from timeclock.operations.anchor.installed import keeper
from timeclock.operations.anchor.wording import named_lines, owners, summary
from timeclock.storage.transactions import snapshot

group = TerminalGroup(
    "anchor", help=N_("The file beside the database that knows the newest entries.")
)


@group.command("check")
@answering
def check() -> CommandResult:
    """Compare the database with its anchor file.

    Exit code 1 says that entries are missing: how many, of whom, and since when.
    """
    found = current_loss()
    if found is not None:
        return CommandResult(lines(_in_words(found)), _facts(found), exit_code=1)
    text = Sentence("Nothing is missing.")
    if not keeper().is_kept:
        text = Sentence("There is no anchor file yet. The server makes one when it starts.")
    return CommandResult(text, {"ok": True, "anchor": str(keeper().file.path)})


@group.command("accept-loss")
@click.option("--yes", is_flag=True, help=N_("Confirm without being asked."))
@answering
def accept(*, yes: bool) -> CommandResult:
    """Confirm that the missing entries are lost, so that the server records again.

    Restore a backup that has them instead, if there is one. The ledger records the confirmation.
    """
    found = current_loss()
    if found is not None and not yes:
        click.echo(lines(_in_words(found)), err=True)
        if not click.confirm(str(Sentence("Go on without them?")), err=True):
            raise Conflict("not_confirmed", "Nothing was changed.", tells_outcome=True)
    accepted = accept_loss()
    text = Sentence("Confirmed. The server records again.")
    if not any_workspace():
        text = Sentence(
            "Confirmed. The server records again. For the address that sets a company up: "
            "%(command)s",
            command=".venv/bin/flask --app app setup-link",
        )
    return CommandResult(text, _facts(accepted) | {"ok": True})


def _in_words(found: Loss) -> list[Sentence]:
    with snapshot() as session:
        named = named_lines(found, owners(session, found.missing))
    return [summary(found), *named]


def _facts(found: Loss) -> dict[str, object]:
    return {
        "ok": False,
        "entries": found.entries,
        "since": found.since,
        "until": found.until,
        "chains": [
            {
                "workspace_id": each.head.workspace_id,
                "chain": each.head.pseudonym,
                "kept": each.kept,
                "lost": each.head.position,
            }
            for each in found.missing
        ],
    }
