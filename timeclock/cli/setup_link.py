"""flask setup-link: how the first person gets in."""

import click
from flask.cli import with_appcontext

from timeclock.cli.addresses import setup_address
from timeclock.cli.help import TerminalCommand
from timeclock.cli.terminal import CommandResult, answering
from timeclock.company.people.links import issue_setup


@click.command("setup-link", cls=TerminalCommand)
@with_appcontext
@answering
def command() -> CommandResult:
    """Print the address at which an empty server is set up.

    It works once, and each call ends the address before. A server that has a company
    gets none.
    """
    token = issue_setup()
    url = setup_address(token) if token is not None else None
    return CommandResult(url or "", {"url": url})
