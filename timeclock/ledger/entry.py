"""The form of a ledger entry and its hashes; pure, so that anyone can check an export."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Json: TypeAlias = "str | int | bool | None | Mapping[str, Json] | Sequence[Json]"

VERSION = 1
GENESIS = bytes(32)
_LEAF, _LINK = b"\x00", b"\x02"
# Is in `after` where the clock was in doubt: the seconds by which it was ahead of what was
# expected, so that received less this is when the act would have come by the clock before.
CLOCK_OFF_BY = "clock_off_by"


def canonical(value: Json) -> str:
    """JSON as RFC 8785 restricts it, over strings, whole numbers below 2^53, booleans and null.

    Member names are ASCII here, for which Python's sorting is that of the RFC. Raises ValueError
    for a float or a number that a JSON reader would round.
    """
    _check(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def unmarked(after: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of an entry without what the keeper of the clock added."""
    return {name: value for name, value in after.items() if name != CLOCK_OFF_BY}


def _check(value: Json) -> None:
    if value is None or isinstance(value, (str, bool)):
        return
    if isinstance(value, int):
        if not -(2**53) < value < 2**53:
            raise ValueError("a number beyond 2^53 has no canonical form")
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if not name.isascii():
                raise ValueError("member names are ASCII")
            _check(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            _check(inner)
    else:
        raise ValueError(f"{type(value).__name__} has no canonical form")


def leaf(body: str) -> bytes:
    """The hash of one entry: SHA-256(0x00 ‖ entry)."""
    return hashlib.sha256(_LEAF + body.encode()).digest()


def link(previous: bytes, body: str) -> bytes:
    """The head of a chain after this entry: SHA-256(0x02 ‖ previous link ‖ leaf)."""
    return hashlib.sha256(_LINK + previous + leaf(body)).digest()


def commitment(salt: bytes, content: str) -> str:
    """Binds an entry to text kept outside of it, which can be erased: HMAC-SHA-256, hex."""
    return hmac.new(salt, content.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Once:
    """A request that must count once: the client's key and the digest of what it asked for."""

    key: str
    digest: bytes

    @classmethod
    def of(cls, key: str, request: Json) -> "Once":
        """From the key and everything that makes the request what it is (address and body)."""
        return cls(key, hashlib.sha256(canonical(request).encode()).digest())
