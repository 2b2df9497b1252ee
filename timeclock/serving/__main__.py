"""Serve from a terminal: `python -m timeclock.serving --help`. start.py runs this."""

import argparse
import errno
import socket
import sys
import time

from timeclock.serving.supervisor import SECONDS_TO_STOP, Supervisor

BACKLOG = 2048  # connections that wait to be accepted; the system may allow fewer


def main() -> int:
    """Listen, and run the processes that answer."""
    parser = argparse.ArgumentParser(prog="timeclock.serving", description=__doc__)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", required=True, type=int)
    parser.add_argument("--workers", required=True, type=int, help="how many processes")
    parser.add_argument("--threads", required=True, type=int, help="of each process")
    parser.add_argument("target", help="the WSGI app, as in app:app")
    given = parser.parse_args()
    listening = listen(given.host, given.port)
    return Supervisor(given.target, listening, workers=given.workers, threads=given.threads).run()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; waits for as long as processes of a former server may hold the port.

    Raises OSError.
    """
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    deadline = time.monotonic() + SECONDS_TO_STOP
    while True:
        listening = socket.socket(family, kind)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
            listening.listen(BACKLOG)
        except OSError as error:
            listening.close()
            if error.errno != errno.EADDRINUSE or time.monotonic() >= deadline:
                raise
            time.sleep(0.1)
        else:
            return listening


if __name__ == "__main__":
    sys.exit(main())
