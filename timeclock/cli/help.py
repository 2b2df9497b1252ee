"""The help of commands in the language of its reader."""

from copy import copy
from typing import Any

import click
from flask.cli import AppGroup

from timeclock.messages import Sentence


class _WordedHelp(click.Command):
    """A command whose docstring and options are texts of the catalogue."""

    def get_help(self, ctx: click.Context) -> str:
        """The whole help."""
        spoken = copy(self)
        spoken.help = _in_words(self.help)
        spoken.params = [_worded_parameter(each) for each in self.params]
        return super(_WordedHelp, spoken).get_help(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line in a list of commands."""
        spoken = copy(self)
        spoken.help = _in_words(self.help)
        return super(_WordedHelp, spoken).get_short_help_str(limit)


class TerminalCommand(_WordedHelp):
    """One command."""


class TerminalGroup(_WordedHelp, AppGroup):
    """The commands about one noun; each runs with the application."""

    command_class = TerminalCommand

    def __init__(self, name: str, **settings: Any) -> None:
        super().__init__(name, **settings)


def _worded_parameter(parameter: click.Parameter) -> click.Parameter:
    if not isinstance(parameter, click.Option):
        return parameter
    spoken = copy(parameter)
    spoken.help = _in_words(parameter.help)
    return spoken


def _in_words(text: str | None) -> str | None:
    return str(Sentence(text)) if text else text
