"""A project with settings files and variables, looked at by the rules and by the real uv."""

import os
import subprocess
import sys
from pathlib import Path

from core.model.checks import Check
from core.model.settings import Profile
from core.settings.lint.all import RULES
from core.settings.lint.subject import Subject, read_subject

PROJECT = '[project]\nname = "p"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = []\n'
VERSION = (0, 13, 9)


def asking(*packages: str) -> str:
    """Return the text of a project that depends on packages."""
    return PROJECT.replace("[]", "[" + ", ".join(f'"{each}"' for each in packages) + "]")


class Bench:
    """The project ``p`` below ``root``, with a home, a user's and a computer's folder of settings of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.project = root / "p"
        self.project.mkdir()
        self.person = root / "person"
        self.person.mkdir()
        self.variables: dict[str, str] = {}
        self.profile: Profile | None = None
        self.version: tuple[int, ...] = VERSION

    @property
    def environ(self) -> dict[str, str]:
        """The person's environment: nothing of this computer's own settings."""
        person = str(self.person)
        if sys.platform == "win32":
            folders = {
                "APPDATA": str(self.root / "user"),
                "LOCALAPPDATA": person,
                "PROGRAMDATA": str(self.root / "etc"),
            }
            own = {"USERPROFILE": person, "SYSTEMROOT": os.environ["SYSTEMROOT"], "PATH": os.environ["PATH"], **folders}
        else:
            folders = {"XDG_CONFIG_HOME": str(self.root / "user"), "XDG_CONFIG_DIRS": str(self.root / "etc")}
            own = {"HOME": person, "PATH": "/usr/bin:/bin", **folders}
        return {**own, **self.variables}

    def write(self, files: dict[str, str]) -> None:
        """Write files, named from ``root``; ``user`` and ``etc`` stand for the folders of the person and computer."""
        for name, text in files.items():
            file = self.root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace("{root}", self.root.as_posix()), encoding="utf-8")

    def subject(self) -> Subject:
        return read_subject(self.project, self.environ, profile=self.profile, version=self.version)

    def found(self) -> list[Check]:
        """Return what all rules find."""
        subject = self.subject()
        return [check for rule in RULES for check in rule.find(subject)]

    def ids(self) -> list[str]:
        return sorted(f"{check.id} {check.status}" for check in self.found())

    def one(self, ident: str) -> Check:
        """Return the one finding of that name."""
        (check,) = [check for check in self.found() if check.id == ident]
        return check

    def uv(self, program: Path, *arguments: str, folder: Path | None = None) -> "subprocess.CompletedProcess[str]":
        """Run the real uv in the project, with the Python that runs the test and without a network."""
        environ = {"UV_PYTHON": sys.executable, "UV_PYTHON_DOWNLOADS": "never", "UV_OFFLINE": "1", **self.environ}
        return subprocess.run(
            [program, "--color", "never", *arguments],
            cwd=folder or self.project,
            env=environ,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
