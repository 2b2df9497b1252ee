"""How many calls are left to a caller, and the header fields that say so. Pure."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

WINDOW = 60  # seconds


@dataclass(frozen=True, slots=True)
class Quota:
    """What is left of `limit` calls until `resets_at`, Unix seconds; `now` is when it was asked."""

    limit: int
    left: int
    resets_at: float
    now: float

    @property
    def seconds(self) -> int:
        """Whole seconds until there are calls again, at least one."""
        return min(max(1, math.ceil(self.resets_at - self.now)), WINDOW)


QuotaFields = Callable[[Quota], Mapping[str, str]]


def standard_fields(quota: Quota) -> Mapping[str, str]:
    """As draft-ietf-httpapi-ratelimit-headers-10 has them."""
    return {
        "RateLimit-Policy": f'"default";q={quota.limit};w={WINDOW}',
        "RateLimit": f'"default";r={quota.left};t={quota.seconds}',
    }
