"""Reading a request: stricter about framing than waitress, and with bodies bounded in memory."""

import re
from io import BytesIO
from typing import Any

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.receiver import ChunkedReceiver
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge

LARGEST_HEAD = 32 * 1024
# A little more than the app reads on for, so that the app's own 413 is the answer.
LARGEST_BODY = 1_200_000

_END_OF_HEAD = b"\r\n\r\n"
_BARE_NEWLINE = re.compile(rb"(?<!\r)\n")
_TRANSFER_ENCODINGS = re.compile(rb"\r\ntransfer-encoding:([^\r]*)", re.IGNORECASE)


class RequestBody:
    """The beginning of a body, in memory. What exceeds `most` is counted and dropped."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._file = BytesIO()
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, data: bytes) -> None:
        """Keep as much of `data` as fits."""
        kept = min(self._length, self._most)
        self._length += len(data)
        if kept < self._most:
            self._file.write(data[: self._most - kept])

    def getfile(self) -> BytesIO:
        """The kept bytes, from the first."""
        self._file.seek(0)
        return self._file

    def close(self) -> None:
        """Free the memory."""
        self._file.close()


class StrictChunks(ChunkedReceiver):
    """A body in chunks, whose lines end with CR LF and nothing else."""

    control_line: bytes
    error: Error | None

    def received(self, s: bytes) -> int:
        """Take in bytes; returns how many belong to the body."""
        consumed = 0
        while consumed < len(s) and not self.completed and not self.error:
            part = s[consumed:]
            if self._is_at_control_line():
                line, end, _ = (self.control_line + part).partition(b"\r\n")
                if b"\n" in line:
                    self.error = BadRequest("Lines have to end with CR LF.")
                    return len(s)
                part = part[: len(line) + len(end) - len(self.control_line)]
            elif self.chunk_remainder > 0:
                part = part[: self.chunk_remainder]
            elif self.validate_chunk_end:
                part = part[: len(b"\r\n") - len(self.chunk_end)]
            consumed += super().received(part)
        return consumed

    def _is_at_control_line(self) -> bool:
        is_inside = self.chunk_remainder > 0 or self.validate_chunk_end
        return not (is_inside or self.all_chunks_received)


class StrictParser(HTTPRequestParser):
    """One request. `adj.inbuf_overflow` is how many bytes of its body are kept.

    The app gets a request whose body is too large with the stated length and no rest of the body,
    so that it refuses the request in the words of the API that is called.
    """

    completed: bool
    body_rcv: Any

    def received(self, data: bytes) -> int:
        """Take in bytes; returns how many belong to this request."""
        if self.body_rcv is None and not self.completed and self._has_bare_newline(data):
            self.error = BadRequest("Lines have to end with CR LF.")
            self.completed = True
            return len(data)
        consumed: int = super().received(data)
        if isinstance(self.error, RequestEntityTooLarge):
            self.error = None
            self.expect_continue = False
            self.headers["CONTENT_LENGTH"] = str(max(self.content_length, self.body_bytes_received))
            self.headers["CONNECTION"] = "close"
        return consumed

    def parse_header(self, header_plus: bytes) -> None:
        """Parse the head. Raises ParsingError for what proxies could understand differently."""
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # an address as in http://[a/, a length of thousands of digits
            raise ParsingError("The head of the request cannot be read.") from error
        if self.version not in ("1.0", "1.1"):
            raise ParsingError("This server speaks HTTP/1.1.")
        if "TRANSFER_ENCODING" in self.headers:  # waitress takes it out where it honours it
            raise ParsingError("HTTP/1.0 has no Transfer-Encoding.")
        if b"\r\n " in header_plus or b"\r\n\t" in header_plus:
            raise ParsingError("A header field has to stand on one line.")
        if self.chunked:
            encodings = _TRANSFER_ENCODINGS.findall(header_plus)
            if len(encodings) != 1 or b"," in encodings[0]:
                raise ParsingError("Transfer-Encoding is given twice.")
            if "CONTENT_LENGTH" in self.headers:
                raise ParsingError("Content-Length and Transfer-Encoding exclude each other.")
        if self.body_rcv is None:
            self.expect_continue = False  # waitress would wait for a body that never comes
            return
        body = RequestBody(self.adj.inbuf_overflow)
        if self.chunked:
            self.body_rcv = StrictChunks(body)
        else:
            self.body_rcv.buf = body

    def _has_bare_newline(self, data: bytes) -> bool:
        before = self.header_plus[-3:]
        text = before + data
        end = text.find(_END_OF_HEAD)
        stop = len(text) if end < 0 else end + len(_END_OF_HEAD)
        return _BARE_NEWLINE.search(text, len(before), stop) is not None
