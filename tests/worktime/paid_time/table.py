"""Every way to end, claim or change time × channel × role, with what it pays: the one table.

Figures are hours at the end of the row: for a shift of the day at 17:00, when it is clocked out,
for another at once. `waits` is what is shown and not paid until another person confirms it.
"""

from tests.worktime.paid_time import situations
from tests.worktime.paid_time.rows import (
    ALMOST,
    CLOCK,
    COUNT,
    LATE,
    LONG_BREAK,
    NO_SUCH_ENTRY,
    OPERATOR,
    REFUSE,
    REQUESTED_HOUR,
    SAID,
    SIXTY,
    WAIT,
    PaidRow,
    RefusedWith,
    changed,
    claim,
    decided,
    each,
    executives,
    forgotten_end,
    gives,
    managers,
    own,
    punch,
    rows,
)
from tests.worktime.paid_time.sending import (
    AWORK,
    BACKGROUND,
    CLOCKIFY,
    CONNECTEAM,
    KIOSK,
    NATIVE,
    PAGE,
    TERMINAL,
    WEBWORK,
)
from timeclock.worktime.hours.sheet import CaseKind

ROWS: tuple[PaidRow, ...] = (
    # Punches at the present moment
    *punch("clock in", situations.off, gives(5)),
    *punch("begin a break", situations.working, gives(4, 0, LONG_BREAK)),
    *punch("end a break", situations.at_lunch, gives(6, 0, LONG_BREAK)),
    *punch("clock out", situations.working, gives(4)),
    *punch("leave from a break", situations.at_lunch, gives(1, 0, LONG_BREAK)),
    *punch(
        "clock out of a break that was not ended",
        situations.at_a_paid_rest,
        gives(1.25, 0, LONG_BREAK),
    ),
    # A forgotten shift
    *rows(
        "clock out of a forgotten shift",
        situations.forgotten,
        {
            PAGE: own(RefusedWith(409)),  # it asks when Eli left
            KIOSK: own(RefusedWith(409)),
            NATIVE: each(LATE),
            CLOCKIFY: each(LATE, elsewhere=403),
            CONNECTEAM: each(LATE),
            AWORK: own(LATE),
            WEBWORK: executives(LATE),
            TERMINAL: {OPERATOR: LATE},
        },
    ),
    *forgotten_end("clock out of a forgotten shift, with the time"),
    *forgotten_end("clock out of a forgotten shift, with a time long ago"),
    *rows(
        "clock out of a forgotten shift, within the tolerance",
        situations.forgotten,
        {
            NATIVE: each(ALMOST),
            CLOCKIFY: each(ALMOST, elsewhere=403),
            CONNECTEAM: each(ALMOST),
            TERMINAL: {OPERATOR: ALMOST},
        },
    ),
    *rows(
        "leave from the break of a forgotten shift",
        situations.forgotten_at_a_rest,
        {CONNECTEAM: each(LATE)},
    ),
    *forgotten_end("say when one left"),
    *forgotten_end("say that one left long ago"),
    *rows(
        "say that one worked until now",
        situations.forgotten,
        {PAGE: own(LATE), NATIVE: own(LATE)},
    ),
    *(
        row
        for rule, result in (
            (WAIT, gives(0, 14, CaseKind.UNCONFIRMED_END)),
            (COUNT, gives(14)),
            (REFUSE, RefusedWith(422)),
        )
        for row in rows(
            "say that the clock's end is right",
            situations.closed_by_the_clock,
            {PAGE: own(result), NATIVE: own(result)},
            rule,
        )
    ),
    *rows(
        "close by the clock",
        situations.to_be_closed,
        {BACKGROUND: {CLOCK: gives(0, 14, CaseKind.UNCONFIRMED_END)}},
    ),
    *rows(
        "start the next shift",
        situations.forgotten,
        {
            CLOCKIFY: each(gives(10, 71, CaseKind.UNCONFIRMED_END), elsewhere=403),
            AWORK: own(gives(10, 71, CaseKind.UNCONFIRMED_END)),
        },
    ),
    *rows(
        "stop",
        situations.forgotten,
        {
            PAGE: managers(LATE),
            NATIVE: each(LATE),
            WEBWORK: executives(LATE),
            TERMINAL: {OPERATOR: LATE},
        },
    ),
    *rows(
        "stop, with the end",
        situations.forgotten,
        {PAGE: managers(SIXTY), NATIVE: each(SAID, SIXTY), TERMINAL: {OPERATOR: SIXTY}},
    ),
    *rows(
        "deactivate",
        situations.forgotten,
        {PAGE: executives(LATE), NATIVE: executives(LATE), TERMINAL: {OPERATOR: LATE}},
    ),
    # Times that are given afterwards
    *claim("clock in, from an earlier time", situations.off, vouched=5, claimed=3),
    *claim(
        "begin a break, from an earlier time",
        situations.working,
        vouched=2,
        claimed=0,
        also=(LONG_BREAK,),
    ),
    *claim(
        "end a break, from an earlier time",
        situations.at_lunch,
        vouched=6,
        claimed=2,
        also=(LONG_BREAK,),
    ),
    *claim("clock out, from an earlier time", situations.working, vouched=2, claimed=0),
    *claim(
        "clock out of a break, from an earlier time",
        situations.at_lunch,
        vouched=1,
        claimed=0,
        also=(LONG_BREAK,),
    ),
    *claim(
        "leave from a break, from an earlier time",
        situations.at_lunch,
        vouched=1,
        claimed=0,
        also=(LONG_BREAK,),
    ),
    *claim("start the next shift, from an earlier time", situations.working, vouched=9, claimed=0),
    *claim("add a break that is over", situations.working, vouched=8.5, claimed=0),
    *rows(
        "end the entry at an earlier time",
        situations.working,
        {CLOCKIFY: each(gives(2), elsewhere=NO_SUCH_ENTRY)},
    ),
    *claim("add time that is over", situations.off, vouched=0, claimed=1),
    *rows(
        "add one's own time that is over",
        situations.off,
        dict.fromkeys((CLOCKIFY, AWORK), own(gives(0, 1, CaseKind.CLAIMED_TIME))),
    ),
    *decided("confirm the claim", situations.claimed, gives(8)),
    *decided("refuse the claim", situations.claimed, gives(5)),
    *decided("confirm the late end", situations.ended_late, gives(71), native=LATE),
    *decided(
        "confirm the clock's end",
        situations.closed_by_the_clock,
        gives(14),
        native=gives(0, 14, CaseKind.UNCONFIRMED_END),
    ),
    *rows("set the suggested end", situations.ended_late, {PAGE: managers(SIXTY)}),
    # Corrections
    *rows(
        "ask for a correction",
        situations.worked,
        {
            PAGE: own(gives(8, 0, CaseKind.REQUEST)),
            NATIVE: own(gives(8, 0, CaseKind.REQUEST)),
        },
    ),
    *rows(
        "withdraw the request",
        situations.requested,
        {PAGE: own(gives(8)), NATIVE: own(gives(8)), TERMINAL: {OPERATOR: RefusedWith(1)}},
    ),
    *decided("approve the request", situations.requested, gives(9)),
    *decided("refuse the request", situations.requested, gives(8)),
    *changed("correct another person's shift", situations.worked, gives(7)),
    *changed("add another person's shift", situations.off, gives(1), of_ones_own=REQUESTED_HOUR),
    *changed("remove another person's shift", situations.worked, gives(0)),
    *rows(
        "confirm the correction", situations.edited, {PAGE: own(gives(7)), NATIVE: own(gives(7))}
    ),
    *rows(
        "dispute the correction",
        situations.edited,
        {
            PAGE: own(gives(7, 0, CaseKind.DISPUTE)),
            NATIVE: own(gives(7, 0, CaseKind.DISPUTE)),
        },
    ),
    *decided("keep the disputed correction", situations.disputed, gives(7), maya=RefusedWith(403)),
    *decided("take the disputed correction back", situations.disputed, gives(8)),
    *rows(
        "change the description",
        situations.worked,
        {
            PAGE: own(gives(8)),
            NATIVE: each(gives(8)),
            CLOCKIFY: each(gives(8), elsewhere=NO_SUCH_ENTRY),
            AWORK: each(gives(8)),
            TERMINAL: {OPERATOR: gives(8)},
        },
    ),
    # Undoing
    *punch("undo a clock-out", situations.clocked_out, gives(9)),
    *decided("undo a stop", situations.stopped, gives(9), native=RefusedWith(409)),
    *rows(
        "undo a stop in the inbox", situations.stopped, {PAGE: managers(gives(9), elsewhere=409)}
    ),
    *decided(
        "undo a confirmation",
        situations.confirmed,
        gives(5, 3, CaseKind.CLAIMED_TIME),
        native=RefusedWith(409),
    ),
    *decided(
        "undo a refused claim",
        situations.claim_refused,
        gives(5, 3, CaseKind.CLAIMED_TIME),
        native=RefusedWith(409),
    ),
    *decided("undo an approval", situations.approved, gives(8, 0, CaseKind.REQUEST)),
    *decided("undo a refusal", situations.refused, gives(8, 0, CaseKind.REQUEST)),
)
