"""One entry: read, changed, deleted."""

from flask import Blueprint, Response

from timeclock.authority.actor import Actor
from timeclock.company.jobs.queries import job_tree
from timeclock.compat.clockify import showing
from timeclock.compat.clockify.addresses import ENTRY, under_both
from timeclock.compat.clockify.bodies import ChangedEntry, ClockifyNothing
from timeclock.compat.clockify.changing import EntryChange, amend_again, wanted
from timeclock.compat.clockify.correcting import correct, made, was_correction
from timeclock.compat.clockify.finding import FoundEntry, entry_in_sight, ever_in_sight
from timeclock.compat.clockify.queries import EntryAsked
from timeclock.compat.clockify.shapes import entries as shapes
from timeclock.compat.ids import IdKind, hex24
from timeclock.ledger.entry import Once
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked, marked_if, shift_of
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer, no_content
from timeclock.wire.keys import caller
from timeclock.wire.once import once, repeats
from timeclock.worktime.corrections.drafts.parts import drafts_without

blueprint = Blueprint("entries", __name__)
_CHANGE = Call(
    takes=ChangedEntry,
    gives=shapes.ClockifyTimeEntry,
    refuses=(404,),
    example={"description": "Rolls and bread", "projectId": hex24(IdKind.JOB, 1)},
)


@answers(
    blueprint,
    "GET",
    *under_both(ENTRY),
    call=Call(asks=EntryAsked, gives=shapes.ListedEntry),
)
def one_entry(workspace: str, entry: str) -> Response:
    """One entry, of anyone in sight."""
    actor, query = caller(), query_as(EntryAsked)
    found = entry_in_sight(actor, workspace, entry)
    tree, hydrated = job_tree(actor.workspace_id), query.hydrated or False
    (shown,) = showing.listed(actor.workspace_id, [found], tree, hydrated=hydrated)
    return json_answer(shown)


@answers(blueprint, "PUT", *under_both(ENTRY), call=_CHANGE)
def change_entry(workspace: str, entry: str) -> Response:
    """Change an entry; what is not sent stays, and null is no project and no description.

    `description`, `tagIds` and `billable` are those of the whole shift. While the shift runs, its
    running entry may get another project, or an `end`, which ends the shift. What has ended is
    corrected, if no one else has to say a word about it; a gap between two entries then divides
    their shift.
    """
    actor = caller()
    found = ever_in_sight(actor, workspace, entry)
    if repeats(actor, keyed := once()):
        return _changed_before(actor, found, entry, keyed)
    part = found.part_to_change(actor, repeated=False)
    change = EntryChange.of(found.record, part, body_of(ChangedEntry))
    if change.runs:
        punched = change.amend(actor, keyed)
        return marked(json_answer(showing.same_entry(shift_of(punched), entry.lower())), punched)
    return json_answer(showing.one_entry(*change.correct(actor, keyed)))


def _changed_before(actor: Actor, found: FoundEntry, entry: str, keyed: Once | None) -> Response:
    """The answer to a call that is repeated, whatever the entry is by now."""
    record, body = found.record, body_of(ChangedEntry)
    if not was_correction(actor, keyed):
        punched = amend_again(actor, record, keyed)
        return marked(json_answer(showing.same_entry(shift_of(punched), entry.lower())), punched)
    part = found.part_to_change(actor, repeated=True)
    correction = correct(actor, record.member_id, record.id, (), keyed)
    new = wanted(part, body, job_tree(actor.workspace_id))
    shown = showing.one_entry(*made(actor, correction, new))
    return marked_if(json_answer(shown), repeats=True)


@answers(blueprint, "DELETE", *under_both(ENTRY), call=Call(takes=ClockifyNothing, status=204))
def delete_entry(workspace: str, entry: str) -> Response:
    """Delete an entry that has ended: a correction, which keeps what was there.

    What is on either side of it in the same shift stays.
    """
    actor = caller()
    found = ever_in_sight(actor, workspace, entry)
    body_of(ClockifyNothing)
    repeated = repeats(actor, keyed := once())
    part = found.part_to_change(actor, repeated=repeated)
    record = found.record
    drafts = () if repeated else drafts_without(record, part)
    correct(actor, record.member_id, record.id, drafts, keyed)
    return marked_if(no_content(), repeats=repeated)
