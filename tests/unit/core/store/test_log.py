"""What is logged goes to stderr without secrets, tracebacks included; a stream that is gone ends nothing."""

import logging
import sys
from collections.abc import Iterator

import pytest

from core.model.redaction import Redaction
from core.model.secrets import Secret
from core.store.log import RedactedLog, log_without_secrets, own_log

SECRET = "s3cr3t-T0ken"  # noqa: S105 - of nothing
_LOG = logging.getLogger("wheelyard.test")


@pytest.fixture(autouse=True)
def root_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    before = list(root.handlers)
    yield
    root.handlers[:] = before


def _knowing() -> Redaction:
    redaction = Redaction()
    redaction.learn(Secret(SECRET))
    return redaction


def _fail() -> None:
    raise ValueError(f"a backend repeats {SECRET}")


def test_messages_and_tracebacks_are_without_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    log_without_secrets(_knowing())
    _LOG.warning("it said %s of %s", SECRET, "https://ada:unknown-one@corp.example/simple")
    try:
        _fail()
    except ValueError:
        _LOG.exception("a defect")
    _LOG.info("not told")
    said = capsys.readouterr().err
    assert "it said **** of https://****@corp.example/simple" in said
    assert "ValueError: a backend repeats ****" in said
    assert SECRET not in said
    assert "not told" not in said


def test_the_last_redaction_counts_and_each_record_comes_once(capsys: pytest.CaptureFixture[str]) -> None:
    log_without_secrets(Redaction())
    log_without_secrets(_knowing())
    _LOG.warning("once %s", SECRET)
    assert capsys.readouterr().err == "once ****\n"
    assert len([each for each in logging.getLogger().handlers if isinstance(each, RedactedLog)]) == 1


def test_without_a_console_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    log_without_secrets(_knowing())
    monkeypatch.setattr(sys, "stderr", None)
    _LOG.warning("nobody reads it")


def test_a_console_that_cannot_show_a_sign_gets_its_number(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    log_without_secrets(Redaction())
    # The other handlers are pytest's, which would hand this sign to programs that cannot take it.
    (handler,) = [each for each in logging.getLogger().handlers if isinstance(each, RedactedLog)]
    handler.handle(_LOG.makeRecord(_LOG.name, logging.WARNING, __file__, 1, "a lone \udc80 half", (), None))
    assert capsysbinary.readouterr().err == b"a lone \\udc80 half\n"


def test_a_program_that_ends_leaves_no_log_behind(capsys: pytest.CaptureFixture[str]) -> None:
    with own_log():
        log_without_secrets(_knowing())
        _LOG.warning("while it runs: %s", SECRET)
    _LOG.warning("behind it")
    assert capsys.readouterr().err == "while it runs: ****\n"
