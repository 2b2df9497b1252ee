"""API keys: whom they act for and how far they reach."""

from timeclock.company.api_keys.models import ApiKey
from timeclock.operations.verifying.subjects.issued import issued_secret
from timeclock.operations.verifying.subjects.picking import plain
from timeclock.operations.verifying.told import instant

SUBJECT = issued_secret(
    ApiKey,
    "key",
    {
        **plain("scope", "start", member="member_id", token="token_mark"),
        "expires": ("expires_at", instant),
    },
    at="created_at",
    mark="token_mark",
    hashed="token_hash",
)
