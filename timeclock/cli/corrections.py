"""flask corrections: changes of shifts, asked for, proposed, decided."""

from collections.abc import Sequence

import click

from timeclock.authority.actor import Actor
from timeclock.cli.correction_drafts import DraftOptions, draft_options, drafts_from
from timeclock.cli.help import TerminalGroup
from timeclock.cli.lookups import find_member, operator_at
from timeclock.cli.options import email_option, reason_option, workspace_option
from timeclock.cli.shift_facts import wall_time
from timeclock.cli.terminal import CommandResult, answering, listed
from timeclock.company.clocks.queries import read_zones
from timeclock.company.clocks.zones import ClockZones
from timeclock.company.people.queries import names, user_ids
from timeclock.messages import N_, Sentence
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.approval import asking, deciding, undoing
from timeclock.worktime.corrections.drafts.drafts import CorrectionKind
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.listing import corrections_in_sight
from timeclock.worktime.corrections.reading.queries import CorrectionView

group = TerminalGroup("corrections", help=N_("Corrections: asked for, proposed, decided."))

_KINDS = {
    CorrectionKind.ADD: N_("add"),
    CorrectionKind.CHANGE: N_("change"),
    CorrectionKind.SPLIT: N_("split"),
    CorrectionKind.REMOVE: N_("remove"),
}
_STATES = {
    CorrectionState.ASKED: N_("asked"),
    CorrectionState.APPROVED: N_("approved"),
    CorrectionState.REFUSED: N_("refused"),
    CorrectionState.WITHDRAWN: N_("withdrawn"),
    CorrectionState.REPLACED: N_("replaced"),
    CorrectionState.PROPOSED: N_("proposed"),
    CorrectionState.APPLIED: N_("applied"),
    CorrectionState.CONFIRMED: N_("confirmed"),
    CorrectionState.DISPUTED: N_("disputed"),
    CorrectionState.UPHELD: N_("upheld"),
    CorrectionState.TAKEN_BACK: N_("taken back"),
}

id_option = click.option(
    "--correction", type=int, required=True, metavar="ID", help=N_("Its number, as listed.")
)


@group.command("list")
@workspace_option
@click.option("--email", help=N_("Only this person's."))
@click.option(
    "--state", type=click.Choice([each.value for each in CorrectionState]), help=N_("Only these.")
)
@click.option("--before", type=int, metavar="ID", help=N_("Only older ones than this."))
@click.option("--limit", type=click.IntRange(1, 200), default=50, show_default=True)
@answering
def show(
    *, workspace: str, email: str | None, state: str | None, before: int | None, limit: int
) -> CommandResult:
    """List corrections, newest first."""
    actor = operator_at(workspace)
    found = corrections_in_sight(
        actor,
        member_id=find_member(actor.workspace_id, email).id if email is not None else None,
        state=CorrectionState(state) if state is not None else None,
        before_id=before,
        limit=limit,
    )
    called = names(actor.workspace_id, {each.member_id for each in found})
    zones = read_zones(db.session.connection(), actor.workspace_id)
    rows = [
        (
            str(each.id),
            called[each.member_id],
            Sentence(_KINDS[each.kind]),
            Sentence(_STATES[each.state]),
            _when(each, zones),
            each.reason.splitlines()[0],
        )
        for each in found
    ]
    headings = (N_("id"), N_("name"), N_("what"), N_("state"), N_("shift of"), N_("reason"))
    text = listed(headings, rows, none=N_("There is none."))
    return CommandResult(text, {"corrections": _facts(actor, found)})


@group.command("propose")
@workspace_option
@email_option
@draft_options
@reason_option
@click.option(
    "--replaces", type=int, metavar="ID", help=N_("A request of theirs that this answers.")
)
@answering
def propose(
    *, workspace: str, email: str, reason: str, replaces: int | None, **sent: object
) -> CommandResult:
    """Correct a person's time: change a shift, add one, or remove it.

    What is not given stays as the shift has it. The person confirms or disputes it.
    """
    actor = operator_at(workspace)
    member, wish = find_member(actor.workspace_id, email), DraftOptions.of(sent)
    found = asking.propose(
        actor,
        member_id=member.id,
        shift_id=wish.shift_id,
        drafts=drafts_from(actor.workspace_id, member.id, wish),
        reason=reason,
        replaces_id=replaces,
    )
    return _answer(actor, found)


@group.command("approve")
@workspace_option
@id_option
@answering
def approve(*, workspace: str, correction: int) -> CommandResult:
    """Approve a request."""
    actor = operator_at(workspace)
    return _answer(actor, deciding.approve(actor, correction_id=correction))


@group.command("refuse")
@workspace_option
@id_option
@reason_option
@answering
def refuse(*, workspace: str, correction: int, reason: str) -> CommandResult:
    """Refuse a request."""
    actor = operator_at(workspace)
    return _answer(actor, deciding.refuse(actor, correction_id=correction, reason=reason))


@group.command("withdraw")
@workspace_option
@id_option
@answering
def withdraw(*, workspace: str, correction: int) -> CommandResult:
    """Withdraw a proposal that the person has not confirmed."""
    actor = operator_at(workspace)
    return _answer(actor, deciding.withdraw(actor, correction_id=correction))


@group.command("settle")
@workspace_option
@id_option
@click.option("--keep/--take-back", required=True, help=N_("Whether the correction counts."))
@reason_option
@answering
def settle(*, workspace: str, correction: int, keep: bool, reason: str) -> CommandResult:
    """Settle a dispute: keep the correction, or undo it."""
    actor = operator_at(workspace)
    found = deciding.settle(actor, correction_id=correction, keep=keep, reason=reason)
    return _answer(actor, found)


@group.command("undo")
@workspace_option
@id_option
@answering
def undo(*, workspace: str, correction: int) -> CommandResult:
    """Undo the operator's own decision, within a minute."""
    actor = operator_at(workspace)
    return _answer(actor, undoing.undo(actor, correction_id=correction))


def _when(found: CorrectionView, zones: ClockZones) -> str:
    """When the shift began, or is to begin."""
    began = found.before.timeline.started_at if found.before else found.drafts[0].started_at
    return wall_time(began, zones.at(found.clock_id, began))


def _facts(actor: Actor, found: Sequence[CorrectionView]) -> list[dict[str, object]]:
    users = user_ids(actor.workspace_id, {each.member_id for each in found})
    return [
        {
            "correction_id": each.id,
            "user_id": users[each.member_id],
            "member_id": each.member_id,
            "shift_id": each.shift_id,
            "kind": each.kind.value,
            "state": each.state.value,
            "reason": each.reason,
            "decision": each.decision,
            "asked_at": each.asked_at,
            "decided_at": each.decided_at,
            "applied_at": each.applied_at,
            "shift_ids": each.shift_ids,
            "drafts": [draft.to_json() for draft in each.drafts],
        }
        for each in found
    ]


def _answer(actor: Actor, found: CorrectionView) -> CommandResult:
    (facts,) = _facts(actor, [found])
    text = Sentence(
        "Correction %(correction)s is %(state)s.",
        correction=found.id,
        state=Sentence(_STATES[found.state]),
    )
    return CommandResult(text, facts)
