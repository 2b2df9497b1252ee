"""Exports of the API. Pure."""

from timeclock.api.addresses import BASE
from timeclock.api.shapes.people import Shape, Users, listed, user, utc
from timeclock.exports.models import Export
from timeclock.exports.question import Question


def address(export_id: int) -> str:
    """Where an export is told of."""
    return f"{BASE}/exports/{export_id}"


def export(found: Export, question: Question, users: Users) -> Shape:
    """What was asked for, how far its file has come, and where it is."""
    return {
        "id": found.id,
        "what": question.what.value,
        "first_day": question.first.isoformat(),
        "last_day": question.last.isoformat(),
        "format": question.format.value,
        "user_ids": listed(users, question.member_ids),
        "clock_ids": list(question.clock_ids),
        "job_ids": list(question.job_ids),
        "asked_at": utc(found.asked_at),
        "asked_by_user_id": user(users, found.asked_by_id),
        "heads": found.heads,
        "people_done": found.done,
        "people": found.total,
        "finished_at": utc(found.finished_at),
        "address": address(found.id),
        "file": f"{address(found.id)}/file",
    }
