"""Every area of pages."""

from timeclock.web import (
    board,
    choosing,
    clock,
    health,
    my_ledger,
    my_settings,
    setup,
    signing_in,
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
)
