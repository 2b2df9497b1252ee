"""Badges: whose they are, and whether they work."""

from timeclock.company.kiosks.models import Badge
from timeclock.operations.verifying.subjects.issued import issued_secret
from timeclock.operations.verifying.subjects.picking import plain

SUBJECT = issued_secret(
    Badge,
    "badge",
    plain(member="member_id", text="text_mark"),
    at="issued_at",
    mark="text_mark",
    hashed="text_hash",
)
