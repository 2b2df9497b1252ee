"""Refusals that punches and corrections share."""

from collections.abc import Mapping
from datetime import datetime

from timeclock.errors import Invalid, NotAllowed
from timeclock.messages import N_


def demand_order(started_at: datetime, ended_at: datetime) -> None:
    """Raise Invalid `end_before_start` for an end before the start."""
    if ended_at < started_at:
        raise Invalid("end_before_start", "The end is before the start.", field="end")


def not_assigned(*, own: bool, member_id: int, account_id: int, clock_id: int | None) -> NotAllowed:
    """The refusal of a clock at which the member may not clock in; `own` addresses the member."""
    mine = N_("You are not assigned to this time clock.")
    other = N_("This person is not assigned to this time clock.")
    return NotAllowed(
        "not_assigned",
        mine if own else other,
        details={"member_id": member_id, "account_id": account_id, "clock_id": clock_id},
    )


def claims_refused(field: str) -> Invalid:
    """The refusal of a time that a person gives afterwards, where the rules refuse them."""
    return Invalid(
        "claims_refused",
        "This company does not accept times that are given afterwards. Ask for a correction.",
        field=field,
    )


def job_required(details: Mapping[str, object] | None = None) -> Invalid:
    """The refusal of work without a job at a clock that needs one."""
    return Invalid(
        "job_required", "Choose a job: this clock needs one.", field="job_id", details=details
    )
