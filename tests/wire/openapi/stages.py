"""What has to be so before the sample of a call is run, by the call's key."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.fixtures.offline_tablet import hold_a_punch
from tests.wire.openapi.stages_of_company import OF_COMPANY
from tests.wire.openapi.stages_of_hours import OF_HOURS
from tests.wire.openapi.world import Names, World
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.service import create_clock
from timeclock.company.labels.models import LabelKind
from timeclock.compat.ids import IdKind, hex24, uuid8
from timeclock.worktime.shifts.backdating import tell_worked


def _ending_now(world: World) -> Names:
    """Eli is clocked in; the example ends that now."""
    world.working()
    return {"end": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"}


def _told(world: World) -> int:
    """A shift of Eli's that was told afterwards, beside the earlier ones; its id."""
    end = datetime.now(UTC) - timedelta(minutes=10 + 3 * next(world.numbers))
    told = tell_worked(
        world.olive,
        member_id=world.bakery.eli.member_id,
        start=end - timedelta(minutes=2),
        end=end,
    ).shift
    assert told is not None
    return told.id


def _an_entry(world: World) -> Names:
    """An entry of Clockify's that may still be changed."""
    return {"entry": hex24(IdKind.SHIFT, _told(world))}


def _an_entry_of_awork(world: World) -> Names:
    """An entry of awork's that may still be changed."""
    return {"entry": uuid8(IdKind.SHIFT, _told(world)), "note": f"Rolls {next(world.numbers)}"}


def _someone_new(world: World) -> Names:
    """A person who has worked nothing yet, with a key of their own."""
    return {"as": world.key_of(world.newcomer())}


def _held(world: World) -> Names:
    """A punch that a kiosk kept and that waits for a decision."""
    bakery, person = world.bakery, world.newcomer()
    gate = create_clock(bakery.operator, name=f"Gate {next(world.numbers)}", zone="Europe/Berlin")
    assign(bakery.operator, clock_id=gate, member_id=person.member_id)
    held = hold_a_punch(bakery.workspace_id, world.stored.kiosk, gate, person.member_id)
    return {"kiosk_punch": held}


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
    "awork.booking.add": _someone_new,
    "awork.booking.change": _an_entry_of_awork,
    "awork.booking.delete": _an_entry_of_awork,
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
    "api.kiosk_punches.count": _held,
    "api.kiosk_punches.dismiss": _held,
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
