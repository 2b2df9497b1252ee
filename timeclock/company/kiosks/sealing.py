"""What a tablet seals for the server, and how it signs what it keeps.

A tablet without a network keeps the badge or the PIN of each punch until the server can check it.
It is encrypted there (ECDH on P-256, HKDF with SHA-256, AES-GCM) to a key that only the server has,
so that neither the tablet's storage nor its key gives it away. It is bound to the key, the number
and what was pressed: copied into another punch it cannot be read. The signature is ECDSA on P-256
with SHA-256, with a key that the browser does not export.
"""

import base64
import binascii
import hmac
import json
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import current_app

_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_INFO = b"timeclock kiosk"
_COORDINATE = 32


class Unreadable(Exception):
    """A text that the server's key does not open."""


def server_key() -> bytes:
    """The public key that tablets seal for, as an uncompressed point."""
    private = _private(current_app.config["SECRET_KEY"])
    return point_of(private.public_key())


def point_of(public: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as its uncompressed point."""
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def is_point(public: bytes) -> bool:
    """Whether this is an uncompressed point of the curve."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public)
    except ValueError:
        return False
    return len(public) == 1 + 2 * _COORDINATE


def bound_to(public: bytes, *pressed: int | str | None) -> bytes:
    """What a seal is bound to: the tablet's key, and the punch as JSON has its values."""
    return json.dumps([encoded(public), *pressed], separators=(",", ":")).encode()


def unseal(sealed: object, bound: bytes) -> dict[str, Any]:
    """The object that a tablet sealed: `point`, `iv` and `text`, bound to these bytes.

    Raises Unreadable, also for text that cannot be encoded.
    """
    if not isinstance(sealed, dict):
        raise Unreadable
    try:
        point, iv, text = (decoded(sealed.get(name)) for name in ("point", "iv", "text"))
        other = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
        shared = _private(current_app.config["SECRET_KEY"]).exchange(ec.ECDH(), other)
        found = json.loads(AESGCM(_derived(shared)).decrypt(iv, text, bound))
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, InvalidTag, RecursionError):
        raise Unreadable from None
    if not isinstance(found, dict):
        raise Unreadable
    return found


def sealed_for(public: bytes, content: dict[str, Any], iv: bytes, bound: bytes) -> dict[str, str]:
    """What a tablet would send of this content; for tests and for other clients."""
    once = ec.generate_private_key(_CURVE)
    other = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public)
    text = AESGCM(_derived(once.exchange(ec.ECDH(), other))).encrypt(
        iv, json.dumps(content).encode(), bound
    )
    return {
        "point": encoded(point_of(once.public_key())),
        "iv": encoded(iv),
        "text": encoded(text),
    }


def is_signed(public: bytes, signature: str, text: str) -> bool:
    """Whether the signature (r and s, 32 bytes each, in base64) is that of the key for the text."""
    try:
        both = decoded(signature)
        r, s = (int.from_bytes(part) for part in (both[:_COORDINATE], both[_COORDINATE:]))
        key = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public)
        key.verify(encode_dss_signature(r, s), text.encode("utf-8", "replace"), ec.ECDSA(SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return len(both) == 2 * _COORDINATE


def encoded(data: bytes) -> str:
    """Bytes as base64."""
    return base64.b64encode(data).decode()


def decoded(text: object) -> bytes:
    """Bytes from base64. Raises ValueError for anything else."""
    if not isinstance(text, str):
        raise ValueError("not a text")
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise ValueError("not base64") from None


def _derived(shared: bytes) -> bytes:
    return HKDF(SHA256(), _COORDINATE, salt=None, info=_INFO).derive(shared)


@lru_cache(maxsize=4)
def _private(secret: str) -> ec.EllipticCurvePrivateKey:
    """The server's own key. It follows from the server's secret, so that nothing else is kept."""
    seed = hmac.digest(secret.encode(), b"kiosk sealing", "sha512")
    return ec.derive_private_key(int.from_bytes(seed) % (_ORDER - 1) + 1, _CURVE)
