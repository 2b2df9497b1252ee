"""Every page of the app and what each person gets from it: the one table of who may open what.

An address that names someone or something has a row for each kind of object. The company's pages
stand in company_routes.py.
"""

from tests.architecture.company_routes import COMPANY, KEY
from tests.architecture.hours_routes import HOURS
from tests.architecture.kiosk_routes import KIOSKS
from tests.architecture.my_time_routes import MY_TIME
from tests.architecture.routing import (
    EVERYBODY,
    EVERYBODY_SENDS,
    NOT_THERE,
    NOT_THERE_FOR_MANAGERS,
    WHO_MANAGES,
    get,
    post,
)
from tests.architecture.rules_routes import RULES
from tests.architecture.webhook_routes import WEBHOOKS

PAGES = [
    *COMPANY,
    *MY_TIME,
    *HOURS,
    *KIOSKS,
    *RULES,
    *WEBHOOKS,
    # The server itself
    get("/healthz", "200 200 200 200 200"),
    get("/app.webmanifest", "200 200 200 200 200"),
    get("/readyz", "200 200 200 200 200"),
    # What scripts can call
    get("/api/openapi.json", "200 200 200 200 200"),
    get("/api/openapi/<name>.json", door="200 200 200 200 200", missing="404 404 404 404 404"),
    get("/api/docs", "200 200 200 200 200"),
    get("/api/docs/guide", "200 200 200 200 200"),
    get("/api/docs/problems", "200 200 200 200 200"),
    get("/api/docs/<name>", door="200 200 200 200 200", missing="404 404 404 404 404"),
    get("/setup", "404 404 404 404 404"),
    post("/setup", "404 404 404 404 404"),
    # Coming in and going out
    get("/sign-in", "200 303 303 303 303"),
    post("/sign-in", EVERYBODY_SENDS, {"email": "otto@1.example", "password": "three quiet ovens"}),
    post("/sign-out", EVERYBODY_SENDS),
    get("/unsent", EVERYBODY_SENDS),
    get(
        "/invitation/<token>",
        invitation="200 200 200 200 200",
        reset="404 404 404 404 404",
        missing="404 404 404 404 404",
    ),
    post(
        "/invitation/<token>",
        form={"password": "a brand new oven"},
        invitation=EVERYBODY_SENDS,
        reset="404 404 404 404 404",
        missing="404 404 404 404 404",
    ),
    get(
        "/reset/<token>",
        reset="200 200 200 200 200",
        invitation="404 404 404 404 404",
        missing="404 404 404 404 404",
    ),
    post(
        "/reset/<token>",
        form={"password": "a brand new oven"},
        reset=EVERYBODY_SENDS,
        invitation="404 404 404 404 404",
        missing="404 404 404 404 404",
    ),
    get("/choose", EVERYBODY),
    post("/choose", "303 404 404 404 404", {"choice": "{workspace[foreign]}"}),
    # One's own
    get("/", EVERYBODY),
    get("/clock/panel", EVERYBODY),
    get("/clock/changes", EVERYBODY),
    get("/clock/day", EVERYBODY),
    post(
        "/punch/clock-in",
        "303 409 303 409 409",
        {"clock": "{clock_id[shop]}", "job": "{job_id[counter]}", "note": "Early"},
    ),
    post("/punch/pause", "303 303 409 409 409", {"kind": "{kind_id[rest]}"}),
    post("/punch/resume", EVERYBODY_SENDS),
    post("/punch/clock-out", "303 303 409 409 409"),
    post("/punch/switch-job", "303 303 409 409 409", {"job": "{job_id[counter]}", "note": "Late"}),
    post("/punch/undo", "303 303 409 409 409", {"position": ""}),
    get("/my/ledger", EVERYBODY),
    get("/my/settings", EVERYBODY),
    post("/my/settings/preferences", EVERYBODY_SENDS, {"zone": "UTC", "theme": "dark"}),
    post(
        "/my/settings/password",
        EVERYBODY_SENDS,
        {"current": "three quiet ovens", "password": "a brand new oven"},
    ),
    post(
        "/my/settings/sessions/<int:sign_in_id>/end",
        own=EVERYBODY_SENDS,
        other=EVERYBODY_SENDS,
        foreign=EVERYBODY_SENDS,
        missing=EVERYBODY_SENDS,
    ),
    post("/my/settings/sessions/end-others", EVERYBODY_SENDS),
    get("/more", EVERYBODY),
    get("/my/keys", EVERYBODY),
    get("/my/keys/add", EVERYBODY),
    get("/my/keys/check", EVERYBODY),
    post("/my/keys/revoke-all", EVERYBODY_SENDS),
    post("/my/keys/add", EVERYBODY, KEY),
    get(
        "/my/keys/<int:key_id>/revoke",
        own=EVERYBODY,
        eli="303 200 404 404 404",
        foreign=NOT_THERE,
        missing=NOT_THERE,
    ),
    post(
        "/my/keys/<int:key_id>/revoke",
        own=EVERYBODY_SENDS,
        eli="303 303 404 404 404",
        foreign=NOT_THERE,
        missing=NOT_THERE,
    ),
    # Who is in
    get("/board", WHO_MANAGES),
    get("/board/live", WHO_MANAGES),
    get("/board/roll-call", WHO_MANAGES),
    get(
        "/board/stop/<int:member_id>",
        eli=WHO_MANAGES,
        otto="303 403 404 200 200",
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/board/stop/<int:member_id>",
        form={"reason": "sent_home", "words": "", "end": "", "day": "", "which": ""},
        eli="303 403 303 303 303",
        otto="303 403 404 303 303",
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/board/undo/<int:member_id>",
        form={"position": ""},
        eli="303 403 303 303 303",
        otto="303 403 404 303 303",
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
]

# These end the visit of the person who sends them.
FAREWELLS = ("/my/settings/password", "/my/settings/sessions/<int:sign_in_id>/end", "/sign-out")
POSTS = sorted(
    (route for route in PAGES if route.method == "POST"), key=lambda it: it.rule in FAREWELLS
)
