"""flask backup: copies of the embedded database."""

from pathlib import Path

import click

from timeclock.cli.help import TerminalGroup
from timeclock.cli.terminal import CommandResult, answering, answering_unready, lines
from timeclock.messages import N_, LargeNumber, Sentence
from timeclock.operations import backup

group = TerminalGroup("backup", help=N_("Copies of the embedded database."))

file_argument = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@group.command("create")
@file_argument
@click.option("--replace", is_flag=True, help=N_("Overwrite FILE where there is one."))
@answering
def create(*, file: Path, replace: bool) -> CommandResult:
    """Copy the database into FILE while the clock goes on; only its owner may read it."""
    size = backup.create(file, replace=replace)
    return CommandResult(
        Sentence("%(file)s holds everything (%(size)s bytes).", file=file, size=LargeNumber(size)),
        {"file": str(file), "bytes": size},
    )


@group.command("restore")
@file_argument
@click.option("--replace", is_flag=True, help=N_("Also replace a database that has a company."))
@click.option("--accept-loss", is_flag=True, help=N_("Also if the copy lacks recorded entries."))
@answering_unready
def restore(*, file: Path, replace: bool, accept_loss: bool) -> CommandResult:
    """Replace the database with FILE, after checking all of it.

    What was recorded since the copy was made is listed first. The former database is kept.
    """
    done = backup.restore(file, replace=replace, accept_loss=accept_loss)
    said = [Sentence("The database is what %(file)s holds.", file=file)]
    if done.replaced is not None:
        said += done.replaced.sentences()
    if done.kept is not None:
        said.append(Sentence("The former database is kept as %(file)s.", file=done.kept))
    facts = {
        "file": str(file),
        "restored": True,
        "kept": str(done.kept) if done.kept else None,
        "lost": done.replaced.loss.entries if done.replaced else 0,
    }
    return CommandResult(lines(said), facts)
