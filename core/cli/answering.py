"""Questions of jobs at a terminal: asked on stderr, answered by a line; without a terminal the plain answer holds."""

import getpass
import os
import sys
from collections.abc import Callable
from typing import TextIO

from core.model.questions import (
    Answer,
    Choice,
    Credential,
    CredentialQuestion,
    EndQuestion,
    NoAnswer,
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

_WITHOUT_KEYRING = (
    "Unlock the keyring, or give uv the login by UV_INDEX_NAME_USERNAME and UV_INDEX_NAME_PASSWORD in this terminal; "
    "Wheelyard's window can keep it until it is closed. A secret is never kept in a file."
)


class Terminal:
    """Asks a person who sits at a terminal; ``read`` and ``read_secret`` are how lines come in.

    Where there is no person (``asks`` is False) questions get the plain answer, but for a credential: its secret is the
    first line of standard input, and where that is a terminal it is typed there without being shown.
    """

    def __init__(
        self,
        *,
        asks: bool | None = None,
        read: Callable[[str], str] | None = None,
        read_secret: Callable[[str], str] | None = None,
        yes: bool = False,
    ) -> None:
        self._asks = _is_terminal(sys.stdin) and _is_terminal(sys.stderr) if asks is None else asks
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

    def line(self, prompt: str) -> str | None:
        """Return what a person types, without blanks around it; None where nobody is there or nothing was typed."""
        if not self._asks:
            return None
        try:
            return self._read(prompt).strip() or None
        except EOFError:
            return None

    def _choice(self, question: PreflightQuestion) -> Choice:
        named = ", ".join(_WORDS[choice] for choice in question.choices)
        while True:
            said = self._read(f"{named}: ").strip().lower()
            chosen = next((choice for choice in question.choices if said in {_KEYS[choice], choice.value}), None)
            if chosen is not None:
                return chosen

    def _credential(self, question: CredentialQuestion) -> Credential | NoAnswer | None:
        if question.keyring_trouble is not None:
            # A login for this session would end with this very command.
            return NoAnswer(sentence=question.keyring_trouble, way_out=_WITHOUT_KEYRING)
        typed = self._asks or _is_terminal(sys.stdin)
        user = question.user
        if not user and (self._asks or (typed and _is_terminal(sys.stderr))):
            user = self._read(f"User name for {question.index} ({question.url}): ").strip()
            if not user:
                return None
        if not user:
            whose = "--proxy" if question.is_proxy else question.index
            return NoAnswer(
                sentence=f"The login for {question.index} needs a user name.",
                way_out=f"Name it: `wheelyard credentials set {whose} --user NAME`.",
            )
        secret = self._read_secret(f"Password or token of {user}: ") if typed else _first_line()
        if secret:
            return Credential(user=user, secret=Secret(secret))
        if typed:
            return None
        return NoAnswer(
            sentence=f"There is no secret of {user} on standard input.",
            way_out="Give it there as the first line, or start this at a terminal, which asks for it.",
        )


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _first_line() -> str:
    """Return the first line of standard input; what is no text in it stays recognizable as such."""
    if sys.stdin is None:
        return ""
    line, _ = _read_line()
    return line.decode(sys.stdin.encoding or "utf-8", "surrogateescape").rstrip("\r\n")


def _line(prompt: str) -> str:
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line, ended = _read_line()
    if not ended:
        raise EOFError
    return line.decode(sys.stdin.encoding or "utf-8", "replace")


def _read_line() -> tuple[bytes, bool]:
    """Read a line past Python's own buffer, and say whether it had an end.

    Who waits in that buffer when the program ends holds its lock, which is fatal.
    """
    line = b""
    while not line.endswith(b"\n"):
        part = os.read(sys.stdin.fileno(), 1)
        if not part:
            return line, False
        line += part
    return line, True
