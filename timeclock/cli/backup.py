"""flask backup: copies of the embedded database."""

from pathlib import Path

import click
from flask.cli import AppGroup

from timeclock.cli.terminal import CommandResult, answering, answering_unready
from timeclock.operations import backup

group = AppGroup("backup", help="Copies of the embedded database.")

file_argument = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@group.command("create")
@file_argument
@click.option("--replace", is_flag=True, help="Overwrite FILE where there is one.")
@answering
def create(*, file: Path, replace: bool) -> CommandResult:
    """Copy the database into FILE while the clock goes on; only its owner may read it."""
    size = backup.create(file, replace=replace)
    return CommandResult(
        f"{file} holds everything ({size:,} bytes).", {"file": str(file), "bytes": size}
    )


@group.command("restore")
@file_argument
@click.option("--replace", is_flag=True, help="Also in the place of a database with a company.")
@click.option("--accept-loss", is_flag=True, help="Also where the copy lacks recorded entries.")
@answering_unready
def restore(*, file: Path, replace: bool, accept_loss: bool) -> CommandResult:
    """Put FILE in the place of the database, after checking all of it.

    What was recorded since the copy was made is named first. The database before is kept beside.
    """
    done = backup.restore(file, replace=replace, accept_loss=accept_loss)
    lines = [f"The database is what {file} holds."]
    if done.replaced is not None:
        lines.append(done.replaced.in_words())
    if done.kept is not None:
        lines.append(f"The database before is kept as {done.kept}.")
    facts = {
        "file": str(file),
        "restored": True,
        "kept": str(done.kept) if done.kept else None,
        "lost": done.replaced.loss.entries if done.replaced else 0,
    }
    return CommandResult("\n".join(lines), facts)
