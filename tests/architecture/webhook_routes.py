"""The pages of webhooks in the table of routes.py."""

from tests.architecture.routing import (
    EXECUTIVES,
    EXECUTIVES_SEND,
    NOT_THERE_FOR_EXECUTIVES,
    SHOWN_TO_EXECUTIVES,
    get,
    post,
)

WEBHOOK = {
    "url": "https://example.com/hook",
    "description": "Payroll",
    "punches": "shift.clocked_in",
}
OURS = {
    "ours": EXECUTIVES_SEND,
    "foreign": NOT_THERE_FOR_EXECUTIVES,
    "missing": NOT_THERE_FOR_EXECUTIVES,
}
SHOWN = OURS | {"ours": EXECUTIVES}

WEBHOOKS = [
    get("/admin/webhooks", EXECUTIVES),
    get("/admin/webhooks/add", EXECUTIVES),
    post("/admin/webhooks/add", SHOWN_TO_EXECUTIVES, WEBHOOK),
    get("/admin/webhooks/<int:webhook_id>", **SHOWN),
    get("/admin/webhooks/<int:webhook_id>/log", **SHOWN),
    get("/admin/webhooks/<int:webhook_id>/change", **SHOWN),
    post("/admin/webhooks/<int:webhook_id>/change", form=WEBHOOK, **OURS),
    get("/admin/webhooks/<int:webhook_id>/remove", **SHOWN),
    get("/admin/webhooks/<int:webhook_id>/rotate", **SHOWN),
    post("/admin/webhooks/<int:webhook_id>/rotate", **(OURS | {"ours": SHOWN_TO_EXECUTIVES})),
    *(
        post(f"/admin/webhooks/<int:webhook_id>/{act}", **OURS)
        for act in ("remove", "test", "pause", "resume")
    ),
    post(
        "/admin/webhooks/<int:webhook_id>/log/<int:attempt_id>/replay",
        ours_sent=EXECUTIVES_SEND,
        ours_foreign=NOT_THERE_FOR_EXECUTIVES,
        ours_missing=NOT_THERE_FOR_EXECUTIVES,
        foreign_sent=NOT_THERE_FOR_EXECUTIVES,
        missing_sent=NOT_THERE_FOR_EXECUTIVES,
    ),
]
