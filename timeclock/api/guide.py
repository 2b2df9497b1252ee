"""What holds for all calls of the API, as its page tells it. Pure."""

from timeclock.wire.openapi.document import Topic

GUIDE = (
    Topic(
        "keys",
        "Keys, scopes and roles",
        (
            (
                "Send a key as `Authorization: Bearer` or in `X-API-KEY`. A key belongs to a "
                "member and acts with the role that the member has at the moment of the call."
            ),
            (
                "The scope of a key is `read`, `punch`, `manage` or `admin`, and each has "
                "what those before it have. Each operation in the document names the scope "
                "(`x-scope`) and the roles (`x-roles`) that it needs. A call beyond them is "
                "refused with `not_allowed`."
            ),
        ),
    ),
    Topic(
        "paging",
        "Paging",
        (
            (
                "A list takes `limit` and `cursor`. Its answer has `next_cursor`: send it as "
                "`cursor` to get the next page, until it is null. A cursor belongs to one "
                "list; another list refuses it with `unknown_cursor`."
            ),
            (
                "Pages are read by position, not by number, so nothing is left out or "
                "repeated when something is added meanwhile. `GET /events` gives a "
                "`next_cursor` on the last page too: keep it, and ask again from there later."
            ),
        ),
    ),
    Topic(
        "limits",
        "Limits",
        (
            (
                "Calls are counted by key, in windows of a minute. Each answer has "
                '`RateLimit-Policy` (`"default";q=600;w=60` is 600 calls in 60 seconds) and '
                '`RateLimit` (`"default";r=598;t=41` is 598 left for 41 seconds). Calls '
                "without a good key are counted by the address that they come from."
            ),
            (
                "Beyond the limit the answer is 429 `too_many_requests`. `Retry-After` says "
                "for how many seconds to wait. The operator sets the limit. A body has at "
                "most 64 KiB."
            ),
        ),
    ),
    Topic(
        "retries",
        "Retries",
        (
            (
                "Send each write with an `Idempotency-Key` of your own, at most 200 printable "
                "ASCII characters. The same call with the same key counts once: a repeat gets "
                "the first answer, with `Idempotent-Replayed: true`. The same key with "
                "another body is refused with `key_reused`. Keys are kept as long as the "
                "ledger."
            ),
            (
                "After 429 and 503 wait as `Retry-After` says and send the same call with the "
                "same key. With 503 the header `X-Punch-Recorded` says `no` or `unknown`. A "
                "connection that broke is `unknown` too: the same key settles it. Other "
                "refusals stay refusals until something has changed."
            ),
        ),
    ),
    Topic(
        "versions",
        "Versions of things, and conditional reads",
        (
            (
                "What can be edited has an `ETag`. Send it as `If-Match` with the edit: 412 "
                "`outdated` says that someone has changed it since, and nothing was "
                "overwritten."
            ),
            (
                "Every `GET` of JSON has an `ETag`. Send it as `If-None-Match`: the answer is "
                "304 without a body while nothing has changed."
            ),
        ),
    ),
    Topic(
        "problems",
        "Problems",
        (
            (
                "A refusal is a problem of RFC 9457, also where the address, the method or "
                "the type of the body is refused. `code` is stable and made for programs, "
                "`detail` for people, `type` is the page that explains the code, and `field` "
                "or `errors` say what is at fault. All codes are on the page of problems."
            ),
            (
                "Each answer has `X-Request-Id`, a problem has it as `request_id`, and so has "
                "the log of the server. An id of up to 64 letters, digits, dots, dashes and "
                "underscores that comes with the call is kept."
            ),
        ),
    ),
    Topic(
        "events",
        "Events and webhooks",
        (
            (
                "A webhook sends each event to your server. `GET /events` has the same events "
                "in the same form, so that those that you missed can be read again. Each has "
                "an `id` that is the same in both: keep the ids that you have handled."
            ),
            (
                "The field names and times of events are those of the calls. Text that can be "
                "erased (notes, reasons, places, names) is not in events: ask for the object."
            ),
        ),
    ),
    Topic(
        "deprecation",
        "Versions of the API and deprecation",
        (
            (
                "The version is in the address, `v1`. Within it calls, fields and codes are "
                "only added: pass over fields that you do not know. A new value of a field "
                "that names a kind, such as `category`, is an addition too."
            ),
            (
                "What is to go is announced in the changelog and by two headers of its "
                "answers at least twelve months before: `Deprecation` (RFC 9745) since when "
                "it is deprecated, `Sunset` (RFC 8594) when it stops. The document marks the "
                "operation as `deprecated`. Nothing is deprecated at present."
            ),
        ),
    ),
)
