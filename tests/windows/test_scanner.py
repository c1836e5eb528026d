"""The failure that Wheelyard was born from, with the real uv.exe: a scanner in wineserver, and both ways out of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.windows.lab.computer import Ended
from tests.windows.lab.wine_computer import WineComputer
from tests.windows.lab.wine_lab import WineLab

PATH = "L:\\python"
"""Where uv finds a Python; Windows has none by itself."""
MAKE = (
    "from pathlib import Path; from core.demo.reference_project import make_reference_project;"
    " make_reference_project(Path('C:/project'), python=(3, 13))"
)
DENIED, SHARED = 13, 11
"""EACCES, which Wine hands on as os error 5, and EAGAIN, which becomes os error 32."""


def scanned(number: int, unscanned: str = "unscanned") -> dict[str, str]:
    """Return wineserver's variables for a scanner that takes 300 ms for each new folder outside of one on C:."""
    return {
        "LD_PRELOAD": "/lab/standin.so",
        "WHEELYARD_STANDIN_BOOK": "/computer/queue",
        "WHEELYARD_STANDIN_COST_MS": "300",
        "WHEELYARD_STANDIN_ERRNO": str(number),
        "WHEELYARD_STANDIN_UNSCANNED": f"/computer/prefix/drive_c/{unscanned}",
    }


@pytest.fixture(params=[DENIED, SHARED], ids=["error-5", "error-32"])
def held(request: pytest.FixtureRequest, lab: WineLab, tmp_path: Path) -> Iterator[tuple[WineComputer, int]]:
    """A computer with a scanner and the reference project, and the error that its refusals are."""
    with lab.computer(tmp_path, scanned(request.param)) as computer:
        (computer.drive_c / "unscanned").mkdir()
        made = computer.run([computer.python, "-c", MAKE])
        assert made.status == 0, made.stderr
        yield computer, {DENIED: 5, SHARED: 32}[request.param]


def wheelyard(computer: WineComputer, *arguments: str, limit: float = 600) -> Ended:
    command = [computer.python, "-m", "gui.main", *arguments, "--project", "C:\\project", "--json"]
    return computer.run(command, environ={"PATH": PATH}, limit=limit)


def finished(ended: Ended) -> dict[str, Any]:
    last = ended.objects[-1]
    assert last["event"] == "finished", ended.stdout[-2000:] + ended.stderr[-2000:]
    return last


def test_it_fails_is_explained_and_passes_in_a_place_that_is_not_scanned(held: tuple[WineComputer, int]) -> None:
    computer, number = held
    failed = wheelyard(computer, "sync")
    assert failed.status == 1, failed.stdout[-2000:]
    problem = finished(failed)["problem"]
    assert problem["category"].startswith("cache-rename")
    assert problem["os_error"] == number
    assert problem["path_from"].startswith("C:\\users\\")
    assert f"(os error {number})" in problem["raw"]
    assert any("relocate" in remedy["command"] for remedy in problem["remedies"] if remedy["command"])
    moved = wheelyard(computer, "relocate", "cache", "--auto", "--consider", "C:\\unscanned")
    assert moved.status == 0, moved.stdout[-2000:] + moved.stderr
    assert finished(moved)["to"].startswith("C:\\unscanned\\")
    passed = wheelyard(computer, "sync")
    assert passed.status == 0, passed.stdout[-2000:]
    assert len(finished(passed)["changes"]) > 60
    back = wheelyard(computer, "relocate", "--undo")
    assert back.status == 0, back.stdout[-2000:] + back.stderr
    assert finished(back)["to"] == "C:\\users\\root\\AppData\\Local\\uv\\cache"


@pytest.mark.parametrize("held", [DENIED], indirect=True, ids=["error-5"])
def test_patience_passes_where_the_whole_is_refused(held: tuple[WineComputer, int]) -> None:
    computer, _ = held
    passed = wheelyard(computer, "sync", "--patient", limit=1200)
    assert passed.status == 0, passed.stdout[-3000:] + passed.stderr[-1000:]
    assert len(finished(passed)["changes"]) > 60
    assert computer.path_of("C:\\project\\.venv\\Lib\\site-packages\\numpy").is_dir()
