"""A company in which every table that the ledger describes has rows, written by the use cases."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

from tests.fixtures.offline_tablet import hold_nonsense
from tests.fixtures.scripts import Bakery
from timeclock.authority.actor import Actor, Role, Scope
from timeclock.company.api_keys.service import issue_key, revoke_key
from timeclock.company.clocks.assigning import assign, unassign
from timeclock.company.clocks.break_kinds import (
    add_break_kind,
    archive_break_kind,
    update_break_kind,
)
from timeclock.company.clocks.service import (
    ClockSettings,
    create_clock,
    restore_clock,
    update_clock,
)
from timeclock.company.jobs.service import add_job, archive_job, update_job
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.company.kiosks.badges import issue_badge, revoke_badge
from timeclock.company.kiosks.devices import (
    offer_kiosk,
    pair,
    rename_kiosk,
    revoke_kiosk,
    set_ways,
)
from timeclock.company.kiosks.pins import hand_out_pin
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.service import add_label
from timeclock.company.pay_rules.choices import LateChanges, RuleSet
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.company.people.invitations import accept_invitation, invite
from timeclock.company.people.membership import add_member, reactivate, set_role, update_member
from timeclock.company.workspaces.service import update_workspace
from timeclock.ledger.recording import history_at
from timeclock.outgoing.webhooks.service import (
    add_webhook,
    change_webhook,
    pause_webhook,
    remove_webhook,
)
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import approve as approve_correction
from timeclock.worktime.corrections.approval.deciding import dispute, settle
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.kiosk_queue.deciding import dismiss_held
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume, switch_job
from timeclock.worktime.shifts.queries import every_shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.undoing import undo
from timeclock.worktime.timesheets.approval.approving import approve, send_back, submit
from timeclock.worktime.timesheets.approval.closing import close_period, reopen_period
from timeclock.worktime.timesheets.inbox.acknowledging import acknowledge
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules, withdraw_rules

MONDAY, NEXT, THIRD = date(2025, 1, 6), date(2025, 1, 13), date(2025, 1, 20)


@contextmanager
def on(day: int, time: str = "12:00") -> Iterator[datetime]:
    """A moment of January 2025 (UTC)."""
    moment = datetime.fromisoformat(f"2025-01-{day:02}T{time}").replace(tzinfo=UTC)
    with history_at(moment):
        yield moment


def live(bakery: Bakery, eli: Actor, maya: Actor, edda: Actor) -> None:
    """Two weeks of work, decisions and settings."""
    _settings(bakery)
    _people(bakery)
    _kiosks(bakery)
    _work(bakery, eli)
    _corrections(bakery, eli, maya, edda)
    _decisions(bakery, eli, maya, edda)


def _settings(bakery: Bakery) -> None:
    operator = bakery.operator
    update_workspace(operator, tolerance=60, location_on=True)
    update_clock(
        operator,
        clock_id=bakery.yard,
        change=ClockSettings(zone="Europe/Oslo", job_required=True),
    )
    update_clock(
        operator,
        clock_id=bakery.site,
        change=ClockSettings(limit_minutes=600, break_limit_minutes=45),
    )
    spare = create_clock(operator, name="Spare", zone="Europe/Berlin")
    archive_clock(operator, clock_id=spare)
    restore_clock(operator, clock_id=spare)
    archive_clock(operator, clock_id=spare)
    coffee = add_break_kind(operator, clock_id=bakery.shop, name="Coffee", paid=True)
    update_break_kind(operator, kind_id=coffee, minutes=10, pays_beyond=True)
    tea = add_break_kind(operator, clock_id=bakery.shop, name="Tea", paid=True)
    archive_break_kind(operator, kind_id=tea)
    update_job(operator, job_id=bakery.job, name="The counter")
    own = OwnRules(weekly_after=40 * 60, longest_day=8 * 60)
    rules = PayRules(overtime=RuleSet.OWN, own=own, late_changes=LateChanges.ADJUST)
    change_rules(operator, first_day=ALWAYS, rules=rules)
    later = change_rules(operator, first_day=date(2025, 6, 2), rules=PayRules())
    withdraw_rules(operator, version_id=later)
    hook = add_webhook(operator, url="https://example.com/", events=["shift.clocked_in"])
    change_webhook(operator, webhook_id=hook.webhook_id, description="Payroll")
    pause_webhook(operator, webhook_id=hook.webhook_id)
    gone = add_webhook(operator, url="https://example.com/", events=["shift.clocked_in"])
    remove_webhook(operator, webhook_id=gone.webhook_id)


def _people(bakery: Bakery) -> None:
    operator = bakery.operator
    ida = add_member(operator, email="ida@new.example", name="Ida")
    token = invite(operator, member_id=ida.member_id)
    accept_invitation(token, password="seven slow snails")
    set_role(operator, member_id=ida.member_id, role=Role.MANAGER)
    update_member(operator, member_id=ida.member_id, employee_number="7")
    deactivate_member(operator, member_id=ida.member_id)
    reactivate(operator, member_id=ida.member_id)
    assign(operator, clock_id=bakery.shop, member_id=ida.member_id, manages=True)
    assign(operator, clock_id=bakery.yard, member_id=ida.member_id)
    unassign(operator, clock_id=bakery.yard, member_id=ida.member_id)
    until = datetime(2100, 1, 1, tzinfo=UTC)
    key = issue_key(
        operator, member_id=ida.member_id, name="Old", scope=Scope.READ, expires_at=until
    )
    revoke_key(operator, key_id=key.key_id)
    hand_out_pin(operator, member_id=ida.member_id)
    for _ in range(2):
        badge = issue_badge(operator, member_id=ida.member_id, name="Badge")
    revoke_badge(operator, badge_id=badge.badge_id)


def _kiosks(bakery: Bakery) -> None:
    operator = bakery.operator
    for name in ("Back door", "Front door"):
        offered = offer_kiosk(operator, clock_id=bakery.shop, name=name)
        token = pair(offered.code)
        for _ in range(2):
            held = hold_nonsense(token)
        dismiss_held(operator, punch_id=held)
    rename_kiosk(operator, kiosk_id=offered.kiosk_id, name="Side door")
    revoke_kiosk(operator, kiosk_id=offered.kiosk_id)
    set_ways(operator, clock_id=bakery.shop, badges=True, numbers=True, names=True)


def _work(bakery: Bakery, eli: Actor) -> None:
    with on(6, "06:00"):
        fair = add_label(bakery.operator, kind=LabelKind.CLIENT, name="Fair")
        add_job(bakery.operator, name="Stand", client_id=fair)
        night = add_label(bakery.operator, kind=LabelKind.TAG, name="Night")
    for day in (6, 7, 8, 13, 14):
        with on(day, "07:00"):
            clock_in(eli, clock_id=bakery.shop, details=ShiftDetails("Rolls", tag_ids=[night]))
        with on(day, "09:00"):
            pause(eli)
        with on(day, "09:15"):
            resume(eli)
        with on(day, "10:00"):
            switch_job(eli, job_id=bakery.job)
        with on(day, "16:30"):
            clock_out(eli)
        with on(day, "17:00"):
            clock_in(eli, clock_id=bakery.shop)
            undo(eli)


def _corrections(bakery: Bakery, eli: Actor, maya: Actor, edda: Actor) -> None:
    shifts = _shifts(bakery)
    with on(15, "08:00"):
        asked = ask(eli, shift_id=shifts[0].id, drafts=[_until(shifts[0], 17)], reason="Oven")
        approve_correction(edda, correction_id=asked.id)
    with on(15, "09:00"):
        edit = propose(
            maya,
            member_id=eli.member_id or 0,
            shift_id=shifts[1].id,
            drafts=[_until(shifts[1], 14)],
            reason="Door",
        )
        dispute(eli, correction_id=edit.id, reason="No")
        settle(edda, correction_id=edit.id, keep=False, reason="Right")
    with on(15, "10:00"):
        ask(eli, shift_id=shifts[3].id, drafts=[_until(shifts[3], 18)], reason="Late")
        asked = ask(eli, shift_id=shifts[2].id, drafts=[_until(shifts[2], 18)], reason="Flour")
        propose(
            maya,
            member_id=eli.member_id or 0,
            shift_id=shifts[2].id,
            drafts=[_until(shifts[2], 17)],
            reason="Not so late",
            replaces_id=asked.id,
        )


def _decisions(bakery: Bakery, eli: Actor, maya: Actor, edda: Actor) -> None:
    member_id = eli.member_id or 0
    with on(16, "08:00"):
        acknowledge(
            maya, member_id=member_id, kind=CaseKind.LONG_DAY, day=date(2025, 1, 7), note="Fair"
        )
        submit(eli, first_day=MONDAY)
        send_back(maya, member_id=member_id, first_day=MONDAY, reason="Look again")
        submit(eli, first_day=MONDAY)
        approve(maya, member_id=member_id, first_day=MONDAY)
    with on(17, "08:00"):
        close_period(edda, first_day=MONDAY)
    with on(17, "09:00"):
        reopen_period(edda, first_day=MONDAY, reason="Too early")
    with on(17, "10:00"):
        close_period(edda, first_day=MONDAY)
    with on(18, "08:00"):
        shift = _shifts(bakery)[0]
        asked = ask(eli, shift_id=shift.id, drafts=[_until(shift, 18)], reason="Oven again")
        approve_correction(edda, correction_id=asked.id)
    with on(20, "08:00"):
        submit(eli, first_day=NEXT)
    archive_job(bakery.operator, job_id=bakery.job)


def _shifts(bakery: Bakery) -> list[ShiftRecord]:
    found = every_shift(db.session.connection(), bakery.workspace_id, bakery.eli.member_id)
    return [each for each in found if not each.voided]


def _until(shift: ShiftRecord, hour: int) -> Draft:
    """The same shift, which ends at that hour of its day."""
    draft = Draft.of(shift)
    return replace(draft, ended_at=draft.ended_at.replace(hour=hour, minute=0), billable=None)
