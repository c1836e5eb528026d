"""What a file serves, in words; that the answers are uv's own is tried with the real uv elsewhere."""

import pytest
from msgspec.structs import replace

from core.model.wheels import Target, TargetPlatform
from core.wheels.fit import by_preference, fit, fit_table, why_nowhere
from core.wheels.fit_words import platforms_served
from core.wheels.targets import LINUX, MACOS, WINDOWS, targets_of
from tests.unit.core.wheels.made_files import sdist, wheel

ON_WINDOWS, ON_LINUX = Target(WINDOWS, "3.11"), Target(LINUX, "3.11")


@pytest.mark.parametrize(
    ("tags", "target", "words"),
    [
        ("cp310-cp310-win_amd64", ON_WINDOWS, "cp310 only, and this is Python 3.11: there it cannot be installed."),
        ("cp310-cp310-linux_x86_64", ON_WINDOWS, "Made for Linux x86-64; this is Windows x86-64."),
        ("cp311-cp311-win32", ON_WINDOWS, "Made for Windows x86; this is Windows x86-64."),
        ("cp311-cp311-manylinux_2_34_x86_64", ON_LINUX, "It needs glibc 2.34, and for a Linux elsewhere uv counts"),
        ("cp311-cp311-musllinux_1_2_x86_64", ON_LINUX, "Made for Linux with musl, such as Alpine"),
        ("cp311-cp311-macosx_14_0_arm64", Target(MACOS, "3.11"), "It needs macOS 14.0"),
        ("cp312-abi3-win_amd64", ON_WINDOWS, "For CPython 3.12 and later; this is 3.11."),
        ("cp313-cp313t-win_amd64", ON_WINDOWS, "For the free-threaded CPython 3.13 only"),
        ("pp311-pypy311_pp73-win_amd64", ON_WINDOWS, "For PyPy only; this is CPython 3.11."),
        ("py2-none-any", ON_WINDOWS, "For Python 2 only; this is Python 3.11."),
        ("py312-none-any", ON_WINDOWS, "For Python 3.12 and later; this is 3.11."),
        ("cp311-abi3-any", ON_WINDOWS, "uv takes no such wheel."),
        ("cp311-cp311-solaris", ON_WINDOWS, "Made for solaris; this is Windows x86-64."),
    ],
)
def test_why_it_does_not_fit(tags: str, target: Target, words: str) -> None:
    found = fit(wheel(tags), target)
    assert not found.fits
    assert words in found.why


@pytest.mark.parametrize(
    ("tags", "target", "words"),
    [
        ("py3-none-any", ON_LINUX, "Made for every platform, Python 3."),
        ("cp311-cp311-win_amd64", ON_WINDOWS, "Made for Windows x86-64, CPython 3.11 only."),
        ("cp38-abi3-win_amd64", ON_WINDOWS, "Made for Windows x86-64, CPython 3.8 and later."),
        ("cp39-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64", ON_LINUX, "Made for Linux x86-64"),
        ("py3-none-macosx_10_9_universal2", Target(MACOS, "3.11"), "Made for macOS, Python 3."),
    ],
)
def test_why_it_fits(tags: str, target: Target, words: str) -> None:
    found = fit(wheel(tags), target)
    assert found.fits, found.why
    assert words in found.why


def test_metadata_that_requires_a_later_python() -> None:
    found = fit(wheel("py3-none-any", requires_python=">=3.12"), ON_WINDOWS)
    assert (found.fits, found.why) == (False, "It requires Python >=3.12; this is 3.11.")


def test_an_upper_bound_of_metadata_is_said_though_uv_passes_over_it() -> None:
    found = fit(wheel("py3-none-any", requires_python="<3.11"), ON_WINDOWS)
    assert found.fits
    assert "requires Python <3.11; uv minds only where that begins." in found.why


def test_metadata_that_nobody_can_read_limits_nothing() -> None:
    assert fit(wheel("py3-none-any", requires_python="at least three"), ON_WINDOWS).fits


def test_an_sdist_fits_everywhere_and_says_what_it_takes() -> None:
    assert "needs a compiler" in fit(sdist(needs_compiler=True), ON_WINDOWS).why
    assert "compiler" not in fit(sdist(needs_compiler=False), ON_WINDOWS).why


def test_a_file_without_tags_fits_nowhere() -> None:
    assert not fit(replace(wheel("py3-none-any"), tags=()), ON_WINDOWS).fits


def test_the_newest_version_then_a_wheel_then_the_closest_tag_is_preferred() -> None:
    files = [
        sdist("2.0"),
        wheel("py3-none-any", "1.0"),
        wheel("py3-none-any", "2.0"),
        wheel("cp311-cp311-win_amd64", "2.0"),
        wheel("cp311-abi3-win_amd64", "2.0"),
        wheel("cp311-cp311-linux_x86_64", "3.0"),
    ]
    names = [file.path.name for file in by_preference(files, ON_WINDOWS)]
    assert names == [
        "nx-2.0-cp311-cp311-win_amd64.whl",
        "nx-2.0-cp311-abi3-win_amd64.whl",
        "nx-2.0-py3-none-any.whl",
        "nx-2.0.tar.gz",
        "nx-1.0-py3-none-any.whl",
        "nx-3.0-cp311-cp311-linux_x86_64.whl",
    ]


def test_what_is_made_for_the_platform_is_preferred_whatever_its_python() -> None:
    """Source: what the real uv installs of the two."""
    files = [wheel("cp311-none-any"), wheel("py3-none-win_amd64")]
    assert by_preference(files, ON_WINDOWS)[0] is files[1]
    assert by_preference(files, ON_LINUX)[0] is files[0]


def test_a_newer_system_is_preferred_before_an_own_format_and_a_number_before_an_old_name() -> None:
    on_mac = Target(TargetPlatform("darwin", "x86_64"), "3.11")
    newer, older = wheel("py3-none-macosx_10_16_universal2"), wheel("py3-none-macosx_10_15_x86_64")
    assert by_preference([older, newer], on_mac)[0] is newer
    numbered, named = wheel("py3-none-manylinux_2_17_x86_64"), wheel("py3-none-manylinux2014_x86_64")
    assert by_preference([named, numbered], ON_LINUX)[0] is numbered


def test_a_table_names_the_best_file_of_each_target() -> None:
    files = [wheel("py3-none-any"), wheel("cp311-cp311-win_amd64"), wheel("cp310-cp310-linux_x86_64", "2.0")]
    served = fit_table("nx", files, [ON_WINDOWS, ON_LINUX]).served
    assert {target: path.name for target, path in served.items()} == {
        ON_WINDOWS: "nx-1.0-cp311-cp311-win_amd64.whl",
        ON_LINUX: "nx-1.0-py3-none-any.whl",
    }


def test_tags_in_a_few_words() -> None:
    tags = wheel("cp311.cp312-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64").tags
    assert platforms_served(tags) == "Linux x86-64"
    assert platforms_served(("cp311-cp311-win_amd64", "cp311-cp311-win32")) == "Windows x86-64 and Windows x86"
    assert platforms_served(("py3-none-any",)) == "every platform"


def test_why_a_file_fits_none_of_a_projects_environments() -> None:
    targets = targets_of(">=3.11")
    why = why_nowhere(wheel("cp310-cp310-win_amd64"), targets)
    assert why == "cp310 only, the project allows 3.11 and later: there it cannot be installed."
    on_windows = [target for target in targets if target.platform == WINDOWS]
    why = why_nowhere(wheel("cp311-cp311-linux_x86_64"), on_windows)
    assert why == "Made for Linux x86-64."
    why = why_nowhere(wheel("cp313-cp313t-win_amd64"), on_windows)
    assert why.startswith("For the free-threaded CPython 3.13 only")
