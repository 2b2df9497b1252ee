"""Every JSON address × who calls: one table, and an address that is not in it fails."""

from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.json_calls import JsonCall
from tests.fixtures.scripts import Bakery, KeyHolder
from timeclock.compat.ids import IdKind, uuid8

pytestmark = pytest.mark.databases("sqlite")

EVERYBODY = {"olive", "edda", "maya", "eli", "otto", "nora"}
COLLEAGUES = EVERYBODY - {"nora"}
WHO_REACHES_ELI = {"olive", "edda", "maya", "eli"}
WHO_DECIDES_ABOUT_ELI = {"olive", "edda", "maya"}
ALL_MANAGERS = {"olive", "edda", "maya", "nora"}
EXECUTIVES, ALL_EXECUTIVES = {"olive", "edda"}, {"olive", "edda", "nora"}
MAY = {
    "api.clock_in": WHO_REACHES_ELI,
    "api.pause": WHO_REACHES_ELI,
    "api.resume": WHO_REACHES_ELI,
    "api.clock_out": WHO_REACHES_ELI,
    "api.stop": WHO_REACHES_ELI,
    "api.undo": WHO_REACHES_ELI,
    "api.switch_job": WHO_REACHES_ELI,
    "api.open_shifts": EVERYBODY,
    "api.shifts.listed": EVERYBODY,
    "api.shifts.shown": WHO_REACHES_ELI,
    "api.shifts.propose_end": {"eli"},
    "api.shifts.confirm_end": WHO_REACHES_ELI,
    "api.shifts.refuse_claims": WHO_DECIDES_ABOUT_ELI,
    "api.shifts.undo_confirmation": WHO_REACHES_ELI,
    "api.shifts.worked_through": WHO_REACHES_ELI,
    "api.timesheets.rows": {"olive", "edda", "maya", "nora"},
    "api.events.listed": {"olive", "edda", "nora"},
    "api.timesheets.lines": {"olive", "edda", "maya", "nora"},
    "api.timesheets.sheet": WHO_REACHES_ELI,
    "api.timesheets.submit": WHO_REACHES_ELI,
    "api.timesheets.take_back": {"eli"},
    "api.timesheets.approve": WHO_DECIDES_ABOUT_ELI,
    "api.timesheets.undo": WHO_DECIDES_ABOUT_ELI,
    "api.timesheets.send_back": WHO_DECIDES_ABOUT_ELI,
    "api.timesheets.reopen": WHO_DECIDES_ABOUT_ELI,
    "api.periods.between": EVERYBODY,
    "api.periods.obstacles": EVERYBODY,
    "api.periods.approve": WHO_DECIDES_ABOUT_ELI,
    "api.periods.close": ALL_EXECUTIVES,
    "api.periods.undo": ALL_EXECUTIVES,
    "api.periods.reopen": ALL_EXECUTIVES,
    "api.corrections.listed": EVERYBODY,
    "api.corrections.shown": WHO_REACHES_ELI,
    "api.corrections.ask": WHO_REACHES_ELI,
    "api.corrections.approve": WHO_DECIDES_ABOUT_ELI,
    "api.corrections.refuse": WHO_DECIDES_ABOUT_ELI,
    "api.corrections.withdraw": WHO_REACHES_ELI,
    "api.corrections.confirm": {"eli"},
    "api.corrections.dispute": {"eli"},
    "api.corrections.settle": WHO_DECIDES_ABOUT_ELI,
    "api.corrections.undo": WHO_DECIDES_ABOUT_ELI,
    "api.cases.listed": EVERYBODY,
    "api.cases.seen": WHO_DECIDES_ABOUT_ELI,
    "api.cases.undo_seen": WHO_DECIDES_ABOUT_ELI,
    "api.rules.listed": EVERYBODY,
    "api.home_clocks.listed": WHO_REACHES_ELI,
    "api.home_clocks.change": EXECUTIVES,
    "api.home_clocks.preview": EXECUTIVES,
    "api.rules.change": ALL_EXECUTIVES,
    "api.rules.preview": ALL_EXECUTIVES,
    "api.rules.preview_of_withdrawal": EXECUTIVES,
    "api.rules.withdraw": EXECUTIVES,
    "api.rules.undo": EXECUTIVES,
    "api.exports.listed": ALL_EXECUTIVES,
    "api.exports.ask": EXECUTIVES,
    "api.exports.shown": EXECUTIVES,
    "api.exports.file": EXECUTIVES,
    "api.workspace.me": EVERYBODY,
    "api.workspace.shown": EVERYBODY,
    "api.workspace.change": {"olive", "nora"},
    "api.members.listed": EVERYBODY,
    "api.members.shown": WHO_REACHES_ELI,
    "api.members.add": ALL_EXECUTIVES,
    "api.members.change": EXECUTIVES,
    "api.members.set_external_id": EXECUTIVES,
    "api.jobs.set_external_id": EXECUTIVES,
    "api.clocks.set_external_id": EXECUTIVES,
    "api.members.role": {"olive"},
    "api.members.invite": EXECUTIVES,
    "api.members.deactivate": EXECUTIVES,
    "api.members.reactivate": EXECUTIVES,
    "api.clocks.listed": EVERYBODY,
    "api.clocks.shown": WHO_REACHES_ELI,
    "api.clocks.add": ALL_EXECUTIVES,
    "api.clocks.change": EXECUTIVES,
    "api.clocks.archive": EXECUTIVES,
    "api.clocks.restore": EXECUTIVES,
    "api.assignments.listed": WHO_DECIDES_ABOUT_ELI,
    "api.assignments.shown": WHO_DECIDES_ABOUT_ELI,
    "api.assignments.unassign": EXECUTIVES,
    "api.assignments.assign": EXECUTIVES,
    "api.break_kinds.listed": WHO_REACHES_ELI,
    "api.break_kinds.shown": WHO_REACHES_ELI,
    "api.break_kinds.add": EXECUTIVES,
    "api.break_kinds.change": EXECUTIVES,
    "api.break_kinds.archive": EXECUTIVES,
    "api.jobs.listed": EVERYBODY,
    "api.jobs.shown": COLLEAGUES,
    "api.jobs.add": ALL_EXECUTIVES,
    "api.jobs.change": EXECUTIVES,
    "api.jobs.archive": EXECUTIVES,
    "api.jobs.restore": EXECUTIVES,
    **{
        f"api.{noun}s.{verb}": who
        for noun in ("client", "tag")
        for verb, who in (
            (f"all_{noun}s", EVERYBODY),
            (f"one_{noun}", COLLEAGUES),
            (f"add_{noun}", ALL_EXECUTIVES),
            (f"change_{noun}", EXECUTIVES),
            (f"archive_{noun}", EXECUTIVES),
            (f"restore_{noun}", EXECUTIVES),
        )
    },
    "api.board.shown": {"olive", "edda", "maya", "nora"},
    "api.ledger.listed": EVERYBODY,
    "api.ledger.verification": ALL_EXECUTIVES,
    "api.keys.listed": EVERYBODY,
    "api.keys.issue": EVERYBODY,
    "api.keys.revoke": {"olive", "edda", "eli"},
    "api.kiosks.listed": ALL_MANAGERS,
    "api.kiosks.offer": WHO_DECIDES_ABOUT_ELI,
    "api.kiosks.shown": WHO_DECIDES_ABOUT_ELI,
    "api.kiosks.rename": WHO_DECIDES_ABOUT_ELI,
    "api.kiosks.unlock": WHO_DECIDES_ABOUT_ELI,
    "api.kiosks.revoke": WHO_DECIDES_ABOUT_ELI,
    "api.kiosks.ways": WHO_DECIDES_ABOUT_ELI,
    "api.kiosks.choose_ways": WHO_DECIDES_ABOUT_ELI,
    "api.kiosks.badges_listed": EVERYBODY,
    "api.kiosks.issue_badge": WHO_DECIDES_ABOUT_ELI,
    "api.kiosks.revoke_badge": WHO_REACHES_ELI,
    "api.kiosks.give_pin": WHO_DECIDES_ABOUT_ELI,
    "api.kiosks.remove_pin": WHO_REACHES_ELI,
    "api.kiosk_punches.listed": ALL_MANAGERS,
    "api.kiosk_punches.shown": WHO_DECIDES_ABOUT_ELI,
    "api.kiosk_punches.count": WHO_DECIDES_ABOUT_ELI,
    "api.kiosk_punches.dismiss": WHO_DECIDES_ABOUT_ELI,
    "api.webhooks.listed": ALL_EXECUTIVES,
    "api.webhooks.add": ALL_EXECUTIVES,
    "api.webhooks.shown": EXECUTIVES,
    "api.webhooks.change": EXECUTIVES,
    "api.webhooks.remove": EXECUTIVES,
    "api.webhooks.pause": EXECUTIVES,
    "api.webhooks.resume": EXECUTIVES,
    "api.webhooks.rotate": EXECUTIVES,
    "api.webhooks.test": EXECUTIVES,
    "api.webhooks.log": EXECUTIVES,
    "api.webhooks.one_attempt": EXECUTIVES,
    "api.webhooks.replay": EXECUTIVES,
    "awork.resume": {"eli"},
    "awork.pause": {"eli"},
    "awork.stop": {"eli"},
    "awork.booking.add": EVERYBODY,
    "awork.booking.change": WHO_REACHES_ELI,
    "awork.booking.delete": WHO_REACHES_ELI,
    "awork.start": {"eli"},
    "awork.me": EVERYBODY,
    "awork.lists.types_of_work": EVERYBODY,
    "awork.last": {"eli"},
    "awork.lists.entries": EVERYBODY,
    "awork.company.users": EVERYBODY,
    "awork.company.one_user": WHO_REACHES_ELI,
    "awork.company.projects": EVERYBODY,
    "awork.company.one_project": COLLEAGUES,
    "awork.one_entry": WHO_REACHES_ELI,
    "clockify.clock.stop_running_entry": WHO_REACHES_ELI,
    "clockify.clock.add_own_entry": COLLEAGUES,
    "clockify.clock.add_entry": WHO_REACHES_ELI,
    "clockify.entries.one_entry": WHO_REACHES_ELI,
    "clockify.entries.change_entry": WHO_DECIDES_ABOUT_ELI | {"eli"},
    "clockify.entries.delete_entry": WHO_DECIDES_ABOUT_ELI,
    "clockify.lists.entries_of_user": WHO_REACHES_ELI,
    "clockify.lists.entries_in_progress": COLLEAGUES,
    "clockify.company.user": EVERYBODY,
    "clockify.company.workspaces": EVERYBODY,
    "clockify.company.users": COLLEAGUES,
    "clockify.company.one_user": WHO_REACHES_ELI,
    "clockify.company.one_workspace": COLLEAGUES,
    "clockify.projects.projects": COLLEAGUES,
    "clockify.projects.one_project": COLLEAGUES,
    "clockify.projects.tasks": COLLEAGUES,
    "clockify.adding.add_project": EXECUTIVES,
    "clockify.adding.add_task": EXECUTIVES,
    "clockify.reports.detailed_report": COLLEAGUES,
    "clockify.labels.clients": COLLEAGUES,
    "clockify.labels.tags": COLLEAGUES,
    "clockify.labels.one_client": COLLEAGUES,
    "clockify.labels.one_tag": COLLEAGUES,
    "clockify.labels.add_client": EXECUTIVES,
    "clockify.labels.add_tag": EXECUTIVES,
    "clockify.nothing.custom_fields": COLLEAGUES,
    "clockify.nothing.user_groups": COLLEAGUES,
    "connecteam.clock_in": WHO_REACHES_ELI,
    "connecteam.clock_out": WHO_REACHES_ELI,
    "connecteam.pause": WHO_REACHES_ELI,
    "connecteam.resume": WHO_REACHES_ELI,
    "connecteam.timesheets.timesheet": {"olive", "edda", "maya"},
    "connecteam.activities.time_activities": WHO_REACHES_ELI,
    "connecteam.lists.manual_breaks": WHO_REACHES_ELI,
    "connecteam.lists.time_clocks": EVERYBODY,
    "connecteam.lists.users": EVERYBODY,
    "connecteam.lists.all_jobs": EVERYBODY,
    "connecteam.lists.me": EVERYBODY,
    "webwork.stop": {"olive", "edda"},
    "webwork.start": {"olive", "edda", "eli"},
    "webwork.current_data": WHO_REACHES_ELI,
    "webwork.lists.workspaces": EVERYBODY,
    "webwork.lists.members": EVERYBODY,
    "webwork.lists.one_member": WHO_REACHES_ELI,
    "webwork.lists.time_entries": WHO_REACHES_ELI,
}


# Calls that change nothing, though they are sent as POST.
READS = {"clockify.reports.detailed_report"}
ADDS = ("clockify.adding.", "clockify.labels.add_")
WITH_A_REASON = {"send_back", "reopen", "refuse", "dispute"}


def body_about_hours(call: JsonCall, bakery: Bakery) -> dict[str, object]:
    """What a call about hours takes, about Eli's shift of this morning."""
    eli, verb = bakery.eli.user_id, call.endpoint.rpartition(".")[2]
    began = datetime.now(UTC) - timedelta(minutes=2)
    draft = {
        "clock_id": bakery.shop,
        "started_at": began.isoformat(),
        "ended_at": began.isoformat(),
    }
    bodies: dict[str, dict[str, object]] = {
        "api.shifts.propose_end": {"at": began.isoformat()},
        "api.periods.approve": {"user_ids": [eli]},
        "api.corrections.ask": {"user_id": eli, "drafts": [draft], "reason": "Forgot"},
        "api.corrections.settle": {"keep": True, "reason": "It was so"},
        "api.cases.seen": {"user_id": eli, "kind": "request", "day": "2026-03-02"},
        "api.cases.undo_seen": {"user_id": eli, "kind": "request", "day": "2026-03-02"},
        "api.rules.change": {"first_day": "2090-01-02", "rules": {"rounding_minutes": 5}},
        "api.rules.preview": {"first_day": "2090-01-02", "rules": {"rounding_minutes": 10}},
        "api.home_clocks.change": {"first_day": "2090-01-02", "clock_id": bakery.yard},
        "api.home_clocks.preview": {"first_day": "2090-01-02", "clock_id": bakery.yard},
        "api.webhooks.add": {"url": "https://example.com/hook"},
        "api.webhooks.change": {"description": "Payroll"},
        "api.members.add": {"email": "zoe@bakery.example", "name": "Zoe"},
        "api.members.set_external_id": {"external_id": "E-1"},
        "api.jobs.set_external_id": {"external_id": "E-1"},
        "api.clocks.set_external_id": {"external_id": "E-1"},
        "api.members.role": {"role": "employee"},
        "api.clocks.add": {"name": "Mill Lane", "timezone": "UTC"},
        "api.break_kinds.add": {"name": "Tea"},
        "api.jobs.add": {"name": "Rye"},
        "api.clients.add_client": {"name": "Fair"},
        "api.tags.add_tag": {"name": "Fair"},
        "api.clients.change_client": {"name": "Fairs"},
        "api.tags.change_tag": {"name": "Fairs"},
        "api.keys.issue": {"name": "Payroll", "scope": "read"},
        "api.kiosks.offer": {"clock_id": bakery.shop, "name": "Back door"},
        "api.kiosks.rename": {"name": "Side door"},
        "api.kiosks.choose_ways": {"badges": True, "numbers": True, "names": True},
        "api.kiosks.issue_badge": {"user_id": bakery.eli.user_id, "name": "Badge"},
        "api.exports.ask": {
            "first_day": "2026-03-02",
            "last_day": "2026-03-08",
            "user_ids": [eli],
        },
    }
    return bodies.get(call.endpoint, {"reason": "Why not"} if verb in WITH_A_REASON else {})


def body_about_eli(call: JsonCall, bakery: Bakery) -> dict[str, object]:
    """What the call takes, about Eli at the shop."""
    eli = bakery.eli.user_id
    if call.door in ("connecteam", "webwork"):
        vendors = {"workspace_id": bakery.workspace_id, "user_id": eli}
        return vendors if call.door == "webwork" else {"userId": eli}
    if call.endpoint == "clockify.clock.stop_running_entry":
        return {"end": "2026-01-01T00:00:00Z"}
    if call.endpoint == "awork.start":
        kind = uuid8(IdKind.TYPE_OF_WORK, bakery.workspace_id)
        return {"typeOfWorkId": kind, "timezone": "UTC"}
    if call.door != "api" or call.method == "GET":
        return {"name": f"Rye {call.path}"} if call.endpoint.startswith(ADDS) else {}
    if call.endpoint.count(".") == 2:
        return body_about_hours(call, bakery)
    more: dict[str, dict[str, object]] = {
        "api.switch_job": {"job_id": bakery.job},
        "api.stop": {"reason": "Closing"},
        "api.clock_in": {"clock_id": bakery.shop},
    }
    return {"user_id": eli} | more.get(call.endpoint, {})


def is_kept_out(call: JsonCall, answer: TestResponse) -> bool:
    """Whether the door said no to the person, rather than to the moment."""
    assert answer.status_code < 500
    if answer.status_code == 400 and call.door == "awork":
        return answer.json is not None and "own time trackings" in answer.json["description"]
    if answer.status_code == 400 and call.door == "clockify":
        return answer.json is not None and "doesn't belong" in answer.json["message"]
    if answer.status_code == 404 and call.door == "clockify":
        return False
    return answer.status_code in (401, 403, 404)


def about_eli(calls: list[JsonCall]) -> list[JsonCall]:
    """awork's `me` is always oneself, so it is asked elsewhere. What deletes comes last, once."""
    found = [call for call in calls if "/me/" not in call.path]
    found = [call for call in found if call.method != "DELETE" or not call.path.startswith("/v1")]
    found = [call for call in found if call.endpoint != "awork.booking.delete"]  # as Clockify's
    return sorted(found, key=lambda call: call.method == "DELETE")


def test_the_table_has_every_address(json_calls: list[JsonCall]) -> None:
    assert {call.endpoint for call in json_calls} == set(MAY)


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_who_may(json_calls: list[JsonCall], bakery: Bakery, name: str) -> None:
    holder: KeyHolder = getattr(bakery, name)
    for call in about_eli(json_calls):
        answer = call.send(body_about_eli(call, bakery), key=holder.key)
        may = name in MAY[call.endpoint]
        assert is_kept_out(call, answer) != may, f"{call.path}: {answer.status_code} {answer.text}"


def test_a_key_that_only_reads_only_reads(json_calls: list[JsonCall], bakery: Bakery) -> None:
    for call in json_calls:
        answer = call.send(body_about_eli(call, bakery), key=bakery.eli.read_key)
        reads = (call.method == "GET" or call.endpoint in READS) and "eli" in MAY[call.endpoint]
        assert is_kept_out(call, answer) != reads, call.path
