"""How the vendors say in header fields how many calls are left. Pure."""

from collections.abc import Mapping

from timeclock.wire.quotas import Quota


def of_awork(quota: Quota) -> Mapping[str, str]:
    """As developers.awork.com/rate-limits has them; its limit by the second does not exist here."""
    limit, left = str(quota.limit), str(quota.left)
    return {
        "RateLimit-Limit": limit,
        "RateLimit-Remaining": left,
        "RateLimit-Reset": str(quota.seconds),
        "X-RateLimit-Limit-Minute": limit,
        "X-RateLimit-Remaining-Minute": left,
    }


def of_connecteam(quota: Quota) -> Mapping[str, str]:
    """As developer.connecteam.com/reference/rate-limiting has them, without those of the day.

    The time of the reset is in whole Unix seconds.
    """
    return {
        "x-ratelimit-minute-limit": str(quota.limit),
        "x-ratelimit-minute-remaining": str(quota.left),
        "x-ratelimit-minute-reset": str(int(quota.now) + quota.seconds),
    }


def in_laravels_names(quota: Quota) -> Mapping[str, str]:
    """For WebWork, and for Clockify, whose documentation names no fields (our choice)."""
    return {"X-RateLimit-Limit": str(quota.limit), "X-RateLimit-Remaining": str(quota.left)}
