"""What a draft has to be, whatever it is a correction of; pure."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from timeclock.errors import Invalid
from timeclock.timekeeping import FIRST_YEAR, elapsed
from timeclock.worktime.corrections.drafts.drafts import Draft, said_of
from timeclock.worktime.shifts.refusals import demand_order
from timeclock.worktime.shifts.rules import LONGEST

MOST_PARTS, MOST_BREAKS, MOST_SWITCHES = 24, 200, 200


def demand_sound(drafts: Sequence[Draft], now: datetime) -> None:
    """Raise Invalid, naming the field, unless each draft is a whole shift that is in the past.

    Those of a split lie in order; they may touch.
    """
    if len(drafts) > MOST_PARTS:
        raise Invalid(
            "too_many_parts", "Enter at most %(most)s parts.", field="drafts", most=MOST_PARTS
        )
    for draft in drafts:
        with said_of(draft):
            _demand_sound_span(draft, now)
            _demand_sound_breaks(draft)
            _demand_sound_switches(draft)
    for earlier, later in pairwise(drafts):
        if later.interval.overlaps(earlier.interval):
            with said_of(later):
                raise Invalid("parts_overlap", "The parts overlap.", field="drafts")


def _demand_sound_span(draft: Draft, now: datetime) -> None:
    if draft.started_at.year < FIRST_YEAR:
        raise Invalid(
            "invalid_time",
            "Enter a time from %(first_year)s on.",
            field="start",
            first_year=FIRST_YEAR,
        )
    demand_order(draft.started_at, draft.ended_at)
    if draft.ended_at > now:
        raise Invalid("end_in_future", "That time is in the future.", field="end")
    if elapsed(draft.started_at, draft.ended_at) > LONGEST:
        raise Invalid("too_long_shift", "A shift is at most 7 days long.", field="end")


def _demand_sound_breaks(draft: Draft) -> None:
    if len(draft.breaks) > MOST_BREAKS:
        raise Invalid("too_many_breaks", "Those are too many breaks.", field="breaks")
    for each in draft.breaks:
        if each.ended_at < each.started_at:
            details = {"part": each, "of_part": "end"}
            raise Invalid(
                "break_ends_early",
                "A break ends before it begins.",
                field="breaks",
                details=details,
            )
        if not draft.started_at <= each.started_at <= each.ended_at <= draft.ended_at:
            raise Invalid(
                "break_outside",
                "A break is outside of the shift.",
                field="breaks",
                details={"part": each},
            )
    for earlier, later in pairwise(draft.breaks):
        if later.started_at < earlier.ended_at:
            raise Invalid(
                "breaks_overlap",
                "Two breaks overlap.",
                field="breaks",
                details={"part": later},
            )


def _demand_sound_switches(draft: Draft) -> None:
    if len(draft.switches) > MOST_SWITCHES:
        raise Invalid("too_many_switches", "Those are too many changes.", field="switches")
    for each in draft.switches:
        if not draft.started_at <= each.started_at <= draft.ended_at:
            raise Invalid(
                "switch_outside",
                "A change of job is outside of the shift.",
                field="switches",
                details={"part": each},
            )
