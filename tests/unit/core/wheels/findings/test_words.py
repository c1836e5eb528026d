"""Targets as a person says them, and as the markers that limit a lock to them."""

import pytest

from core.wheels.findings.targets_said import environment_markers, platform_words, python_words
from core.wheels.targets import ALL_PLATFORMS
from tests.unit.core.wheels.findings.bench import LINUX, MACOS, ON_LINUX, ON_WINDOWS, WINDOWS

PYTHONS = ("3.10", "3.11", "3.12", "3.13")


@pytest.mark.parametrize(
    ("some", "words"),
    [
        (("3.11", "3.12", "3.13"), "3.11 and later"),
        (("3.13",), "3.13 and later"),
        (("3.10",), "3.10"),
        (("3.10", "3.12", "3.13"), "3.10 as well as 3.12 and later"),
        (("3.10", "3.12"), "3.10 and 3.12"),
        (PYTHONS, "3.10, 3.11, 3.12 and 3.13"),
    ],
)
def test_pythons(some: tuple[str, ...], words: str) -> None:
    assert python_words(some, PYTHONS) == words
    assert python_words(tuple(reversed(some)), PYTHONS) == words


def test_a_whole_system_goes_by_its_name_and_a_part_of_it_by_its_machines() -> None:
    usual = (WINDOWS, LINUX, MACOS)
    assert platform_words((WINDOWS, LINUX), usual) == "Windows and Linux"
    assert environment_markers((WINDOWS, LINUX), usual) == (ON_WINDOWS, ON_LINUX)
    assert platform_words((WINDOWS, LINUX), ALL_PLATFORMS) == "Windows x86-64 and Linux x86-64"
    assert environment_markers((LINUX,), ALL_PLATFORMS) == (f"{ON_LINUX} and platform_machine == 'x86_64'",)
    assert environment_markers((LINUX,), ()) == (f"{ON_LINUX} and platform_machine == 'x86_64'",)
