"""Many acts in the same moment, each in a thread of its own."""

import threading
from collections.abc import Callable, Sequence

from flask import Flask

from timeclock.errors import ProductError
from timeclock.storage.transactions import db

SECONDS = 60


def at_once(app: Flask, acts: Sequence[Callable[[], object]]) -> list[object]:
    """What each came to, in order: its answer, or the refusal. Anything else fails the test."""
    outcomes: list[object] = [None] * len(acts)
    faults: list[BaseException] = []
    start = threading.Barrier(len(acts))

    def run(number: int) -> None:
        with app.app_context():
            start.wait(SECONDS)
            try:
                outcomes[number] = acts[number]()
            except ProductError as refusal:
                outcomes[number] = refusal
            except BaseException as fault:  # noqa: BLE001  (whatever it was, the test tells)
                faults.append(fault)

    threads = [threading.Thread(target=run, args=(n,), daemon=True) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert not any(thread.is_alive() for thread in threads)
    assert faults == []
    db.session.rollback()  # on SQLite a read begun before would go on seeing what was then
    return outcomes


def refusals(outcomes: Sequence[object]) -> list[str]:
    return [outcome.code for outcome in outcomes if isinstance(outcome, ProductError)]
