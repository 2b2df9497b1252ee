"""What a database and its anchor have that a copy does not, before the copy takes their place."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from timeclock.ledger.heads import ChainHead, heads_in, newest
from timeclock.messages import Sentence
from timeclock.operations.anchor.accepting import record_acceptance
from timeclock.operations.anchor.comparing import Loss, loss
from timeclock.operations.anchor.installed import keeper
from timeclock.operations.anchor.wording import ChainOwner, named_lines, owners, summary
from timeclock.storage.transactions import snapshot


@dataclass(frozen=True, slots=True)
class Replaced:
    """What is lost by putting a copy in place. `related` says that both are of one installation."""

    loss: Loss
    lines: tuple[Sentence, ...]
    related: bool

    def sentences(self) -> tuple[Sentence, ...]:
        """For the operator, one for each person."""
        return (summary(self.loss), *self.lines)


def lost_by(copy: Session) -> Replaced | None:
    """What the copy lacks. The caller holds the anchor's lock."""
    known = _known_heads()
    heads = heads_in(copy)
    found = loss(copy, known.values(), heads)
    if found is None:
        return None
    whose = owners(copy, found.missing) | _present_owners(found)
    return Replaced(found, tuple(named_lines(found, whose)), bool(known.keys() & heads.keys()))


def put_on_record(replaced: Replaced | None) -> None:
    """Let the restored ledger and the anchor know of it. The caller holds the anchor's lock."""
    if replaced is not None and replaced.related:
        record_acceptance(replaced.loss)
    keeper().begin_again()


def _known_heads() -> Mapping[str, ChainHead]:
    content = keeper().file.read()
    anchored = content.heads if content is not None else {}
    try:
        with snapshot() as session:
            present = heads_in(session)
    except DBAPIError:
        return anchored  # damaged, or without tables
    if present and not anchored.keys() & present.keys():
        return present  # the anchor is of another database
    return newest([*anchored.values(), *present.values()])


def _present_owners(found: Loss) -> dict[str, ChainOwner]:
    try:
        with snapshot() as session:
            return owners(session, found.missing)
    except DBAPIError:
        return {}
