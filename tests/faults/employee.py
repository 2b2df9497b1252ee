"""Someone who punches over HTTP and writes down what was sent and what came back."""

import http.client
import json
import secrets
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from tests.faults.oracle import PunchKnowledge, SentPunch
from timeclock.worktime.shifts.answering import Act

PATHS = {
    Act.CLOCKED_IN: "clock-in",
    Act.PAUSED: "pause",
    Act.RESUMED: "resume",
    Act.CLOCKED_OUT: "clock-out",
}
DAY = tuple(PATHS)
SECONDS_TO_ANSWER = 30


@dataclass
class Employee:
    """Works one short shift after the other; in doubt about a punch, waits until it is settled."""

    workspace_id: int
    member_id: int
    clock_id: int
    api_key: str
    url: str = ""
    diary: dict[str, SentPunch] = field(default_factory=dict)
    surprises: list[str] = field(default_factory=list)
    done: int = 0
    doubt: str | None = None
    longest_wait: float = 0.0
    _line: http.client.HTTPConnection | None = None

    def punch(self) -> SentPunch:
        """Send what comes next in a shift, under a new key."""
        return self._send(self.write_down(), otherwise=PunchKnowledge.REFUSED)

    def write_down(self) -> str:
        """Put what comes next into the diary, and return its key."""
        key = secrets.token_hex(8)
        self.diary[key] = SentPunch(
            self.workspace_id, self.member_id, key, self.next_act, PunchKnowledge.UNKNOWN
        )
        return key

    def punch_and_hang_up(self, wait: Callable[[str], object]) -> None:
        """Send the next punch, `wait` (the key is handed over), and leave without the answer."""
        key = self.doubt = self.write_down()
        self.hang_up()
        line = self._open()
        line.request(*self.request(key))
        wait(key)
        # Gone at once, as a phone that lost its network: not even a farewell is sent.
        line.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.hang_up()

    def punch_again(self) -> SentPunch:
        """Send the punch that is in doubt once more, with its key."""
        assert self.doubt is not None
        # Whatever is said of this try, the one before may have counted.
        return self._send(self.doubt, otherwise=PunchKnowledge.UNKNOWN)

    def try_on(self) -> SentPunch:
        """The punch in doubt, or else the next."""
        return self.punch() if self.doubt is None else self.punch_again()

    @property
    def next_act(self) -> Act:
        return DAY[self.done % len(DAY)]

    def request(self, key: str) -> tuple[str, str, bytes, dict[str, str]]:
        """Method, path, body and headers of a punch in the diary."""
        act = self.diary[key].act
        body = {"clock_id": self.clock_id} if act is Act.CLOCKED_IN else {}
        headers = {
            "Authorization": f"Bearer {self.api_key}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        return "POST", f"/api/timeclock/v1/{PATHS[act]}", json.dumps(body).encode(), headers

    def hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _send(self, key: str, *, otherwise: PunchKnowledge) -> SentPunch:
        """`otherwise` is what is known when this try surely was not recorded."""
        begun = time.monotonic()
        try:
            line = self._open()
        except OSError:
            return self._say(replace(self.diary[key], told=otherwise))
        try:
            line.request(*self.request(key))
            answer = line.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            self.hang_up()
            return self._say(self.diary[key])
        self.longest_wait = max(self.longest_wait, time.monotonic() - begun)
        return self._say(self._read(self.diary[key], answer, body, otherwise))

    def _open(self) -> http.client.HTTPConnection:
        if self._line is None:
            line = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=SECONDS_TO_ANSWER)
            line.connect()
            self._line = line
        return self._line

    def _read(
        self,
        sent: SentPunch,
        answer: http.client.HTTPResponse,
        body: bytes,
        otherwise: PunchKnowledge,
    ) -> SentPunch:
        if answer.status == 200:
            said = json.loads(body)
            at = datetime.fromisoformat(said["at"])
            return replace(sent, told=PunchKnowledge.OK, at=at, position=said["position"])
        may_try_again = answer.status == 503 and answer.headers.get("Retry-After")
        recorded = answer.headers.get("X-Punch-Recorded") if may_try_again else None
        if recorded not in ("no", "unknown"):
            self.surprises.append(f"{sent.act}: {answer.status} {body.decode(errors='replace')}")
        return replace(sent, told=otherwise) if recorded == "no" else sent

    def _say(self, sent: SentPunch) -> SentPunch:
        self.diary[sent.key] = sent
        self.doubt = sent.key if sent.told is PunchKnowledge.UNKNOWN else None
        self.done += sent.told is PunchKnowledge.OK
        return sent
