"""Which locked files serve which targets, and which names may become files."""

import pytest

from core.model.wheels import Target, TargetPlatform
from core.procedures.wheels.house_choice import chosen_files, smallest_wheel
from core.procedures.wheels.house_names import why_no_file
from core.uv.lock_values import LockedFile, LockedSource

WINDOWS, LINUX, MAC, ARM = (
    TargetPlatform("win32", "AMD64"),
    TargetPlatform("linux", "x86_64"),
    TargetPlatform("darwin", "arm64"),
    TargetPlatform("linux", "aarch64"),
)
NUMPY = (
    "numpy-2.0-cp310-cp310-macosx_11_0_arm64.whl",
    "numpy-2.0-cp310-cp310-macosx_14_0_arm64.whl",
    "numpy-2.0-cp310-cp310-macosx_10_9_x86_64.whl",
    "numpy-2.0-cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
    "numpy-2.0-cp310-cp310-manylinux_2_28_x86_64.whl",
    "numpy-2.0-cp310-cp310-manylinux_2_28_aarch64.whl",
    "numpy-2.0-cp310-cp310-musllinux_1_1_x86_64.whl",
    "numpy-2.0-cp310-cp310-win_amd64.whl",
    "numpy-2.0-cp310-cp310-win32.whl",
    "numpy-2.0-cp311-cp311-win_amd64.whl",
    "numpy-2.0-cp313-cp313t-win_amd64.whl",
    "numpy-2.0-pp310-pypy310_pp73-win_amd64.whl",
    "numpy-2.0.tar.gz",
)


def _files(names: tuple[str, ...], size: int | None = None) -> tuple[LockedFile, ...]:
    return tuple(
        LockedFile(package="numpy", version="2.0", source=LockedSource.REGISTRY, file=name, size=size) for name in names
    )


def _chosen(names: tuple[str, ...], *targets: Target) -> set[str]:
    return {file.file for file in chosen_files(_files(names), targets).files}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (Target(WINDOWS, "3.10"), {7}),
        (Target(WINDOWS, "3.11"), {9}),
        (Target(LINUX, "3.10"), {3, 4}),
        (Target(MAC, "3.10"), {0, 1}),
        (Target(ARM, "3.10"), {5}),
        (Target(LINUX, "3.11"), {12}),
        (Target(WINDOWS, "3.13"), {12}),
    ],
)
def test_the_best_wheel_of_a_target_is_taken_and_the_one_for_the_oldest_system(
    target: Target, expected: set[int]
) -> None:
    """Neither another machine's nor a free-threaded Python's serves; the sdist only where no wheel does."""
    assert _chosen(NUMPY, target) == {NUMPY[number] for number in expected}


def test_of_several_wheels_the_closest_one_is_taken() -> None:
    """A pure wheel beside one for the system is for systems that are too old for it."""
    names = (
        "numpy-2.0-py3-none-any.whl",
        "numpy-2.0-cp38-abi3-win_amd64.whl",
        "numpy-2.0-cp39-abi3-win_amd64.whl",
        "numpy-2.0-1-cp39-abi3-win_amd64.whl",
        "numpy-2.0-cp39-abi3-manylinux_2_39_x86_64.whl",
    )
    assert _chosen(names, Target(WINDOWS, "3.12")) == {names[3]}
    assert _chosen(names, Target(LINUX, "3.12")) == {names[0], names[4]}
    assert _chosen(names, Target(MAC, "3.12")) == {names[0]}


def test_what_nothing_serves_is_said() -> None:
    """Only where there is no sdist either."""
    targets = (Target(WINDOWS, "3.10"), Target(WINDOWS, "3.12"))
    without = chosen_files(_files(NUMPY[:-1]), targets)
    assert without.unserved == targets[1:]
    assert without.built == ()
    with_sdist = chosen_files(_files(NUMPY), targets)
    assert with_sdist.built == targets[1:]
    assert with_sdist.unserved == ()
    assert chosen_files((), targets).unserved == targets
    assert chosen_files(_files(("no-wheel.whl",)), targets).unserved == targets


def test_the_smallest_wheel_serves_to_resolve() -> None:
    """Sizes may be unknown; a source distribution would have to be built for it."""
    small, large = _files(NUMPY[:1], 5), _files(NUMPY[1:2], 9)
    assert smallest_wheel((*large, *small)) == small[0]
    assert smallest_wheel((*_files(NUMPY[2:3]), *large)) == large[0]
    assert smallest_wheel(_files(NUMPY[-1:])) is None


@pytest.mark.parametrize("name", ["numpy-2.0.tar.gz", "numpy-2.0+cu.1-cp310-cp310-win_amd64.whl", "NumPy-2.0.zip"])
def test_names_of_files_of_the_package_are_good(name: str) -> None:
    """However they are spelt."""
    assert why_no_file(name, "numpy") is None


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../numpy-2.0.tar.gz",
        "a/numpy-2.0.tar.gz",
        "a\\numpy-2.0.tar.gz",
        "C:numpy-2.0.tar.gz",
        "numpy-2.0.tar.gz:stream",
        "numpy-2.0.tar.gz ",
        "numpy-2.0.tar.gz.",
        "numpy-2.0\n.tar.gz",
        "con",
        "NUL.tar.gz",
        "com1.whl",
        "numpy-2.0-cp310-cp310-win_amd64.exe",
        "numpy-2.0" + "0" * 300 + ".tar.gz",
        "other-2.0.tar.gz",
        "numpy.whl",
        "requirements.txt",
    ],
)
def test_other_names_are_refused_in_words(name: str) -> None:
    """A lock is written by others."""
    assert why_no_file(name, "numpy")
