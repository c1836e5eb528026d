"""Which system's numbers a failure shows: paths, who ran uv, the number itself, and last the words around it."""

import asyncio
import os
from pathlib import Path

import pytest

from core.diagnosis.chain import read
from core.diagnosis.context import FailureContext
from core.diagnosis.explain import explain
from core.diagnosis.facts import facts_of
from core.diagnosis.os_numbers import Meaning
from core.model.commands import CleanCache, Sync
from core.model.outcome import Failed, Outcome
from core.model.problem import Category
from core.session import open_session
from core.store.home import Home
from tests.unit.core.diagnosis.shapes import caused_by

WHEEL = "Failed to fetch: `https://files.example/packages/tide-3.1-cp312-cp312-win_amd64.whl`"
POSIX = (
    (16, Meaning.IN_USE),
    (26, Meaning.IN_USE),
    (28, Meaning.FULL),
    (36, Meaning.TOO_LONG),
    (104, Meaning.UNREACHABLE),
    (110, Meaning.UNREACHABLE),
    (111, Meaning.UNREACHABLE),
    (116, Meaning.SHARE_LOST),
    (122, Meaning.FULL),
)


def meant(text: str, *, windows: bool | None = None) -> Meaning | None:
    reading = read(text)
    return facts_of(reading.failures[-1], reading, windows=windows).meaning


@pytest.mark.parametrize(("number", "meaning"), POSIX)
def test_a_wheel_for_windows_does_not_make_the_computer_one(number: int, meaning: Meaning) -> None:
    text = caused_by((WHEEL, f"… (os error {number})"))
    assert meant(text) is meaning
    assert meant(text, windows=False) is meaning


@pytest.mark.parametrize("number", [number for number, _ in POSIX if number not in {110, 111}])
@pytest.mark.parametrize("before", ["PS C:\\proj> wsl uv sync\n", "C:\\proj>wsl uv sync\n", "see C:\\proj\\x\n"])
def test_a_number_of_one_system_decides_before_a_path_around_it(before: str, number: int) -> None:
    assert meant(before + caused_by(("Failed to fetch", f"… (os error {number})"))) is dict(POSIX)[number]


def test_who_ran_uv_decides_for_numbers_of_both() -> None:
    text = "PS C:\\proj> uv sync\n" + caused_by((WHEEL, "… (os error 111)"))
    assert meant(text) is Meaning.TOO_LONG
    assert meant(text, windows=False) is Meaning.UNREACHABLE
    assert meant(caused_by((WHEEL, "… (os error 111)")), windows=True) is Meaning.TOO_LONG
    assert meant(caused_by(("Failed", "failed to open file `tide.toml`: … (os error 32)")), windows=True)
    assert meant(caused_by(("Failed", "… (os error 112)")), windows=False) is None
    assert meant(caused_by(("Failed", "… (os error 1260)")), windows=False) is Meaning.BLOCKED


def test_a_relative_path_says_nothing_of_the_system_where_it_is_known() -> None:
    text = "error: failed to remove directory `.venv`: … (os error 145)\n"
    assert explain(text, FailureContext(windows=True)).category is Category.VENV_REMOVE_DENIED


@pytest.mark.parametrize(("number", "category"), [(28, Category.DISK_FULL), (111, Category.NETWORK_UNREACHABLE)])
def test_the_explanation_follows(number: int, category: Category) -> None:
    assert explain(caused_by((WHEEL, f"… (os error {number})"))).category is category


def test_without_a_number_the_name_of_a_file_still_tells() -> None:
    reading = read(caused_by(("Failed to install tide-3.1-cp312-cp312-win_amd64.whl", "it broke")))
    assert facts_of(reading.failures[-1], reading).windows


@pytest.mark.skipif(os.name == "nt", reason="the numbers of this computer are those of Windows there")
@pytest.mark.parametrize("command", [Sync, CleanCache])
def test_what_fails_here_has_the_numbers_of_this_computer(command: type[Sync | CleanCache], tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "tiny"\nversion = "1"\n', encoding="utf-8")
    program = tmp_path / "uv"
    program.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "uv 0.9.0" && exit 0\n'
        "printf '%s\\n' 'see C:\\\\proj\\\\x' 'error: Failed to fetch' '  Caused by: … (os error 110)' >&2\nexit 2\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    environ = {
        "HOME": str(tmp_path),
        "PATH": os.environ["PATH"],
        "UV_CACHE_DIR": str(tmp_path / "cache"),
        "WHEELYARD_UV": str(program),
    }
    (tmp_path / "cache" / "archive-v0").mkdir(parents=True)
    (tmp_path / "cache" / "CACHEDIR.TAG").touch()

    async def outcome() -> Outcome:
        session = open_session(Home(tmp_path / "home"), environ)
        try:
            return await session.wait(session.submit(command(project=tmp_path)))
        finally:
            await session.close()

    failed = asyncio.run(outcome())
    assert isinstance(failed, Failed), failed
    assert failed.problem.os_error == 110, failed.problem.raw
    # On Windows it is what a launcher answers that a scanner holds.
    assert failed.problem.category is Category.NETWORK_UNREACHABLE
