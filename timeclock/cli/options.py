"""Options that several commands share."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from timeclock.authority.actor import Role, Scope
from timeclock.errors import Invalid
from timeclock.messages import N_

Command = TypeVar("Command", bound=Callable[..., Any])

workspace_option = click.option(
    "--workspace", required=True, metavar="ID|NAME", help=N_("The company: its id or exact name.")
)
email_option = click.option("--email", required=True, help=N_("The person's email address."))
clock_option = click.option(
    "--clock", required=True, metavar="ID|NAME", help=N_("The time clock: its id or exact name.")
)
first_option = click.option(
    "--first", required=True, metavar="DAY", help=N_("The first day of the pay period.")
)
present_option = click.option(
    "--first",
    metavar="DAY",
    help=N_("The first day of the pay period; the present one unless given."),
)
reason_option = click.option(
    "--reason", required=True, help=N_("The reason; the person reads it, and the ledger keeps it.")
)
password_option = click.option(
    "--password-stdin",
    is_flag=True,
    help=N_("Read the first password from the first line of standard input."),
)


# No `default=None`: click takes that for an answer, and a missing role would get past `required`.
role_option = click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    required=True,
    help=N_("What the person may do; each role includes the ones before it."),
)
scope_option = click.option(
    "--scope",
    type=click.Choice([scope.value for scope in Scope]),
    required=True,
    help=N_("How far the key reaches; each scope includes the ones before it."),
)


def password_from_stdin(wanted: bool) -> str | None:
    """The first line of standard input without its line end, if the option asked for it."""
    if not wanted:
        return None
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise Invalid("required", "Standard input holds no password.", field="password")
    return password
