"""What single lines of uv mean."""

import pytest

from core.model.events import PackagePhase, Stage
from core.model.outcome import ChangeAction
from core.uv.milestones import Milestones, package_name, size_in_bytes
from core.uv.said import ChangeSaid, CheckedSaid, PackageSaid, PreparedSaid, StageSaid, UvSaid


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0 B", 0),
        ("1023 B", 1023),
        ("9.75 KiB", 9984),
        ("16.1MiB", 16882073),
        ("1.00 GiB", 1 << 30),
        ("2 TiB", 2 << 40),
        ("many", None),
        ("", None),
    ],
)
def test_sizes_are_read_as_uv_rounds_them(text: str, size: int | None) -> None:
    assert size_in_bytes(text) == size


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Resolved 12 packages in 1ms", [StageSaid(Stage.PREPARING)]),
        ("Prepared 1 package in 3ms", [PreparedSaid(1, 1), StageSaid(Stage.INSTALLING)]),
        ("Uninstalled 3 packages in 1ms", [StageSaid(Stage.INSTALLING)]),
        ("Installed 3 packages in 1ms", [StageSaid(Stage.INSTALLING)]),
        ("Audited 77 packages in 1ms", [CheckedSaid(77)]),
        ("Checked 1 package in 1ms", [CheckedSaid(1)]),
        ("Checked in 0.00ms", []),
        (
            "Downloading Typing_Extensions (16.1MiB)",
            [PackageSaid(name="typing-extensions", phase=PackagePhase.DOWNLOADING, total_bytes=16882073)],
        ),
        (" Downloaded numpy", [PackageSaid(name="numpy", phase=PackagePhase.PREPARING)]),
        (
            "   Building made-here @ file:///home/one/made here",
            [PackageSaid(name="made-here", phase=PackagePhase.BUILDING)],
        ),
        ("      Built sdist==1.2", [PackageSaid(name="sdist", phase=PackagePhase.PREPARING, version="1.2")]),
        (
            " + Nx_Tools==1.2a2 (from file:///C:/exdist/nxtools-1.2a2-py3-none-any.whl)",
            [
                ChangeSaid("nx-tools", "1.2a2", ChangeAction.INSTALLED),
                PackageSaid(name="nx-tools", phase=PackagePhase.INSTALLED, version="1.2a2"),
            ],
        ),
        (
            " - tiny==0.1",
            [
                ChangeSaid("tiny", "0.1", ChangeAction.REMOVED),
                PackageSaid(name="tiny", phase=PackagePhase.REMOVED, version="0.1"),
            ],
        ),
        (
            " ~ made-here @ file:///made-here",
            [
                ChangeSaid("made-here", None, ChangeAction.REINSTALLED),
                PackageSaid(name="made-here", phase=PackagePhase.INSTALLED),
            ],
        ),
        ("Downloading cpython-3.12.4-linux-x86_64-gnu (30.1MiB)", []),
        ("Downloading cpython-3.12.4-linux-x86_64-gnu (download) (30.1MiB)", []),
        ("Resolved without a number", []),
        ("+ not indented==1", []),
        ("", []),
        (" ", []),
        ("Downloading", []),
        ("Building wheels for the winter", []),
    ],
)
def test_a_line_says_what_it_says(line: str, said: list[UvSaid]) -> None:
    assert Milestones().read(line) == said


def test_what_was_on_its_way_is_prepared_when_uv_says_so() -> None:
    milestones = Milestones()
    milestones.read("Downloading numpy (16.1MiB)")
    milestones.saw("rich")
    said = milestones.read("Prepared 2 packages in 1s")
    assert said[:2] == [
        PackageSaid(name="numpy", phase=PackagePhase.PREPARED),
        PackageSaid(name="rich", phase=PackagePhase.PREPARED),
    ]
    assert milestones.read("Prepared 0 packages in 1s")[0] == PreparedSaid(0, 0)


@pytest.mark.parametrize("error", ["error: Failed to build", "  \u00d7 Failed to build `x`", "  x No solution found"])
def test_after_an_error_nothing_is_taken_for_progress(error: str) -> None:
    milestones = Milestones()
    assert milestones.read(error) == []
    assert milestones.read(" + quoted==1.0") == []


def test_a_managed_python_is_no_package() -> None:
    assert package_name("cpython-3.13.1-windows-x86_64-none") is None
    assert package_name("CPython_Tools") == "cpython-tools"
