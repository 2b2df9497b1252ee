"""Signatures as Standard Webhooks has them: HMAC-SHA256 over id, time and the raw body. Pure.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

_PREFIX = "whsec_"
_BYTES = 32  # the specification asks for 24 to 64


def new_secret() -> bytes:
    """A key that no one can guess."""
    return secrets.token_bytes(_BYTES)


def secret_text(secret: bytes) -> str:
    """The key as receivers are given it."""
    return _PREFIX + base64.b64encode(secret).decode("ascii")


def signature(secret: bytes, message_id: str, seconds: int, body: bytes) -> str:
    """The signature of a message that is sent at that Unix second."""
    signed = f"{message_id}.{seconds}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


def signed_headers(
    keys: Sequence[bytes], message_id: str, at: datetime, body: bytes
) -> dict[str, str]:
    """The three headers that a receiver checks: a signature by each of these keys, in their order.

    One that matches is enough for a receiver.
    """
    seconds = int(at.timestamp())
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(signature(k, message_id, seconds, body) for k in keys),
    }
