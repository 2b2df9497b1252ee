"""How a command answers: plain lines or one JSON object, and its exit code."""

import functools
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

import click
from sqlalchemy.exc import DBAPIError

from timeclock.errors import Busy, ProductError, StartRefused
from timeclock.messages import N_, Sentence
from timeclock.operations.anchor.installed import keeper
from timeclock.operations.upgrading import demand_ready
from timeclock.storage.causes import cause_of
from timeclock.storage.running_server import demand_database_of_server
from timeclock.timekeeping import utc_text

_GAP = "  "
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What a command found or did: for people, and as facts for scripts (JSON, and instants).

    The text is a sentence, or lines that are worded already. Exit code 0 is done, 1 is that the
    answer is a "no" (a broken ledger).
    """

    text: str | Sentence
    facts: Mapping[str, object]
    exit_code: int = 0


class CommandRefusal(click.ClickException):
    """A command that did nothing: its sentence goes to stderr, the exit code is 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence as it is."""
        click.echo(self.message, file=file, err=True)


def answering(command: Callable[..., CommandResult]) -> Callable[..., None]:
    """Print a command's answer; a refusal goes to stderr as one sentence, with exit code 1."""
    return _printing(_anchored(command), demand_ready)


def _anchored(command: Callable[..., CommandResult]) -> Callable[..., CommandResult]:
    """Refuse writes while entries are missing, and write down what the command has recorded."""

    @functools.wraps(command)
    def run(**options: Any) -> CommandResult:
        anchor = keeper()
        with _in_spite_of_the_anchor():
            anchor.compare(serving=False)
        answer = command(**options)
        if anchor.is_kept:
            with _in_spite_of_the_anchor():
                anchor.flush()
        return answer

    return run


@contextmanager
def _in_spite_of_the_anchor() -> Iterator[None]:
    """A file that cannot be read or written is a warning; the command goes on."""
    try:
        yield
    except (Busy, OSError) as error:
        _log.warning("The anchor file cannot be used: %s", error)


def answering_unready(command: Callable[..., CommandResult]) -> Callable[..., None]:
    """As `answering`, also before the database is up to date."""
    return _printing(command, lambda: None)


def _printing(
    command: Callable[..., CommandResult], demand: Callable[[], None]
) -> Callable[..., None]:
    @click.option("--json", "as_json", is_flag=True, help=N_("Answer with one JSON object."))
    @functools.wraps(command)
    def run(*, as_json: bool, **options: Any) -> None:
        try:
            note = demand_database_of_server()
            if note:
                click.echo(str(note), err=True)
            demand()
            answer = command(**options)
        except ProductError as refusal:
            cause = cause_of(refusal.__cause__) if refusal.__cause__ else None
            if cause is None:
                raise CommandRefusal(refusal.sentence) from refusal
            whole = Sentence(
                "%(refusal)s %(step)s", refusal=refusal.message, step=Sentence(cause.step)
            )
            raise CommandRefusal(str(whole)) from refusal
        except StartRefused as fault:
            raise CommandRefusal(fault.sentence) from fault
        except DBAPIError as fault:
            cause = cause_of(fault)
            if cause is not None:
                raise CommandRefusal(str(cause.message)) from fault
            said = str(fault.orig).strip().splitlines()
            whole = Sentence(
                "The database refused: %(reason)s",
                reason=said[0] if said else Sentence("no reason"),
            )
            raise CommandRefusal(str(whole)) from fault
        text = json.dumps(answer.facts, default=utc_text) if as_json else str(answer.text)
        if text:
            click.echo(text)
        click.get_current_context().exit(answer.exit_code)

    return run


def table(headings: Sequence[str], rows: Sequence[Sequence[str | Sentence]]) -> str:
    """Rows under their headings, in columns as wide as they need to be.

    A heading is a text of the catalogue, or empty.
    """
    titles = [str(Sentence(each)) if each else "" for each in headings]
    lines = [titles, *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    return "\n".join(
        _GAP.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def listed(headings: Sequence[str], rows: Sequence[Sequence[str | Sentence]], *, none: str) -> str:
    """A table, or the text of the catalogue that says that there is nothing to list."""
    return table(headings, rows) if rows else str(Sentence(none))


def lines(texts: Iterable[str | Sentence]) -> str:
    """Each text on a line of its own."""
    return "\n".join(map(str, texts))


def unchanged(text: Sentence) -> Sentence:
    """The state that a command found and left as it was."""
    return Sentence("Nothing changed: %(state)s", state=text)
