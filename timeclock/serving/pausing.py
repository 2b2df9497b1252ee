"""How long to wait before a process is started again."""

SHORTEST, LONGEST = 0.5, 10.0  # seconds
LONG_LIFE = 60.0  # seconds; a process that lived longer was all right


class GrowingPause:
    """No pause before the first new start; then one that doubles while processes live shortly."""

    def __init__(self) -> None:
        self._next = 0.0

    def after(self, lived: float) -> float:
        """Seconds to wait after a process that lived so many seconds."""
        if lived >= LONG_LIFE:
            self._next = 0.0
        pause = self._next
        self._next = min(max(2 * pause, SHORTEST), LONGEST)
        return pause


def how_it_ended(code: int) -> str:
    """A process's return code in words; negative ones are signals, as subprocess has them."""
    return f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
