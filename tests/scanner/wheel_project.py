"""A project of made-up wheels whose bytes no zip makes smaller, so that a scanner has as much to read as there is."""

import random
from collections.abc import Sequence
from pathlib import Path

from core.wheels.make_wheel import write_wheel
from tests.scanner.real_uv import clean_environment, run_uv

_HEAD = '[project]\nname = "made"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = [{names}]\n'


def make_wheel_project(folder: Path, kilobytes: Sequence[int], *, tags: str = "py3-none-any") -> Path:
    """Make a project with one wheel for each size, ``part-0`` upwards, as sources in its folder ``wheels``."""
    names = [f"part-{number}" for number in range(len(kilobytes))]
    lines = [_HEAD.format(names=", ".join(f'"{name}"' for name in names)), "[tool.uv]\npackage = false\n"]
    lines.append("[tool.uv.sources]\n")
    for number, size in enumerate(kilobytes):
        data = random.Random(number).randbytes(size * 1000)  # noqa: S311 - the same bytes every time is the point
        wheel = write_wheel(_made(folder / "wheels"), names[number], "1.0", tags=tags, files={f"p{number}.bin": data})
        lines.append(f'{names[number]} = {{ path = "wheels/{wheel.name}" }}\n')
    (folder / "pyproject.toml").write_text("".join(lines), encoding="utf-8")
    return folder


def lock_elsewhere(project: Path, home: Path) -> None:
    """Make the project's lock with a cache of its own, as whoever checked the project in has done."""
    done = run_uv(["lock"], project, clean_environment(_made(home), {"UV_CACHE_DIR": str(home / "cache")}))
    assert done.returncode == 0, done.stderr


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
