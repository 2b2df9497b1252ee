"""Every page of the app and what each person gets from it: the one table of who may open what.

The columns are: nobody signed in, Eli the employee, Maya the manager, Edda the executive manager,
Olive the owner. An address that names somebody or something has a row for each kind of object.
"""

from dataclasses import dataclass, field

COLUMNS = ("nobody", "eli", "maya", "edda", "olive")


@dataclass(frozen=True)
class Route:
    """One address and method. `answers` has a row of statuses for each set of objects in the path,
    named as `objects_of` knows them; `""` is the row of an address without any.
    """

    method: str
    rule: str
    answers: dict[str, str]
    form: dict[str, str] = field(default_factory=dict)

    def cells(self) -> list[tuple[str, str, int]]:
        """Objects, column and status, one after another."""
        return [
            (objects, who, int(status))
            for objects, row in self.answers.items()
            for who, status in zip(COLUMNS, row.split(), strict=True)
        ]


def get(rule: str, row: str = "", **rows: str) -> Route:
    """A page to read; `rows` are named by objects, an underscore parts several in one address."""
    return Route("GET", rule, _rows(row, rows))


def post(rule: str, row: str = "", form: dict[str, str] | None = None, **rows: str) -> Route:
    """A form to send that succeeds for whoever may; `{clock_id[shop]}` stands for that id."""
    return Route("POST", rule, _rows(row, rows), form or {})


def _rows(row: str, rows: dict[str, str]) -> dict[str, str]:
    return rows or {"": row}


EVERYBODY = "303 200 200 200 200"
WHO_MANAGES = "303 403 200 200 200"
EXECUTIVES = "303 403 403 200 200"
OWNERS = "303 403 403 403 200"
EVERYBODY_SENDS = "303 303 303 303 303"
EXECUTIVES_SEND = "303 403 403 303 303"
OWNERS_SEND = "303 403 403 403 303"
SHOWN_TO_EXECUTIVES = EXECUTIVES  # a link or key that is shown once answers the form itself
NOT_THERE_FOR_MANAGERS = "303 403 404 404 404"
NOT_THERE_FOR_EXECUTIVES = "303 403 403 404 404"
NOT_THERE_FOR_OWNERS = "303 403 403 403 404"
NOT_THERE = "303 404 404 404 404"
ONLY_OWNERS_DECIDE = "303 403 403 403 303"

PERSON = {"name": "Eli Engel", "employee_number": "17"}
CLOCK = {
    "name": "Shop",
    "zone": "Europe/Berlin",
    "hours": "12",
    "minutes": "30",
    "job_required": "y",
}
JOB = {"name": "Baking", "code": "B", "parent": ""}
KEY = {"name": "Door reader", "scope": "punch", "expires_at": ""}

PAGES = [
    # The server itself
    get("/healthz", "200 200 200 200 200"),
    get("/readyz", "200 200 200 200 200"),
    get("/setup", "404 404 404 404 404"),
    post("/setup", "404 404 404 404 404"),
    # Coming in and going out
    get("/sign-in", "200 303 303 303 303"),
    post("/sign-in", EVERYBODY_SENDS, {"email": "otto@1.example", "password": "three quiet ovens"}),
    post("/sign-out", EVERYBODY_SENDS),
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
    # People
    get("/admin/people", EXECUTIVES),
    get("/admin/people/add", EXECUTIVES),
    post(
        "/admin/people/add",
        SHOWN_TO_EXECUTIVES,
        {
            "name": "Ida Iden",
            "email": "ida@new.example",
            "role": "employee",
            "clocks": "{clock_id[shop]}",
        },
    ),
    get(
        "/admin/people/<int:member_id>",
        own=EXECUTIVES,
        eli=EXECUTIVES,
        olive=EXECUTIVES,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/people/<int:member_id>",
        form=PERSON,
        own=EXECUTIVES_SEND,
        eli=EXECUTIVES_SEND,
        olive=ONLY_OWNERS_DECIDE,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/people/<int:member_id>/role",
        form={"role": "manager"},
        own="303 403 403 403 409",
        eli=OWNERS_SEND,
        edda=OWNERS_SEND,
        foreign=NOT_THERE_FOR_OWNERS,
        missing=NOT_THERE_FOR_OWNERS,
    ),
    post(
        "/admin/people/<int:member_id>/clocks",
        form={"clock": "{clock_id[yard]}", "manages": ""},
        own=EXECUTIVES_SEND,
        eli=EXECUTIVES_SEND,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/people/<int:member_id>/clocks/<int:clock_id>/leave",
        eli_shop=EXECUTIVES_SEND,
        foreign_shop=NOT_THERE_FOR_EXECUTIVES,
        missing_shop=NOT_THERE_FOR_EXECUTIVES,
        eli_foreign=NOT_THERE_FOR_EXECUTIVES,
        eli_missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/people/<int:member_id>/invitation",
        invited=SHOWN_TO_EXECUTIVES,
        eli="303 403 403 409 409",
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/people/<int:member_id>/reset",
        eli=SHOWN_TO_EXECUTIVES,
        olive="303 403 403 403 200",
        invited="303 403 403 409 409",
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    get(
        "/admin/people/<int:member_id>/deactivate",
        eli=EXECUTIVES,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/people/<int:member_id>/deactivate",
        own="303 403 403 409 409",
        eli=EXECUTIVES_SEND,
        olive="303 403 403 403 409",
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/people/<int:member_id>/reactivate",
        gone=EXECUTIVES_SEND,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    # Time clocks
    get("/admin/clocks", EXECUTIVES),
    get("/admin/clocks/add", EXECUTIVES),
    post("/admin/clocks/add", EXECUTIVES_SEND, CLOCK),
    get(
        "/admin/clocks/<int:clock_id>",
        shop=EXECUTIVES,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/clocks/<int:clock_id>",
        form=CLOCK,
        shop=EXECUTIVES_SEND,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    *(
        post(
            f"/admin/clocks/<int:clock_id>/{act}",
            shop=EXECUTIVES_SEND,
            foreign=NOT_THERE_FOR_EXECUTIVES,
            missing=NOT_THERE_FOR_EXECUTIVES,
        )
        for act in ("archive", "restore")
    ),
    post(
        "/admin/clocks/<int:clock_id>/breaks",
        form={"kind-new-name": "Lunch", "kind-new-minutes": "30", "kind-new-paid": "y"},
        shop=EXECUTIVES_SEND,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    *(
        post(
            f"/admin/clocks/<int:clock_id>/breaks/<int:kind_id>{act}",
            form={"kind-{kind_id[rest]}-name": "Lunch", "kind-{kind_id[rest]}-minutes": "30"},
            shop_rest=EXECUTIVES_SEND,
            yard_rest=NOT_THERE_FOR_EXECUTIVES,
            foreign_rest=NOT_THERE_FOR_EXECUTIVES,
            missing_rest=NOT_THERE_FOR_EXECUTIVES,
            shop_foreign=NOT_THERE_FOR_EXECUTIVES,
            shop_missing=NOT_THERE_FOR_EXECUTIVES,
        )
        for act in ("", "/archive")
    ),
    post(
        "/admin/clocks/<int:clock_id>/people",
        form={"member": "{member_id[edda]}", "manages": "y"},
        shop=EXECUTIVES_SEND,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/clocks/<int:clock_id>/people/<int:member_id>",
        shop_eli=EXECUTIVES_SEND,
        foreign_eli=NOT_THERE_FOR_EXECUTIVES,
        missing_eli=NOT_THERE_FOR_EXECUTIVES,
        shop_foreign=NOT_THERE_FOR_EXECUTIVES,
        shop_missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/clocks/<int:clock_id>/people/<int:member_id>/leave",
        shop_eli=EXECUTIVES_SEND,
        foreign_eli=NOT_THERE_FOR_EXECUTIVES,
        missing_eli=NOT_THERE_FOR_EXECUTIVES,
        shop_foreign=NOT_THERE_FOR_EXECUTIVES,
        shop_missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    # Jobs
    get("/admin/jobs", EXECUTIVES),
    get("/admin/jobs/add", EXECUTIVES),
    post("/admin/jobs/add", EXECUTIVES_SEND, JOB),
    get(
        "/admin/jobs/<int:job_id>",
        counter=EXECUTIVES,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/jobs/<int:job_id>",
        form=JOB,
        counter=EXECUTIVES_SEND,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    *(
        post(
            f"/admin/jobs/<int:job_id>/{act}",
            counter=EXECUTIVES_SEND,
            foreign=NOT_THERE_FOR_EXECUTIVES,
            missing=NOT_THERE_FOR_EXECUTIVES,
        )
        for act in ("archive", "restore")
    ),
    # Keys and the workspace
    get("/admin/keys", EXECUTIVES),
    get("/admin/keys/add", EXECUTIVES),
    post("/admin/keys/add", SHOWN_TO_EXECUTIVES, KEY | {"member": "{member_id[eli]}"}),
    get(
        "/admin/keys/<int:key_id>/revoke",
        own=EXECUTIVES,
        eli=EXECUTIVES,
        olive="303 403 403 403 200",
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/keys/<int:key_id>/revoke",
        own=EXECUTIVES_SEND,
        eli=EXECUTIVES_SEND,
        olive=ONLY_OWNERS_DECIDE,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    get("/admin/workspace", OWNERS),
    post(
        "/admin/workspace",
        OWNERS_SEND,
        {
            "name": "Bakery",
            "zone": "UTC",
            "first_weekday": "0",
            "tolerance": "2",
            "location_on": "y",
        },
    ),
]

# These end the visit of whoever sends them.
FAREWELLS = ("/my/settings/password", "/my/settings/sessions/<int:sign_in_id>/end", "/sign-out")
POSTS = sorted(
    (route for route in PAGES if route.method == "POST"), key=lambda it: it.rule in FAREWELLS
)
