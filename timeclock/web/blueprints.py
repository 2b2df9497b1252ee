"""Every area of pages."""

from timeclock.web import (
    board,
    choosing,
    clock,
    clock_parts,
    clocks,
    health,
    jobs,
    keys,
    my_keys,
    my_ledger,
    my_settings,
    people,
    person,
    setup,
    signing_in,
    workspace,
)

BLUEPRINTS = (
    health.blueprint,
    setup.blueprint,
    signing_in.blueprint,
    choosing.blueprint,
    my_settings.blueprint,
    clock.blueprint,
    my_ledger.blueprint,
    board.blueprint,
    people.blueprint,
    person.blueprint,
    clocks.blueprint,
    clock_parts.blueprint,
    jobs.blueprint,
    keys.blueprint,
    my_keys.blueprint,
    workspace.blueprint,
)
