"""The border of the headless face: whatever goes wrong ends in a sentence and a status."""

import json

import pytest

from core.cli import main as entry
from core.cli.exit_status import ExitStatus
from core.model.project import InputError


def _raising(error: Exception) -> object:
    def session_here() -> object:
        raise error

    return session_here


@pytest.mark.parametrize("words", [["repair"], ["repair", "x"], ["request"], ["credentials", "list"]])
@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RuntimeError("the disk turned"), ExitStatus.PROBLEM),
        (InputError("It is gone.", "Look."), ExitStatus.WRONG_INPUT),
    ],
)
def test_an_error_before_a_job_is_said(
    words: list[str],
    error: Exception,
    status: ExitStatus,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.setattr(entry, "session_here", _raising(error))
    assert entry.main(words) == status
    said = capfdbinary.readouterr().err.decode()
    assert str(error).split(".", maxsplit=1)[0] in said
    assert "Traceback" not in said
    assert entry.main([*words, "--json"]) == status
    printed = json.loads(capfdbinary.readouterr().out)
    assert str(error) in printed["problem"]["raw"]
