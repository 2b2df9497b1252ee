"""Run the server as a process until a signal asks for its end."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from timeclock.config import EVERY_INTERFACE, ROOT, Settings
from timeclock.serving.pausing import GrowingPause, how_it_ended

FLASK = ("-m", "flask", "--app", "app")
EXIT_UNAVAILABLE = 69  # sysexits.h: something that the start needs is not on this machine

THREADS = 8
WORKERS_MAX = 8  # times the threads: below the 100 connections that PostgreSQL takes by default
SECONDS_TO_ANSWER = 120  # also on a machine that is busy with something else


class Refusal(Exception):
    """The start cannot go on; the text is a sentence for the person at the terminal."""

    def __init__(self, sentence: str, code: int = EXIT_UNAVAILABLE) -> None:
        super().__init__(sentence)
        self.code = code


class ServerProcess:
    """The server of one start.py: started as often as needed, stopped once by a signal."""

    def __init__(self, settings: Settings, python: Path) -> None:
        self._is_stopping = False
        self._settings, self._python = settings, python
        self._process: subprocess.Popen[bytes] | None = None
        # Beside the server's own start, which takes about as long.
        self._link = subprocess.Popen(
            [python, *FLASK, "setup-link"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        if not self._is_stopping:
            os.write(1, b"Stopping ...\n")  # print may not be used in a signal handler
        self._is_stopping = True
        self.end()

    def is_stopping(self) -> bool:
        """Whether a signal has asked for the end."""
        return self._is_stopping

    def start(self, is_given_up: Callable[[], bool] = lambda: False) -> None:
        """Start the server; say where it is once it answers, unless the wait is given up."""
        self._process = subprocess.Popen(server_command(self._settings, self._python), cwd=ROOT)
        if self._is_stopping:  # the signal came before there was a process
            self.end()
        if self._wait_until_it_answers(is_given_up):
            self._say_where()

    def end(self) -> None:
        """Ask the server to finish what it has begun and to stop."""
        if self._process is not None:
            self._process.terminate()

    def has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def wait(self) -> int:
        """Wait for the end of the server. Returns its code; a signal is a negative code."""
        code = 0 if self._process is None else self._process.wait()
        # However it ended: afterwards the database file alone holds every punch.
        subprocess.run([self._python, *FLASK, "database", "checkpoint"], cwd=ROOT, check=False)
        return code

    def sleep(self, seconds: float) -> None:
        """Sleep, but no longer than until the signal to stop."""
        deadline = time.monotonic() + seconds
        while not self._is_stopping and time.monotonic() < deadline:
            time.sleep(0.05)

    def _say_where(self) -> None:
        print(f"Timeclock is at {self._settings.base_url}", flush=True)
        is_read = self._link.returncode is not None  # after an earlier start of the server
        setup_link = "" if is_read else self._link.communicate()[0].strip()
        if setup_link:
            print(f"No one can sign in yet. This address, good once, sets it up: {setup_link}")
        print("Ctrl-C ends it.", flush=True)

    def _wait_until_it_answers(self, is_given_up: Callable[[], bool]) -> bool:
        """Whether the server answers a request before it ends or the time is up."""
        host = self._settings.host
        if host in EVERY_INTERFACE:
            host = "::1" if ":" in host else "127.0.0.1"
        named = {"Host": urlsplit(self._settings.base_url).netloc}
        deadline = time.monotonic() + SECONDS_TO_ANSWER
        while not self.has_ended() and time.monotonic() < deadline and not is_given_up():
            connection = http.client.HTTPConnection(host, self._settings.port, timeout=10)
            try:
                connection.request("GET", "/healthz", headers=named)
                connection.getresponse()
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)
            else:
                return True
            finally:
                connection.close()
        return False


def server_command(settings: Settings, python: Path) -> list[str]:
    """The server's command line: one process on SQLite, which has one writer; else one per core."""
    workers = 1 if settings.is_sqlite else min(max(2, os.cpu_count() or 2), WORKERS_MAX)
    return [
        *(str(python), "-m", "timeclock.serving"),
        *("--host", settings.host, "--port", str(settings.port)),
        *("--workers", str(workers), "--threads", str(THREADS)),
        "app:app",
    ]


def serve(settings: Settings, python: Path) -> int:
    """Serve until a signal. Returns 0 then; a server that is killed is started again.

    Raises Refusal when the server ends by itself.
    """
    server, pause = ServerProcess(settings, python), GrowingPause()
    while not server.is_stopping():
        started_at = time.monotonic()
        server.start()
        code = server.wait()
        if code >= 0 and not server.is_stopping():
            raise Refusal(f"The server ended by itself with code {code}.", code or EXIT_UNAVAILABLE)
        if not server.is_stopping():
            print(f"The server {how_it_ended(code)}; it starts again.", file=sys.stderr)
            server.sleep(pause.after(time.monotonic() - started_at))
    print("Stopped.", flush=True)
    return 0
