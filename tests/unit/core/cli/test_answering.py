"""Questions of jobs at a terminal."""

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator

import pytest

from core.cli.answering import Terminal
from core.model.programs import RunningProgram
from core.model.questions import (
    Choice,
    Credential,
    CredentialQuestion,
    EndQuestion,
    NoAnswer,
    PreflightFinding,
    PreflightId,
    PreflightQuestion,
)
from core.model.secrets import Secret

PROGRAM = RunningProgram(name="ruff.exe", process=4711)
FINDING = PreflightFinding(id=PreflightId.PROGRAMS_RUN, sentence="It runs.", programs=(PROGRAM,), passes=True)
ALL = PreflightQuestion(findings=(FINDING,), choices=(Choice.WAIT, Choice.STOP, Choice.GO_ON, Choice.CANCEL))
LOGIN = CredentialQuestion(index="corp", url="https://corp.example/simple")


def _lines(*lines: str) -> Callable[[str], str]:
    return _Lines(lines).read


class _Lines:
    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.prompts: list[str] = []

    def read(self, prompt: str) -> str:
        self.prompts.append(prompt)
        try:
            return next(self._lines)
        except StopIteration:
            raise EOFError from None


@pytest.mark.parametrize(
    ("typed", "choice"),
    [("w\n", Choice.WAIT), ("S", Choice.STOP), ("go-on", Choice.GO_ON), (" c \n", Choice.CANCEL)],
)
def test_a_choice_is_a_letter_or_a_word(typed: str, choice: Choice) -> None:
    assert Terminal(asks=True, read=_lines(typed)).answer(ALL) is choice


def test_what_is_no_answer_is_asked_again() -> None:
    lines = _Lines(["", "what?", "w"])
    few = PreflightQuestion(findings=(FINDING,), choices=(Choice.GO_ON, Choice.CANCEL))
    assert Terminal(asks=True, read=_Lines(["w", "g"]).read).answer(few) is Choice.GO_ON
    assert Terminal(asks=True, read=lines.read).answer(ALL) is Choice.WAIT
    assert len(lines.prompts) == 3


def test_the_end_of_the_input_is_the_plain_answer() -> None:
    assert Terminal(asks=True, read=_lines()).answer(ALL) is Choice.GO_ON
    assert Terminal(asks=True, read=_lines()).answer(EndQuestion(program=PROGRAM)) is False


def test_without_a_terminal_nobody_is_asked_and_no_program_is_ended() -> None:
    def read(prompt: str) -> str:
        pytest.fail(f"asked: {prompt}")

    terminal = Terminal(asks=False, read=read)
    assert terminal.answer(ALL) is Choice.GO_ON
    assert terminal.answer(EndQuestion(program=PROGRAM)) is False
    assert Terminal(asks=False, read=read, yes=True).answer(EndQuestion(program=PROGRAM)) is True


@pytest.mark.parametrize(("typed", "ends"), [("y", True), ("YES\n", True), ("", False), ("n", False), ("maybe", False)])
def test_a_program_is_ended_by_a_plain_yes_only(typed: str, ends: bool) -> None:  # noqa: FBT001 - a column of the table
    assert Terminal(asks=True, read=_lines(typed)).answer(EndQuestion(program=PROGRAM)) is ends


def test_a_login_is_asked_for_and_its_secret_is_not_shown() -> None:
    shown = _Lines(["ada\n"])
    secrets = _Lines(["t0ken"])
    answer = Terminal(asks=True, read=shown.read, read_secret=secrets.read).answer(LOGIN)
    assert answer == Credential(user="ada", secret=Secret("t0ken"))
    assert shown.prompts == ["User name for corp (https://corp.example/simple): "]
    assert secrets.prompts == ["Password or token of ada: "]


def test_an_empty_secret_stores_nothing() -> None:
    assert Terminal(asks=True, read=_lines("ada"), read_secret=_lines("")).answer(LOGIN) is None


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], None]]:
    """What makes bytes the standard input, as a script does."""
    with contextlib.ExitStack() as stack:

        def pipe(data: bytes) -> None:
            taken, given = os.pipe()
            os.write(given, data)
            os.close(given)
            monkeypatch.setattr("sys.stdin", stack.enter_context(os.fdopen(taken, encoding="utf-8")))

        yield pipe


KNOWN = CredentialQuestion(index="corp", url="https://corp.example/simple", user="ada")


@pytest.mark.parametrize("data", [b"t0ken\r\nmore", b"t0ken\n", b"t0ken"])
def test_a_script_gives_the_secret_by_standard_input(piped: Callable[[bytes], None], data: bytes) -> None:
    piped(data)
    assert Terminal(asks=False).answer(KNOWN) == Credential(user="ada", secret=Secret("t0ken"))


def test_a_login_without_a_user_name_or_a_secret_is_wrong_input(
    piped: Callable[[bytes], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(b"t0ken\n")
    nameless = Terminal(asks=False).answer(LOGIN)
    assert isinstance(nameless, NoAnswer)
    assert "credentials set corp --user NAME" in nameless.way_out
    for data in (b"", b"\n", b"\r\nt0ken"):
        piped(data)
        empty = Terminal(asks=False).answer(KNOWN)
        assert isinstance(empty, NoAnswer)
        assert "no secret of ada" in empty.sentence
    monkeypatch.setattr("sys.stdin", None)
    assert isinstance(Terminal(asks=False).answer(KNOWN), NoAnswer)


def test_a_secret_that_is_no_text_is_told_from_one_that_is(piped: Callable[[bytes], None]) -> None:
    piped(b"t0\xe6ken\n")
    answer = Terminal(asks=False).answer(KNOWN)
    assert isinstance(answer, Credential)
    with pytest.raises(UnicodeEncodeError):
        answer.secret.text.encode()


def test_a_line_is_asked_for_where_somebody_is_there() -> None:
    assert Terminal(asks=True, read=_lines(" http://proxy:80 \n")).line("proxy: ") == "http://proxy:80"
    assert Terminal(asks=True, read=_lines("\n")).line("proxy: ") is None
    assert Terminal(asks=True, read=_lines()).line("proxy: ") is None
    assert Terminal(asks=False, read=_lines("http://proxy:80")).line("proxy: ") is None
