"""flask timesheets export: a file of hours, written where the operator wants it."""

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click
from flask.cli import with_appcontext

from timeclock.cli.help import TerminalCommand
from timeclock.cli.lookups import day, find_clock, find_job, find_member, operator_at
from timeclock.cli.options import workspace_option
from timeclock.cli.terminal import CommandResult, answering
from timeclock.errors import Conflict, Invalid
from timeclock.messages import N_, LargeNumber, Sentence
from timeclock.outgoing.exports.fetching import make
from timeclock.outgoing.exports.ordering import order
from timeclock.outgoing.exports.question import ExportQuestion, FileFormat, What
from timeclock.outgoing.exports.styles import DecimalMark, FigureStyle, HourFormat, Separator

_STDOUT = Path("-")


@dataclass(frozen=True, slots=True)
class QuestionOptions:
    """The options that say what an export is about."""

    first: str
    last: str
    what: str
    file_format: str
    emails: tuple[str, ...]
    clocks: tuple[str, ...]
    jobs: tuple[str, ...]
    hours: str
    separator: str
    decimal_mark: str

    def question(self, workspace_id: int) -> ExportQuestion:
        """What the options ask for. Raises NotFound and Invalid for what does not exist."""
        return ExportQuestion(
            what=What(self.what),
            first=day(self.first, field="first"),
            last=day(self.last, field="last"),
            format=FileFormat(self.file_format),
            member_ids=tuple(find_member(workspace_id, each).id for each in self.emails),
            clock_ids=tuple(find_clock(workspace_id, each).id for each in self.clocks),
            job_ids=tuple(find_job(workspace_id, each).id for each in self.jobs),
            style=FigureStyle(
                HourFormat(self.hours), Separator(self.separator), DecimalMark(self.decimal_mark)
            ),
        )


@click.command("export", cls=TerminalCommand)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@workspace_option
@click.option(
    "--first", required=True, metavar="DAY", help=N_("The first day, such as 2026-11-02.")
)
@click.option("--last", required=True, metavar="DAY", help=N_("The last day, included."))
@click.option(
    "--what",
    type=click.Choice([each.value for each in What]),
    default=What.TIMESHEETS.value,
    show_default=True,
    help=N_("Which figures."),
)
@click.option(
    "--format",
    "file_format",
    type=click.Choice([each.value for each in FileFormat]),
    default=FileFormat.CSV.value,
    show_default=True,
    help=N_("The format of the file."),
)
@click.option("--email", "emails", multiple=True, help=N_("Only this person; may be given again."))
@click.option(
    "--clock", "clocks", multiple=True, metavar="ID|NAME", help=N_("Only this time clock.")
)
@click.option("--job", "jobs", multiple=True, metavar="ID|CODE|NAME", help=N_("Only this job."))
@click.option(
    "--hours",
    type=click.Choice([each.value for each in HourFormat]),
    default=HourFormat.FOUR_PLACES.value,
    show_default=True,
    help=N_("How lengths are written."),
)
@click.option(
    "--separator",
    type=click.Choice([each.value for each in Separator]),
    default=Separator.COMMA.value,
    show_default=True,
    help=N_("What is between the values of a CSV file."),
)
@click.option(
    "--decimal-mark",
    type=click.Choice([each.value for each in DecimalMark]),
    default=DecimalMark.POINT.value,
    show_default=True,
    help=N_("What is before the decimal places of a CSV or PDF file."),
)
@click.option("--replace", is_flag=True, help=N_("Overwrite FILE where there is one."))
@with_appcontext
@answering
def command(
    *,
    file: Path,
    workspace: str,
    replace: bool,
    **sent: Any,
) -> CommandResult:
    """Write hours into FILE, or to standard output for `-`; the ledger keeps that it was done.

    The file appears under its name only when it is whole, and only its owner may read it. If others
    are being written on this machine, it waits for its turn.
    """
    actor = operator_at(workspace)
    question = QuestionOptions(**sent).question(actor.workspace_id)
    _demand_room(file, replace=replace)
    export_id = order(actor, question)
    found = make(actor, export_id, patience=None)
    if found is None:
        raise Conflict("export_under_way", "This export is being written already.")
    with found.file:
        if file == _STDOUT:
            shutil.copyfileobj(found.file, sys.stdout.buffer)
            return CommandResult("", {})
        _write(file, found.file)
    facts = {"export_id": export_id, "file": str(file), "bytes": found.size}
    return CommandResult(
        Sentence(
            "%(file)s holds the hours (%(size)s bytes).", file=file, size=LargeNumber(found.size)
        ),
        facts,
    )


def _demand_room(file: Path, *, replace: bool) -> None:
    if file == _STDOUT:
        if click.get_current_context().params["as_json"]:
            raise Invalid("two_answers", "Name a FILE: standard output has room for one answer.")
    elif file.exists() and not replace:
        raise Conflict("file_exists", "%(file)s exists; --replace takes its place.", file=file)


def _write(file: Path, content: IO[bytes]) -> None:
    """Beside the file first, so that half of one never bears its name."""
    with tempfile.NamedTemporaryFile(
        dir=file.parent, prefix=f".{file.name}.", delete=False
    ) as draft:
        beside = Path(draft.name)
        try:
            shutil.copyfileobj(content, draft)
            draft.close()
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
