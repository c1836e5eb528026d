"""Markers of several files of one package: disjoint, no gap within a system, and as a person would write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.markers import Marker

from core.model.wheels import Target, TargetPlatform, WheelFile
from core.wheels.fit import by_preference, fit
from core.wheels.source_markers import marked
from core.wheels.targets import ALL_PLATFORMS, marker_environment, targets_of
from tests.unit.core.wheels.made_files import sdist, wheel

LATE = targets_of(">=3.11,<3.14")
WIN, LINUX = "sys_platform == 'win32'", "sys_platform == 'linux'"


def markers(*tags: str, targets: tuple[Target, ...] = LATE) -> list[str | None]:
    return [marker for _, marker in marked([wheel(each) for each in tags], targets)]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["cp311-cp311-win_amd64"], [None]),
        (["cp311-cp311-win_amd64", "cp311-cp311-linux_x86_64"], [WIN, LINUX]),
        (
            ["cp311-cp311-linux_x86_64", "cp312-cp312-linux_x86_64"],
            ["python_version < '3.12'", "python_version >= '3.12'"],
        ),
        (
            ["cp311-cp311-win_amd64", "cp312-cp312-win_amd64", "cp313-cp313-win_amd64", "py3-none-linux_x86_64"],
            [
                f"{WIN} and python_version < '3.12'",
                f"{WIN} and python_version == '3.12'",
                f"{WIN} and python_version >= '3.13'",
                LINUX,
            ],
        ),
        (["py3-none-any", "cp311-abi3-win_amd64"], ["sys_platform != 'win32'", WIN]),
        (
            ["py3-none-any", "cp312-cp312-win_amd64"],
            [
                "sys_platform != 'win32' or python_version < '3.12' or python_version >= '3.13'",
                f"{WIN} and python_version == '3.12'",
            ],
        ),
        (
            ["py3-none-any", "cp311-abi3-win_arm64"],
            ["sys_platform != 'win32' or platform_machine != 'ARM64'", f"{WIN} and platform_machine == 'ARM64'"],
        ),
        (
            ["py3-none-any", "cp312-cp312-win_amd64", "cp311-cp311-linux_x86_64", "cp313-cp313-macosx_11_0_arm64"],
            [
                (
                    "(sys_platform != 'win32' or python_version < '3.12' or python_version >= '3.13') and "
                    "(sys_platform != 'linux' or python_version >= '3.12') and "
                    "(sys_platform != 'darwin' or python_version < '3.13')"
                ),
                f"{WIN} and python_version == '3.12'",
                f"{LINUX} and python_version < '3.12'",
                "sys_platform == 'darwin' and python_version >= '3.13'",
            ],
        ),
        (
            ["py312-none-any", "py3-none-any", "cp313-cp313-win_amd64"],
            [
                "python_version == '3.12'",
                (
                    "(python_version < '3.12' or python_version >= '3.13') and "
                    "(sys_platform != 'win32' or python_version < '3.12')"
                ),
                f"{WIN} and python_version >= '3.13'",
            ],
        ),
        (
            ["cp311-cp311-win_amd64", "cp311-cp311-win_arm64"],
            ["platform_machine != 'ARM64'", "platform_machine == 'ARM64'"],
        ),
        (
            ["cp311-cp311-linux_x86_64", "cp311-cp311-linux_aarch64", "cp311-cp311-win_amd64"],
            [f"{LINUX} and platform_machine != 'aarch64'", f"{LINUX} and platform_machine == 'aarch64'", WIN],
        ),
    ],
)
def test_markers_as_a_person_would_write_them(tags: list[str], expected: list[str | None]) -> None:
    assert markers(*tags) == expected


def test_what_serves_nothing_or_only_what_another_serves_better_is_left_out() -> None:
    files = [wheel("py3-none-any", "2.0"), wheel("py3-none-any", "1.0"), wheel("cp39-cp39-win_amd64", "3.0")]
    assert marked(files, LATE) == ((files[0], None),)


def test_wheels_come_before_an_sdist_of_their_version() -> None:
    files = [sdist(), wheel("cp311-abi3-win_amd64")]
    assert [marker for _, marker in marked(files, LATE)] == ["sys_platform != 'win32'", WIN]


def other_system(target: Target) -> Target:
    return Target(TargetPlatform("freebsd14", "amd64"), target.python)


TAGS = [
    f"{python}-{platform}"
    for python in ("py3-none", "cp311-cp311", "cp312-cp312", "cp313-cp313", "cp311-abi3", "cp39-cp39")
    for platform in (
        "win_amd64",
        "win_arm64",
        "linux_x86_64",
        "manylinux_2_17_aarch64",
        "macosx_11_0_arm64",
        "macosx_11_0_x86_64",
    )
] + ["py3-none-any", "py312-none-any"]
FILES = st.lists(
    st.tuples(st.sampled_from(TAGS), st.sampled_from(["1.0", "2.0"])), min_size=1, max_size=6, unique=True
).map(lambda those: [wheel(tags, version) for tags, version in those])


@given(FILES, st.sampled_from([LATE, targets_of(">=3.12,<3.13"), targets_of(">=3.11,<3.14", [WIN, LINUX])]))
def test_every_target_gets_the_best_file_that_fits_and_never_two(
    files: list[WheelFile], targets: tuple[Target, ...]
) -> None:
    found = marked(files, targets)
    everywhere = {Target(platform, target.python) for platform in ALL_PLATFORMS for target in targets}
    for target in everywhere:
        environment = {**marker_environment(target), "extra": ""}
        own = [file for file, marker in found if marker is None or Marker(marker).evaluate(environment)]
        assert len(own) <= 1, (target, found)
        if target in targets:
            best = by_preference(files, target)[0]
            if fit(best, target).fits:
                assert own == [best], (target, found)


@given(FILES, st.sampled_from([LATE, targets_of(">=3.11,<3.14", [WIN, LINUX])]))
def test_what_is_for_every_platform_leaves_out_no_system(files: list[WheelFile], targets: tuple[Target, ...]) -> None:
    """Systems that nobody has in mind count, too: uv locks for them, and ends where no source is for them."""
    found = marked(files, targets)
    if not any("py3-none-any" in file.tags for file, _ in found):
        return
    for target in map(other_system, targets):
        environment = {**marker_environment(target), "extra": ""}
        own = [file for file, marker in found if marker is None or Marker(marker).evaluate(environment)]
        assert len(own) == 1, (target, found)
