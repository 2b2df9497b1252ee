"""Bringing messages to receivers, each webhook in a thread of its own while it has something."""

import logging
import threading
import time
from collections import deque
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from timeclock.errors import Busy, Unconfirmed
from timeclock.outgoing.webhooks.claimed import Claimed
from timeclock.outgoing.webhooks.claiming import claim
from timeclock.outgoing.webhooks.presence import Presence, give_back_of_the_gone
from timeclock.outgoing.webhooks.queries import due
from timeclock.outgoing.webhooks.reach import private_is_allowed
from timeclock.outgoing.webhooks.sending import DeliveryOutcome, send
from timeclock.outgoing.webhooks.settling import give_up, settle
from timeclock.outgoing.webhooks.signing import signed_headers
from timeclock.outgoing.webhooks.telling import NOT_TOLD
from timeclock.storage.connecting import DurabilityOff

AT_ONCE = 16  # webhooks that one process serves at a time
_TURN = 15.0  # seconds; then another webhook may have the thread
_TROUBLE = (Busy, Unconfirmed, SQLAlchemyError, DurabilityOff, OSError)
_NOT_TOLD = DeliveryOutcome(None, NOT_TOLD, "", 0)
_log = logging.getLogger(__name__)


class Courier:
    """The threads of one process; no two of them serve the same webhook.

    A receiver that is slow holds up its own thread. Other processes may serve the same webhook: the
    leases keep them apart.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._presence: Presence | None = None
        self._looked_back = False
        self._guard = threading.Condition()
        self._served: set[tuple[int, int]] = set()
        self._waited: deque[tuple[int, int]] = deque()

    def round(self) -> None:
        """Give each webhook that has something a thread, those first that had none last time.

        The first one ends what processes had claimed that are gone.
        """
        try:
            if not self._looked_back:
                self._look_back()
            found = due()
        except _TROUBLE as error:
            _log.warning("webhooks wait for the next round: %s", error)
            return
        waited = [each for each in self._waited if each in found]
        self._waited = deque(each for each in [*waited, *found] if not self._begun(each))

    def rests(self, patience: float) -> bool:
        """Whether everything that was begun has ended within so many seconds."""
        with self._guard:
            return self._guard.wait_for(lambda: not self._served, patience)

    def _look_back(self) -> None:
        folder = Path(self._app.instance_path)
        try:
            self._presence = self._presence or Presence(folder)
        except OSError as error:
            _log.warning("whoever comes after a crash waits for the leases of this one: %s", error)
        freed = give_back_of_the_gone(folder)
        if freed:
            _log.warning("webhooks: %s messages of a process that is gone are sent again", freed)
        self._looked_back = True

    def _begun(self, which: tuple[int, int]) -> bool:
        with self._guard:
            if which in self._served:
                return True
            if len(self._served) >= AT_ONCE:
                return False
            self._served.add(which)
        thread = threading.Thread(
            target=self._serve, args=which, name="timeclock-webhook", daemon=True
        )
        try:
            thread.start()
        except RuntimeError as error:  # the machine has no room for another one
            _log.warning("webhook %s waits for the next round: %s", which[1], error)
            self._ended(which)
            return False
        return True

    def _serve(self, workspace_id: int, webhook_id: int) -> None:
        try:
            with self._app.app_context():
                until = time.monotonic() + _TURN
                serve(workspace_id, webhook_id, until=until, presence=self._presence)
        except _TROUBLE as error:
            _log.warning("webhook %s waits for the next round: %s", webhook_id, error)
        finally:
            self._ended((workspace_id, webhook_id))

    def _ended(self, which: tuple[int, int]) -> None:
        with self._guard:
            self._served.discard(which)
            self._guard.notify_all()


def serve(
    workspace_id: int,
    webhook_id: int,
    *,
    until: float | None = None,
    presence: Presence | None = None,
) -> int:
    """Send what is due to one webhook, one after another; returns how many messages were sent.

    No transaction is open while a receiver is talked to.
    """
    sent = 0
    while until is None or time.monotonic() < until:
        lease = presence.new_lease() if presence else None
        claimed = claim(workspace_id, webhook_id, lease=lease)
        if claimed is None:
            break
        deliver(claimed)
        sent += 1
    return sent


def deliver(claimed: Claimed) -> None:
    """Send one message and write down the outcome."""
    sent_at = datetime.now(UTC)
    outcome = _sent(claimed, claimed.body, sent_at) if claimed.body else _NOT_TOLD
    why = settle(claimed, outcome, sent_at)
    if why is not None:
        give_up(claimed.workspace_id, claimed.webhook_id, why)


def _sent(claimed: Claimed, body: bytes, sent_at: datetime) -> DeliveryOutcome:
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Timeclock-Webhooks/1",
        **signed_headers(claimed.secrets, claimed.message_id, sent_at, body),
    }
    return send(claimed.url, headers, body, private=private_is_allowed())
