"""What the addresses of hours can name: some weeks of Eli's, each in another state."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.fixtures.cast import Cast, CastMember
from tests.fixtures.company import Watch
from timeclock.timekeeping import precise_text, utc_text
from timeclock.worktime.corrections.approval import asking, deciding
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts import forgetting, punching
from timeclock.worktime.shifts.queries import last_shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.approval.approving import approve, submit
from timeclock.worktime.timesheets.approval.closing import close_period

Objects = dict[str, dict[str, object]]
REASON = """<u class='x' title="y">Left</u>"""  # what looks like markup is text
_HOUR, _WEEK = timedelta(hours=1), timedelta(weeks=1)


def hours_objects(cast: Cast) -> Objects:
    """Last week is clean and Otto has submitted it; the one before is full of questions; before
    that one is approved and one is closed.
    """
    today = datetime.now(ZoneInfo("Europe/Berlin")).date()
    monday = today - timedelta(days=today.weekday()) - _WEEK
    watch = Watch()
    questions = monday - _WEEK
    asked_about = _work(watch, cast.eli, cast.shop, questions, 8)
    disputed_about = _work(watch, cast.eli, cast.shop, questions + timedelta(days=1), 8)
    long = _work(watch, cast.eli, cast.shop, questions + timedelta(days=2), 15)
    forgetting.confirm_end(cast.maya.actor, shift_id=long.id)
    edited = _work(watch, cast.eli, cast.shop, questions + timedelta(days=3), 8)
    unconfirmed = _forget(watch, cast.eli, cast.shop, questions + timedelta(days=4))
    clean = _work(watch, cast.eli, cast.shop, monday, 8)
    watch.stop()
    others = _work(watch, cast.otto, cast.yard, questions, 8)
    foreign = _work(watch, cast.ned, cast.other_clock, questions, 8)
    watch.stop()
    asked = _asked(cast.eli, asked_about)
    disputed = asking.propose(
        cast.maya.actor,
        member_id=cast.eli.member_id,
        shift_id=disputed_about.id,
        drafts=(_shorter(disputed_about),),
        reason=REASON,
    ).id
    word = asking.propose(
        cast.maya.actor,
        member_id=cast.eli.member_id,
        shift_id=edited.id,
        drafts=(_shorter(edited),),
        reason="The shop was closed.",
    ).id
    deciding.dispute(cast.eli.actor, correction_id=disputed, reason=REASON)
    submit(cast.otto.actor, first_day=monday)
    approve(cast.maya.actor, member_id=cast.eli.member_id, first_day=questions - _WEEK)
    close_period(cast.olive.actor, first_day=questions - 2 * _WEEK)
    return {
        "shift_id": {
            "eli": clean.id,
            "asked": asked_about.id,
            "long": long.id,
            "unconfirmed": unconfirmed.id,
            "otto": others.id,
            "foreign": foreign.id,
        },
        "correction_id": {
            "asked": asked,
            "disputed": disputed,
            "word": word,
            "otto": _asked(cast.otto, others),
            "foreign": _asked(cast.ned, foreign),
        },
        "first": {
            "clean": monday,
            "approved": questions - _WEEK,
            "closed": questions - 2 * _WEEK,
            "wrong": monday + timedelta(days=1),
        },
        "day": {
            "clean": monday,
            "free": monday + timedelta(days=5),
            "long": questions + timedelta(days=2),
            "wrong": "2026-02-30",
        },
        "end": {
            "unconfirmed": utc_text(unconfirmed.timeline.started_at + 7 * _HOUR),
            "said": utc_text(unconfirmed.timeline.started_at + 8 * _HOUR),
        },
        "seen": {"eli": precise_text(clean.changed_at)},
    }


def _work(watch: Watch, who: CastMember, clock_id: int, day: date, hours: int) -> ShiftRecord:
    start = watch.at(datetime.combine(day, time(6), UTC))
    punching.clock_in(who.actor, clock_id=clock_id)
    watch.at(start + hours * _HOUR)
    return punching.clock_out(who.actor).shift or _last(who)


def _forget(watch: Watch, who: CastMember, clock_id: int, day: date) -> ShiftRecord:
    start = watch.at(datetime.combine(day, time(6), UTC))
    punching.clock_in(who.actor, clock_id=clock_id)
    watch.at(start + 20 * _HOUR)
    forgetting.propose_end(who.actor, shift_id=_last(who).id, end=start + 8 * _HOUR)
    return _last(who)


def _last(who: CastMember) -> ShiftRecord:
    found = last_shift(who.workspace_id, who.member_id)
    assert found
    return found


def _shorter(shift: ShiftRecord) -> Draft:
    draft = Draft.of(shift)
    return Draft(draft.clock_id, draft.started_at, draft.ended_at - _HOUR)


def _asked(who: CastMember, shift: ShiftRecord) -> int:
    return asking.ask(who.actor, shift_id=shift.id, drafts=(_shorter(shift),), reason=REASON).id
