"""The states of a correction in words, for managers and for the person whose time it is."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from timeclock.web.wording.marks import Mark
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.corrections.drafts.rules import CorrectionState


@dataclass(frozen=True, slots=True)
class LazyMark:
    """A mark whose words may name someone as `%(who)s`."""

    kind: str
    words: LazyString

    def naming(self, who: str) -> Mark:
        """The mark with a name in it."""
        return Mark(self.kind, naming(self.words, who))


@dataclass(frozen=True, slots=True)
class StateWords:
    """One state in words.

    `verdict` tells managers and `own` tells the person who has decided, or who has asked while
    no one has decided. `day` and `own_day` mark a day in the sheet for each of them and name who
    has asked; None leaves the day unmarked.
    """

    verdict: LazyString
    own: LazyMark
    day: LazyMark | None = None
    own_day: LazyMark | None = None


_CORRECTED = LazyMark("off", _l("Corrected"))
_CONFIRM_DAY = LazyMark("needs", _l("%(who)s corrected this day. Please confirm."))
_DISPUTED = LazyMark("break", _l("You disputed it. A manager decides."))
_UNCONFIRMED = _l("Changed by %(who)s, not confirmed yet")
STATES = {
    CorrectionState.ASKED: StateWords(
        verdict=_l("Asked for by %(who)s"),
        own=LazyMark("break", _l("Waiting for a decision")),
        day=LazyMark("needs", _l("A correction is requested")),
        own_day=LazyMark("break", _l("Your request is waiting for a decision")),
    ),
    CorrectionState.APPROVED: StateWords(
        verdict=_l("Approved by %(who)s"),
        own=LazyMark("working", _l("Approved by %(who)s")),
        day=_CORRECTED,
        own_day=_CORRECTED,
    ),
    CorrectionState.REFUSED: StateWords(
        verdict=_l("Refused by %(who)s"),
        own=LazyMark("off", _l("Refused by %(who)s")),
        own_day=LazyMark("off", _l("Your request was refused")),
    ),
    CorrectionState.WITHDRAWN: StateWords(
        verdict=_l("Withdrawn by %(who)s"), own=LazyMark("off", _l("Withdrawn"))
    ),
    CorrectionState.REPLACED: StateWords(
        verdict=_l("Answered by %(who)s with another correction"),
        own=LazyMark("off", _l("Answered by %(who)s with another correction")),
    ),
    CorrectionState.PROPOSED: StateWords(
        verdict=_l("Proposed by %(who)s, counts when it is confirmed"),
        own=LazyMark("needs", _l("Waiting for your confirmation. Not counted yet.")),
        day=LazyMark("break", _l("%(who)s proposes a correction")),
        own_day=_CONFIRM_DAY,
    ),
    CorrectionState.APPLIED: StateWords(
        verdict=_UNCONFIRMED,
        own=LazyMark("needs", _l("Counts already. Waiting for your confirmation.")),
        day=LazyMark("break", _UNCONFIRMED),
        own_day=_CONFIRM_DAY,
    ),
    CorrectionState.CONFIRMED: StateWords(
        verdict=_l("Confirmed by %(who)s"),
        own=LazyMark("working", _l("Confirmed by you")),
        day=_CORRECTED,
        own_day=_CORRECTED,
    ),
    CorrectionState.DISPUTED: StateWords(
        verdict=_l("Disputed by %(who)s"),
        own=_DISPUTED,
        day=LazyMark("needs", _l("A correction by %(who)s is disputed")),
        own_day=_DISPUTED,
    ),
    CorrectionState.UPHELD: StateWords(
        verdict=_l("Kept by %(who)s"),
        own=LazyMark("off", _l("Kept by %(who)s")),
        day=_CORRECTED,
        own_day=_CORRECTED,
    ),
    CorrectionState.TAKEN_BACK: StateWords(
        verdict=_l("Undone by %(who)s"), own=LazyMark("working", _l("Undone by %(who)s"))
    ),
}


def naming(words: LazyString, who: str) -> str:
    """A sentence with the name of who decided or asked; the operator has no name."""
    if who:
        return str(words) % {"who": who}
    said = str(words) % {"who": _("the operator")}
    return f"{said[:1].upper()}{said[1:]}"
