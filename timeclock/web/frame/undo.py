"""The offer to take one's own last decision back, on the page where it was made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import url_for

from timeclock.authority.actor import Actor
from timeclock.web.wording.times import days_words
from timeclock.web.wording.translation import gettext as _
from timeclock.web.wording.translation import ngettext
from timeclock.worktime.timesheets.inbox.decided import LastDecision, last_decision

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """What can be undone and where; `fields` go with the button, `left` is at most a minute."""

    sentence: str
    url: str
    left: timedelta
    fields: tuple[tuple[str, int | str], ...] = ()


@dataclass(frozen=True, slots=True)
class _OfferWords:
    sentence: str
    url: str
    fields: tuple[tuple[str, int | str], ...] = ()


Telling = Callable[[LastDecision], _OfferWords]


def offered(actor: Actor, now: datetime, kinds: dict[str, Telling]) -> UndoOffer | None:
    """The offer for the actor's last decision, where it is of one of these kinds."""
    found = last_decision(actor, now)
    if found is None or found.left < _SECOND or found.kind not in kinds:
        return None
    told = kinds[found.kind](found)
    return UndoOffer(told.sentence, told.url, found.left, told.fields)


def _correction(sentence: Callable[[], str]) -> Telling:
    def tell(found: LastDecision) -> _OfferWords:
        url = url_for("inbox.undo_correction", correction_id=found.after["correction"])
        return _OfferWords(sentence(), url)

    return tell


def _end(found: LastDecision) -> _OfferWords:
    return _OfferWords(
        _("You confirmed the times of a shift."),
        url_for("inbox.undo_end", shift_id=found.after["shift"]),
    )


def _refused_claim(found: LastDecision) -> _OfferWords:
    url = url_for("inbox.undo_end", shift_id=found.after["shift"])
    return _OfferWords(_("You refused times given afterwards."), url)


def _stop(found: LastDecision) -> _OfferWords:
    url = url_for("inbox.undo_stop", member_id=found.after["member"])
    return _OfferWords(_("You set the end of a shift."), url, (("position", found.position),))


def _seen(found: LastDecision) -> _OfferWords:
    facts = found.after
    url = url_for("inbox.undo_seen", member_id=facts["member"])
    fields = (
        ("kind", facts["exception"]),
        ("day", facts["day"]),
        ("shift", facts["shift_id"] or ""),
    )
    return _OfferWords(_("You marked an exception as seen."), url, fields)


def _sheet(sentence: Callable[[], str]) -> Telling:
    def tell(found: LastDecision) -> _OfferWords:
        about = {"member_id": found.after["member"], "first": found.after["first_day"]}
        return _OfferWords(sentence(), url_for("timesheet.undo", **about))

    return tell


def _sheets(found: LastDecision) -> _OfferWords:
    count = len(found.member_ids)
    words = ngettext("You approved %(num)s timesheet.", "You approved %(num)s timesheets.", count)
    url = url_for("timesheets.undo", first=found.after["first_day"])
    return _OfferWords(words, url, tuple(("member", each) for each in found.member_ids))


def _period(found: LastDecision) -> _OfferWords:
    first, after = (date.fromisoformat(found.after[name]) for name in ("first_day", "after_day"))
    words = _("You closed %(days)s.", days=days_words(first, after))
    return _OfferWords(words, url_for("close.undo", first=first))


def _rules(found: LastDecision) -> _OfferWords:
    url = url_for("rules.undo", version_id=found.before["version"])
    return _OfferWords(_("You undid a version of the rules."), url)


INBOX: dict[str, Telling] = {
    "correction.approved": _correction(lambda: _("You approved a request.")),
    "correction.refused": _correction(lambda: _("You refused a request.")),
    "correction.upheld": _correction(lambda: _("You kept a correction.")),
    "correction.taken_back": _correction(lambda: _("You undid a correction.")),
    "correction.proposed": _correction(lambda: _("You corrected a shift.")),
    "shift.end_confirmed": _end,
    "shift.claim_refused": _refused_claim,
    "exception.acknowledged": _seen,
    "shift.stopped": _stop,
}
TIMESHEETS: dict[str, Telling] = {
    "timesheet.approved": _sheet(lambda: _("You approved a timesheet.")),
    "timesheet.reopened": _sheet(lambda: _("You reopened a timesheet.")),
    "timesheet.sent_back": _sheet(lambda: _("You sent a timesheet back.")),
    "timesheets.approved": _sheets,
}
PERIODS: dict[str, Telling] = {"period.closed": _period}
RULES: dict[str, Telling] = {"rules.withdrawn": _rules}
