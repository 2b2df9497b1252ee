"""Members: who is in the company, and what happens to them."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from flask import Blueprint, Response, current_app, url_for

from timeclock.api.access import member_for_deciding, member_in_sight
from timeclock.api.addresses import BASE
from timeclock.api.bodies import members as bodies
from timeclock.api.bodies.external_ids import ExternalIdBody
from timeclock.api.bodies.plain import Nothing
from timeclock.api.external_ids import name_elsewhere
from timeclock.api.pages import after, page
from timeclock.api.shapes import members as shapes
from timeclock.api.shapes.people import in_utc
from timeclock.api.versions import expected, versioned
from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand, may
from timeclock.company.clocks.approvers import members_in_reach
from timeclock.company.external_ids.service import ExternalKind, named
from timeclock.company.people import invitations, links, membership, queries
from timeclock.company.people.employee_numbers import members_with_number
from timeclock.company.people.facts import called, member_facts
from timeclock.company.people.models import Member
from timeclock.storage.transactions import db
from timeclock.wire.acts import Acted, act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.once import once
from timeclock.worktime.shifts.leaving import deactivate_member

blueprint = Blueprint("members", __name__)
ALL = f"{BASE}/members"
ONE = f"{ALL}/<user>"
_ADD = Call(
    takes=bodies.NewMember,
    gives=shapes.OneMember,
    status=201,
    etag=True,
    example={"email": "zoe@bakery.example", "name": "Zoe", "employee_number": "118"},
)
_CHANGE = Call(
    takes=bodies.MemberEdit, gives=shapes.OneMember, etag=True, example={"name": "Zoe Lind"}
)
_ROLE = Call(takes=bodies.NewRole, gives=shapes.OneMember, etag=True, example={"role": "manager"})
_INVITE = Call(takes=Nothing, gives=shapes.OneInvitation, status=201)
_NAME = Call(
    takes=ExternalIdBody, gives=shapes.OneMember, etag=True, example={"external_id": "E-118"}
)
_PLAINLY = Call(takes=Nothing, gives=shapes.OneMember, etag=True)


@answers(blueprint, "GET", ALL, call=Call(asks=bodies.MembersAsked, gives=shapes.Members))
def listed() -> Response:
    """Oneself and the people in sight, those who joined first first."""
    query, actor = query_as(bodies.MembersAsked), caller()
    demand(actor, Permission.READ_OWN)
    found = queries.members_after(
        actor.workspace_id,
        after(query.cursor),
        query.limit + 1,
        member_ids=_asked_for(actor, query),
        active=query.active,
    )
    listed = page(found, query.limit, lambda each: each[0].id)
    shown = [
        shapes.member(member_facts(member), called(member), _address(member, account.email))
        for member, account in listed.items
    ]
    return json_answer(shapes.Members(members=shown, next_cursor=listed.next_cursor))


@answers(blueprint, "GET", ONE, call=Call(gives=shapes.OneMember, etag=True))
def shown(user: str) -> Response:
    """One of them, be it one who has left."""
    return _shown(member_in_sight(caller(), user))


@answers(blueprint, "POST", ALL, call=_ADD)
def add() -> Response:
    """Add a person to the company; `invite` gives the link by which they get in."""
    body, actor = body_of(bodies.NewMember), caller()
    demand(actor, Permission.MANAGE_MEMBERS)
    acted = act(
        lambda key: membership.add_member(
            actor,
            email=body.email,
            name=body.name,
            role=body.role,
            employee_number=body.employee_number,
            once=key,
        )
    )
    added = acted.made.member_id if acted.made else 0
    return _answer(acted, added, status=201)


@answers(blueprint, "PATCH", ONE, call=_CHANGE)
def change(user: str) -> Response:
    """Change how the company calls a person, and the number."""
    body, actor = body_of(bodies.MemberEdit), caller()
    member_id = member_for_deciding(actor, user, Permission.MANAGE_MEMBERS).id
    acted = act(
        lambda key: membership.update_member(
            actor, member_id=member_id, expected=expected(), once=key, **body.given
        )
    )
    return _answer(acted, member_id)


@answers(blueprint, "PUT", f"{ONE}/external-id", call=_NAME)
def set_external_id(user: str) -> Response:
    """Keep the id that a person has in another system; no other person here has the same."""
    body, actor = body_of(ExternalIdBody), caller()
    member_id = member_for_deciding(actor, user, Permission.MANAGE_MEMBERS).id
    return _answer(name_elsewhere(actor, ExternalKind.MEMBER, member_id, body), member_id)


@answers(blueprint, "POST", f"{ONE}/role", call=_ROLE)
def role(user: str) -> Response:
    """Give another role; the last owner stays one.

    A higher role lets the person's API keys do more. Where there are such keys, `revoke_keys` says
    whether they end; without it the call is refused with `keys_undecided`.
    """
    body, actor = body_of(bodies.NewRole), caller()
    member_id = member_for_deciding(actor, user, Permission.CHANGE_ROLES).id
    acted = act(
        lambda key: membership.set_role(
            actor,
            member_id=member_id,
            role=body.role,
            revoke=body.revoke_keys,
            expected=expected(),
            once=key,
        )
    )
    return _answer(acted, member_id)


@answers(blueprint, "POST", f"{ONE}/invite", call=_INVITE)
def invite(user: str) -> Response:
    """Make the link by which a new member gets in; one made before stops working.

    It is shown once: the same call sent again is refused with `already_done`.
    """
    body_of(Nothing)
    actor = caller()
    member_id = member_for_deciding(actor, user, Permission.MANAGE_MEMBERS).id
    token = invitations.invite(actor, member_id=member_id, once=once())
    link = links.find_link(token)
    if link is None:  # another one was made in this very moment
        raise links.link_not_found()
    url = current_app.config["BASE_URL"].rstrip("/")
    url += url_for("signing_in.invitation", token=token)
    invitation = shapes.Invitation(url=url, expires_at=in_utc(link.expires_at))
    return json_answer(shapes.OneInvitation(invitation=invitation), 201)


@answers(blueprint, "POST", f"{ONE}/deactivate", call=_PLAINLY)
def deactivate(user: str) -> Response:
    """Let a person act here no longer: a shift under way is stopped, everything recorded stays.

    Sessions, invitations, reset links and API keys end for good.
    """
    body_of(Nothing)
    return _decided(deactivate_member, user)


@answers(blueprint, "POST", f"{ONE}/reactivate", call=_PLAINLY)
def reactivate(user: str) -> Response:
    """Let a person act here again; what they got in with before stays ended."""
    body_of(Nothing)
    return _decided(membership.reactivate, user)


def _asked_for(actor: Actor, query: bodies.MembersAsked) -> Collection[int] | None:
    """Who is asked for as far as they are in sight; None is everyone.

    An address finds only whom its own list shows with it.
    """
    found: Collection[int] | None = members_in_reach(actor)
    asked: list[Collection[int]] = []
    if query.external_id is not None:
        asked.append({named(actor.workspace_id, ExternalKind.MEMBER, query.external_id)})
    if query.employee_number is not None:
        asked.append(members_with_number(actor.workspace_id, query.employee_number))
    if query.email is not None:
        holder = queries.member_by_email(actor.workspace_id, query.email)
        seen = holder is not None and _address(holder, query.email) is not None
        asked.append({holder.id} if holder and seen else ())
    for ids in asked:
        found = set(ids) if found is None else set(found).intersection(ids)
    return found


def _decided(decide: Callable[..., None], user: str) -> Response:
    actor = caller()
    member_id = member_for_deciding(actor, user, Permission.MANAGE_MEMBERS).id
    acted = act(lambda key: decide(actor, member_id=member_id, expected=expected(), once=key))
    return _answer(acted, member_id)


def _answer(acted: Acted[Any], member_id: int, status: int = 200) -> Response:
    """The member as the write left it, or as it is where no entry tells of that."""
    entry = acted.entry
    facts = acted.facts
    member = membership.find_member(
        db.session(), caller().workspace_id, facts["member"] if facts else member_id
    )
    if entry is None or facts is None:
        return _shown(member, status=status)
    said = entry.payload or {}
    answer = _shown(member, facts, said.get("after", said), status)
    return marked_if(answer, repeats=acted.replayed)


def _shown(
    member: Member,
    facts: Mapping[str, Any] | None = None,
    said: Mapping[str, Any] | None = None,
    status: int = 200,
) -> Response:
    facts, said = facts or member_facts(member), said or called(member)
    account = queries.account(member.account_id)
    email = _address(member, account.email if account else None)
    shape = shapes.OneMember(member=shapes.member(facts, said, email))
    return versioned(shape, {**facts, **said}, status)


def _address(member: Member, email: str | None) -> str | None:
    """Where someone signs in, for oneself and anyone who manages everyone."""
    actor = caller()
    return email if member.id == actor.member_id or may(actor, Permission.SEE_EVERYONE) else None
