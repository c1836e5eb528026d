"""The one door for child processes: start, read with back-pressure, cancel, end the whole tree, reap."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from core.model.invocation import Invocation, ProcessEnd
from core.ports import OutputSink, Stream
from core.uv.child import Child, start_child
from core.uv.chunk_reader import ChunkReader
from core.uv.process_tree import variable_key

CHUNKS_AHEAD = 4
"""Chunks of one stream that may wait for the loop; the child waits when there are more."""

_ASKING_SECONDS = 0.12
_REAPING_SECONDS = 0.4
_QUIET_SECONDS = 0.25
_DRAINING_SECONDS = 5.0
_FOREIGN_VARIABLES = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")


class ChildProcessRunner:
    """Runs child processes for any event loop: blocking calls in threads, results on the loop.

    ``environ`` is what the children inherit, without the variables that would lead uv to our own Python.
    Implements core.ports.ProcessRunner.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = dict(environ)

    async def run(self, invocation: Invocation, on_output: OutputSink) -> ProcessEnd:
        """Run to the end and return how it ended; ``on_output`` is called on the loop, in order.

        When the calling task is cancelled, the whole process tree is ended within one second before
        CancelledError leaves. What ``on_output`` raises ends the process tree, too, and is raised again.
        Raises InputError when the program cannot be started.
        """
        loop = asyncio.get_running_loop()
        run = _Run(loop, invocation, self.environment(invocation), on_output)
        run.start()
        try:
            return await asyncio.shield(run.ended)
        except asyncio.CancelledError:
            run.stop()
            await _outlast(run.ended)
            raise

    def environment(self, invocation: Invocation) -> dict[str, str]:
        """Return the whole environment of an invocation's process."""
        laid_over = invocation.variables | {name: secret.text for name, secret in invocation.secrets.items()}
        dropped = {variable_key(name) for name in (*_FOREIGN_VARIABLES, *laid_over)}
        merged = {name: value for name, value in self._environ.items() if variable_key(name) not in dropped}
        foreign = {variable_key(name) for name in _FOREIGN_VARIABLES}
        # Where the case of a name does not matter, one process must not get the same variable twice.
        once = {variable_key(name): (name, value) for name, value in laid_over.items()}
        merged.update((name, value) for key, (name, value) in once.items() if value is not None and key not in foreign)
        return merged


async def _outlast(ended: "asyncio.Future[ProcessEnd]") -> None:
    """Wait for the end however often the waiting task is cancelled; the end comes within a second."""
    while not ended.done():
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait([ended])
    if not ended.cancelled():
        # Nobody asks for the result any more, and an unseen exception would be reported as lost.
        ended.exception()


class _Run:
    """One process: a supervising thread, one that waits for its end, one that reads each stream."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        invocation: Invocation,
        environment: dict[str, str],
        on_output: OutputSink,
    ) -> None:
        self.ended: asyncio.Future[ProcessEnd] = loop.create_future()
        self._loop = loop
        self._invocation = invocation
        self._environment = environment
        self._on_output = on_output
        self._news = threading.Condition()
        self._stopped = False
        self._process_ended = False
        self._reading = 0
        self._last_chunk = 0.0
        self._trouble: BaseException | None = None

    def start(self) -> None:
        """Let the supervising thread begin."""
        threading.Thread(target=self._supervise, name="child process", daemon=True).start()

    def stop(self) -> None:
        """Let the process tree be ended; called on the loop."""
        with self._news:
            self._stopped = True
            self._news.notify_all()

    # In the supervising thread

    def _supervise(self) -> None:
        began = time.monotonic()
        try:
            child = start_child(self._invocation, self._environment)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the waiting task must hear of it
            self._tell(error)
            return
        try:
            self._last_chunk = time.monotonic()
            self._start_threads(child)
            self._await_end(child)
            status = self._collect(child)
        except BaseException as error:  # noqa: BLE001 - same
            child.tree.end()
            child.tree.reap(_REAPING_SECONDS)
            self._tell(error)
            return
        finally:
            child.tree.close()
        self._tell(
            ProcessEnd(
                program=Path(self._invocation.argv[0]).name,
                exit_code=status if status is not None and status >= 0 else None,
                signal=-status if status is not None and status < 0 else None,
                seconds=time.monotonic() - began,
                on_terminal=child.on_terminal,
            )
        )

    def _start_threads(self, child: Child) -> None:
        self._reading = len(child.readers)
        for stream, reader in child.readers:
            threading.Thread(target=self._read, args=(stream, reader), name="child output", daemon=True).start()
        threading.Thread(target=self._watch, args=(child,), name="child end", daemon=True).start()

    def _watch(self, child: Child) -> None:
        child.tree.wait()
        with self._news:
            self._process_ended = True
            self._news.notify_all()

    def _await_end(self, child: Child) -> None:
        """Wait until the process ended, by itself or because it was asked to, or will not."""
        with self._news:
            self._news.wait_for(lambda: self._process_ended or self._stopped)
            while not self._process_ended and child.tree.ask():
                self._news.wait_for(lambda: self._process_ended, _ASKING_SECONDS)

    def _collect(self, child: Child) -> int | None:
        """Read what is left, end what is left, and return the exit status."""
        with self._news:
            if not self._stopped:
                self._drain()
        child.tree.end()
        with self._news:
            if not self._stopped:
                self._drain()
        for _, reader in child.readers:
            reader.stop()
        with self._news:
            # A reader may wait for the loop to take a chunk; a loop that is gone must not hold this thread.
            self._news.wait_for(lambda: not self._reading, _REAPING_SECONDS)
        return child.tree.reap(_REAPING_SECONDS)

    def _drain(self) -> None:
        """Wait for the end of all streams, as long as something comes.

        A grandchild may hold a pipe open after the process ended: then nothing comes, or it never ends.
        """
        until = time.monotonic() + _DRAINING_SECONDS
        self._last_chunk = max(self._last_chunk, time.monotonic())
        while self._reading and not self._stopped:
            now = time.monotonic()
            if now - self._last_chunk > _QUIET_SECONDS or now > until:
                return
            self._news.wait(_QUIET_SECONDS / 5)

    # In the reading threads

    def _read(self, stream: Stream, reader: ChunkReader) -> None:
        room = threading.Semaphore(CHUNKS_AHEAD)
        try:
            while data := reader.read():
                self._loop.call_soon_threadsafe(self._deliver, stream, data, room)
                self._last_chunk = time.monotonic()
                while not room.acquire(timeout=_QUIET_SECONDS / 2):
                    self._last_chunk = time.monotonic()
                    if self._stopped:
                        return
        except RuntimeError:
            # The loop is closed: nobody listens any more.
            self.stop()
        finally:
            reader.close()
            with self._news:
                self._reading -= 1
                self._news.notify_all()

    # On the loop

    def _deliver(self, stream: Stream, data: bytes, room: threading.Semaphore) -> None:
        room.release()
        if self._stopped or self.ended.done():
            return
        try:
            self._on_output(stream, data)
        except Exception as error:  # noqa: BLE001 - raised again by run
            self._trouble = error
            self.stop()

    def _tell(self, end: ProcessEnd | BaseException) -> None:
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._conclude, end)

    def _conclude(self, end: ProcessEnd | BaseException) -> None:
        if self.ended.done():
            return
        if self._trouble is not None:
            self.ended.set_exception(self._trouble)
        elif isinstance(end, ProcessEnd):
            self.ended.set_result(end)
        else:
            self.ended.set_exception(end)
