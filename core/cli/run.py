"""Runs one command over a Session, to its end or to an interruption."""

import asyncio
import os
import signal
from collections.abc import Callable
from types import FrameType

from core.cli.answering import Terminal
from core.cli.printer import Printer, UnprintableError
from core.model.commands import AnyCommand
from core.model.events import Event, Finished, QuestionAsked
from core.model.outcome import Cancelled, Outcome
from core.model.questions import plain_answer
from core.model.state import State
from core.procedures.limited import within
from core.session import Session, open_session
from core.store.home import Home
from core.store.log import log_without_secrets
from core.system.terminal_modes import keep_terminal

OpenSession = Callable[[], Session]

_LONGEST_ANSWER = 24 * 3600.0
"""Seconds that a question waits for a person; the thread that reads the terminal cannot be interrupted."""


def session_here() -> Session:
    """Return a Session over this process's environment."""
    environ = dict(os.environ)
    session = open_session(Home.locate(environ), environ, answers=True)
    log_without_secrets(session.redaction)
    return session


async def run_command(
    command: AnyCommand, printer: Printer, open_it: OpenSession = session_here, terminal: Terminal | None = None
) -> tuple[Outcome, float]:
    """Run ``command`` to its end, printing its events; return the outcome and its seconds.

    An interruption (Ctrl+C, a request to end, a terminal that is closed) cancels the job; its outcome is then
    Cancelled. So does an output that takes no more: the job ends, and UnprintableError is raised.
    """
    session = open_it()
    job = ""
    seconds = 0.0
    unprintable: UnprintableError | None = None

    def listen(events: tuple[Event, ...], state: State) -> None:  # noqa: ARG001 - this face keeps no view of the state
        nonlocal seconds, unprintable
        for event in events:
            if unprintable is None:
                try:
                    printer.event(event)
                except UnprintableError as error:
                    unprintable = error
                    session.cancel(job)
            if isinstance(event, QuestionAsked):
                asked.add(loop.create_task(_answer(session, event, terminal or Terminal())))
            if isinstance(event, Finished):
                seconds = event.seconds

    loop = asyncio.get_running_loop()
    # A prompt that is interrupted ends in its thread some time, or never; what it did to the terminal ends here.
    bring_terminal_back = keep_terminal()
    asked: set[asyncio.Task[None]] = set()
    session.subscribe(listen)
    with _Interruptions(lambda: loop.call_soon_threadsafe(lambda: session.cancel(job))):
        try:
            job = session.submit(command)
            outcome = await session.wait(job) if unprintable is None else Cancelled()
        finally:
            await session.close()
            for task in asked:
                task.cancel()
            bring_terminal_back()
    if unprintable is not None:
        raise unprintable
    return outcome, seconds


async def _answer(session: Session, event: QuestionAsked, terminal: Terminal) -> None:
    try:
        answer = await within(_LONGEST_ANSWER, lambda: terminal.answer(event.question))
    except Exception:  # noqa: BLE001 - a terminal can go away in many ways, and the job waits for an answer
        answer = plain_answer(event.question)
    session.answer(event.job, event.number, answer)


class _Interruptions:
    """While it is open, an interruption asks instead of raising; then the old handlers are back."""

    def __init__(self, ask: Callable[[], object]) -> None:
        self._ask = ask
        self._old: dict[int, object] = {}

    def __enter__(self) -> None:
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):  # the last one is Ctrl+Break of a Windows console
            number = getattr(signal, name, None)
            # What the caller chose to have ignored stays so: `nohup` does it with SIGHUP.
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._old[number] = signal.signal(number, self._handle)

    def __exit__(self, *_: object) -> None:
        for number, handler in self._old.items():
            signal.signal(number, handler)  # type: ignore[arg-type] # what signal.signal itself returned

    def _handle(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a handler is called so
        self._ask()
