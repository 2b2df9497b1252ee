"""What the server does by itself, in threads beside those that answer requests."""

import atexit
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import and_, bindparam, select
from sqlalchemy.exc import SQLAlchemyError

from timeclock.company.clocks.models import TimeClock
from timeclock.errors import Busy, ProductError, Unconfirmed
from timeclock.ledger.guards import GuardsMissing
from timeclock.ledger.keeper import attach, look_at_the_clock
from timeclock.ledger.recording import present
from timeclock.operations.anchor.installed import keeper
from timeclock.operations.upgrading import NotReady, demand_ready
from timeclock.outgoing.exports.fetching import sweep
from timeclock.outgoing.webhooks.courier import Courier
from timeclock.outgoing.webhooks.rotating import forget_former_secrets
from timeclock.storage.columns import Instant, unindexed
from timeclock.storage.connecting import DurabilityOff
from timeclock.storage.statistics import refresh_statistics
from timeclock.storage.transactions import db, reading, writes
from timeclock.timekeeping import elapsed
from timeclock.worktime.shifts.forgetting import close_provisionally
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.timesheets.approval.comparing import compare_round
from timeclock.worktime.timesheets.approval.earlier import keep_earlier

EVERY = 60.0  # seconds
OFTEN = 1.0  # seconds; how late a webhook may hear of something
SELDOM = 3600.0  # seconds; between statistics of the tables
SOON = 1.0  # seconds; the first requests after a start come first
SECONDS_TO_END = 2.0
SECONDS_FOR_APPROVED = 5.0
_SHORTEST_LIMIT = timedelta(hours=1)
_TROUBLE = (Busy, Unconfirmed, SQLAlchemyError, DurabilityOff, OSError)
_log = logging.getLogger(__name__)

_clock, _shift = TimeClock.__table__.c, Shift.__table__.c
# By the index of open shifts: as many rows as people are in, whatever the history.
_LONG_OPEN = (
    select(
        _shift.workspace_id, _shift.member_id, _shift.id, _shift.started_at, _clock.limit_minutes
    )
    .join_from(
        Shift.__table__,
        TimeClock.__table__,
        and_(_clock.workspace_id == _shift.workspace_id, _clock.id == _shift.clock_id),
    )
    .where(
        _shift.ended_at.is_(None),
        _shift.voided_at.is_(None),
        unindexed(_shift.started_at) < bindparam("before", type_=Instant),
        _clock.closes_forgotten,
    )
    .order_by(unindexed(_shift.started_at))
)


class Background:
    """A thread of one serving process; every process may have one for each kind of work.

    Without `work` it does what is due each minute. It ends with the process, in the middle of its
    work if need be: each shift is a transaction. While the server is read-only it does nothing,
    unless it says `in_read_only`.
    """

    def __init__(
        self,
        app: Flask,
        *,
        every: float = EVERY,
        soon: float = SOON,
        work: Callable[[], object] | None = None,
        in_read_only: bool = False,
    ) -> None:
        self._app = app
        self._every = every
        self._in_read_only = in_read_only
        self._work = work
        self._stopped = threading.Event()
        self._thread = self._new_thread(soon)

    def start(self) -> None:
        """Begin; called where a process serves, never for a command."""
        self._thread.start()

    def stop(self, patience: float) -> bool:
        """Begin no other round; whether the one under way, if any, ended within `patience` s."""
        self._stopped.set()
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _new_thread(self, wait: float) -> threading.Thread:
        return threading.Thread(
            target=self._run, args=(wait,), name="timeclock-background", daemon=True
        )

    def _run(self, wait: float) -> None:
        ready = False
        try:
            while not self._stopped.wait(wait):
                wait = self._every
                with self._app.app_context():
                    ready = ready or _is_ready()
                    if ready and (self._in_read_only or writes().refusal is None):
                        (self._work or each_minute)()
        finally:
            # A fault that no one foresaw is in the log; it must not be the end of all rounds.
            if not self._stopped.is_set():
                self._thread = self._new_thread(self._every)
                self._thread.start()


def begin(app: Flask) -> None:
    """Everything that a serving process does by itself; webhooks do not wait for anything else."""
    with app.app_context():
        begin_anchor()
        db.engine.dispose()  # a server may fork after this
    _remove_old_exports(app)
    attach(app)
    Background(app).start()
    Background(app, every=OFTEN, work=Courier(app).round).start()
    Background(app, every=SELDOM, work=statistics_round).start()
    anchoring = Background(app, every=OFTEN, work=anchor_round, in_read_only=True)
    anchoring.start()
    atexit.register(_end_anchor, app, anchoring)


def begin_anchor() -> None:
    """Compare the database with its anchor; nothing is written before that was possible."""
    logger = logging.getLogger("timeclock.operations.anchor")
    logger.setLevel(logging.INFO)
    if not logger.hasHandlers():
        logger.addHandler(logging.StreamHandler())
    keeper().refuse_until_compared()
    anchor_round()


def anchor_round() -> None:
    """Write down what was recorded; what cannot be done now is done in the next round."""
    anchor = keeper()
    try:
        anchor.round()
    except _TROUBLE as error:
        if isinstance(error, OSError) and anchor.loss is None:
            writes().refusal = None  # the disk of the anchor must not stop the clock
        if str(error) != anchor.trouble:
            _log.warning("the anchor waits for the next round: %s", error)
        anchor.trouble = str(error)
    else:
        anchor.trouble = None


def statistics_round() -> None:
    """Refresh what SQLite knows about its tables; where that fails, it has the time of a round."""
    try:
        refresh_statistics()
    except _TROUBLE as error:
        _log.warning("the statistics of the tables wait for the next round: %s", error)


def _end_anchor(app: Flask, anchoring: Background) -> None:
    if anchoring.stop(SECONDS_TO_END):
        with app.app_context():
            anchor_round()


def each_minute() -> None:
    """Look at the clock, close forgotten shifts, remove old secrets and old files of exports.

    No shift is closed by a clock in doubt: it would say that everyone forgot to clock out. Approved
    timesheets are kept and compared for a few seconds.
    """
    if _clock_is_sure():
        one_round()
        _look_at_approved()
    _remove_old_exports(current_app._get_current_object())  # type: ignore[attr-defined]
    try:
        forget_former_secrets()
    except _TROUBLE as error:
        _log.warning("old secrets of webhooks wait for the next round: %s", error)


def _look_at_approved() -> None:
    try:
        keep_earlier(SECONDS_FOR_APPROVED)
        compare_round(SECONDS_FOR_APPROVED)
    except _TROUBLE as error:
        _log.warning("approved timesheets are looked at in the next round: %s", error)


def _remove_old_exports(app: Flask) -> None:
    try:
        sweep(app)
    except OSError as error:
        _log.warning("old files of exports wait for the next round: %s", error)


def one_round() -> int:
    """Close each forgotten shift whose clock wants that, provisionally; returns how many.

    A database that is busy or lost is left alone until the next round.
    """
    closed = 0
    try:
        for workspace_id, member_id, shift_id in _due(present()):
            closed += _close(workspace_id, member_id, shift_id)
    except _TROUBLE as error:
        _log.warning("forgotten shifts wait for the next round: %s", error)
    return closed


def _clock_is_sure() -> bool:
    try:
        return look_at_the_clock()
    except _TROUBLE as error:
        _log.warning("the clock is looked at in the next round: %s", error)
        return False


def _close(workspace_id: int, member_id: int, shift_id: int) -> bool:
    try:
        done = close_provisionally(workspace_id, member_id=member_id, shift_id=shift_id)
    except (Busy, Unconfirmed):
        raise
    except ProductError as refusal:
        _log.warning("shift %s could not be closed: %s", shift_id, refusal)
        return False
    return done is not None


def _due(now: datetime) -> Iterator[tuple[int, int, int]]:
    """Company, member and shift, as it looks from here; anyone who closes one looks again."""
    with reading() as connection:
        rows = connection.execute(_LONG_OPEN, {"before": now - _SHORTEST_LIMIT}).all()
    for row in rows:
        if elapsed(row.started_at, now) > timedelta(minutes=row.limit_minutes):
            yield row.workspace_id, row.member_id, row.id


def _is_ready() -> bool:
    try:
        demand_ready()
    except (NotReady, GuardsMissing, SQLAlchemyError, DurabilityOff, OSError) as error:
        _log.warning("the database is not ready: %s", error)
        return False
    return True
