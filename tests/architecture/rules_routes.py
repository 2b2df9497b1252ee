"""Rules and exports in the table of routes.py."""

from tests.architecture.routing import (
    EXECUTIVES,
    EXECUTIVES_SEND,
    NOT_THERE_FOR_EXECUTIVES,
    get,
    post,
)

RULE = {
    "first_day": "2090-01-02",
    "period": "monthly",
    "anchor": "2024-01-01",
    "first_weekday": "0",
    "split": "yes",
    "day_begins": "04:00",
    "rounding": "5",
    "overtime": "own",
    "own_daily_after": "8:30",
    "own_daily_percent": "125",
    "own_daily_again_after": "11",
    "own_daily_again_percent": "175",
    "own_weekly_after": "40",
    "own_weekly_percent": "150",
    "own_longest_day": "12",
    "own_shortest_rest": "11",
    "own_break_after": "6",
    "own_break_minutes": "30",
    "meal_after": "6",
    "meal_minutes": "30",
    "late_changes": "adjust",
    "claimed_times": "wait",
    "edits": "on_confirmation",
}
EXPORT = {
    "what": "punches",
    "first": "2026-03-01",
    "last": "2026-03-31",
    "people": "{member_id[eli]}",
    "clocks": "{clock_id[shop]}",
    "jobs": "{job_id[counter]}",
    "format": "csv",
}

RULES = [
    # The rules of pay; what was not shown in its effect is shown instead of saved
    get("/admin/rules", EXECUTIVES),
    get("/admin/rules/change", EXECUTIVES),
    post("/admin/rules/preview", EXECUTIVES, RULE),
    post("/admin/rules/change", EXECUTIVES, RULE),
    get(
        "/admin/rules/<int:version_id>/withdraw",
        later=EXECUTIVES,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/rules/<int:version_id>/withdraw",
        later=EXECUTIVES_SEND,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/rules/<int:version_id>/undo",
        later="303 403 403 409 409",
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    # Files of hours
    get("/exports", EXECUTIVES),
    post("/exports", EXECUTIVES_SEND, EXPORT),
    get(
        "/exports/<int:export_id>",
        asked=EXECUTIVES,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    get(
        "/exports/<int:export_id>/progress",
        asked=EXECUTIVES,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    get(
        "/exports/<int:export_id>/made",
        asked=EXECUTIVES_SEND,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/exports/<int:export_id>/file",
        asked=EXECUTIVES,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
]
