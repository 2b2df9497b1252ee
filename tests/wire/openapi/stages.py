"""What has to be so before the sample of a call is run, by the call's key."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.wire.openapi.stages_of_company import OF_COMPANY
from tests.wire.openapi.stages_of_hours import OF_HOURS
from tests.wire.openapi.world import Names, World
from timeclock.company.labels.models import LabelKind
from timeclock.compat.ids import IdKind, hex24
from timeclock.worktime.shifts.backdating import tell_worked


def _ending_now(world: World) -> Names:
    """Eli is clocked in; the example ends that now."""
    world.working()
    return {"end": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"}


def _an_entry(world: World) -> Names:
    """An entry of Clockify's that may still be changed, beside the earlier ones."""
    end = datetime.now(UTC) - timedelta(minutes=10 + 3 * next(world.numbers))
    told = tell_worked(
        world.olive,
        member_id=world.bakery.eli.member_id,
        start=end - timedelta(minutes=2),
        end=end,
    ).shift
    assert told is not None
    return {"entry": hex24(IdKind.SHIFT, told.id)}


def _a_new_name(world: World) -> Names:
    """A name that nothing has yet."""
    return {"name": f"Catering {next(world.numbers)}"}


def _a_client(world: World) -> Names:
    """A client of the company."""
    return {"client": hex24(IdKind.CLIENT, world.label(LabelKind.CLIENT))}


def _a_tag(world: World) -> Names:
    """A tag of the company."""
    return {"tag": hex24(IdKind.TAG, world.label(LabelKind.TAG))}


def _at_the_shop(world: World) -> Names:
    """The kind of break that the shop offers, while Eli works there."""
    world.working()
    return {"kind": world.break_kind()}


STAGES: dict[str, Callable[[World], Names]] = {
    "awork.resume": World.on_break,
    "awork.pause": World.working,
    "awork.stop": World.working,
    "awork.last": World.ended,
    "clockify.clock.stop_running_entry": _ending_now,
    "clockify.adding.add_project": _a_new_name,
    "clockify.adding.add_task": _a_new_name,
    "clockify.labels.add_client": _a_new_name,
    "clockify.labels.add_tag": _a_new_name,
    "clockify.labels.one_client": _a_client,
    "clockify.labels.one_tag": _a_tag,
    "clockify.entries.one_entry": _an_entry,
    "clockify.entries.change_entry": _an_entry,
    "clockify.entries.delete_entry": _an_entry,
    "connecteam.clock_out": World.working,
    "connecteam.pause": _at_the_shop,
    "connecteam.resume": World.on_break,
    "webwork.stop": World.working,
    "webwork.current_data": World.working,
    "api.pause": World.working,
    "api.resume": World.on_break,
    "api.clock_out": World.working,
    "api.stop": World.working,
    "api.undo": World.ended,
    "api.switch_job": World.working,
    **OF_HOURS,
    **OF_COMPANY,
}

# Calls about oneself, run with Eli's key; the others with that of Olive, who may do everything.
OF_ELI = frozenset(
    {
        *(f"awork.{verb}" for verb in ("start", "resume", "pause", "stop", "last")),
        "clockify.clock.add_own_entry",
        *(f"api.{verb}" for verb in ("clock_in", "pause", "resume", "clock_out", "undo")),
        "api.switch_job",
    }
)
