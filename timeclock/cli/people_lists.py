"""flask members import: several people from a list."""

from typing import IO, Any

import click
from flask.cli import with_appcontext

from timeclock.cli.addresses import invitation_address
from timeclock.cli.help import TerminalCommand
from timeclock.cli.lookups import find_clock, operator_at
from timeclock.cli.options import workspace_option
from timeclock.cli.terminal import CommandResult, answering, listed
from timeclock.company.people_lists.adding import ListedPerson, add_people
from timeclock.company.people_lists.reading import PersonLine, read_people
from timeclock.messages import N_


@click.command("import", cls=TerminalCommand)
@workspace_option
@click.argument("file", type=click.File(encoding="utf-8-sig"))
@click.option("--clock", "clocks", multiple=True, help=N_("A time clock where all of them work."))
@click.option("--dry-run", is_flag=True, help=N_("Say what each line would do, and add no one."))
@with_appcontext
@answering
def add_listed(
    *, workspace: str, file: IO[str], clocks: tuple[str, ...], dry_run: bool
) -> CommandResult:
    """Add the people of a list and print a link for each.

    FILE has one person a line: name, email address and, if any, employee number, with commas,
    semicolons or tabs between them. "-" reads the standard input. Lines of people who are members
    already, or that are wrong, add no one; exit code 1 says that some are wrong.
    """
    actor = operator_at(workspace)
    clock_ids = [find_clock(actor.workspace_id, name).id for name in clocks]
    read = read_people(actor.workspace_id, file.read())
    people = () if dry_run else add_people(actor, read, clock_ids=clock_ids)
    added = {each.line: each for each in people}
    facts = [_line_facts(line, added.get(line)) for line in read]
    rows = [
        (str(fact["line"]), fact["email"], fact["state"], fact["url"] or fact["refusal"] or "–")
        for fact in facts
    ]
    headings = (N_("line"), N_("email"), N_("state"), N_("link"))
    text = listed(headings, rows, none=N_("There is no one in this list."))
    return CommandResult(
        text, {"people": facts}, exit_code=1 if any(fact["refusal"] for fact in facts) else 0
    )


def _line_facts(line: PersonLine, added: ListedPerson | None) -> dict[str, Any]:
    refusal = added.refusal if added else line.refusal
    state = "added" if added and added.member_id else line.state.value
    return {
        "line": line.line,
        "name": line.name,
        "email": line.email,
        "employee_number": line.employee_number,
        "state": state,
        "member_id": added.member_id if added else None,
        "url": invitation_address(added.token) if added and added.token else None,
        "refusal": refusal.sentence if refusal else None,
    }
