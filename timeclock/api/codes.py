"""The codes of problems that the API answers with, each with what it means. Pure.

They are stable: a code keeps its meaning in this version of the API. A test compares them with the
code that raises them.
"""

from collections.abc import Mapping

PROBLEM_CODES: Mapping[int, Mapping[str, str]] = {
    400: {
        "bad_request": "The request could not be read.",
        "invalid_body": "The body is not a JSON object.",
    },
    401: {
        "key_missing": "Send an API key.",
        "key_several": "Send one API key, not two.",
        "key_unknown": "This API key is not known, has expired or was revoked.",
    },
    403: {
        "no_workspace": "Choose a company first.",
        "not_allowed": (
            "The role of the key's owner, or the scope of the key, does not reach that far."
        ),
        "not_assigned": "This person is not assigned to this time clock.",
        "not_every_clock": "Part of this time was worked at a time clock that you do not manage.",
        "not_your_clock": "This changes time at a time clock that you do not manage.",
        "not_yours": "Only the person whom it is about can do this.",
        "own_decision": "Another person must decide about your own time.",
        "own_edit": (
            "Another person must decide whether your own correction is kept. You can undo it."
        ),
        "sign_in_first": "Sign in to your account to accept this invitation.",
        "unknown_badge": "This badge is not known here.",
        "waits": "Another person must confirm this first.",
        "way_not_offered": "People do not clock in this way at this kiosk.",
        "wrong_credentials": "The email address or the password is wrong.",
        "wrong_pin": "The number or the PIN is wrong.",
    },
    404: {
        "account_not_found": "This account does not exist.",
        "assignment_not_found": "This person is not assigned to this time clock.",
        "attempt_not_found": "This delivery is not in the log.",
        "badge_not_found": "This badge does not exist.",
        "break_kind_not_found": "This kind of break does not exist.",
        "client_not_found": "This client does not exist.",
        "clock_not_found": "This time clock does not exist.",
        "code_not_found": (
            "This code is wrong, was used, or is older than 10 minutes. Ask for a new one."
        ),
        "correction_not_found": "This correction does not exist.",
        "exception_not_found": "This exception no longer exists.",
        "export_not_found": "This export does not exist.",
        "job_not_found": "This job does not exist.",
        "key_not_found": "This key does not exist.",
        "kiosk_not_found": "This kiosk does not exist.",
        "link_not_found": "This link no longer works. Ask for a new one.",
        "member_not_found": "This person does not exist here.",
        "not_found": "There is no call at this address.",
        "rules_not_found": "These rules do not exist.",
        "shift_not_found": "This shift does not exist.",
        "tag_not_found": "This tag does not exist.",
        "webhook_not_found": "This webhook does not exist.",
        "workspace_not_found": "This workspace does not exist.",
    },
    405: {
        "method_not_allowed": (
            "This address does not take this method; `Allow` has those that it takes."
        ),
    },
    409: {
        "account_exists": "This account exists. Only the person it belongs to sets its password.",
        "adjusted": "A correction of a closed day is in the way.",
        "already_accepted": "This person has already accepted the invitation.",
        "already_approved": "This timesheet is approved already.",
        "already_clocked_in": "This person has an open shift already.",
        "already_decided": "This correction was decided, withdrawn or confirmed already.",
        "already_done": "This was already done. Nothing was done a second time.",
        "already_member": "This person is already a member here.",
        "badge_taken": "This badge belongs to a person already.",
        "changed_since": "Something else has happened since then. Read it again first.",
        "deactivated": "This person is deactivated.",
        "first_rules": "The first rules cannot be undone, only changed.",
        "in_the_way": "Something has to be decided first; `obstacles` says what.",
        "last_owner": "There must be at least one owner.",
        "later_is_locked": "A later period of this person is approved or closed.",
        "member_elsewhere": (
            "This person is a member of another company too, so only the operator of this "
            "server can have the password set."
        ),
        "needs_an_answer": "This has to be decided or confirmed.",
        "not_accepted": "This person has not accepted the invitation yet.",
        "not_approved": "This timesheet is not approved.",
        "not_begun": "This period has not begun yet.",
        "not_clocked_in": "This person has no open shift.",
        "not_closed": "This period is not closed.",
        "not_forgotten": "This shift does not wait for an answer.",
        "not_in_force": "These rules no longer apply.",
        "not_on_break": "This person is not on a break.",
        "not_open": "This shift has ended. Choose another time instead.",
        "not_submitted": "This timesheet is not submitted.",
        "nothing_to_confirm": "This clock-out needs no confirmation.",
        "nothing_to_refuse": "No time of this shift waits to be confirmed.",
        "nothing_to_replay": "This was a test. Send another one instead.",
        "nothing_to_undo": "There is nothing left that you can undo.",
        "on_break": "A break is under way.",
        "overlaps": "That overlaps another shift; `shift_id` says which where you may know it.",
        "own_membership": "You cannot deactivate yourself.",
        "own_password": "Change your own password under My settings.",
        "period_closed": "These days are approved or closed; `first_day` and `last_day` say which.",
        "period_runs": "One can still work in this period. Send `early` to submit it anyway.",
        "same_home": "This is the person's home clock already.",
        "same_rules": "These rules already apply on that day.",
        "still_open": "This shift is still running.",
        "still_running": "This is not over yet.",
        "too_far_back": "These rules begin too far back: there is time on open days before that.",
        "too_many": "There are as many of these as a company can have.",
        "unconfirmed": "The end of this shift has to be confirmed first.",
        "undo_too_late": "That was more than a minute ago.",
    },
    412: {
        "outdated": "Someone has changed it since you read it. Read it again first.",
    },
    413: {
        "too_large": "The body is larger than 64 KiB.",
    },
    415: {
        "unsupported_media_type": "The body is not sent as JSON, or it is compressed.",
    },
    422: {
        "address_refused": "The address of the webhook is not one that this server may call.",
        "break_across_split": "A break crosses the place where the shift is split.",
        "break_ends_early": "A break ends before it begins.",
        "break_outside": "A break is outside of the shift.",
        "breaks_overlap": "Two breaks overlap.",
        "claim_too_old": "That time is more than 12 hours ago.",
        "claims_refused": (
            "This company does not accept times that are given afterwards. Ask for a correction."
        ),
        "clock_archived": "This time clock is archived.",
        "code_taken": "Another job has this code.",
        "company_rule": "This rule is the company's. A time clock cannot have its own.",
        "deactivated": "This person is deactivated.",
        "easy_pin": "This PIN is easy to guess. Choose another one.",
        "end_before_start": "The end is before the start.",
        "end_in_future": "That time is in the future.",
        "expired": "The time is not in the future.",
        "external_id_taken": "Another one of its kind in the company has this external id.",
        "invalid_anchor": "Enter a day in the years 2000 to 2100.",
        "invalid_body": "The body has a value that cannot be taken; `errors` says which.",
        "invalid_break_limit": "Enter 5 to 480 minutes.",
        "invalid_day": "The day is not one of the years 2000 to 2100.",
        "invalid_email": "That is not an email address.",
        "invalid_header": "A header has a value that cannot be taken; `errors` says which.",
        "invalid_limit": "Enter 1 hour to 7 days.",
        "invalid_meal": "Enter both lengths, or neither.",
        "invalid_minutes": "Enter 1 to 480 minutes, or nothing.",
        "invalid_path": "The address has a value that cannot be taken; `errors` says which.",
        "invalid_pin": "The PIN has too few or too many digits.",
        "invalid_query": "The query has a value that cannot be taken; `errors` says which.",
        "invalid_rounding": "Round to 5, 6, 10 or 15 minutes.",
        "invalid_rules": "These rules cannot be read.",
        "invalid_span": "The span of days is too long, or its last day is before the first.",
        "invalid_split": "Choose yes or no.",
        "invalid_text": "That is not readable text.",
        "invalid_threshold": "The second daily threshold comes after the first.",
        "invalid_time": "That is not a time, or it does not exist in its zone.",
        "invalid_tolerance": "Enter 0 to 60 minutes.",
        "invalid_url": "That is not an address that a webhook can be sent to.",
        "job_circle": "A job cannot be its own parent.",
        "job_required": "Choose a job: this clock needs one.",
        "key_reused": "This idempotency key was used for another request.",
        "name_taken": "Something of this kind has this name already.",
        "no_change": "The shift already says that.",
        "no_clock": "This person is not assigned to a time clock yet.",
        "no_lines": "The list of people has no line.",
        "no_shift": "Name the shift to correct, or add one shift at a time.",
        "no_way": "Choose at least one way to clock in.",
        "not_a_manager": "Only a manager can manage a clock.",
        "not_a_period": "No pay period begins on that day.",
        "number_taken": "Another person has this employee number.",
        "out_of_range": "The number is not in the range that this rule has.",
        "overlaps": "That overlaps another shift; `shift_id` says which where you may know it.",
        "parts_overlap": "That overlaps another entry.",
        "printed_badge": "A printed badge cannot be entered again.",
        "required": "This cannot be empty.",
        "span_too_long": "Choose at most one year.",
        "switch_outside": "A change of job is outside of the shift.",
        "too_long": "The text is too long.",
        "too_long_shift": "A shift is at most 7 days long.",
        "too_many_breaks": "Those are too many breaks.",
        "too_many_lines": "The list of people is too long.",
        "too_many_parts": "A shift cannot be split into so many parts.",
        "too_many_switches": "Those are too many changes.",
        "too_many_tags": "A shift cannot have so many tags.",
        "unknown_cursor": "This cursor does not belong to this list.",
        "unknown_event": "That is not an event.",
        "unknown_theme": "Choose light or dark.",
        "unknown_zone": "That is not a zone of the tz database.",
        "weak_password": "The password is too short or too long.",
        "wrong_password": "That is not your password.",
    },
    429: {
        "too_many_requests": (
            "Too many calls in a minute. Wait as many seconds as `Retry-After` says."
        ),
    },
    500: {
        "internal_server_error": "Something went wrong. Tell the operator the `request_id`.",
    },
    503: {
        "busy": (
            "The database was not available in time. Nothing was recorded: send the call again."
        ),
        "export_stopped": "The export was stopped before it was done. Order it again.",
        "export_under_way": (
            "The export is still being written. Ask for the file again in a moment."
        ),
        "exports_busy": "Other exports are under way. Try again in a moment.",
        "read_only": "Entries of the ledger are missing, so the server only shows what is there.",
        "took_too_long": "Reading took too long and was stopped. Ask for less, or later.",
        "unconfirmed": (
            "The connection broke while saving. Send the call again with the same key: it "
            "will not count twice."
        ),
    },
}
