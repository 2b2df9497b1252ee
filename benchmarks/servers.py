"""Servers for the benchmarks: the product, and a bare route beside it, on either database."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
SECRET = "benchmark-" * 4


@contextmanager
def serving(target: str, database_url: str, folder: Path) -> Iterator[int]:
    """Serve `target` (`app:app` or the bare route) as start.py does; gives the port."""
    port = _free_port()
    sqlite = database_url.startswith("sqlite")
    environment = os.environ | {
        "TIMECLOCK_DATABASE_URL": database_url,
        "TIMECLOCK_INSTANCE": str(folder),
        "TIMECLOCK_SECRET_KEY": SECRET,
        "TIMECLOCK_PORT": str(port),
        "TIMECLOCK_API_LIMIT": "999999/minute",
        "PYTHONPATH": str(ROOT),
    }
    command = [
        *(sys.executable, "-m", "timeclock.serving", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "1" if sqlite else "2", "--threads", "8"),
        target,
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def processor_seconds() -> float:
    """What the servers that run have spent in all their processes."""
    spent = 0.0
    for process in psutil.Process().children(recursive=True):
        if "timeclock.serving" in process.cmdline():
            times = process.cpu_times()
            spent += times.user + times.system
    return spent


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit("the server ended before it was ready")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server was not ready in 30 seconds")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def new_key() -> str:
    """An idempotency key, as a form carries one."""
    return secrets.token_urlsafe(16)
