"""Hangs the commands into Flask's command line."""

from flask import Flask

from timeclock.cli import (
    addresses,
    anchor,
    api_keys,
    backup,
    break_kinds,
    clocks,
    corrections,
    database,
    demo,
    external_ids,
    jobs,
    kiosk_punches,
    labels,
    ledger,
    members,
    periods,
    rules,
    setup_link,
    shifts,
    timesheets,
    webhooks,
    workspaces,
)

_GROUPS = (
    workspaces,
    members,
    clocks,
    break_kinds,
    jobs,
    external_ids,
    api_keys,
    kiosk_punches,
    webhooks,
    shifts,
    timesheets,
    corrections,
    periods,
    rules,
    ledger,
    anchor,
    backup,
    database,
)


def register(app: Flask, *, base_url: str) -> None:
    """Add every command to the application; links that they print begin with `base_url`."""
    addresses.prepare(app, base_url)
    for noun in _GROUPS:
        app.cli.add_command(noun.group)
    app.cli.add_command(labels.clients)
    app.cli.add_command(labels.tags)
    app.cli.add_command(demo.command)
    app.cli.add_command(setup_link.command)
