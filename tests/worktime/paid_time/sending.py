"""How a call of each channel is written down."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests.worktime.paid_time.channels import (
    NATIVE_BASE,
    ChannelCall,
    TimeChannel,
    TimeScene,
    Values,
    text,
    unix,
)
from tests.worktime.paid_time.situations import NINE, TEN
from timeclock.compat.ids import IdKind, uuid8
from timeclock.worktime.corrections.drafts.drafts import Draft

PAGE, KIOSK, NATIVE = TimeChannel.PAGE, TimeChannel.KIOSK, TimeChannel.NATIVE
CLOCKIFY, CONNECTEAM, AWORK = TimeChannel.CLOCKIFY, TimeChannel.CONNECTEAM, TimeChannel.AWORK
WEBWORK, TERMINAL, BACKGROUND = TimeChannel.WEBWORK, TimeChannel.TERMINAL, TimeChannel.BACKGROUND

REASON: dict[str, Any] = {"reason": "So it was"}


def page(path: str, ok: int = 303, *, asks: str = "", **fields: Any) -> ChannelCall:
    """A form of the pages."""
    return ChannelCall(path, ok=ok, asks=asks, fields=fields)


def about_the_shift(path: str, ok: int = 303, *, asks: str = "", **fields: Any) -> ChannelCall:
    """A form of the pages, or of a kiosk, that names the shift."""
    return ChannelCall(path, lambda scene: {"shift": scene.shift}, ok=ok, asks=asks, fields=fields)


def native(path: str, values: Values | None = None, ok: int = 200, **fields: Any) -> ChannelCall:
    """A call of the native API."""
    given = values or (lambda scene: {})
    return ChannelCall(f"{NATIVE_BASE}/{path}", given, ok=ok, fields=fields)


def punched(path: str, **fields: Any) -> ChannelCall:
    """A punch of the native API, for Eli by name."""
    return native(path, lambda scene: {"user_id": scene.eli.account_id}, **fields)


def clockify(method: str, path: str, ok: int = 200, **fields: Any) -> ChannelCall:
    """A call of Clockify's."""
    whole = f"/api/v1/workspaces/{{workspace24}}/{path}"
    return ChannelCall(whole, method=method, ok=ok, fields=fields)


def connecteam(path: str, **fields: Any) -> ChannelCall:
    """A call of Connecteam's for Eli."""
    whole = f"/time-clock/v1/time-clocks/{{clock}}/{path}"
    return ChannelCall(whole, lambda scene: {"userId": scene.eli.account_id}, fields=fields)


def awork(verb: str, values: Values | None = None) -> ChannelCall:
    """A call of awork's about the one who holds the key."""
    return ChannelCall(f"/api/v1/me/timetracking/{verb}", values or (lambda scene: {}))


def awork_entry(method: str, ok: int = 200, **fields: Any) -> ChannelCall:
    """A call of awork's about the entry of the shift."""
    return ChannelCall("/api/v1/timeentries/{shift8}", method=method, ok=ok, fields=fields)


def of_awork(scene: TimeScene) -> Mapping[str, object]:
    """An hour from nine, as awork adds it for the one who holds the key."""
    return {
        "typeOfWorkId": uuid8(IdKind.TYPE_OF_WORK, scene.company.workspace_id),
        "startDateUtc": "2026-03-02T00:00:00Z",
        "startTimeUtc": "09:00:00",
        "duration": 3600,
    }


def of_awork_for_eli(scene: TimeScene) -> Mapping[str, object]:
    """The same for Eli, by name."""
    return {**of_awork(scene), "userId": uuid8(IdKind.USER, scene.eli.account_id)}


def webwork(verb: str) -> ChannelCall:
    """A call of WebWork's about Eli."""

    def values(scene: TimeScene) -> Mapping[str, object]:
        return {"workspace_id": scene.company.workspace_id, "user_id": scene.eli.account_id}

    return ChannelCall(f"/time-tracking/{verb}", values)


def terminal(words: str, **options: Any) -> ChannelCall:
    """A command of the operator."""
    return ChannelCall(words, ok=0, fields=options)


def of_member(words: str, **options: Any) -> ChannelCall:
    """A command of the operator that names Eli."""
    return ChannelCall(words, lambda scene: {"email": scene.eli.email}, ok=0, fields=options)


def of_shift(words: str) -> ChannelCall:
    """A command of the operator that names the shift."""
    return ChannelCall(words, lambda scene: {"shift": scene.shift}, ok=0)


def of_correction(words: str, **options: Any) -> ChannelCall:
    """A command of the operator that names the correction."""
    return ChannelCall(words, lambda scene: {"correction": scene.correction}, ok=0, fields=options)


def drafted(**changes: object) -> Values:
    """The shift as the native API takes it, with changes."""

    def values(scene: TimeScene) -> Mapping[str, object]:
        draft = Draft.of(scene.record())
        one = {
            "clock_id": draft.clock_id,
            "started_at": text(draft.started_at),
            "ended_at": text(draft.ended_at),
        }
        return {
            "user_id": scene.eli.account_id,
            "shift_id": scene.shift,
            "drafts": [one | changes],
            "reason": "So it was",
        }

    return values


def removed(scene: TimeScene) -> Mapping[str, object]:
    """The shift is to be removed."""
    return {**drafted()(scene), "drafts": []}


def added(scene: TimeScene) -> Mapping[str, object]:
    """A shift from nine to ten is to be added."""
    draft = {
        "clock_id": scene.company.shop,
        "started_at": text(NINE),
        "ended_at": text(TEN),
    }
    return {"user_id": scene.eli.account_id, "drafts": [draft], "reason": "So it was"}


def proposed(**options: Any) -> ChannelCall:
    """A correction by the operator."""
    return ChannelCall(
        "corrections propose",
        lambda scene: {"email": scene.eli.email, "shift": scene.shift},
        ok=0,
        fields={**REASON, **options},
    )


def start_of_awork(scene: TimeScene) -> Mapping[str, Any]:
    """What a start of awork's takes."""
    kind = uuid8(IdKind.TYPE_OF_WORK, scene.company.workspace_id)
    return {"typeOfWorkId": kind, "timezone": "UTC"}


def clock_chosen(scene: TimeScene) -> Mapping[str, object]:
    """The shop, as a form names it."""
    return {"clock": scene.company.shop}


def at_the_shop(scene: TimeScene) -> Mapping[str, object]:
    """The shop and Eli, as the API names them."""
    return {"clock_id": scene.company.shop, "user_id": scene.eli.account_id}


def ended(end: datetime) -> dict[TimeChannel, ChannelCall]:
    """Clock out at a time that is named."""
    return {
        NATIVE: punched("clock-out", at=text(end)),
        CLOCKIFY: clockify("PATCH", "user/{user24}/time-entries", end=text(end)),
        CONNECTEAM: connecteam("clock-out", timestamp=unix(end)),
        TERMINAL: of_member("shifts clock-out", end=text(end)),
    }


def clocked_out(now: datetime) -> dict[TimeChannel, ChannelCall]:
    """Clock out without another time; Clockify always sends one."""
    return {
        PAGE: page("/punch/clock-out"),
        KIOSK: ChannelCall("/kiosk/clock-out"),
        NATIVE: punched("clock-out"),
        CLOCKIFY: clockify("PATCH", "user/{user24}/time-entries", end=text(now)),
        CONNECTEAM: connecteam("clock-out"),
        AWORK: awork("stop"),
        WEBWORK: webwork("stop"),
        TERMINAL: of_member("shifts clock-out"),
    }


def on_shift(page_verb: str, verb: str, command: str) -> dict[TimeChannel, ChannelCall]:
    """A decision about the times of a shift."""
    path = f"/inbox/{page_verb}"
    return {
        PAGE: ChannelCall(path, lambda scene: {"version": scene.record().version}, ok=303),
        NATIVE: native(f"shifts/{{shift}}/{verb}"),
        TERMINAL: of_shift(f"shifts {command}"),
    }


def on_correction(
    verb: str, page_path: str, command: str, **given: Any
) -> dict[TimeChannel, ChannelCall]:
    """A decision about a correction."""
    return {
        PAGE: page(page_path, **given),
        NATIVE: native(f"corrections/{{correction}}/{verb}", **given),
        TERMINAL: of_correction(f"corrections {command}", **given),
    }


def left(end: datetime) -> dict[TimeChannel, ChannelCall]:
    """Say when one left a forgotten shift."""
    return {
        PAGE: about_the_shift("/punch/left", at=text(end)),
        KIOSK: about_the_shift("/kiosk/left", 200, at=text(end), suggested="1"),
        NATIVE: native("shifts/{shift}/propose-end", at=text(end)),
    }
