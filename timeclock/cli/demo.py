"""flask demo: an invented company to look around in."""

import click
from flask.cli import with_appcontext

from timeclock.cli.terminal import CommandResult, answering, table
from timeclock.operations.demo.filling import fill


@click.command("demo")
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
    text = table(("name", "email", "role", "password"), rows)
    return CommandResult(
        f"The passwords are shown this once:\n\n{text}\n",
        {"workspace_id": filled.workspace_id, "people": facts},
    )
