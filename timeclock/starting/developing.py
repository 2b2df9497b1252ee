"""Serve while files are edited: each change of code, templates or assets starts the server again.

It is the server of operators, without a debugger, so that what works here works there.
"""

import sys
from pathlib import Path

from timeclock.config import ROOT, Settings
from timeclock.starting.serving import ServerProcess

WATCHED = ("app.py", "timeclock", "templates", "static")
SECONDS_BETWEEN_LOOKS = 0.3


class WatchedFiles:
    """The files that the server reads when it starts, and whether they have changed since then."""

    def __init__(self, root: Path = ROOT) -> None:
        self._root = root
        self._before = self._changed_at()

    def have_changed(self) -> bool:
        return self._changed_at() != self._before

    def _changed_at(self) -> dict[Path, int]:
        """When each file was last changed, in nanoseconds."""
        times = {}
        for name in WATCHED:
            for path in (self._root / name, *(self._root / name).rglob("*")):
                if path.suffix in ("", ".pyc"):
                    continue
                try:
                    times[path] = path.stat().st_mtime_ns
                except FileNotFoundError:  # an editor has just replaced it
                    continue
        return times


def serve_while_editing(settings: Settings, python: Path) -> int:
    """Serve until a signal, and start again after each change. Returns 0."""
    server = ServerProcess(settings, python)
    while not server.is_stopping():
        files = WatchedFiles()
        server.start(is_given_up=files.have_changed)
        if server.has_ended() and not server.is_stopping():
            print("The server does not run. It starts after the next change.", file=sys.stderr)
        while not server.is_stopping() and not files.have_changed():
            server.sleep(SECONDS_BETWEEN_LOOKS)
        server.end()
        server.wait()
        if not server.is_stopping():
            print("A file has changed; the server starts again.", flush=True)
    print("Stopped.", flush=True)
    return 0
