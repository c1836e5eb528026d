"""The computer's own clock, as the port that the core asks."""

import time


class SystemClock:
    """Wall time and a clock that never goes back."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def elapsed(self) -> float:
        """Seconds on a clock that never goes back."""
        return time.perf_counter()
