"""What has to be so before the sample of a call is run, by the call's key."""

from collections.abc import Callable
from datetime import UTC, datetime

from tests.wire.openapi.stages_of_company import OF_COMPANY
from tests.wire.openapi.stages_of_hours import OF_HOURS
from tests.wire.openapi.world import Names, World
from timeclock.compat.ids import IdKind, hex24


def _ending_now(world: World) -> Names:
    """Eli is clocked in; the example ends that now."""
    world.working()
    return {"end": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"}


def _an_entry(world: World) -> Names:
    """An entry of Clockify's that may still be changed."""
    return {"entry": hex24(IdKind.SHIFT, int(str(world.ended()["shift"])))}


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
