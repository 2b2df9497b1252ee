"""Who confirmed the times of which shift, as the ledger has it."""

import json
from collections.abc import Collection

from sqlalchemy import Connection, select

from timeclock.company.people.models import Member
from timeclock.ledger.models import IS_END_CONFIRMED, Entry
from timeclock.messages import Sentence
from timeclock.outgoing.exports.words import Words
from timeclock.storage.columns import unindexed
from timeclock.timekeeping import utc_text
from timeclock.worktime.shifts.models import Shift


def read_confirmed(
    connection: Connection, workspace_id: int, member_ids: Collection[int], words: Words
) -> dict[int, str]:
    """By shift, the last confirmation: “2026-03-03T07:05:00Z times confirmed by Maya”.

    A shift that waits again, since its confirmation was undone, has none.
    """
    waiting = set(
        connection.scalars(
            select(Shift.id).where(
                Shift.workspace_id == workspace_id,
                Shift.unconfirmed.is_not(None),
                Shift.member_id.in_(member_ids),
            )
        )
    )
    chains = select(Member.chain_id).where(
        Member.workspace_id == workspace_id, Member.id.in_(member_ids)
    )
    rows = connection.execute(
        select(Entry.actor_id, Entry.received_at, Entry.body)
        .where(Entry.workspace_id == workspace_id, Entry.chain_id.in_(chains), IS_END_CONFIRMED)
        .order_by(unindexed(Entry.chain_id), Entry.position)
    )
    found = {
        json.loads(row.body)["after"]["shift"]: (
            str(
                Sentence(
                    "%(time)s times confirmed by %(name)s",
                    time=utc_text(row.received_at),
                    name=words.person(row.actor_id),
                )
            )
        )
        for row in rows
    }
    return {shift_id: said for shift_id, said in found.items() if shift_id not in waiting}
