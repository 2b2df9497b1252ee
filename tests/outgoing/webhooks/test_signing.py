"""The signature is that of Standard Webhooks, checked with a vector of its own libraries."""

import base64
from datetime import UTC, datetime

from timeclock.outgoing.webhooks.signing import new_secret, secret_text, signature, signed_headers

SECRET = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
ID, SECONDS, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_known_message_has_the_known_signature() -> None:
    assert signature(SECRET, ID, SECONDS, BODY) == SIGNATURE


def test_the_headers_carry_what_was_signed() -> None:
    at = datetime.fromtimestamp(SECONDS + 0.9, UTC)
    assert signed_headers([SECRET], ID, at, BODY) == {
        "webhook-id": ID,
        "webhook-timestamp": str(SECONDS),
        "webhook-signature": SIGNATURE,
    }


def test_each_key_signs_in_its_order() -> None:
    at, other = datetime.fromtimestamp(SECONDS, UTC), new_secret()
    headers = signed_headers([other, SECRET], ID, at, BODY)
    assert headers["webhook-signature"].split(" ") == [
        signature(other, ID, SECONDS, BODY),
        SIGNATURE,
    ]


def test_id_time_and_body_each_count() -> None:
    others = [
        signature(SECRET, ID + "x", SECONDS, BODY),
        signature(SECRET, ID, SECONDS + 1, BODY),
        signature(SECRET, ID, SECONDS, BODY + b" "),
        signature(new_secret(), ID, SECONDS, BODY),
    ]
    assert len({SIGNATURE, *others}) == 5


def test_a_secret_is_long_and_reads_as_the_libraries_want_it() -> None:
    secret = new_secret()
    text = secret_text(secret)
    assert text.startswith("whsec_")
    assert base64.b64decode(text.removeprefix("whsec_")) == secret
    assert len(secret) == 32
    assert new_secret() != secret
