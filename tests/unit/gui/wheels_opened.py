"""The page of the wheels in tests: opened over a scripted session, with what its jobs find."""

from PySide6.QtWidgets import QTableView

from core.model.checks import Check
from core.model.commands import AnyCommand, CheckWheels, DescribeProject, ScanYards
from core.model.events import Finished
from core.model.outcome import Outcome, Succeeded
from core.model.wheels import WheelsReport
from gui.models.yard_files import FileColumn
from tests.fakes import wheels
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import part


def submitted(shown: Shown, kind: type[AnyCommand]) -> list[AnyCommand]:
    return [command for command in shown.session.submitted if isinstance(command, kind)]


def job_of(shown: Shown, kind: type[AnyCommand]) -> str:
    """Return the last job of a kind."""
    jobs = [number for number, command in enumerate(shown.session.submitted, 1) if isinstance(command, kind)]
    return f"job-{jobs[-1]}"


def end(shown: Shown, kind: type[AnyCommand], outcome: Outcome) -> None:
    """Let the last job of a kind end."""
    job = job_of(shown, kind)
    command = shown.session.submitted[int(job.removeprefix("job-")) - 1]
    shown.session.play(Finished(job=job, project=command.project, outcome=outcome, seconds=0.2))


def open_page(
    shown: Shown, report: WheelsReport | None = None, checks: tuple[Check, ...] = wheels.CHECKS
) -> WheelsReport:
    """Open the page, and let the yards be looked through and checked."""
    found = report or wheels.report()
    shown.window.actions_.wheels.trigger()
    end(shown, ScanYards, Succeeded(wheels=found))
    end(shown, CheckWheels, Succeeded(checks=checks))
    return found


def table(shown: Shown) -> QTableView:
    return part(shown, QTableView, "yardFilesTable")


def names(shown: Shown) -> list[str]:
    """Return package and version of the rows in sight."""
    rows = table(shown).model()
    return [
        f"{rows.index(row, FileColumn.NAME).data()} {rows.index(row, FileColumn.VERSION).data()}"
        for row in range(rows.rowCount())
    ]


def choose(shown: Shown, name: str, version: str) -> None:
    """Choose the row of a file."""
    table(shown).selectRow(names(shown).index(f"{name} {version}"))


def asked(shown: Shown) -> list[AnyCommand]:
    """Return what was submitted besides descriptions."""
    return [command for command in shown.session.submitted if not isinstance(command, DescribeProject)]
