"""What the program logs: warnings and defects on stderr, each without secrets, tracebacks included."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from typing_extensions import override

from core.model.redaction import Redaction


class RedactedLog(logging.Handler):
    """Writes records from the level WARNING on to stderr, wherever that leads when one comes; none is an exception."""

    def __init__(self, redaction: Redaction) -> None:
        super().__init__(logging.WARNING)
        self._redaction = redaction

    @override
    def format(self, record: logging.LogRecord) -> str:
        # The whole text is looked at, not the message alone: a traceback quotes what it failed at.
        return self._redaction.redacted(super().format(record))

    @override
    def emit(self, record: logging.LogRecord) -> None:
        stream = sys.stderr
        if stream is None:  # a program without a console
            return
        try:
            encoding = stream.encoding or "utf-8"
            stream.write(self.format(record).encode(encoding, "backslashreplace").decode(encoding) + "\n")
            stream.flush()
        except (OSError, ValueError):  # a console that is gone, a stream that is closed
            self.flush()


def log_without_secrets(redaction: Redaction) -> None:
    """Let everything that is logged from now on go to stderr without secrets; another call takes the place of this."""
    end_log()
    logging.getLogger().addHandler(RedactedLog(redaction))


def end_log() -> None:
    """Let what is logged go where it went before."""
    root = logging.getLogger()
    for handler in tuple(root.handlers):
        if isinstance(handler, RedactedLog):
            root.removeHandler(handler)


@contextmanager
def own_log() -> Iterator[None]:
    """Log without what looks like a secret while a program runs, and without known ones once a Session says them."""
    log_without_secrets(Redaction())
    try:
        yield
    finally:
        end_log()
