"""Several processes on one listening socket, each of which is replaced when it ends."""

import os
import select
import signal
import socket
import sys
import time
from dataclasses import dataclass, field

from timeclock.serving.pausing import GrowingPause, how_it_ended
from timeclock.serving.worker import end_of_pipe, work

SECONDS_TO_STOP = 14.0  # a little more than a process takes to finish what it has begun
_STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_LONGEST_SLEEP = 60.0


@dataclass
class WorkerSlot:
    """One of the processes that there should be. `pid` is 0 while there is none."""

    pid: int = 0
    ready: int = -1  # the reading end of a pipe; -1 once the process has reported
    started_at: float = 0.0
    start_at: float = 0.0
    pause: GrowingPause = field(default_factory=GrowingPause)


class Supervisor:
    """Forks the processes and waits for them.

    A process that ends before any has been ready cannot start: its code is the supervisor's.
    Later the reason may go away, so the supervisor tries again, however often it takes.
    """

    def __init__(
        self, target: str, listening: socket.socket, *, workers: int, threads: int
    ) -> None:
        self._target, self._listening, self._threads = target, listening, threads
        self._slots = [WorkerSlot() for _ in range(workers)]
        self._has_served = False
        self._told: list[int] = []
        self._life = os.pipe()
        self._alarm = socket.socketpair()

    def run(self) -> int:
        """Keep the processes running until told to stop; returns the exit code."""
        for side in self._alarm:
            side.setblocking(False)
        signal.set_wakeup_fd(self._alarm[1].fileno(), warn_on_full_buffer=False)
        for number in _STOPS:
            signal.signal(number, self._stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        while not self._told:
            for slot in self._wanted():
                if not slot.pid and time.monotonic() >= slot.start_at:
                    self._start(slot)
            self._sleep()
            # Processes that end with this one, as after Ctrl-C, are not replaced.
            for slot, code in [] if self._told else self._ended():
                if code > 0 and not self._has_served:
                    self._end_all()
                    return code
                self._plan_another(slot, code)
        self._end_all()
        return 0

    def _stop(self, number: int, _frame: object) -> None:
        self._told.append(number)

    def _wanted(self) -> list[WorkerSlot]:
        """One process until it is ready: what stops the start is said once."""
        return self._slots if self._has_served else self._slots[:1]

    def _start(self, slot: WorkerSlot) -> None:
        slot.ready, ready = os.pipe()
        # The new process must not run the handlers of this one.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        slot.pid, slot.started_at = os.fork(), time.monotonic()
        if not slot.pid:
            self._become_worker(ready)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        os.close(ready)

    def _become_worker(self, ready: int) -> None:
        """Does not return."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number in (signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a terminal sends them to everyone
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        life, held = self._life
        os.close(held)
        for slot in self._slots:
            if slot.ready >= 0:
                os.close(slot.ready)
        for side in self._alarm:
            side.close()
        work(
            self._target,
            self._listening,
            threads=self._threads,
            life=life,
            report_ready=end_of_pipe(ready),
        )
        sys.exit()

    def _sleep(self) -> None:
        """Until a signal, a report, or the time for a new start."""
        now = time.monotonic()
        starts = [slot.start_at - now for slot in self._wanted() if not slot.pid]
        reports = [slot.ready for slot in self._slots if slot.ready >= 0]
        wait = max(min([*starts, _LONGEST_SLEEP]), 0)
        alarm = self._alarm[0].fileno()
        found, _, _ = select.select([alarm, *reports], [], [], wait)
        if alarm in found:
            self._alarm[0].recv(4096)
        for slot in self._slots:
            if slot.ready in found:
                self._has_served = bool(os.read(slot.ready, 1)) or self._has_served
                self._forget_report(slot)

    def _ended(self) -> list[tuple[WorkerSlot, int]]:
        """Which processes have ended, and how; a signal is a negative code."""
        ended = []
        for slot in self._slots:
            if slot.pid:
                pid, status = os.waitpid(slot.pid, os.WNOHANG)
                if pid:
                    slot.pid = 0
                    ended.append((slot, os.waitstatus_to_exitcode(status)))
        return ended

    def _plan_another(self, slot: WorkerSlot, code: int) -> None:
        now = time.monotonic()
        pause = slot.pause.after(now - slot.started_at)
        slot.start_at = now + pause
        self._forget_report(slot)
        when = f"in {pause:g} s" if pause else "now"
        said = f"A process of the server {how_it_ended(code)}; another one starts {when}."
        sys.stderr.write(said + "\n")
        sys.stderr.flush()

    def _forget_report(self, slot: WorkerSlot) -> None:
        if slot.ready >= 0:
            os.close(slot.ready)
            slot.ready = -1

    def _end_all(self) -> None:
        """Tell every process to stop, wait, and kill those that take too long."""
        self._listening.close()
        self._send_to_all(signal.SIGTERM)
        deadline = time.monotonic() + SECONDS_TO_STOP
        while any(slot.pid for slot in self._slots) and time.monotonic() < deadline:
            time.sleep(0.02)
            self._ended()
        self._send_to_all(signal.SIGKILL)

    def _send_to_all(self, number: signal.Signals) -> None:
        for slot in self._slots:
            if slot.pid:
                os.kill(slot.pid, number)
