"""Which computers and Pythons a lock covers."""

import sys

import pytest
from packaging.markers import Marker, default_environment

from core.model.wheels import Target, TargetPlatform
from core.system.this_platform import named_platform
from core.wheels.targets import (
    LINUX,
    MACOS,
    USUAL_PLATFORMS,
    WINDOWS,
    allowed_pythons,
    marker_environment,
    target_here,
    targets_of,
)


def test_one_computer_of_each_system_with_every_python_that_the_project_allows() -> None:
    targets = targets_of(">=3.12,<3.14", ())
    assert targets == tuple(
        Target(platform, python) for platform in (WINDOWS, LINUX, MACOS) for python in ("3.12", "3.13")
    )


def test_environments_limit_the_computers() -> None:
    targets = targets_of(">=3.13,<3.14", ["sys_platform == 'win32'", "platform_system == 'Linux'"])
    assert {target.platform for target in targets} == {WINDOWS, LINUX}


def test_a_machine_that_environments_name_is_covered_too() -> None:
    marker = 'sys_platform == "linux" and platform_machine == "aarch64"'
    assert targets_of(">=3.13,<3.14", [marker]) == (Target(TargetPlatform("linux", "aarch64"), "3.13"),)


def test_a_marker_that_speaks_of_machines_means_all_of_them() -> None:
    others = targets_of(">=3.13,<3.14", ["sys_platform == 'linux' and platform_machine != 'x86_64'"])
    assert others == (Target(TargetPlatform("linux", "aarch64"), "3.13"),)
    both = targets_of(
        ">=3.13,<3.14", ["sys_platform == 'win32'", "platform_machine == 'x86_64' or platform_machine == 'aarch64'"]
    )
    machines = {target.platform.platform_machine for target in both if target.platform.sys_platform != "darwin"}
    assert machines == {"AMD64", "x86_64", "aarch64"}


@pytest.mark.parametrize("bad", ["three", ">=3.8,<<4"])
def test_a_specifier_that_nobody_can_read_limits_nothing(bad: str) -> None:
    assert allowed_pythons(bad) == allowed_pythons(None)
    assert targets_of(None, ["sys_platform = win"]) == targets_of(None, ())


@pytest.mark.parametrize(("spec", "first"), [(">=3.10.10", "3.10"), (">3.11", "3.11"), ("~=3.12.1", "3.12")])
def test_a_python_is_allowed_where_one_of_its_releases_is(spec: str, first: str) -> None:
    assert allowed_pythons(spec)[0] == first


def test_the_variables_of_markers_are_all_there() -> None:
    names = set(map(str, default_environment())) | {"implementation_version"}
    for platform in USUAL_PLATFORMS:
        environment = marker_environment(Target(platform, "3.12"))
        assert set(environment) == names
        assert Marker("python_version >= '3.12' and python_full_version < '3.13'").evaluate(dict(environment))
    assert marker_environment(Target(WINDOWS, "3.12"))["platform_system"] == "Windows"
    assert marker_environment(Target(MACOS, "3.12"))["os_name"] == "posix"


def test_this_computer_is_what_its_own_markers_say() -> None:
    here = target_here("3.11.7")
    own = default_environment()
    assert here.python == "3.11"
    assert here.platform == TargetPlatform(own["sys_platform"], own["platform_machine"])
    assert here.platform.sys_platform == sys.platform


@pytest.mark.parametrize(
    ("system", "built_for", "machine"),
    [
        ("win32", "win-amd64", "AMD64"),
        ("win32", "win-arm64", "ARM64"),
        ("win32", "win32", "x86"),
        ("linux", "linux-aarch64", "aarch64"),
        ("darwin", "macosx-11.0-arm64", "arm64"),
        ("darwin", "macosx-10.9-universal2", "arm64"),
    ],
)
def test_platforms_by_what_python_was_built_for(system: str, built_for: str, machine: str) -> None:
    assert named_platform(system, built_for) == TargetPlatform(system, machine)
