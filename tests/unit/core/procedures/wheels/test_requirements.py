"""Requirements against the files that are to serve them: pins move along, other limits refuse by name and line."""

from pathlib import Path

import pytest

from core.model.project import InputError
from core.model.wheels import FileKind, Target, TargetPlatform, WheelFile
from core.procedures.wheels.adding import written_path
from core.procedures.wheels.joining import JoinedSource
from core.procedures.wheels.requirements import allowing, system_limit, with_limit
from core.settings.writing.dependency_lists import held_requirements

LINUX = Target(TargetPlatform("linux", "x86_64"), "3.11")
WINDOWS = Target(TargetPlatform("win32", "AMD64"), "3.11")
FILE = Path("/p/pyproject.toml")


def source(version: str, marker: str | None = None) -> JoinedSource:
    file = WheelFile(
        path=Path(f"/p/nx-{version}-py3-none-any.whl"),
        kind=FileKind.WHEEL,
        size=1,
        modified_ns=1,
        name="nx",
        written_name="nx",
        version=version,
        tags=("py3-none-any",),
    )
    entry = {"path": file.path.name, **({"marker": marker} if marker is not None else {})}
    return JoinedSource(entry=entry, file=file)


def changes(text: str, *sources: JoinedSource) -> list[str]:
    held = held_requirements("[project]\ndependencies = ['''{text}''']".replace("{text}", text), "nx")
    found = allowing(held, sources, (LINUX, WINDOWS), FILE)
    return [instead for _, instead in found]


@pytest.mark.parametrize("text", ["nx", "nx>=1", "NX~=1.0", "nx[a]==1.5.*", "nx==1.5+local"])
def test_what_allows_the_version_stays(text: str) -> None:
    assert changes(text, source("1.5+local")) == []


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("nx==1.0", "nx==2.0"),
        ("NX [b, a] == 1.0", "NX [b, a] == 2.0"),
        ('nx===1.0 ; sys_platform == "linux"', 'nx===2.0 ; sys_platform == "linux"'),
    ],
)
def test_a_pin_moves_along(text: str, instead: str) -> None:
    assert changes(text, source("2.0")) == [instead]


@pytest.mark.parametrize("text", ["nx<2", "nx~=1.0", "nx==1.*", "nx>=1,==1.0", "nx!=2.0"])
def test_another_limit_refuses_and_names_its_line(text: str) -> None:
    with pytest.raises(InputError) as refused:
        changes(text, source("2.0"))
    assert f"{FILE}, line 2, requires {text}" in refused.value.sentence
    assert "nx-2.0-py3-none-any.whl (2.0)" in refused.value.sentence


def test_a_pin_of_files_that_differ_is_refused() -> None:
    sources = (source("2.0", "sys_platform == 'win32'"), source("1.0", "sys_platform == 'linux'"))
    with pytest.raises(InputError) as refused:
        changes("nx==1.0", *sources)
    assert "take the version out" in refused.value.way_out


def test_a_requirement_of_one_platform_asks_only_its_files() -> None:
    sources = (source("2.0", "sys_platform == 'win32'"), source("1.0", "sys_platform == 'linux'"))
    assert changes("nx==1.0 ; sys_platform == 'linux'", *sources) == []
    assert changes("nx==1.0 ; sys_platform == 'win32'", *sources) == ["nx==2.0 ; sys_platform == 'win32'"]


def test_an_address_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        changes("nx @ https://example.invalid/nx-1.0-py3-none-any.whl", source("1.0"))
    assert "address" in refused.value.sentence


def test_systems_that_no_source_serves_are_not_asked_for() -> None:
    both, targets = ["sys_platform == 'win32'", "sys_platform == 'linux'"], (LINUX, WINDOWS)
    assert system_limit([None], targets, bounded=False) is None
    assert system_limit(both, targets, bounded=True) is None
    # uv locks for other systems, too, as long as nothing limits it.
    assert system_limit(both, targets, bounded=False) == "sys_platform == 'linux' or sys_platform == 'win32'"
    assert system_limit(["platform_system == 'Windows'"], targets, bounded=True) == "sys_platform == 'win32'"
    assert system_limit(["sys_platform != 'win32'"], targets, bounded=False) == "sys_platform == 'linux'"
    assert system_limit(["sys_platform == 'linux'", "sys_platform != 'linux'"], targets, bounded=False) is None


_LINUX = "sys_platform == 'linux'"
_WINDOWS = "sys_platform == 'win32'"


@pytest.mark.parametrize(
    ("text", "before", "after", "instead"),
    [
        ("nx", None, _LINUX, f"nx; {_LINUX}"),
        ("nx [a]>=1 ", None, _LINUX, f"nx [a]>=1; {_LINUX}"),
        ("nx", None, None, "nx"),
        (f"nx; {_LINUX}", _LINUX, None, "nx"),
        ('nx==1 ; sys_platform == "linux"', _LINUX, f"{_LINUX} or {_WINDOWS}", f"nx==1; {_LINUX} or {_WINDOWS}"),
        # Markers that a person wrote for reasons of their own stay.
        (f"nx; {_WINDOWS}", None, None, f"nx; {_WINDOWS}"),
        (f"nx; {_WINDOWS}", _LINUX, None, f"nx; {_WINDOWS}"),
        ("nx; platform_system == 'Linux'", _LINUX, None, "nx; platform_system == 'Linux'"),
    ],
)
def test_a_requirement_is_limited_to_systems(text: str, before: str | None, after: str | None, instead: str) -> None:
    assert with_limit(text, before, after, bare_too=True) == instead


def test_a_requirement_without_a_marker_is_left_where_an_index_may_serve_it() -> None:
    assert with_limit("nx", None, _LINUX, bare_too=False) == "nx"
    assert with_limit(f"nx; {_LINUX}", _LINUX, _WINDOWS, bare_too=False) == f"nx; {_WINDOWS}"


def test_paths_are_relative_unless_only_the_drive_is_shared() -> None:
    assert written_path(Path("/home/me/p/wheels/x.whl"), Path("/home/me/p")) == ("wheels/x.whl", True)
    assert written_path(Path("/home/me/in/x.whl"), Path("/home/me/p")) == ("../in/x.whl", True)
    assert written_path(Path("/mnt/share/x.whl"), Path("/home/me/p")) == ("/mnt/share/x.whl", False)
