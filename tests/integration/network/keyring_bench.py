"""A project whose logins lie in a keyring that the real program ``keyring`` can ask, and what its terminal has."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from core.model.commands import AnyCommand, SaveScript
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.secrets import Secret
from core.model.settings import IndexLogin
from core.model.shells import ShellKind, ShellScript
from core.network.keyring_store import KeyringStore
from core.procedures.project_environment import project_environment
from core.procedures.repairs.keeping import keep_login
from core.procedures.services import Services, make_services
from core.session import Session
from tests.fakes.file_keyring import VARIABLE, FileKeyring
from tests.integration.repairs.workbench import Workbench

REPOSITORY = Path(__file__).parents[3]


def _keyring() -> FileKeyring:
    return FileKeyring()  # type: ignore[no-untyped-call] # keyring has types for its calls only


class KeyringBench(Workbench):
    """A project; its keyring is a file that FILE_KEYRING names in this process, too."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.programs = root / "programs"
        self.programs.mkdir()
        self.environ |= {
            "PATH": f"{self.programs}:/usr/bin:/bin",
            "PYTHONPATH": str(REPOSITORY),
            "PYTHON_KEYRING_BACKEND": f"{FileKeyring.__module__}.{FileKeyring.__qualname__}",
            VARIABLE: os.environ[VARIABLE],
            "UV_PYTHON": sys.executable,
        }
        self.start_anew()

    def start_anew(self) -> None:
        """Start Wheelyard anew, with the variables of now and nothing in its memory."""
        self.services: Services = make_services(self.home, dict(self.environ), secrets=KeyringStore(_keyring()))

    def script(self) -> ShellScript:
        """Return the script that gives a shell the environment of the project."""
        outcome = self.run(SaveScript(project=self.project, shell=ShellKind.SH))
        assert isinstance(outcome, Succeeded), outcome
        assert outcome.script is not None
        return outcome.script

    def install_keyring(self, before: str = "") -> Path:
        """Put the real program ``keyring`` on the person's PATH, with a line of its own to run first."""
        program = self.programs / "keyring"
        program.write_text(f'#!/bin/sh\n{before}\nexec {sys.executable} -m keyring "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        return program

    def kept(self) -> dict[str, str]:
        """Return what the keyring holds, by ``service|entry``."""
        return _keyring()._kept()

    def keep(self, url: str, user: str, secret: str, index: str = "corp") -> None:
        """Store a login as the person's answer does."""
        keep_login(self.project, IndexLogin(index=index, url=url, user=user), Secret(secret), self.services)

    def run(self, command: AnyCommand) -> Outcome:
        """Run a command to its end."""

        async def play() -> Outcome:
            session = Session(self.services)
            session.subscribe(lambda events, _state: self.events.extend(events))
            try:
                return await session.wait(session.submit(command))
            finally:
                await session.close()

        return asyncio.run(play())

    def says(self, command: AnyCommand) -> str:
        """Run a command that must succeed, and return its sentence."""
        outcome = self.run(command)
        assert isinstance(outcome, Succeeded), outcome
        return outcome.repaired or ""

    def refuses(self, command: AnyCommand) -> str:
        """Run a command that must be refused as wrong input, and return what it says."""
        outcome = self.run(command)
        assert isinstance(outcome, Failed), outcome
        assert outcome.bad_input
        return f"{outcome.problem.title} {outcome.problem.explanation}"

    def in_terminal(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run the real uv in the environment that a terminal of the project has."""
        environment = asyncio.run(project_environment(self.project, self.services))
        return subprocess.run(
            [str(self.uv), *arguments],
            cwd=self.project,
            env=environment.over(self.environ),
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
