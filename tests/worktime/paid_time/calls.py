"""How each channel does each way to end, claim or change time."""

from collections.abc import Mapping

from tests.worktime.corrections.scenes import at
from tests.worktime.paid_time.channels import ChannelCall, TimeChannel, text, unix
from tests.worktime.paid_time.sending import (
    AWORK,
    BACKGROUND,
    CLOCKIFY,
    CONNECTEAM,
    KIOSK,
    NATIVE,
    PAGE,
    REASON,
    TERMINAL,
    WEBWORK,
    about_the_shift,
    added,
    at_the_shop,
    awork,
    awork_entry,
    clock_chosen,
    clocked_out,
    clockify,
    connecteam,
    drafted,
    ended,
    left,
    native,
    of_awork,
    of_awork_for_eli,
    of_correction,
    of_member,
    on_correction,
    on_shift,
    page,
    proposed,
    punched,
    removed,
    start_of_awork,
    webwork,
)
from tests.worktime.paid_time.situations import (
    ALMOST_NOW,
    EARLIER,
    HALF_PAST_TEN,
    LONG_AGO,
    MONDAY,
    NINE,
    NOON,
    TEN,
)

Calls = Mapping[TimeChannel, ChannelCall | tuple[ChannelCall, ...]]
EDIT = "/timesheets/{member}/shifts/{shift}/edit"
REQUEST = "/my/requests/new"
CALLS: dict[str, Calls] = {
    "clock in": {
        PAGE: ChannelCall("/punch/clock-in", clock_chosen, ok=303),
        KIOSK: ChannelCall("/kiosk/clock-in"),
        NATIVE: native("clock-in", at_the_shop),
        CLOCKIFY: clockify("POST", "user/{user24}/time-entries", 201),
        CONNECTEAM: connecteam("clock-in"),
        AWORK: awork("start", start_of_awork),
        WEBWORK: webwork("start"),
        TERMINAL: of_member("shifts clock-in"),
    },
    "begin a break": {
        PAGE: page("/punch/pause"),
        KIOSK: ChannelCall("/kiosk/pause"),
        NATIVE: punched("pause"),
        CLOCKIFY: clockify("POST", "user/{user24}/time-entries", 201, type="BREAK"),
        CONNECTEAM: connecteam("manual-breaks/{lunch}/clock-in"),
        AWORK: awork("pause"),
        TERMINAL: of_member("shifts pause"),
    },
    "end a break": {
        PAGE: page("/punch/resume"),
        KIOSK: ChannelCall("/kiosk/resume"),
        NATIVE: punched("resume"),
        CLOCKIFY: clockify("POST", "user/{user24}/time-entries", 201),
        CONNECTEAM: connecteam("manual-breaks/clock-out"),
        AWORK: awork("resume"),
        TERMINAL: of_member("shifts resume"),
    },
    "clock out": clocked_out(NOON),
    "clock out of a break that was not ended": clocked_out(at("13:00")),
    "clock out of a forgotten shift": clocked_out(MONDAY),
    "clock out of a forgotten shift, with the time": ended(EARLIER),
    "clock out of a forgotten shift, with a time long ago": ended(LONG_AGO),
    "clock out of a forgotten shift, within the tolerance": ended(ALMOST_NOW),
    "leave from the break of a forgotten shift": {
        CONNECTEAM: connecteam("manual-breaks/clock-out", isResumeShift=False),
    },
    "say when one left": left(EARLIER),
    "say that one left long ago": left(LONG_AGO),
    "say that one worked until now": {
        PAGE: about_the_shift("/punch/left/now"),
        NATIVE: native("shifts/{shift}/propose-end", at=text(MONDAY)),
    },
    "say that the clock's end is right": {
        PAGE: (
            about_the_shift("/punch/left/confirm"),
            about_the_shift("/my/day/2026-02-27/confirm-end"),
        ),
        NATIVE: native("shifts/{shift}/confirm-end"),
    },
    "close by the clock": {BACKGROUND: ChannelCall("", ok=1)},
    "start the next shift": {
        CLOCKIFY: clockify("POST", "user/{user24}/time-entries", 201),
        AWORK: awork("start", start_of_awork),
    },
    "stop": {
        PAGE: page("/board/stop/{member}", reason="forgot", end=""),
        NATIVE: punched("stop", reason="Forgot"),
        WEBWORK: webwork("stop"),
        TERMINAL: of_member("shifts stop", reason="Forgot"),
    },
    "stop, with the end": {
        PAGE: page("/board/stop/{member}", reason="forgot", end="21:00", day="2026-03-01"),
        NATIVE: punched("stop", reason="Forgot", at=text(EARLIER)),
        TERMINAL: of_member("shifts stop", end=text(EARLIER)),
    },
    "deactivate": {
        PAGE: page("/admin/people/{member}/deactivate"),
        NATIVE: native("members/{user}/deactivate"),
        TERMINAL: of_member("members deactivate"),
    },
    "clock in, from an earlier time": {
        NATIVE: native("clock-in", at_the_shop, at=text(NINE)),
        CLOCKIFY: clockify("POST", "user/{user24}/time-entries", 201, start=text(NINE)),
        CONNECTEAM: connecteam("clock-in", timestamp=unix(NINE)),
    },
    "begin a break, from an earlier time": {
        NATIVE: punched("pause", at=text(TEN)),
        CLOCKIFY: clockify(
            "POST", "user/{user24}/time-entries", 201, type="BREAK", start=text(TEN)
        ),
        CONNECTEAM: connecteam("manual-breaks/{lunch}/clock-in", timestamp=unix(TEN)),
    },
    "end a break, from an earlier time": {
        NATIVE: punched("resume", at=text(TEN)),
        CLOCKIFY: clockify("POST", "user/{user24}/time-entries", 201, start=text(TEN)),
        CONNECTEAM: connecteam("manual-breaks/clock-out", timestamp=unix(TEN)),
    },
    "leave from a break": {
        CONNECTEAM: connecteam("manual-breaks/clock-out", isResumeShift=False),
    },
    "clock out, from an earlier time": ended(TEN),
    "clock out of a break, from an earlier time": ended(TEN),
    "leave from a break, from an earlier time": {
        CONNECTEAM: connecteam("manual-breaks/clock-out", isResumeShift=False, timestamp=unix(TEN)),
    },
    "start the next shift, from an earlier time": {
        CLOCKIFY: clockify("POST", "user/{user24}/time-entries", 201, start=text(TEN)),
    },
    "add a break that is over": {
        CLOCKIFY: clockify(
            "POST",
            "user/{user24}/time-entries",
            201,
            type="BREAK",
            start=text(TEN),
            end=text(HALF_PAST_TEN),
        ),
    },
    "end the entry at an earlier time": {
        CLOCKIFY: clockify("PUT", "time-entries/{shift24}", end=text(TEN)),
    },
    "add time that is over": {
        CLOCKIFY: clockify(
            "POST", "user/{user24}/time-entries", 201, start=text(NINE), end=text(TEN)
        ),
        AWORK: ChannelCall("/api/v1/timeentries", of_awork_for_eli),
    },
    "add one's own time that is over": {
        CLOCKIFY: clockify("POST", "time-entries", 201, start=text(NINE), end=text(TEN)),
        AWORK: ChannelCall("/api/v1/timeentries", of_awork),
    },
    "ask for a correction": {
        PAGE: about_the_shift(
            REQUEST, asks=f"{REQUEST}?shift={{shift}}", end="18:00", reason="I stayed"
        ),
        NATIVE: native("corrections", drafted(ended_at="2026-03-02T17:00:00Z"), 201),
    },
    "withdraw the request": on_correction(
        "withdraw", "/my/requests/{correction}/withdraw", "withdraw"
    ),
    "approve the request": on_correction(
        "approve", "/inbox/requests/{correction}/approve", "approve"
    ),
    "refuse the request": on_correction(
        "refuse", "/inbox/requests/{correction}/refuse", "refuse", **REASON
    ),
    "correct another person's shift": {
        PAGE: page(EDIT, asks=EDIT, end="16:00", **REASON),
        NATIVE: native("corrections", drafted(ended_at="2026-03-02T15:00:00Z"), 201),
        CLOCKIFY: clockify("PUT", "time-entries/{shift24}", end="2026-03-02T15:00:00Z"),
        AWORK: awork_entry("PUT", duration=7 * 3600),
        TERMINAL: proposed(end="2026-03-02T15:00:00Z"),
    },
    "add another person's shift": {
        PAGE: ChannelCall(
            "/timesheets/{member}/shifts/add",
            clock_chosen,
            ok=303,
            asks="/timesheets/{member}/shifts/add?day=2026-03-02",
            fields={"start": "10:00", "end": "11:00", **REASON},
        ),
        NATIVE: native("corrections", added, 201),
        TERMINAL: ChannelCall(
            "corrections propose",
            lambda scene: {"email": scene.eli.email, "clock": scene.company.shop},
            ok=0,
            fields={"start": text(NINE), "end": text(TEN), **REASON},
        ),
    },
    "remove another person's shift": {
        PAGE: page(EDIT, asks=EDIT, remove="y", **REASON),
        NATIVE: native("corrections", removed, 201),
        TERMINAL: proposed(remove=True),
        CLOCKIFY: clockify("DELETE", "time-entries/{shift24}", 204),
        AWORK: awork_entry("DELETE", 204),
    },
    "confirm the correction": {
        PAGE: page("/my/requests/{correction}/confirm"),
        NATIVE: native("corrections/{correction}/confirm"),
    },
    "dispute the correction": {
        PAGE: page("/my/requests/{correction}/dispute", **REASON),
        NATIVE: native("corrections/{correction}/dispute", **REASON),
    },
    "keep the disputed correction": {
        PAGE: page("/inbox/disputes/{correction}/keep", **REASON),
        NATIVE: native("corrections/{correction}/settle", keep=True, **REASON),
        TERMINAL: of_correction("corrections settle", keep=True, **REASON),
    },
    "take the disputed correction back": {
        PAGE: page("/inbox/disputes/{correction}/take-back", **REASON),
        NATIVE: native("corrections/{correction}/settle", keep=False, **REASON),
        TERMINAL: of_correction("corrections settle", **{"take-back": True}, **REASON),
    },
    "confirm the claim": on_shift("ends/{shift}/confirm", "confirm-end", "confirm-end"),
    "refuse the claim": on_shift("claims/{shift}/refuse", "refuse-claims", "refuse-claims"),
    "confirm the late end": on_shift("ends/{shift}/confirm", "confirm-end", "confirm-end"),
    "confirm the clock's end": on_shift("ends/{shift}/confirm", "confirm-end", "confirm-end"),
    "set the suggested end": {PAGE: page("/inbox/ends/{shift}", end=text(EARLIER), **REASON)},
    "undo a clock-out": {
        PAGE: page("/punch/undo", position=""),
        KIOSK: ChannelCall("/kiosk/undo"),
        NATIVE: punched("undo"),
        TERMINAL: of_member("shifts undo"),
    },
    "undo a stop": {
        PAGE: page("/board/undo/{member}", position=""),
        NATIVE: punched("undo"),
        TERMINAL: of_member("shifts undo"),
    },
    "undo a stop in the inbox": {PAGE: page("/inbox/stops/{member}/undo", position="")},
    "undo a confirmation": on_shift("ends/{shift}/undo", "undo", "undo-confirmation"),
    "undo a refused claim": on_shift("ends/{shift}/undo", "undo", "undo-confirmation"),
    "undo an approval": on_correction("undo", "/inbox/corrections/{correction}/undo", "undo"),
    "undo a refusal": on_correction("undo", "/inbox/corrections/{correction}/undo", "undo"),
    "change the description": {
        PAGE: about_the_shift(REQUEST, asks=f"{REQUEST}?shift={{shift}}", note="Rolls", **REASON),
        NATIVE: native("corrections", drafted(note="Rolls"), 201),
        CLOCKIFY: clockify("PUT", "time-entries/{shift24}", description="Rolls"),
        AWORK: awork_entry("PUT", note="Rolls"),
        TERMINAL: proposed(note="Rolls"),
    },
}
