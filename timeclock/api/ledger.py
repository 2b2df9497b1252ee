"""The ledger: what was written, newest first, and whether it still holds."""

from flask import Blueprint, Response

from timeclock.api.access import users_of
from timeclock.api.addresses import BASE
from timeclock.api.bodies.ledger import ChainSubject, LedgerAsked
from timeclock.api.pages import after, page
from timeclock.api.shapes import ledger as shapes
from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.people.membership import member_not_found
from timeclock.company.people.queries import member, member_of_account
from timeclock.ledger import queries
from timeclock.operations.verifying.checking import verify
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller

blueprint = Blueprint("ledger", __name__)
ALL = f"{BASE}/ledger"
_LISTED = Call(asks=LedgerAsked, gives=shapes.Ledger, refuses=(404,))
_MOST_PROBLEMS = 200


@answers(blueprint, "GET", ALL, call=_LISTED)
def listed() -> Response:
    """The entries about one's own time; about others and the company from executive manager up."""
    query, actor = query_as(LedgerAsked), caller()
    found = queries.entries(
        actor.workspace_id,
        _chain(actor, query),
        before=after(query.cursor) or None,
        limit=query.limit + 1,
    )
    listed = page(found, query.limit, lambda each: each.position)
    users = users_of(actor, [each.actor_id for each in listed.items])
    told = [shapes.entry(each, users) for each in listed.items]
    return json_answer(shapes.Ledger(entries=told, next_cursor=listed.next_cursor))


@answers(blueprint, "GET", f"{ALL}/verification", call=Call(gives=shapes.Verification))
def verification() -> Response:
    """Check each chain of the company and each table that its entries describe.

    It takes as long as the ledger is. The first problems are named; none means that every entry is
    what was written, and every row what its entries say.
    """
    actor = caller()
    demand(actor, Permission.SEE_EVERYONE)
    found = verify(actor.workspace_id)
    return json_answer(
        shapes.Verification(
            ok=not found.problems,
            chains=found.chains,
            entries=found.entries,
            problems=list(found.sentences[:_MOST_PROBLEMS]),
        )
    )


def _chain(actor: Actor, query: LedgerAsked) -> int:
    """Which chain is meant. Raises NotAllowed before looking for anyone else."""
    demand(actor, Permission.READ_OWN)
    if query.about is ChainSubject.WORKSPACE:
        demand(actor, Permission.SEE_EVERYONE)
        return queries.workspace_chain_id(actor.workspace_id) or 0
    if query.user_id in (None, actor.account_id):
        found = member(actor.workspace_id, actor.member_id or 0)
    else:
        demand(actor, Permission.SEE_EVERYONE)
        found = member_of_account(actor.workspace_id, query.user_id or 0)
    if found is None:
        raise member_not_found()
    return found.chain_id
