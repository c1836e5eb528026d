"""A project and folders of made-up wheels on one person's computer, for tests of changes of local sources."""

import tomllib
from pathlib import Path
from typing import Any

from core.model.commands import ChangeWheels, PreviewWheels
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.problem import Problem
from core.model.wheel_commands import AddFiles, AnyWheelsChange
from core.wheels.make_wheel import write_sdist, write_wheel
from tests.integration.repairs.workbench import Workbench

WINDOWS = "win_amd64"
LINUX = "linux_x86_64"


class WheelBench(Workbench):
    """A project that asks no network; its yard and the folder that files come from lie beside and in it."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, variables={"UV_OFFLINE": "1", "XDG_CONFIG_HOME": str(root / "config")})
        self.project = root / "größe & 100 %" / "desk"
        self.project.mkdir(parents=True)
        self.inbox = root / "mail from Jörg"
        self.inbox.mkdir()
        self.write()

    @property
    def file(self) -> Path:
        return self.project / "pyproject.toml"

    @property
    def lock(self) -> Path:
        return self.project / "uv.lock"

    @property
    def yard(self) -> Path:
        return self.project / "local wheels"

    def yard_made(self) -> Path:
        self.yard.mkdir(exist_ok=True)
        return self.yard

    def text(self, text: str) -> None:
        self.file.write_bytes(text.encode())

    def wheel(self, name: str, version: str, tags: str = "py3-none-any", requires: tuple[str, ...] = ()) -> Path:
        return write_wheel(self.inbox, name, version, tags=tags, requires=requires)

    def sdist(self, name: str, version: str) -> Path:
        return write_sdist(self.inbox, name, version)

    def change(self, change: AnyWheelsChange, **more: Any) -> Outcome:
        return self.do(ChangeWheels(project=self.project, change=change, **more))

    def changed(self, change: AnyWheelsChange, **more: Any) -> Succeeded:
        """Make a change that must succeed."""
        outcome = self.change(change, **more)
        assert isinstance(outcome, Succeeded), outcome
        return outcome

    def refused(self, change: AnyWheelsChange, **more: Any) -> Problem:
        """Make a change that must be refused as bad input; nothing in the project may change by it."""
        before = self.snapshot()
        outcome = self.change(change, **more)
        assert isinstance(outcome, Failed), outcome
        assert outcome.bad_input, outcome
        assert self.snapshot() == before
        return outcome.problem

    def fails_proof(self, change: AnyWheelsChange) -> Problem:
        """Make a change that uv must not prove."""
        outcome = self.change(change)
        assert isinstance(outcome, Failed), outcome
        assert not outcome.bad_input, outcome
        assert "as it was before" in outcome.problem.explanation
        return outcome.problem

    def added(self, *files: Path, **more: Any) -> Succeeded:
        return self.changed(AddFiles(files=files, copy_to=self.yard, **more))

    def preview(self, change: AnyWheelsChange) -> Succeeded:
        before = self.snapshot()
        outcome = self.do(PreviewWheels(project=self.project, change=change))
        assert isinstance(outcome, Succeeded), outcome
        assert self.snapshot() == before
        return outcome

    def snapshot(self) -> dict[str, bytes | None]:
        """Return every file and folder of the person's, with what it holds."""
        own = (self.home.root, self.root / "cache", self.root / "config")
        return {
            str(path.relative_to(self.root)): path.read_bytes() if path.is_file() else None
            for path in sorted(self.root.rglob("*"))
            if not any(path == folder or path.is_relative_to(folder) for folder in own)
        }

    def meaning(self, file: Path | None = None) -> dict[str, Any]:
        return tomllib.loads((file or self.file).read_text(encoding="utf-8-sig"))

    def sources(self, name: str) -> Any:
        return self.meaning()["tool"]["uv"]["sources"][name]

    def locked(self, name: str) -> list[tuple[str, str]]:
        """Return version and file of each package of that name in the lock."""
        packages = tomllib.loads(self.lock.read_text(encoding="utf-8"))["package"]
        return sorted((each["version"], each["source"].get("path", "")) for each in packages if each["name"] == name)


def refusal(problem: Problem) -> str:
    return f"{problem.title} {problem.explanation}"
