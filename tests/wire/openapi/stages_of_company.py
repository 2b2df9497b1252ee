"""What has to be so before the samples about the company are run: mostly something new."""

from collections.abc import Callable

from tests.fixtures.webhooks import webhook_with_a_log
from tests.wire.openapi.world import Names, World
from timeclock.authority.actor import Scope
from timeclock.company.api_keys.service import issue_key
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.break_kinds import add_break_kind
from timeclock.company.clocks.service import create_clock
from timeclock.company.jobs.service import add_job, archive_job
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.company.labels.models import LabelKind
from timeclock.company.people.membership import add_member
from timeclock.outgoing.webhooks.queries import webhooks
from timeclock.outgoing.webhooks.service import pause_webhook, remove_webhook
from timeclock.worktime.shifts.leaving import deactivate_member


def _new_name(world: World) -> Names:
    number = next(world.numbers)
    return {
        "name": f"Number {number}",
        "code": f"N{number}",
        "email": f"n{number}@bakery.example",
        "employee_number": str(number),
    }


def _newcomer(world: World) -> Names:
    return {"user": world.newcomer().account_id}


def _invited(world: World) -> Names:
    """Someone without a password so far."""
    name = _new_name(world)
    added = add_member(world.olive, email=str(name["email"]), name=str(name["name"]))
    return {"user": added.account_id}


def _another_home(world: World) -> Names:
    """A clock that is not yet the home of a newcomer."""
    return {"user": world.newcomer().account_id, "clock_id": _clock(world)["clock"]}


def _left(world: World) -> Names:
    person = world.newcomer()
    deactivate_member(world.olive, member_id=person.member_id)
    return {"user": person.account_id}


def _clock(world: World) -> Names:
    name = str(_new_name(world)["name"])
    return {"clock": create_clock(world.olive, name=name, zone="Europe/Berlin")}


def _closed_clock(world: World) -> Names:
    found = _clock(world)
    archive_clock(world.olive, clock_id=int(str(found["clock"])))
    return found


def _assigned(world: World) -> Names:
    person, found = world.newcomer(), _clock(world)
    assign(world.olive, clock_id=int(str(found["clock"])), member_id=person.member_id)
    return {**found, "user": person.account_id}


def _kind(world: World) -> Names:
    name = str(_new_name(world)["name"])
    kind = add_break_kind(world.olive, clock_id=world.bakery.shop, name=name, paid=False)
    return {"kind": kind}


def _job(world: World) -> Names:
    return {"job": add_job(world.olive, name=str(_new_name(world)["name"]))}


def _archived_job(world: World) -> Names:
    found = _job(world)
    archive_job(world.olive, job_id=int(str(found["job"])))
    return found


def _client(world: World) -> Names:
    return {"client": world.label(LabelKind.CLIENT), "name": f"Client {next(world.numbers)}"}


def _tag(world: World) -> Names:
    return {"tag": world.label(LabelKind.TAG), "name": f"Tag {next(world.numbers)}"}


def _key(world: World) -> Names:
    person = world.newcomer()
    issued = issue_key(world.olive, member_id=person.member_id, name="Old", scope=Scope.READ)
    return {"key": issued.key_id, "user_id": person.account_id}


def _key_for(world: World) -> Names:
    return {"user_id": world.newcomer().account_id}


def _webhook(world: World) -> Names:
    for standing in webhooks(world.olive.workspace_id):
        remove_webhook(world.olive, webhook_id=standing.webhook.id)
    webhook_id, attempt_id = webhook_with_a_log(world.olive)
    return {"webhook": webhook_id, "attempt": attempt_id}


def _paused_webhook(world: World) -> Names:
    found = _webhook(world)
    pause_webhook(world.olive, webhook_id=int(str(found["webhook"])))
    return found


OF_COMPANY: dict[str, Callable[[World], Names]] = {
    "api.members.add": _new_name,
    "api.members.change": _newcomer,
    "api.members.role": _newcomer,
    "api.members.invite": _invited,
    "api.members.deactivate": _newcomer,
    "api.members.reactivate": _left,
    "api.home_clocks.change": _another_home,
    "api.home_clocks.preview": _another_home,
    "api.clocks.add": _new_name,
    "api.clocks.archive": _clock,
    "api.clocks.restore": _closed_clock,
    "api.assignments.unassign": _assigned,
    "api.assignments.assign": _newcomer,
    "api.break_kinds.add": _new_name,
    "api.break_kinds.change": _kind,
    "api.break_kinds.archive": _kind,
    "api.jobs.add": _new_name,
    "api.jobs.change": _job,
    "api.jobs.archive": _job,
    "api.jobs.restore": _archived_job,
    "api.clients.add_client": _new_name,
    "api.tags.add_tag": _new_name,
    **{f"api.clients.{verb}_client": _client for verb in ("one", "change", "archive", "restore")},
    **{f"api.tags.{verb}_tag": _tag for verb in ("one", "change", "archive", "restore")},
    "api.keys.issue": _key_for,
    "api.keys.revoke": _key,
    **{
        f"api.webhooks.{verb}": _webhook
        for verb in ("add", "shown", "change", "remove", "pause", "test", "log", "one_attempt")
    },
    "api.webhooks.rotate": _webhook,
    "api.webhooks.replay": _webhook,
    "api.webhooks.resume": _paused_webhook,
}
