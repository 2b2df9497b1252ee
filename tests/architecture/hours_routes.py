"""Inbox, timesheets and closing in the table of routes.py."""

from tests.architecture.routing import (
    EXECUTIVES,
    EXECUTIVES_SEND,
    NOT_THERE_FOR_EXECUTIVES,
    NOT_THERE_FOR_MANAGERS,
    WHO_MANAGES,
    get,
    post,
)

MANAGERS_SEND = "303 403 303 303 303"
ELSEWHERE = "303 403 404 200 200"  # Otto works where Maya has no say
SENDS_ELSEWHERE = "303 403 404 303 303"
OF_ANOTHER = "303 403 403 403 403"  # one's own, while another decides
NOT_WHO_MADE_IT = "303 403 403 303 303"  # Maya's own change, while another decides
NOT_NOW = "303 403 409 409 409"
NOT_NOW_ELSEWHERE = "303 403 404 409 409"
NOT_NOW_FOR_EXECUTIVES = "303 403 403 409 409"
REASON = {"reason": "So it was."}
SHIFT = {
    "start_day": "{day[clean]}",
    "start": "08:00",
    "end_day": "{day[clean]}",
    "end": "12:00",
    "note": "Early",
    "reason": "So it was.",
    "seen": "{seen[eli]}",
}
NEW_SHIFT = SHIFT | {"start_day": "{day[free]}", "end_day": "{day[free]}"}

HOURS = [
    # The inbox
    get("/inbox", WHO_MANAGES),
    post(
        "/inbox/requests/<int:correction_id>/approve",
        asked=MANAGERS_SEND,
        otto=SENDS_ELSEWHERE,
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/inbox/requests/<int:correction_id>/refuse",
        form=REASON,
        asked=MANAGERS_SEND,
        otto=SENDS_ELSEWHERE,
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    *(
        post(
            f"/inbox/disputes/<int:correction_id>/{act}",
            form=REASON,
            disputed=disputed,
            otto="303 403 404 409 409",
            foreign=NOT_THERE_FOR_MANAGERS,
            missing=NOT_THERE_FOR_MANAGERS,
        )
        for act, disputed in (("take-back", MANAGERS_SEND), ("keep", NOT_WHO_MADE_IT))
    ),
    post(
        "/inbox/ends/<int:shift_id>/confirm",
        form={"end": "{end[said]}"},
        unconfirmed=MANAGERS_SEND,
        otto="303 403 404 409 409",
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/inbox/ends/<int:shift_id>",
        form=REASON | {"end": "{end[unconfirmed]}"},
        unconfirmed=MANAGERS_SEND,
        otto="303 403 404 409 409",
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/inbox/corrections/<int:correction_id>/undo",
        asked=NOT_NOW,
        otto=NOT_NOW_ELSEWHERE,
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/inbox/ends/<int:shift_id>/undo",
        eli=NOT_NOW,
        otto=NOT_NOW_ELSEWHERE,
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/inbox/claims/<int:shift_id>/refuse",
        eli=NOT_NOW,
        otto=NOT_NOW_ELSEWHERE,
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/inbox/seen/<int:member_id>/undo",
        form={"kind": "long_shift", "day": "{day[long]}", "shift": "{shift_id[long]}"},
        eli=NOT_NOW,
        otto=NOT_NOW_ELSEWHERE,
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/inbox/stops/<int:member_id>/undo",
        form={"position": ""},
        eli=NOT_NOW,
        otto=NOT_NOW,
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/inbox/seen/<int:member_id>",
        form={"kind": "long_shift", "day": "{day[long]}", "shift": "{shift_id[long]}"},
        eli=MANAGERS_SEND,
        otto=NOT_THERE_FOR_MANAGERS,
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    # Timesheets
    get("/timesheets", WHO_MANAGES),
    post(
        "/timesheets/<first>/approve",
        form={"member": "{member_id[eli]}", "unsubmitted": "approve"},
        clean=MANAGERS_SEND,
        closed=NOT_NOW,
        wrong=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/timesheets/<first>/undo",
        form={"member": "{member_id[eli]}"},
        clean=NOT_NOW,
        closed=NOT_NOW,
        wrong=NOT_THERE_FOR_MANAGERS,
    ),
    get(
        "/timesheets/<int:member_id>/<first>",
        eli_clean=WHO_MANAGES,
        eli_closed=WHO_MANAGES,
        eli_wrong=NOT_THERE_FOR_MANAGERS,
        own_clean=WHO_MANAGES,
        otto_clean=ELSEWHERE,
        foreign_clean=NOT_THERE_FOR_MANAGERS,
        missing_clean=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/timesheets/<int:member_id>/<first>/approve",
        eli_clean=MANAGERS_SEND,
        eli_closed=NOT_NOW,
        own_clean=OF_ANOTHER,
        otto_clean=SENDS_ELSEWHERE,
        foreign_clean=NOT_THERE_FOR_MANAGERS,
        missing_clean=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/timesheets/<int:member_id>/<first>/undo",
        eli_clean=NOT_NOW,
        eli_closed=NOT_NOW,
        own_clean=NOT_NOW,
        otto_clean=NOT_NOW_ELSEWHERE,
        foreign_clean=NOT_THERE_FOR_MANAGERS,
        missing_clean=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/timesheets/<int:member_id>/<first>/send-back",
        form=REASON,
        otto_clean=SENDS_ELSEWHERE,
        eli_clean=NOT_NOW,
        own_clean=OF_ANOTHER,
        foreign_clean=NOT_THERE_FOR_MANAGERS,
        missing_clean=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/timesheets/<int:member_id>/<first>/reopen",
        form=REASON,
        eli_approved=MANAGERS_SEND,
        eli_closed=NOT_NOW,
        own_clean=OF_ANOTHER,
        foreign_clean=NOT_THERE_FOR_MANAGERS,
        missing_clean=NOT_THERE_FOR_MANAGERS,
    ),
    get(
        "/timesheets/<int:member_id>/day/<day>",
        eli_long=WHO_MANAGES,
        eli_free=WHO_MANAGES,
        eli_wrong=NOT_THERE_FOR_MANAGERS,
        otto_clean=ELSEWHERE,
        foreign_clean=NOT_THERE_FOR_MANAGERS,
        missing_clean=NOT_THERE_FOR_MANAGERS,
    ),
    # A manager's edit
    get(
        "/timesheets/<int:member_id>/shifts/<int:shift_id>/edit",
        eli_eli=WHO_MANAGES,
        otto_otto=ELSEWHERE,
        eli_otto=NOT_THERE_FOR_MANAGERS,
        foreign_eli=NOT_THERE_FOR_MANAGERS,
        missing_eli=NOT_THERE_FOR_MANAGERS,
        eli_foreign=NOT_THERE_FOR_MANAGERS,
        eli_missing=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/timesheets/<int:member_id>/shifts/<int:shift_id>/edit",
        form=SHIFT,
        eli_eli=MANAGERS_SEND,
        eli_otto=NOT_THERE_FOR_MANAGERS,
        foreign_eli=NOT_THERE_FOR_MANAGERS,
        missing_eli=NOT_THERE_FOR_MANAGERS,
        eli_foreign=NOT_THERE_FOR_MANAGERS,
        eli_missing=NOT_THERE_FOR_MANAGERS,
    ),
    get(
        "/timesheets/<int:member_id>/shifts/add",
        eli=WHO_MANAGES,
        otto=ELSEWHERE,
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/timesheets/<int:member_id>/shifts/add",
        form=NEW_SHIFT,
        eli=MANAGERS_SEND,
        otto=SENDS_ELSEWHERE,
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    # Closing
    get("/close", EXECUTIVES),
    post("/close/<first>", clean=EXECUTIVES_SEND, wrong=NOT_THERE_FOR_EXECUTIVES),
    post("/close/<first>/undo", clean=NOT_NOW_FOR_EXECUTIVES, wrong=NOT_THERE_FOR_EXECUTIVES),
    post(
        "/close/<first>/reopen",
        form=REASON,
        closed=EXECUTIVES_SEND,
        clean="303 403 403 409 409",
        wrong=NOT_THERE_FOR_EXECUTIVES,
    ),
]
