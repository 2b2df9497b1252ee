"""The process that writes one export: it only reads the database, and lives no longer than its
parent.

Its two arguments are the paths that it removes when its parent is gone: the file and the folder
beside it. It reads one line of JSON from its standard input, says in lines of JSON what it does,
and waits for one line before it writes, because the ledger comes first.
"""

import json
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.engine import make_url

from timeclock.errors import ProductError
from timeclock.messages import Sentence
from timeclock.outgoing.exports.writing import manuscript
from timeclock.storage.connecting import engine_options, prepare
from timeclock.storage.transactions import db

NICENESS = 10  # punches come first
SECONDS_BETWEEN = 1.0
_TRIES = 100  # to remove a folder into which another thread still writes


def main() -> int:
    """Write the export that standard input names."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, whose end is its end
    line = sys.stdin.readline()
    if not line:
        _clear()
        return 1
    asked = json.loads(line)
    app = Flask("timeclock", static_folder=None)
    app.config["SQLALCHEMY_DATABASE_URI"] = asked["url"]
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(make_url(asked["url"]))
    db.init_app(app)
    prepare(app)
    with app.app_context():
        try:
            _write(asked)
        except ProductError as refusal:
            return _refuse(refusal.code, refusal.message)
        except BrokenPipeError:
            _clear()
            return 1
        except OSError as error:
            reason = error.strerror or "no reason given"
            message = Sentence("The file could not be written: %(reason)s.", reason=reason)
            return _refuse("export_not_written", message)
        finally:
            db.engine.dispose()
    return 0


def _write(asked: dict[str, Any]) -> None:
    with (
        os.fdopen(asked["file"], "wb", closefd=False) as to,
        manuscript(asked["workspace"], asked["export"], asked["seconds"]) as found,
    ):
        _report(heads=found.heads, people=len(found.people), changed=found.changed)
        if not sys.stdin.readline():
            _clear()
            return
        lifeline = threading.Thread(target=_end_with_parent, daemon=True)
        lifeline.start()
        os.nice(NICENESS)
        found.write(to, _now_and_then())
    _report(written=True)


def _now_and_then() -> Callable[[int], None]:
    told_at = time.monotonic()

    def tell(done: int) -> None:
        nonlocal told_at
        if time.monotonic() - told_at >= SECONDS_BETWEEN:
            told_at = time.monotonic()
            _report(done=done)

    return tell


def _refuse(code: str, message: Sentence) -> int:
    try:
        _report(code=code, message=message.to_json())
    except BrokenPipeError:
        _clear()
    return 1


def _end_with_parent() -> None:
    os.read(sys.stdin.fileno(), 1)  # the parent sends nothing more, so this returns at its end
    _clear()
    os._exit(1)


def _clear() -> None:
    """Leave nothing behind when the parent is gone, however it ended."""
    part, scratch = map(Path, sys.argv[1:])
    part.unlink(missing_ok=True)
    for _ in range(_TRIES):
        shutil.rmtree(scratch, ignore_errors=True)
        if not scratch.exists():
            break


def _report(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
