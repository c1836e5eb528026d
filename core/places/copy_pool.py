"""Threads that work off a pile of tasks; file work waits for the system, which lets the other threads run meanwhile."""

import threading
from collections.abc import Callable, Iterable

from core.places.usage import Stopped

Task = Callable[[], None]

PILE = 256
"""Tasks that may wait before those who make them had better do them at once, so that the pile stays small."""


class Pool:
    """A pile of tasks, which may add tasks themselves; the newest is taken first, which keeps the pile small."""

    def __init__(self, threads: int, stop: threading.Event) -> None:
        self._threads = threads
        self._stop = stop
        self._pile: list[Task] = []
        self._changed = threading.Condition()
        self._busy = 0
        self._error: BaseException | None = None

    @property
    def waiting(self) -> int:
        """How many tasks nobody has taken yet."""
        return len(self._pile)

    @property
    def is_crowded(self) -> bool:
        """Whether whoever makes tasks should do them at once instead of adding them."""
        return len(self._pile) > PILE

    def add(self, tasks: Iterable[Task]) -> None:
        """Put tasks onto the pile."""
        with self._changed:
            self._pile.extend(tasks)
            self._changed.notify_all()

    def run(self, pause: Callable[[], bool] = lambda: False) -> None:
        """Work until no task is left, or until ``pause`` says so between two tasks; the rest stays on the pile.

        The first error of a task ends the work and is raised here; Stopped when ``stop`` is set.
        """
        self._error = None
        threads = [threading.Thread(target=self._work, args=(pause,), daemon=True) for _ in range(self._threads)]
        for thread in threads:
            thread.start()
        try:
            for thread in threads:
                thread.join()
        except BaseException as error:
            self._fail(error)
            for thread in threads:
                thread.join()
            raise
        if self._error is not None:
            raise self._error

    def check_stop(self) -> None:
        """Raise Stopped when the work was asked to stop or another task has failed."""
        if self._stop.is_set() or self._error is not None:
            raise Stopped

    def _work(self, pause: Callable[[], bool]) -> None:
        while True:
            with self._changed:
                while not self._pile and self._busy and self._error is None:
                    self._changed.wait()
                if not self._pile or self._error is not None or pause():
                    self._changed.notify_all()
                    return
                task = self._pile.pop()
                self._busy += 1
            try:
                self.check_stop()
                task()
            except BaseException as error:  # noqa: BLE001 - it is raised again by whoever runs the pool
                self._fail(error)
            finally:
                with self._changed:
                    self._busy -= 1
                    self._changed.notify_all()

    def _fail(self, error: BaseException) -> None:
        with self._changed:
            if self._error is None:
                self._error = error
            self._changed.notify_all()
