"""Days and pay periods as calls name them."""

from datetime import UTC, date, datetime

from timeclock.api.bodies.plain import FirstDay
from timeclock.authority.actor import Actor
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.company.workspaces.queries import workspace
from timeclock.wire.bodies import fitted
from timeclock.wire.problems import RequestPart
from timeclock.worktime.hours.weeks import Period, period_of
from timeclock.worktime.timesheets.approval.keeping import period_beginning


def day_in(address: str) -> date:
    """The first day that an address names. Raises BadRequest for what is no day."""
    return fitted(FirstDay, {"first": address}, RequestPart.PATH).first


def today(actor: Actor) -> date:
    """The workday of the company, as its pages count it."""
    company = workspace(actor.workspace_id)
    zone = company.zone if company else "UTC"
    return rule_book(actor.workspace_id).day_of(datetime.now(UTC), zone)


def period_asked(actor: Actor, first: date | None, book: RuleBook) -> Period:
    """The period that begins on that day, or the present one.

    Raises Invalid `not_a_period` where none begins then.
    """
    return period_of(today(actor), book) if first is None else period_beginning(first, book)
