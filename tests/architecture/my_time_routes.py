"""The pages of one's own hours in the table of routes.py."""

from tests.architecture.routing import EVERYBODY, EVERYBODY_SENDS, NOT_THERE, get, post

ELI_SENDS = "303 303 404 404 404"
ONLY_ELI_DECIDES = "303 303 403 403 403"
REASON = {"reason": "I was here."}
FIX = {
    "shift": "{shift_id[eli]}",
    "start_day": "{day[clean]}",
    "start": "08:00",
    "end_day": "{day[clean]}",
    "end": "12:00",
    "note": "Early",
    "break-0-start": "",
    "break-0-end": "",
    "reason": "Forgot.",
    "seen": "{seen[eli]}",
}

MY_TIME = [
    get("/my/week", EVERYBODY),
    get("/my/day/<day>", clean=EVERYBODY, free=EVERYBODY, wrong=NOT_THERE),
    post(
        "/my/day/<day>/worked-through",
        form={"shift": "{shift_id[eli]}", "through": "y"},
        clean=ELI_SENDS,
        wrong=NOT_THERE,
    ),
    post(
        "/my/day/<day>/confirm-end",
        form={"shift": "{shift_id[unconfirmed]}"},
        clean="303 403 404 404 404",
        wrong=NOT_THERE,
    ),
    get("/my/timesheet", EVERYBODY),
    post(
        "/my/timesheet/<first>/submit",
        clean=EVERYBODY_SENDS,
        closed="303 409 409 409 409",
        wrong="303 422 422 422 422",
    ),
    post(
        "/my/timesheet/<first>/take-back",
        clean="303 409 409 409 409",
        closed="303 409 409 409 409",
        wrong="303 422 422 422 422",
    ),
    get("/my/requests", EVERYBODY),
    get("/my/requests/new", EVERYBODY),
    post("/my/requests/new", ELI_SENDS, FIX),
    post(
        "/my/requests/<int:correction_id>/confirm",
        word=ONLY_ELI_DECIDES,
        disputed="303 409 403 403 403",
        foreign=NOT_THERE,
        missing=NOT_THERE,
    ),
    post(
        "/my/requests/<int:correction_id>/dispute",
        form=REASON,
        word=ONLY_ELI_DECIDES,
        asked="303 409 403 403 403",
        foreign=NOT_THERE,
        missing=NOT_THERE,
    ),
    post(
        "/my/requests/<int:correction_id>/withdraw",
        asked="303 303 409 409 409",
        otto="303 404 404 409 409",
        foreign=NOT_THERE,
        missing=NOT_THERE,
    ),
    # The question in the panel
    post(
        "/punch/left",
        "303 303 422 422 422",
        {"shift": "{shift_id[unconfirmed]}", "at": "", "end": "14:00", "day": "", "which": ""},
    ),
    post("/punch/left/now", "303 409 422 422 422", {"shift": "{shift_id[unconfirmed]}"}),
    post("/punch/left/confirm", "303 409 422 422 422", {"shift": "{shift_id[unconfirmed]}"}),
    post("/punch/still-working", EVERYBODY_SENDS, {"shift": "{shift_id[eli]}"}),
]
