"""An entry of no length is accepted once at an instant."""

import pytest

from tests.compat.clockify.conftest import Call, ago, entry_in, error, text_of

pytestmark = pytest.mark.databases("sqlite")


def test_the_second_one_is_refused(clockify: Call) -> None:
    moment = text_of(ago(90))
    sent = {"start": moment, "end": moment}
    entry = entry_in(clockify("POST", "time-entries", sent), 201)
    assert entry["timeInterval"]["start"] == entry["timeInterval"]["end"] == moment
    status, message, _code = error(clockify("POST", "time-entries", sent))
    assert status == 400
    assert "That overlaps another shift, which began at" in message
