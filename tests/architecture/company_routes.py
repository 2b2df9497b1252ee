"""The company's pages in the table of routes.py: people, clocks, jobs, keys, the workspace."""

from tests.architecture.routing import (
    EXECUTIVES,
    EXECUTIVES_SEND,
    NOT_THERE_FOR_EXECUTIVES,
    NOT_THERE_FOR_OWNERS,
    ONLY_OWNERS_DECIDE,
    OWNERS,
    OWNERS_SEND,
    SHOWN_TO_EXECUTIVES,
    get,
    post,
)

HOME = {"home": "{clock_id[yard]}", "first_day": "2090-01-02"}
PERSON = {"name": "Eli Engel", "employee_number": "17"}
CLOCK = {
    "name": "Shop",
    "zone": "Europe/Berlin",
    "hours": "12",
    "minutes": "30",
    "break_limit_minutes": "45",
    "job_required": "y",
    "closes_forgotten": "y",
}
JOB = {"name": "Baking", "code": "B", "parent": "", "client": ""}
KEY = {"name": "Door reader", "scope": "punch", "expires_at": ""}

LABEL = {"name": "Another"}
_NO_LABEL = {"foreign": NOT_THERE_FOR_EXECUTIVES, "missing": NOT_THERE_FOR_EXECUTIVES}
LABELS = {"fair": EXECUTIVES, **_NO_LABEL}
LABELS_SENT = {"fair": EXECUTIVES_SEND, **_NO_LABEL}

COMPANY = [
    # What the database has lost
    get("/admin/loss", OWNERS),
    post("/admin/loss", "303 403 403 403 409"),
    # The record
    get("/admin/record", EXECUTIVES),
    post("/admin/record", SHOWN_TO_EXECUTIVES, {}),
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
    get("/admin/people/list", EXECUTIVES),
    post(
        "/admin/people/list",
        SHOWN_TO_EXECUTIVES,
        {"people": "Ida Iden, ida@new.example", "clocks": "{clock_id[shop]}"},
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
        peer=ONLY_OWNERS_DECIDE,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/people/<int:member_id>/home-clock/preview",
        form=HOME,
        eli=SHOWN_TO_EXECUTIVES,
        olive=SHOWN_TO_EXECUTIVES,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/people/<int:member_id>/home-clock",
        form=HOME,
        eli=EXECUTIVES_SEND,
        olive=EXECUTIVES_SEND,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/people/<int:member_id>/role",
        form={"role": "manager", "keys": "keep"},
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
        own="303 403 403 409 409",
        olive="303 403 403 403 409",
        peer="303 403 403 403 200",
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
        peer=ONLY_OWNERS_DECIDE,
        foreign=NOT_THERE_FOR_EXECUTIVES,
        missing=NOT_THERE_FOR_EXECUTIVES,
    ),
    post(
        "/admin/people/<int:member_id>/reactivate",
        gone=EXECUTIVES_SEND,
        peer=ONLY_OWNERS_DECIDE,
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
    # Clients and tags
    *(
        route
        for plural in ("clients", "tags")
        for route in (
            get(f"/admin/{plural}", EXECUTIVES),
            post(f"/admin/{plural}", EXECUTIVES_SEND, LABEL),
            get(f"/admin/{plural}/<int:label_id>", **LABELS),
            post(f"/admin/{plural}/<int:label_id>", form=LABEL, **LABELS_SENT),
            post(f"/admin/{plural}/<int:label_id>/archive", **LABELS_SENT),
            post(f"/admin/{plural}/<int:label_id>/restore", **LABELS_SENT),
        )
    ),
    # Keys and the workspace
    get("/admin/integrations", EXECUTIVES),
    post("/admin/integrations", SHOWN_TO_EXECUTIVES, KEY | {"member": "{member_id[eli]}"}),
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
            "tolerance": "2",
            "location_on": "y",
        },
    ),
]
