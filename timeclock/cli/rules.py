"""flask rules: what turns punches into paid hours, as dated versions."""

from datetime import UTC, datetime

import click

from timeclock.cli.help import TerminalGroup
from timeclock.cli.lookups import day, find_clock, find_workspace, operator_at, today
from timeclock.cli.options import workspace_option
from timeclock.cli.rule_options import rule_options, rules_from
from timeclock.cli.sheet_facts import of_totals
from timeclock.cli.terminal import CommandResult, answering, lines, table
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.people.queries import user_ids
from timeclock.messages import N_, Sentence
from timeclock.worktime.hours.cautions import cautions
from timeclock.worktime.timesheets.rule_changes import ruling
from timeclock.worktime.timesheets.rule_changes.versions import (
    SetRules,
    book_at,
    rule_versions,
    set_version,
)

group = TerminalGroup("rules", help=N_("The dated rules of pay."))

first_day_option = click.option(
    "--first-day", required=True, metavar="DAY", help=N_("The first day on which they apply.")
)
clock_option = click.option(
    "--clock",
    metavar="ID|NAME",
    help=N_("The time clock whose rules they are; the company's unless given."),
)


@group.command("show")
@workspace_option
@click.option(
    "--day", "asked", metavar="DAY", help=N_("The rules of that day; today's unless given.")
)
@clock_option
@answering
def show(*, workspace: str, asked: str | None, clock: str | None) -> CommandResult:
    """Show the rules of a day, and every version there is."""
    company = find_workspace(workspace)
    wanted = day(asked, field="day") if asked is not None else today(company)
    clock_id = _clock_id(company.id, clock)
    rules = book_at(company.id, clock_id).on(wanted)
    versions = rule_versions(company.id, clock_id)
    told: list[str | Sentence] = [Sentence("The rules of %(day)s:", day=wanted), _text(rules)]
    told += _cautions(rules)
    for each in versions:
        text = N_("Version %(version)s from %(day)s on: in force.")
        if not each.in_force:
            text = N_("Version %(version)s from %(day)s on: not in force.")
        told.append(Sentence(text, version=each.id, day=each.first_day))
    facts = {
        "day": wanted.isoformat(),
        "rules": rules.to_json(),
        "cautions": _cautions(rules),
        "versions": [_version(each) for each in versions],
    }
    return CommandResult(lines(told), facts)


@group.command("set")
@workspace_option
@first_day_option
@clock_option
@rule_options
@answering
def change(*, workspace: str, first_day: str, clock: str | None, **given: object) -> CommandResult:
    """Set other rules from a day on; what is not given stays as it is on that day."""
    actor, first = operator_at(workspace), day(first_day, field="first-day")
    clock_id = _clock_id(actor.workspace_id, clock)
    rules = rules_from(book_at(actor.workspace_id, clock_id).on(first), given)
    version_id = ruling.change_rules(actor, first_day=first, rules=rules, clock_id=clock_id)
    found = set_version(actor.workspace_id, version_id)
    text = Sentence("Version %(version)s applies from %(day)s on.", version=version_id, day=first)
    return CommandResult(lines([text, *_cautions(found.rules)]), _version(found))


@group.command("preview")
@workspace_option
@first_day_option
@clock_option
@rule_options
@answering
def preview(*, workspace: str, first_day: str, clock: str | None, **given: object) -> CommandResult:
    """Say what other rules would do to the days that are still open; nothing is stored."""
    company, first = find_workspace(workspace), day(first_day, field="first-day")
    clock_id = _clock_id(company.id, clock)
    rules = rules_from(book_at(company.id, clock_id).on(first), given).as_set_now
    found = ruling.effect(company.id, first, rules, datetime.now(UTC), clock_id)
    users = user_ids(company.id, [each.member_id for each in found.members])
    people = [
        {
            "user_id": users[each.member_id],
            "before": of_totals(each.before),
            "after": of_totals(each.after),
            "moved_seconds": each.moved,
        }
        for each in found.members
    ]
    told = _cautions(rules)
    facts = {
        "rules": rules.to_json(),
        "sentences": found.sentences,
        "cautions": told,
        "people": people,
    }
    return CommandResult("\n".join([*found.sentences, *told]), facts)


@group.command("withdraw")
@workspace_option
@click.option("--version", type=int, required=True, metavar="ID", help=N_("Its number, as shown."))
@click.option(
    "--preview", is_flag=True, help=N_("Only say what it would do to the days that are still open.")
)
@answering
def withdraw(*, workspace: str, version: int, preview: bool) -> CommandResult:
    """Withdraw a version: the rules before it apply again."""
    if preview:
        company = find_workspace(workspace)
        found = ruling.effect_of_withdrawal(company.id, version, datetime.now(UTC))
        facts = {"version_id": version, "withdrawn": False, "sentences": found.sentences}
        return CommandResult("\n".join(found.sentences), facts)
    ruling.withdraw_rules(operator_at(workspace), version_id=version)
    return CommandResult(
        Sentence("Version %(version)s is withdrawn.", version=version),
        {"version_id": version, "withdrawn": True},
    )


@group.command("undo")
@workspace_option
@click.option("--version", type=int, required=True, metavar="ID", help=N_("Its number, as shown."))
@answering
def undo(*, workspace: str, version: int) -> CommandResult:
    """Undo the operator's own withdrawal of a version, within a minute."""
    ruling.undo_withdrawal(operator_at(workspace), version_id=version)
    return CommandResult(
        Sentence("Version %(version)s applies again.", version=version),
        {"version_id": version, "withdrawn": False},
    )


def _cautions(rules: PayRules) -> list[str]:
    """What to know of these rules, such as what courts have refused."""
    return [f"{each.name}: {each.text}" for each in cautions(rules)]


def _clock_id(workspace_id: int, text: str | None) -> int | None:
    return None if text is None else find_clock(workspace_id, text).id


def _text(rules: PayRules) -> str:
    rows = [
        (name, Sentence("none") if value is None else str(value))
        for name, value in rules.to_json().items()
    ]
    return table((N_("rule"), N_("value")), rows)


def _version(found: SetRules) -> dict[str, object]:
    return {
        "version_id": found.id,
        "clock_id": found.clock_id,
        "first_day": found.first_day.isoformat(),
        "rules": found.rules.to_json(),
        "cautions": _cautions(found.rules),
        "created_at": found.created_at,
        "withdrawn_at": found.withdrawn_at,
        "in_force": found.in_force,
        "may_be_withdrawn": found.may_be_withdrawn,
    }
