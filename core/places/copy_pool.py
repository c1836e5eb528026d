"""Threads that work off a pile of tasks, as many of them as the waiting for the system is worth."""

import threading
import time
from collections.abc import Callable, Iterable

from core.places.usage import Stopped

Task = Callable[[], None]

PILE = 256
"""Tasks that may wait before those who make them had better do them at once, so that the pile stays small."""

_TUNED_EVERY = 0.1
_IDLE, _BUSY = 0.7, 1.2
"""Processors in use below which one more thread comes, and above which one goes."""


class Pool:
    """A pile of tasks, which may add tasks themselves; the newest is taken first, which keeps the pile small.

    It begins with one thread, and further ones come, up to ``threads``, while this process uses clearly less than a
    processor: files that come over a network or through a scanner are waited for, and others can be copied meanwhile.
    Where nothing is waited for, further threads would only be in each other's way, even idle ones.
    """

    def __init__(self, threads: int, stop: threading.Event) -> None:
        self._threads = threads
        self._wanted = 1
        self._tuned = (time.monotonic(), time.process_time())
        self._stop = stop
        self._pile: list[Task] = []
        self._changed = threading.Condition()
        self._crew: list[threading.Thread] = []
        self._pause: Callable[[], bool] = lambda: False
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
        self._pause = pause
        with self._changed:
            for _ in range(self._wanted):
                self._add_thread()
        try:
            self._wait()
        except BaseException as error:
            self.fail(error)
            self._wait()
            raise
        if self._error is not None:
            raise self._error

    def fail(self, error: BaseException) -> None:
        """Let the work end with this error, unless it has one already."""
        with self._changed:
            if self._error is None:
                self._error = error
            self._changed.notify_all()

    def check_stop(self) -> None:
        """Raise Stopped when the work was asked to stop or another task has failed."""
        if self._stop.is_set() or self._error is not None:
            raise Stopped
        if time.monotonic() - self._tuned[0] >= _TUNED_EVERY:  # a task may take long where each file is waited for
            with self._changed:
                self._tune()

    def _add_thread(self) -> None:
        thread = threading.Thread(target=self._work, daemon=True)
        thread.start()
        self._crew.append(thread)

    def _wait(self) -> None:
        """Wait until every thread has ended, those that come meanwhile, too."""
        while True:
            with self._changed:
                if not self._crew:
                    return
                thread = self._crew[0]
            thread.join()

    def _work(self) -> None:
        while (task := self._next()) is not None:
            try:
                self.check_stop()
                task()
            except BaseException as error:  # noqa: BLE001 - it is raised again by whoever runs the pool
                self.fail(error)
            finally:
                with self._changed:
                    self._busy -= 1
                    self._tune()
                    if not self._busy:
                        self._changed.notify_all()

    def _next(self) -> Task | None:
        """Take a task, waiting for one that others may still add; None ends the thread."""
        with self._changed:
            while self._error is None and self._busy and not self._pile and len(self._crew) <= self._wanted:
                self._changed.wait()
            if self._pile and self._error is None and len(self._crew) <= self._wanted and not self._pause():
                self._busy += 1
                return self._pile.pop()
            self._crew.remove(threading.current_thread())
            self._changed.notify_all()
            return None

    def _tune(self) -> None:
        """Want one thread more or less, by what the processors did lately."""
        now = time.monotonic()
        then, used_then = self._tuned
        if now - then < _TUNED_EVERY:
            return
        used = time.process_time()
        share = (used - used_then) / (now - then)
        self._tuned = (now, used)
        if share < _IDLE:
            self._wanted = min(self._wanted + 1, self._threads)
            if self._pile and self._error is None and 0 < len(self._crew) < self._wanted:
                self._add_thread()
        elif share > _BUSY and self._wanted > 1:
            self._wanted -= 1
            self._changed.notify_all()


class Background:
    """Work in a thread of its own, begun at once; without any work it is over at once, too."""

    def __init__(self, work: Task | None = None) -> None:
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._do, args=(work,), daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Wait until it is done; raises its error."""
        self._thread.join()
        if self._error is not None:
            raise self._error

    def give_up(self) -> None:
        """Wait until it has ended, however that was."""
        self._thread.join()

    def _do(self, work: Task | None) -> None:
        try:
            if work is not None:
                work()
        except BaseException as error:  # noqa: BLE001 - it is raised again by whoever waits
            self._error = error
