"""flask demo: an invented company to look around in."""

import click
from flask.cli import with_appcontext

from timeclock.cli.help import TerminalCommand
from timeclock.cli.terminal import CommandResult, answering, lines, table
from timeclock.messages import N_, Sentence
from timeclock.operations.demo.filling import fill


@click.command("demo", cls=TerminalCommand)
@with_appcontext
@answering
def command() -> CommandResult:
    """Fill an empty database with a small company.

    The passwords of its people are printed this once.
    """
    filled = fill()
    rows = [(one.name, one.email, one.role.value, one.password) for one in filled.people]
    facts = [
        {"name": one.name, "email": one.email, "role": one.role.value, "password": one.password}
        for one in filled.people
    ]
    headings = (N_("name"), N_("email"), N_("role"), N_("password"))
    title = Sentence("The passwords are shown this once:")
    return CommandResult(
        lines([title, "", table(headings, rows), ""]),
        {"workspace_id": filled.workspace_id, "people": facts},
    )
