"""The pages of kiosks in the table of routes.py. No one here has the credential of a kiosk."""

from tests.architecture.routing import (
    EVERYBODY_SENDS,
    NOT_THERE_FOR_MANAGERS,
    WHO_MANAGES,
    get,
    post,
)

ANYONE = "200 200 200 200 200"
NOT_A_KIOSK = "403 403 403 403 403"
MANAGERS_SEND = "303 403 303 303 303"
OF_THE_YARD = "303 403 404 303 303"

KIOSKS = [
    get("/kiosk", ANYONE),
    get("/kiosk/offline", ANYONE),
    get("/kiosk/worker.js", ANYONE),
    get("/kiosk/app.webmanifest", ANYONE),
    post("/kiosk/contact", NOT_A_KIOSK),
    post("/kiosk/queue", NOT_A_KIOSK),
    post("/kiosk/pair", "404 404 404 404 404", {"code": "AAAA-AAAA"}),
    post("/kiosk/badge", EVERYBODY_SENDS, {"badge": "04A2B7"}),
    post("/kiosk/number", EVERYBODY_SENDS, {"number": "17", "pin": "135790"}),
    get("/kiosk/name", EVERYBODY_SENDS),
    post("/kiosk/name", EVERYBODY_SENDS, {"member": "{member_id[eli]}", "pin": "135790"}),
    *(
        post(f"/kiosk/{act}", EVERYBODY_SENDS, {"ticket": ""})
        for act in ("clock-in", "pause", "resume", "switch-job", "clock-out", "left", "undo")
    ),
    post("/my/settings/pin", EVERYBODY_SENDS, {"pin": "8305"}),
    post("/my/settings/pin/remove", EVERYBODY_SENDS),
    get("/inbox/kiosks", WHO_MANAGES),
    *(
        post(
            f"/inbox/kiosks/<int:punch_id>/{act}",
            shop=shop,
            yard=yard,
            foreign=NOT_THERE_FOR_MANAGERS,
            missing=NOT_THERE_FOR_MANAGERS,
        )
        for act, shop, yard in (
            # Eli and Otto are clocked in already.
            ("count", "303 403 409 409 409", "303 403 404 409 409"),
            ("dismiss", MANAGERS_SEND, OF_THE_YARD),
        )
    ),
    get("/admin/kiosks", "303 403 303 200 200"),
    get(
        "/admin/kiosks/<int:clock_id>",
        shop=WHO_MANAGES,
        yard="303 403 404 200 200",
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/admin/kiosks/<int:clock_id>/offer",
        form={"name": "Back door"},
        shop=WHO_MANAGES,
        yard="303 403 404 200 200",
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    post(
        "/admin/kiosks/<int:clock_id>/ways",
        form={"badges": "y"},
        shop=MANAGERS_SEND,
        yard=OF_THE_YARD,
        foreign=NOT_THERE_FOR_MANAGERS,
        missing=NOT_THERE_FOR_MANAGERS,
    ),
    *(
        post(
            f"/admin/kiosks/<int:clock_id>/<int:kiosk_id>/{act}",
            form={"name": "Side door"},
            shop_shop=MANAGERS_SEND,
            yard_yard=OF_THE_YARD,
            shop_foreign=NOT_THERE_FOR_MANAGERS,
            shop_missing=NOT_THERE_FOR_MANAGERS,
            foreign_shop=NOT_THERE_FOR_MANAGERS,
            missing_shop=NOT_THERE_FOR_MANAGERS,
        )
        for act in ("rename", "revoke", "unlock")
    ),
    *(
        post(
            f"/admin/kiosks/<int:clock_id>/people/<int:member_id>/{act}",
            form={"badge": ""},
            shop_eli=WHO_MANAGES if act != "pin/remove" else MANAGERS_SEND,
            shop_olive=("303 403 404 403 200" if act != "pin/remove" else "303 403 404 403 303"),
            shop_foreign=NOT_THERE_FOR_MANAGERS,
            shop_missing=NOT_THERE_FOR_MANAGERS,
            foreign_eli=NOT_THERE_FOR_MANAGERS,
            missing_eli=NOT_THERE_FOR_MANAGERS,
        )
        for act in ("pin", "pin/remove", "badge")
    ),
    post(
        "/admin/kiosks/<int:clock_id>/badges/<int:badge_id>/revoke",
        shop_eli=MANAGERS_SEND,
        shop_otto="303 403 404 303 303",
        shop_foreign=NOT_THERE_FOR_MANAGERS,
        shop_missing=NOT_THERE_FOR_MANAGERS,
        foreign_eli=NOT_THERE_FOR_MANAGERS,
        missing_eli=NOT_THERE_FOR_MANAGERS,
    ),
]
