"""From the options of a proposal to the shift as it is to be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import click

from timeclock.cli.lookups import find_clock, find_job, instant
from timeclock.cli.options import Command
from timeclock.company.clocks.queries import break_kind
from timeclock.errors import Invalid
from timeclock.messages import N_
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak
from timeclock.worktime.shifts.forgetting import shift_not_found
from timeclock.worktime.shifts.queries import shift as find_shift

_KIND = re.compile(r"[0-9]{0,15}")
_OPTIONS = (
    click.option(
        "--shift",
        "shift_id",
        type=int,
        metavar="ID",
        help=N_("The shift's number; without it, a shift is added."),
    ),
    click.option("--remove", is_flag=True, help=N_("It was never worked.")),
    click.option("--clock", metavar="ID|NAME", help=N_("The time clock.")),
    click.option(
        "--start", metavar="INSTANT", help=N_("When it began, as 2026-11-09T08:00:00+01:00.")
    ),
    click.option("--end", metavar="INSTANT", help=N_("When it ended.")),
    click.option("--job", metavar="ID|CODE|NAME", help=N_("The job at its start.")),
    click.option(
        "--break",
        "breaks",
        multiple=True,
        metavar="FROM/TO[/KIND]",
        help=N_("A break, in place of those there are; may be given again."),
    ),
    click.option("--no-breaks", is_flag=True, help=N_("There was no break.")),
    click.option("--note", help=N_("The note on it.")),
    click.option(
        "--split",
        metavar="INSTANT[/INSTANT]",
        help=N_("Split it: the first part ends then, the second begins then, or at the other."),
    ),
)


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """What the options said."""

    shift_id: int | None
    remove: bool
    clock: str | None
    start: str | None
    end: str | None
    job: str | None
    breaks: tuple[str, ...]
    no_breaks: bool
    note: str | None
    split: str | None

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "DraftOptions":
        """From the options as click gives them."""
        return cls(**options)


def draft_options(command: Command) -> Command:
    """The options that say what a shift is to become."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def drafts_from(workspace_id: int, member_id: int, sent: DraftOptions) -> tuple[Draft, ...]:
    """The shift as it is to be; nothing where it is removed.

    Raises NotFound for a shift that is not the member's, and Invalid where too little is said.
    """
    if sent.shift_id is None:
        return (_changed(workspace_id, _empty(workspace_id, sent), sent),)
    found = find_shift(workspace_id, sent.shift_id)
    if found is None or found.member_id != member_id:
        raise shift_not_found()
    if sent.remove and sent.split is not None:
        raise Invalid("invalid_split", "--split: What is removed is not split.", field="split")
    if sent.remove:
        return ()
    whole = _changed(workspace_id, Draft.of(found), sent).tidy()
    return (whole,) if sent.split is None else _in_two(whole, sent.split)


def _empty(workspace_id: int, sent: DraftOptions) -> Draft:
    start, end = instant(sent.start, field="start"), instant(sent.end, field="end")
    nothing_to_split = sent.remove or sent.split is not None
    if nothing_to_split or sent.clock is None or start is None or end is None:
        raise Invalid("required", "Name --shift, or --clock, --start and --end of a shift to add.")
    return Draft(find_clock(workspace_id, sent.clock).id, start, end)


def _changed(workspace_id: int, draft: Draft, sent: DraftOptions) -> Draft:
    """The draft with whatever was given in place of what it says."""
    if sent.clock is not None:
        draft = replace(draft, clock_id=find_clock(workspace_id, sent.clock).id)
    if start := instant(sent.start, field="start"):
        draft = replace(draft, started_at=start)
    if end := instant(sent.end, field="end"):
        draft = replace(draft, ended_at=end)
    if sent.job is not None:
        draft = replace(draft, job_id=find_job(workspace_id, sent.job).id)
    if sent.breaks or sent.no_breaks:
        breaks = tuple(_break(workspace_id, each) for each in sent.breaks)
        draft = replace(draft, breaks=breaks)
    if sent.note is not None:
        draft = replace(draft, note=sent.note)
    return draft


def _in_two(whole: Draft, text: str) -> tuple[Draft, Draft]:
    moments = [m for each in text.split("/") if (m := instant(each, field="split"))]
    if len(moments) > 2:
        raise Invalid("invalid_split", "--split: Enter one instant, or END/START.", field="split")
    return whole.split(moments[0], moments[-1])


def _break(workspace_id: int, text: str) -> DraftBreak:
    start, _, rest = text.partition("/")
    end, _, kind = rest.partition("/")
    begun, over = instant(start, field="break"), instant(end, field="break")
    if begun is None or over is None or not _KIND.fullmatch(kind):
        raise Invalid("invalid_break", "--break: Enter FROM/TO, or FROM/TO/KIND.", field="break")
    found = break_kind(workspace_id, int(kind)) if kind else None
    return DraftBreak(begun, over, int(kind) if kind else None, found is not None and found.paid)
