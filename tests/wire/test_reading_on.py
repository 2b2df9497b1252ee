"""A body that no one wants is read no further than it was said to go."""

import io

import pytest
from flask.testing import FlaskClient

from timeclock.factory import LARGEST_BODY

pytestmark = pytest.mark.databases("sqlite")


class Wire(io.BytesIO):
    """A connection: anyone who reads on after the body waits for the client's next words."""

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = len(self.getbuffer()) + 1 if size is None or size < 0 else size
        assert self.tell() + wanted <= len(self.getbuffer())
        return super().read(size)


@pytest.mark.parametrize("more", [1, 4096, 5 * LARGEST_BODY])
@pytest.mark.parametrize("path", ["/api/timeclock/v1/clock-in", "/sign-in"])
def test_of_what_is_too_large(client: FlaskClient, path: str, more: int) -> None:
    wire = Wire(b"x" * (LARGEST_BODY + more))
    length = len(wire.getbuffer())
    answer = client.post(path, input_stream=wire, content_length=length)
    assert answer.status_code in (401, 413)
    assert wire.tell() == length
