"""A project with local files, looked at by the rules about local sources."""

import asyncio
from pathlib import Path
from typing import Any

from core.model.checks import Check
from core.model.wheels import Target, TargetPlatform
from core.procedures.wheels.project_sources import read_project_sources
from core.procedures.wheels.source_files import files_nearby, read_sources
from core.wheels.findings.all import SOURCE_RULES
from core.wheels.findings.subject import FindingsSubject
from core.wheels.make_wheel import write_wheel
from core.wheels.targets import targets_of

WINDOWS, LINUX, MACOS = (
    TargetPlatform("win32", "AMD64"),
    TargetPlatform("linux", "x86_64"),
    TargetPlatform("darwin", "arm64"),
)
ON_WINDOWS, ON_LINUX = "sys_platform == 'win32'", "sys_platform == 'linux'"
BOTH = f'environments = ["{ON_WINDOWS}", "{ON_LINUX}"]\n'


class Bench:
    """The project ``p`` below ``root``; its wheels lie in ``w``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.project = root / "p"
        self.project.mkdir()

    @property
    def file(self) -> Path:
        return self.project / "pyproject.toml"

    def write(
        self, *dependencies: str, sources: str = "", uv: str = "", python: str = ">=3.11", more: str = ""
    ) -> None:
        """Write the project's file; ``sources`` are lines of ``[tool.uv.sources]``."""
        named = ", ".join(f'"{each}"' for each in dependencies)
        self.file.write_text(
            f'[project]\nname = "p"\nversion = "1"\nrequires-python = "{python}"\ndependencies = [{named}]\n{more}\n'
            f"[tool.uv]\npackage = false\n{uv}\n[tool.uv.sources]\n{sources}",
            encoding="utf-8",
        )

    def wheel(self, name: str = "nx", version: str = "1.0", tags: str = "py3-none-any", **more: Any) -> str:
        """Write a wheel and return its path as a source names it."""
        folder = more.pop("folder", "w")
        (self.project / folder).mkdir(parents=True, exist_ok=True)
        wheel = write_wheel(self.project / folder, name, version, tags=tags, **more)
        return f"{folder}/{wheel.name}"

    def two(self, tags: str = "cp311-cp311", versions: tuple[str, str] = ("1.0", "1.0"), name: str = "nx") -> str:
        """Write a wheel for Windows and one for Linux; return the sources with their markers."""
        windows = self.wheel(name, versions[0], f"{tags}-win_amd64")
        linux = self.wheel(name, versions[1], f"{tags}-linux_x86_64")
        return listed(name, (windows, ON_WINDOWS), (linux, ON_LINUX))

    def subject(self, **known: Any) -> FindingsSubject:
        """Return what is found out of the project, with what is ``known`` in its place."""
        sources = read_project_sources(self.project)
        places = [source.place for source in sources.sources]
        read = asyncio.run(read_sources(places))
        found = {
            "files": read.files,
            "missing": read.missing,
            "unreachable": read.unreachable,
            "nearby": asyncio.run(files_nearby(sources.yards)),
            "targets": targets_of(sources.requires_python, sources.environments),
            "here": Target(LINUX, "3.11"),
        }
        return FindingsSubject(sources=sources, **{**found, **known})

    def found(self, **known: Any) -> list[Check]:
        """Return what all rules find."""
        subject = self.subject(**known)
        return [check for rule in SOURCE_RULES for check in rule.find(subject)]

    def ids(self, **known: Any) -> list[str]:
        return sorted(f"{check.id} {check.status}" for check in self.found(**known))

    def one(self, ident: str, **known: Any) -> Check:
        """Return the one finding of that name; its line says what it is about."""
        (check,) = [check for check in self.found(**known) if check.id == ident]
        return check

    def line(self, check: Check) -> str:
        """Return the text of the line that a finding points at."""
        assert check.file is not None
        assert check.line is not None
        return check.file.read_text("utf-8").splitlines()[check.line - 1]


def listed(name: str, *entries: tuple[str, str]) -> str:
    """Return a source of several files with markers."""
    rows = "".join(f'  {{ path = "{path}", marker = "{marker}" }},\n' for path, marker in entries)
    return f"{name} = [\n{rows}]\n"


def single(name: str, path: str) -> str:
    """Return a source of one file."""
    return f'{name} = {{ path = "{path}" }}\n'
