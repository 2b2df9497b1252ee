"""Every area of pages."""

from timeclock.web.accounts import choosing, settings, setup, signing_in
from timeclock.web.board import page as board
from timeclock.web.clock import forgotten
from timeclock.web.clock import page as clock
from timeclock.web.company import clock_parts, clocks, jobs, ledger, loss, people, person, workspace
from timeclock.web.exports import page as exports
from timeclock.web.frame import health
from timeclock.web.inbox import page as inbox
from timeclock.web.my import day as my_day
from timeclock.web.my import record as my_ledger
from timeclock.web.my import requests as my_requests
from timeclock.web.my import timesheet as my_timesheet
from timeclock.web.my import week as my_week
from timeclock.web.rules import page as rules
from timeclock.web.scripts import documents, integrations, keys, my_keys, webhook, webhooks
from timeclock.web.timesheets import close, shift_edit
from timeclock.web.timesheets import page as timesheets
from timeclock.web.timesheets import person as timesheet

BLUEPRINTS = (
    health.blueprint,
    documents.blueprint,
    setup.blueprint,
    signing_in.blueprint,
    choosing.blueprint,
    settings.blueprint,
    clock.blueprint,
    forgotten.blueprint,
    my_week.blueprint,
    my_day.blueprint,
    my_timesheet.blueprint,
    my_requests.blueprint,
    my_ledger.blueprint,
    ledger.blueprint,
    board.blueprint,
    inbox.blueprint,
    timesheets.blueprint,
    timesheet.blueprint,
    shift_edit.blueprint,
    close.blueprint,
    exports.blueprint,
    people.blueprint,
    person.blueprint,
    clocks.blueprint,
    clock_parts.blueprint,
    rules.blueprint,
    jobs.blueprint,
    integrations.blueprint,
    keys.blueprint,
    my_keys.blueprint,
    webhooks.blueprint,
    webhook.blueprint,
    workspace.blueprint,
    loss.blueprint,
)
