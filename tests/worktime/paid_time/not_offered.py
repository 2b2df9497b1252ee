"""Which channel does not offer which way, and why; and which changing calls leave time alone."""

from tests.worktime.paid_time.channels import TimeChannel
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

# The same act at the present moment: where a channel has that, its call takes no time.
NOW_ONLY = {
    "clock in, from an earlier time": "clock in",
    "begin a break, from an earlier time": "begin a break",
    "end a break, from an earlier time": "end a break",
    "clock out, from an earlier time": "clock out",
    "clock out of a forgotten shift, with the time": "clock out of a forgotten shift",
    "clock out of a forgotten shift, with a time long ago": "clock out of a forgotten shift",
    "clock out of a forgotten shift, within the tolerance": "clock out of a forgotten shift",
    "clock out of a break, from an earlier time": "clock out",
    "stop, with the end": "stop",
}
# Ways that belong to some channels alone, and what the others have instead.
OF_FEW = {
    "close by the clock": "Only the clock does it, not a person.",
    "start the next shift": "Elsewhere a start is refused while a shift runs.",
    "leave from the break of a forgotten shift": "Elsewhere it is a clock-out.",
    "leave from a break, from an earlier time": "Elsewhere it is a clock-out.",
    "start the next shift, from an earlier time": "Elsewhere a start is refused.",
    "add a break that is over": "Elsewhere it is a correction.",
    "leave from a break": "Elsewhere a clock-out ends the break with the shift.",
    "end the entry at an earlier time": "Elsewhere it is a clock-out.",
    "add time that is over": "Elsewhere it is a correction.",
    "add one's own time that is over": "Elsewhere it is a correction.",
    "set the suggested end": "Elsewhere it is a correction.",
    "undo a stop in the inbox": "Elsewhere it is the undo of a stop.",
}
FORGOTTEN = {
    "say when one left",
    "say that one left long ago",
    "say that one worked until now",
    "say that the clock's end is right",
}
STOPS = {"stop", "stop, with the end", "deactivate"}
REQUESTS = {"ask for a correction", "withdraw the request"}
ANSWERS = {"confirm the correction", "dispute the correction"}
CORRECTIONS = {
    "correct another person's shift",
    "add another person's shift",
    "remove another person's shift",
    "change the description",
}
DECISIONS = {
    "approve the request",
    "refuse the request",
    "keep the disputed correction",
    "take the disputed correction back",
    "confirm the claim",
    "refuse the claim",
    "confirm the late end",
    "confirm the clock's end",
}
UNDOS = {"undo a clock-out", "undo a stop", "undo a confirmation", "undo a refused claim"} | {
    "undo an approval",
    "undo a refusal",
}
BREAKS = {"begin a break", "end a break"}
_VENDORS = FORGOTTEN | REQUESTS | ANSWERS | DECISIONS | UNDOS
# Ways for which a channel has no call at all: each of its changing calls does something else.
NO_CALL: dict[TimeChannel, tuple[str, set[str]]] = {
    PAGE: ("The clock page asks when a forgotten shift ended instead.", set()),
    KIOSK: (
        "A kiosk has punches, their undo, and the question to a person who forgot.",
        STOPS
        | REQUESTS
        | ANSWERS
        | CORRECTIONS
        | DECISIONS
        | (UNDOS - {"undo a clock-out"})
        | {"say that one worked until now", "say that the clock's end is right"},
    ),
    NATIVE: ("The API has all ways of its own.", set()),
    CLOCKIFY: (
        "Clockify has entries and no decisions; a manager stops a person by ending the entry.",
        _VENDORS | STOPS | {"add another person's shift"},
    ),
    CONNECTEAM: ("Connecteam's contract has punches alone.", _VENDORS | STOPS | CORRECTIONS),
    AWORK: (
        "awork has one's own tracking, and entries without decisions.",
        _VENDORS | STOPS | {"add another person's shift"},
    ),
    WEBWORK: (
        "WebWork's contract has a start and a stop alone.",
        _VENDORS | CORRECTIONS | BREAKS | {"deactivate", "stop, with the end"},
    ),
    TERMINAL: (
        "The operator is no member: they decide for others and have no time of their own.",
        FORGOTTEN | ANSWERS | {"ask for a correction"},
    ),
}
BACKGROUND_ALONE = (BACKGROUND, "close by the clock")
# Calls that change something else than recorded time, by blueprint or by group of commands. Each
# of them is named, so that a new one is put into the table or here. What a kiosk sends after it
# had no network, and the decisions about it, are in tests/worktime/kiosk_queue.
OTHER_SUBJECTS = {
    PAGE: """choosing clock_parts clocks close exports held home_clock integrations jobs keys
        kiosk_offline kiosks labels loss my_keys my_settings my_timesheet people people_list record
        rules setup signing_in timesheet timesheets webhook webhooks workspace""",
    KIOSK: "",
    NATIVE: """api.assignments api.break_kinds api.cases api.clients api.clocks api.exports
        api.home_clocks api.jobs api.keys api.kiosk_punches api.kiosks api.periods api.rules
        api.tags api.timesheets api.webhooks api.workspace""",
    CLOCKIFY: "clockify.adding clockify.labels clockify.reports",
    CONNECTEAM: "",
    AWORK: "",
    WEBWORK: "",
    TERMINAL: """anchor api-keys backup breaks clients clocks database db demo external-ids jobs
        kiosks ledger periods rules setup-link tags timesheets webhooks workspaces""",
}
# Single calls of the others: jobs, people, who is at a kiosk, and the deducted meal, which
# tests/worktime/shifts/test_meals.py is about.
OTHER_CALLS = {
    PAGE: """clock.switch_job forgotten.still_working inbox.seen inbox.undo_seen
        my_day.worked_through person.save person.change_role person.assign_clock person.leave_clock
        person.new_invitation person.new_reset person.bring_back""",
    KIOSK: "kiosk.pair_tablet kiosk.badge kiosk.number kiosk.named kiosk.switch_job",
    NATIVE: """api.switch_job api.shifts.worked_through api.members.add api.members.change
        api.members.role api.members.invite api.members.reactivate
        api.members.set_external_id""",
    CLOCKIFY: "",
    CONNECTEAM: "",
    AWORK: "",
    WEBWORK: "",
    TERMINAL: """shifts:open shifts:switch-job shifts:worked-through members:add members:home-clock
        members:import members:list members:set-role members:reactivate members:invite
        members:reset-password corrections:list""",
}
