"""Questions of jobs at a terminal: asked on stderr, answered by a line; without a terminal the plain answer holds."""

import getpass
import os
import sys
from collections.abc import Callable

from core.model.questions import (
    Answer,
    Choice,
    Credential,
    CredentialQuestion,
    EndQuestion,
    PreflightQuestion,
    Question,
    plain_answer,
)
from core.model.secrets import Secret

_KEYS = {Choice.WAIT: "w", Choice.STOP: "s", Choice.MEND: "m", Choice.GO_ON: "g", Choice.CANCEL: "c"}
_WORDS = {
    Choice.WAIT: "[w]ait until it has passed",
    Choice.STOP: "[s]top what runs (what it has not saved is lost)",
    Choice.MEND: "[m]ake the environment anew",
    Choice.GO_ON: "[g]o on anyway",
    Choice.CANCEL: "[c]ancel",
}


class Terminal:
    """Asks a person who sits at a terminal; ``read`` and ``read_secret`` are how lines come in.

    Where there is no person (``asks`` is False) questions get the plain answer, but for a credential, whose secret may
    come from standard input.
    """

    def __init__(
        self,
        *,
        asks: bool | None = None,
        read: Callable[[str], str] | None = None,
        read_secret: Callable[[str], str] | None = None,
        yes: bool = False,
    ) -> None:
        streams = (sys.stdin, sys.stderr)
        self._asks = all(stream is not None and stream.isatty() for stream in streams) if asks is None else asks
        self._read = read or _line
        self._read_secret = read_secret or getpass.getpass
        self._yes = yes

    def answer(self, question: Question) -> Answer:
        """Return the answer to a question; the end of the input is the plain answer."""
        try:
            match question:
                case PreflightQuestion() if self._asks and not self._yes:
                    return self._choice(question)
                case EndQuestion() if self._yes:
                    return True
                case EndQuestion() if self._asks:
                    said = self._read(f"End {question.program.words()}? What it has not saved is lost. [y/N] ")
                    return said.strip().lower() in {"y", "yes"}
                case CredentialQuestion():
                    return self._credential(question)
        except EOFError:
            pass
        return plain_answer(question)

    def _choice(self, question: PreflightQuestion) -> Choice:
        named = ", ".join(_WORDS[choice] for choice in question.choices)
        while True:
            said = self._read(f"{named}: ").strip().lower()
            chosen = next((choice for choice in question.choices if said in {_KEYS[choice], choice.value}), None)
            if chosen is not None:
                return chosen

    def _credential(self, question: CredentialQuestion) -> Credential | None:
        user = question.user
        if self._asks:
            user = user or self._read(f"User name for {question.index} ({question.url}): ").strip()
            secret = self._read_secret(f"Password or token of {user}: ")
        else:
            secret = "" if sys.stdin is None else sys.stdin.readline().rstrip("\r\n")
        return Credential(user=user, secret=Secret(secret)) if user and secret else None


def _line(prompt: str) -> str:
    """Read a line past Python's own buffer: who waits in that when the program ends holds its lock, which is fatal."""
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = b""
    while not line.endswith(b"\n"):
        part = os.read(sys.stdin.fileno(), 1)
        if not part:
            raise EOFError
        line += part
    return line.decode(sys.stdin.encoding or "utf-8", "replace")
