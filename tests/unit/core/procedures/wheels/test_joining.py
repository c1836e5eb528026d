"""What becomes of a package's sources when files are added: who stays, who goes, and under which markers."""

from pathlib import Path

import pytest

from core.model.project import InputError
from core.model.wheels import FileKind, Target, WheelFile
from core.procedures.wheels.joining import HeldSource, Joined, JoinedSource, joined, marked_anew, served_by
from core.wheels.targets import targets_of

TARGETS = targets_of(">=3.10,<3.12", ("sys_platform == 'win32'", "sys_platform == 'linux'"))


def file(version: str, tags: str) -> WheelFile:
    return WheelFile(
        path=Path(f"/p/wheels/nx-{version}-{tags}.whl"),
        kind=FileKind.WHEEL,
        size=1,
        modified_ns=1,
        name="nx",
        written_name="nx",
        version=version,
        tags=(tags,),
    )


def held(version: str, tags: str, marker: str | None = None) -> HeldSource:
    wheel = file(version, tags)
    entry = {"path": f"wheels/{wheel.path.name}", **({"marker": marker} if marker is not None else {})}
    return HeldSource(entry=entry, file=wheel)


def join(new: list[WheelFile], there: list[HeldSource], *, alone: bool = False) -> Joined:
    return joined("nx", new, there, TARGETS, lambda each: f"wheels/{each.path.name}", alone=alone)


def pairs(sources: tuple[JoinedSource, ...]) -> list[tuple[str, str | None]]:
    return [(each.file.path.name.removeprefix("nx-").removesuffix(".whl"), each.marker) for each in sources]


def targets_by_file(sources: tuple[JoinedSource, ...]) -> dict[Target, list[str]]:
    found: dict[Target, list[str]] = {target: [] for target in TARGETS}
    for each in sources:
        for target in served_by(each.file, each.marker, TARGETS):
            found[target].append(each.file.version)
    return found


def test_one_file_for_all_has_no_marker() -> None:
    result = join([file("1", "py3-none-any")], [])
    assert pairs(result.sources) == [("1-py3-none-any", None)]
    assert result.said == ()


def test_a_newer_file_takes_the_place_and_the_marker_as_it_is_written() -> None:
    there = [
        held("1", "cp310-cp310-win_amd64", "platform_system == 'Windows'"),
        held("1", "cp310-cp310-linux_x86_64", "platform_system == 'Linux'"),
    ]
    result = join([file("2", "cp310-cp310-linux_x86_64")], there)
    assert pairs(result.sources) == [
        ("1-cp310-cp310-win_amd64", "platform_system == 'Windows'"),
        ("2-cp310-cp310-linux_x86_64", "platform_system == 'Linux'"),
    ]
    assert result.said[0] == "wheels/nx-1-cp310-cp310-linux_x86_64.whl is no source of nx any more."
    assert "not the same everywhere: 2 where platform_system == 'Linux'; 1 where" in result.said[1]


def test_both_are_replaced_each_in_its_place() -> None:
    there = [
        held("1", "cp310-cp310-win_amd64", "platform_system == 'Windows'"),
        held("1", "cp310-cp310-linux_x86_64", "platform_system == 'Linux'"),
    ]
    result = join([file("2", "cp310-cp310-linux_x86_64"), file("2", "cp310-cp310-win_amd64")], there)
    assert pairs(result.sources) == [
        ("2-cp310-cp310-win_amd64", "platform_system == 'Windows'"),
        ("2-cp310-cp310-linux_x86_64", "platform_system == 'Linux'"),
    ]


def test_a_file_for_all_takes_the_place_of_all() -> None:
    there = [
        held("1", "cp310-cp310-win_amd64", "platform_system == 'Windows'"),
        held("1", "cp310-cp310-linux_x86_64", "platform_system == 'Linux'"),
    ]
    assert pairs(join([file("2", "py3-none-any")], there).sources) == [("2-py3-none-any", None)]


def test_a_file_of_one_platform_beside_one_for_all_leaves_it_the_rest() -> None:
    result = join([file("2", "py3-none-win_amd64")], [held("1", "py3-none-any")])
    assert {version for version, _ in pairs(result.sources)} == {"2-py3-none-win_amd64", "1-py3-none-any"}
    for target, versions in targets_by_file(result.sources).items():
        is_windows = (target.platform.sys_platform, target.platform.platform_machine) == ("win32", "AMD64")
        assert versions == (["2"] if is_windows else ["1"]), target


def test_a_second_platform_and_a_second_python_join() -> None:
    there = [held("1", "cp310-cp310-win_amd64")]
    result = join([file("1", "cp310-cp310-linux_x86_64"), file("1", "cp311-cp311-win_amd64")], there)
    assert len(result.sources) == 3
    assert all(len(versions) <= 1 for versions in targets_by_file(result.sources).values())
    assert sum(len(versions) for versions in targets_by_file(result.sources).values()) == 3


def test_alone_takes_every_other_file_out() -> None:
    there = [held("1", "cp310-cp310-win_amd64"), held("1", "cp310-cp310-linux_x86_64")]
    result = join([file("2", "cp310-cp310-linux_x86_64")], there, alone=True)
    assert [each.file.version for each in result.sources] == ["2"]
    assert len(result.said) == 2


def test_the_same_file_again_changes_nothing() -> None:
    there = [held("1", "py3-none-any", "python_version >= '3'")]
    result = join([file("1", "py3-none-any")], there)
    assert pairs(result.sources) == [("1-py3-none-any", "python_version >= '3'")]
    assert result.said == ()


def test_other_keys_of_an_entry_that_is_replaced_stay() -> None:
    there = [
        HeldSource(
            entry={"path": "x", "marker": "sys_platform != 'x'", "subdirectory": "y"}, file=file("1", "py3-none-any")
        )
    ]
    (source,) = join([file("2", "py3-none-any")], there).sources
    assert source.entry == {
        "path": "wheels/nx-2-py3-none-any.whl",
        "marker": "sys_platform != 'x'",
        "subdirectory": "y",
    }


def test_a_file_that_serves_nothing_here_is_refused_with_the_reason() -> None:
    with pytest.raises(InputError) as refused:
        join([file("1", "cp38-cp38-win_amd64")], [])
    assert "nx-1-cp38-cp38-win_amd64.whl serves nothing" in refused.value.sentence
    assert "Nothing was changed" in refused.value.way_out


def test_a_file_that_serves_nothing_more_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        join([file("2", "py3-none-any"), file("1", "py3-none-any")], [])
    assert "nx-1-py3-none-any.whl" in refused.value.sentence
    assert "nx-2-py3-none-any.whl" in refused.value.sentence


def test_markers_are_made_anew_for_what_each_serves() -> None:
    there = [
        held("1", "cp310-cp310-win_amd64", "sys_platform == 'win32'"),
        held("1", "cp310-cp310-linux_x86_64", "python_version >= '3'"),
    ]
    made = marked_anew(there, TARGETS)
    assert all(len(versions) <= 1 for versions in targets_by_file(made).values())
    assert {each.file.path.name for each in made} == {each.file.path.name for each in there}
