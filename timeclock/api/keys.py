"""API keys: one's own and, for anyone who manages them, the company's."""

from flask import Blueprint, Response

from timeclock.api.access import users_of
from timeclock.api.addresses import BASE
from timeclock.api.bodies import keys as bodies
from timeclock.api.bodies.plain import Nothing
from timeclock.api.pages import after, page
from timeclock.api.shapes import keys as shapes
from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand, may
from timeclock.company.api_keys import queries
from timeclock.company.api_keys.models import ApiKey
from timeclock.company.api_keys.service import issue_key, revoke_key
from timeclock.company.people.queries import member_of_account
from timeclock.errors import NotFound
from timeclock.wire.acts import act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer, no_content
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller
from timeclock.wire.members import member_for
from timeclock.wire.once import once

blueprint = Blueprint("keys", __name__)
ALL = f"{BASE}/keys"
_ISSUE = Call(
    takes=bodies.NewKey,
    gives=shapes.IssuedKey,
    status=201,
    example={"name": "Payroll", "scope": "read", "expires_at": "2099-12-31T00:00:00+01:00"},
)


@answers(blueprint, "GET", ALL, call=Call(asks=bodies.KeysAsked, gives=shapes.Keys))
def listed() -> Response:
    """Keys, newest first, without their secrets: one's own, or everyone's for who manages them."""
    query, actor = query_as(bodies.KeysAsked), caller()
    demand(actor, Permission.READ_OWN)
    found = queries.keys_before(
        actor.workspace_id,
        after(query.cursor) or None,
        query.limit + 1,
        member_id=_whose(actor, query.user_id),
    )
    listed = page(found, query.limit, lambda each: each[0].id)
    users = users_of(actor, [id_ for key, _ in listed.items for id_ in _people(key)])
    shown = [shapes.key(key, users) for key, _ in listed.items]
    return json_answer(shapes.Keys(keys=shown, next_cursor=listed.next_cursor))


@answers(blueprint, "POST", ALL, call=_ISSUE)
def issue() -> Response:
    """Issue a key; its secret is shown once.

    Takes a key with the scope `admin`; everyone may have keys of their own that read and punch.
    The same call sent again is refused with `already_done`.
    """
    body, actor = body_of(bodies.NewKey), caller()
    member_id = actor.member_id or 0
    if body.user_id is not None:
        member_id = member_for(actor, body.user_id, Permission.MANAGE_KEYS)
    issued = issue_key(
        actor,
        member_id=member_id,
        name=body.name,
        scope=body.scope,
        expires_at=body.expires_at,
        once=once(),
    )
    row = queries.key(actor.workspace_id, issued.key_id)
    if row is None:
        raise _not_found()
    users = users_of(actor, _people(row[0]))
    said = shapes.IssuedKey(key=shapes.key(row[0], users), secret=issued.key)
    return json_answer(said, 201)


@answers(blueprint, "POST", f"{ALL}/<key>/revoke", call=Call(takes=Nothing, status=204))
def revoke(key: str) -> Response:
    """End a key at once."""
    body_of(Nothing)
    actor = caller()
    demand(actor, Permission.PUNCH)
    acted = act(lambda once_: revoke_key(actor, key_id=id_in(key), once=once_))
    return marked_if(no_content(), repeats=acted.replayed)


def _whose(actor: Actor, user_id: int | None) -> int | None:
    """Whose keys are meant; 0, which no one is, for whom the actor does not see."""
    if not may(actor, Permission.MANAGE_KEYS):
        return actor.member_id if user_id in (None, actor.account_id) else 0
    if user_id is None:
        return None
    found = member_of_account(actor.workspace_id, user_id)
    return found.id if found else 0


def _people(key: ApiKey) -> tuple[int | None, ...]:
    return key.member_id, key.issued_by_id


def _not_found() -> NotFound:
    return NotFound("key_not_found", "This key does not exist.")
