"""How tests open the page of wheels and let its jobs end."""

from typing import TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from core.model.checks import Check
from core.model.commands import AnyCommand, CheckWheels, Command, ScanYards
from core.model.events import Finished, Queued
from core.model.outcome import Outcome, Succeeded
from core.model.wheels import WheelsReport
from gui.pages.wheels_page import WheelsPage
from tests.fakes import wheels
from tests.unit.gui.conftest import Shown

Kind = TypeVar("Kind", bound=Command)
Dialog = TypeVar("Dialog", bound=QDialog)


def newest(shown: Shown, kind: type[Kind]) -> tuple[str, Kind]:
    """Return the job and the command that was submitted last of a kind."""
    for number, command in reversed(list(enumerate(shown.session.submitted, 1))):
        if isinstance(command, kind):
            return f"job-{number}", command
    raise AssertionError(f"no {kind.__name__} in {shown.session.submitted}")


def count(shown: Shown, kind: type[Command]) -> int:
    return sum(isinstance(command, kind) for command in shown.session.submitted)


def over(shown: Shown, kind: type[Command], outcome: Outcome) -> None:
    """Let the newest job of a kind end."""
    job, command = newest(shown, kind)
    shown.session.play(Finished(job=job, project=command.project, outcome=outcome, seconds=1.0))
    QTest.qWait(20)


def begun(shown: Shown, command: AnyCommand, job: str) -> None:
    """Let a job that somebody else asked for begin."""
    shown.session.play(Queued(job=job, project=command.project, command=command))


def opened(shown: Shown, report: WheelsReport | None = None, checks: tuple[Check, ...] = wheels.CHECKS) -> WheelsPage:
    """Open the page and let it show a report and what is wrong."""
    shown.window.actions_.wheels.trigger()
    over(shown, ScanYards, Succeeded(wheels=report or wheels.report()))
    over(shown, CheckWheels, Succeeded(checks=checks))
    return shown.window.wheels_page
