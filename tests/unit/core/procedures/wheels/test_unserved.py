"""Where a source is chosen that cannot be installed, it is said."""

from pathlib import Path

from core.model.wheels import FileKind, WheelFile
from core.procedures.wheels.joining import JoinedSource
from core.procedures.wheels.unserved import unserved_words
from core.wheels.targets import targets_of

TARGETS = targets_of(">=3.10,<3.12", ("sys_platform == 'win32'", "sys_platform == 'linux'"))


def source(tags: str, marker: str | None = None) -> JoinedSource:
    file = WheelFile(
        path=Path(f"/p/nx-1-{tags}.whl"),
        kind=FileKind.WHEEL,
        size=1,
        modified_ns=1,
        name="nx",
        version="1",
        tags=(tags,),
    )
    return JoinedSource(entry={"path": "x", **({"marker": marker} if marker is not None else {})}, file=file)


def test_a_file_for_all_says_nothing() -> None:
    assert unserved_words("nx", (source("py3-none-any"),), TARGETS) == ()


def test_a_file_of_one_platform_and_python_says_where_it_cannot_be_installed() -> None:
    (said,) = unserved_words("nx", (source("cp310-cp310-win_amd64"),), TARGETS)
    assert "Linux x86-64" in said
    assert "Windows x86-64 with Python 3.11" in said
    assert "Linux x86-64 with" not in said


def test_where_no_source_is_chosen_nothing_is_said() -> None:
    assert unserved_words("nx", (source("py3-none-win_amd64", "sys_platform == 'win32'"),), TARGETS) == ()
