"""What the ledger is asked with."""

from enum import StrEnum
from typing import Annotated

from timeclock.api.bodies.paging import Paged
from timeclock.wire.fields import MaybeIdText, choice
from timeclock.wire.readers import needed


class ChainSubject(StrEnum):
    """What a chain is about: a person's time, or the company's settings, people and keys."""

    MEMBER = "member"
    WORKSPACE = "workspace"


class LedgerAsked(Paged):
    """Whose entries: one's own unless a user is named, or those about the company."""

    about: Annotated[ChainSubject, needed(choice(ChainSubject))] = ChainSubject.MEMBER
    user_id: MaybeIdText = None
