"""What holds for every command."""

from collections.abc import Iterator

import click
import pytest
from flask import Flask

from tests.cli.conftest import ELI, Terminal
from timeclock.cli.register import register

FLASKS_OWN = {"run", "shell", "routes", "db"}


def commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path}{name} ")
        else:
            yield f"{path}{name}", command


def every_command() -> list[tuple[str, click.Command]]:
    app = Flask("only commands")
    register(app, base_url="http://localhost")
    return list(commands(app.cli))


def test_every_word_that_scripts_rely_on_is_there() -> None:
    promised = """
        workspaces create, workspaces list, members add, members import, members list,
        members set-role,
        members deactivate, members reactivate, members reset-password, members invite,
        clocks create, clocks assign, clocks unassign, clocks list, jobs add, jobs list,
        external-ids set,
        breaks set, breaks list,
        api-keys issue, api-keys list, api-keys revoke, shifts open, shifts clock-in, shifts pause,
        shifts resume, shifts clock-out, shifts stop, shifts undo, shifts switch-job, ledger verify,
        shifts confirm-end, shifts worked-through, timesheets list, timesheets show,
        timesheets explain, timesheets submit, timesheets approve, timesheets send-back,
        timesheets reopen, timesheets export, corrections list, corrections propose,
        corrections approve, corrections refuse, corrections withdraw, corrections settle,
        corrections undo, shifts undo-confirmation, timesheets undo, periods undo, rules undo,
        periods list, periods obstacles, periods close, periods reopen, rules show, rules set,
        members home-clock, timesheets compare, shifts refuse-claims, kiosks offer, kiosks list,
        kiosks revoke, kiosks unlock, kiosks pin, kiosks badge, kiosks revoke-badge,
        kiosks punches, kiosks count-punch, kiosks dismiss-punch,
        rules preview, rules withdraw, webhooks add, webhooks list, webhooks log, webhooks test,
        webhooks replay, webhooks rotate, webhooks pause, webhooks resume, webhooks remove,
        anchor check, anchor accept-loss, backup create, backup restore, database upgrade,
        database checkpoint, setup-link, demo, clients add, clients list, tags add, tags list
    """
    assert {name for name, _ in every_command()} == {
        " ".join(p.split()) for p in promised.split(",")
    }


@pytest.mark.parametrize(("name", "command"), every_command())
def test_every_command_answers_in_json_and_explains_itself(
    name: str, command: click.Command
) -> None:
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert "--json" in {word for option in options for word in option.opts}
    assert command.help
    assert command.help.split("\n")[0].endswith((".", ";", ","))


@pytest.mark.databases("sqlite")
def test_a_wrong_call_exits_with_2(terminal: Terminal) -> None:
    without_role = ("members", "add", "--workspace", "1", "--email", ELI, "--name", "Eli")
    for words in (("members", "list"), ("members", "fly"), ("backup", "create"), without_role):
        assert terminal.run(*words).exit_code == 2


@pytest.mark.databases("sqlite")
def test_a_refusal_is_one_sentence_on_stderr(terminal: Terminal) -> None:
    said = terminal.refusal("jobs", "list", "--workspace", "Nowhere", "--json")
    assert said == "There is no company “Nowhere”."
