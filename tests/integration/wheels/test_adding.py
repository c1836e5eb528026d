"""Files are added to projects as a person would write it, and the real uv locks them."""

from pathlib import Path

import pytest

from core.model.commands import Lock
from core.model.events import FilesProgressed, StageChanged
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category
from core.model.wheel_commands import AddFiles, LimitSource
from core.settings.writing.file_text import digest_of
from core.wheels.make_wheel import write_wheel
from tests.integration.wheels.wheel_bench import LINUX, WINDOWS, WheelBench, refusal


def test_one_file_is_copied_written_and_locked(bench: WheelBench) -> None:
    wheel = bench.wheel("Nx_Tools", "1.2a2")
    outcome = bench.added(wheel)
    assert (bench.yard / wheel.name).read_bytes() == wheel.read_bytes()
    assert bench.meaning()["project"]["dependencies"] == ["nx-tools"]
    assert bench.sources("nx-tools") == {"path": f"local wheels/{wheel.name}"}
    assert bench.locked("nx-tools") == [("1.2a2", f"local wheels/{wheel.name}")]
    (planned,) = outcome.sources
    assert (planned.package, planned.path, planned.marker, planned.copied_from) == (
        "nx-tools",
        f"local wheels/{wheel.name}",
        None,
        wheel,
    )
    (diff,) = outcome.diffs
    assert f'+nx-tools = {{ path = "local wheels/{wheel.name}" }}' in diff.lines
    assert outcome.repaired is not None
    assert "uv lock has proved it" in outcome.repaired
    kinds = {type(event) for event in bench.events}
    assert {FilesProgressed, StageChanged} <= kinds
    assert not list(bench.home.wheel_changes.iterdir())


def test_a_preview_says_the_same_and_writes_nothing(bench: WheelBench) -> None:
    wheel = bench.wheel("nx", "1.0")
    change = AddFiles(files=(wheel,), copy_to=bench.yard)
    previewed = bench.preview(change)
    assert previewed.repaired is not None
    assert f"{wheel.name} is copied to {bench.yard}" in previewed.repaired
    outcome = bench.changed(change)
    assert outcome.diffs == previewed.diffs
    assert outcome.sources == previewed.sources


def test_a_file_is_used_where_it_lies(bench: WheelBench) -> None:
    wheel = bench.wheel("nx", "1.0")
    bench.changed(AddFiles(files=(wheel,)))
    assert bench.sources("nx") == {"path": f"../../mail from Jörg/{wheel.name}"}
    assert bench.locked("nx") == [("1.0", f"../../mail from Jörg/{wheel.name}")]
    assert not bench.yard.exists()


def test_two_platforms_get_disjoint_markers(bench: WheelBench) -> None:
    windows = bench.wheel("nx", "1.0", f"cp311-cp311-{WINDOWS}")
    linux = bench.wheel("nx", "1.0", f"cp311-cp311-{LINUX}")
    bench.write(python="==3.11.*")
    bench.added(windows, linux)
    entries = bench.sources("nx")
    assert sorted(each["path"] for each in entries) == sorted(f"local wheels/{each.name}" for each in (windows, linux))
    assert len({each["marker"] for each in entries}) == 2
    assert len(bench.locked("nx")) == 2


def test_a_second_platform_joins_the_first(bench: WheelBench) -> None:
    bench.write(python="==3.11.*")
    bench.added(bench.wheel("nx", "1.0", f"cp311-cp311-{WINDOWS}"))
    bench.added(bench.wheel("nx", "1.0", f"cp311-cp311-{LINUX}"))
    assert len(bench.sources("nx")) == 2
    assert len(bench.locked("nx")) == 2
    assert bench.meaning()["project"]["dependencies"] == ["nx; sys_platform == 'win32' or sys_platform == 'linux'"]


def test_alone_takes_the_other_platforms_out(bench: WheelBench) -> None:
    bench.write(python="==3.11.*")
    bench.added(bench.wheel("nx", "1.0", f"cp311-cp311-{WINDOWS}"), bench.wheel("nx", "1.0", f"cp311-cp311-{LINUX}"))
    new = bench.wheel("nx", "2.0", f"cp311-cp311-{LINUX}")
    bench.added(new, alone=True)
    assert [version for version, _ in bench.locked("nx")] == ["2.0"]


def test_two_pythons_get_markers_of_the_python(bench: WheelBench) -> None:
    bench.write(python=">=3.10,<3.12")
    bench.added(bench.wheel("nx", "1.0", f"cp310-cp310-{LINUX}"), bench.wheel("nx", "1.0", f"cp311-cp311-{LINUX}"))
    markers = [each["marker"] for each in bench.sources("nx")]
    assert any("3.10" in marker or "3.11" in marker for marker in markers)
    assert len(bench.locked("nx")) == 2


def test_a_newer_version_takes_the_place_of_the_older(bench: WheelBench) -> None:
    bench.text(
        '[project]\r\nname = "desk"\r\nversion = "1"\r\nrequires-python = ">=3.11"\r\n'
        'dependencies = [\r\n  "Nx.Tools==1.0", # pinned by Jörg\r\n]\r\n\r\n[tool.uv]\r\npackage = false\r\n\r\n'
        '[tool.uv.sources]\r\nnx_tools = { path = "local wheels/nx_tools-1.0-py3-none-any.whl" } # mine\r\n'
    )
    write_wheel(bench.yard_made(), "nx_tools", "1.0")
    bench.added(bench.wheel("nx_tools", "2.0"))
    text = bench.file.read_bytes().decode()
    assert '  "Nx.Tools==2.0", # pinned by Jörg\r\n' in text
    assert 'nx_tools = { path = "local wheels/nx_tools-2.0-py3-none-any.whl" } # mine\r\n' in text
    assert [version for version, _ in bench.locked("nx-tools")] == ["2.0"]
    assert (bench.yard / "nx_tools-1.0-py3-none-any.whl").exists()


def test_a_limit_that_does_not_allow_the_version_is_refused_by_its_line(bench: WheelBench) -> None:
    bench.write(("nx<2",))
    said = refusal(bench.refused(AddFiles(files=(bench.wheel("nx", "2.0"),), copy_to=bench.yard)))
    assert f"{bench.file}, line 5, requires nx<2" in said
    assert "nx-2.0-py3-none-any.whl (2.0)" in said


def test_a_group_and_an_extra(bench: WheelBench) -> None:
    bench.added(bench.wheel("nx", "1.0"), group="notebooks")
    assert bench.meaning()["dependency-groups"]["notebooks"] == ["nx"]
    assert bench.meaning()["project"]["dependencies"] == []
    bench.added(bench.wheel("ny", "1.0"), extra="plots")
    assert bench.meaning()["project"]["optional-dependencies"]["plots"] == ["ny"]


def test_several_packages_at_once(bench: WheelBench) -> None:
    bench.added(bench.wheel("nx", "1.0", requires=("ny>=1",)), bench.wheel("ny", "1.5"))
    assert bench.meaning()["project"]["dependencies"] == ["nx", "ny"]
    assert [version for version, _ in bench.locked("ny")] == ["1.5"]


def test_an_sdist_is_added(bench: WheelBench) -> None:
    bench.added(bench.sdist("kit", "1.6.8"))
    assert bench.sources("kit") == {"path": "local wheels/kit-1.6.8.tar.gz"}


def test_a_proof_that_fails_brings_every_byte_back(bench: WheelBench) -> None:
    bench.added(bench.wheel("ny", "1.0"))
    before = bench.snapshot()
    outcome = bench.change(
        AddFiles(files=(bench.wheel("nx", "1.0", requires=("nobody-serves-this>=7",)),), copy_to=bench.yard)
    )
    assert isinstance(outcome, Failed)
    assert not outcome.bad_input
    assert "nobody-serves-this" in outcome.problem.raw
    assert "as it was before" in outcome.problem.explanation
    after = bench.snapshot()
    del after["mail from Jörg/nx-1.0-py3-none-any.whl"]
    assert after == before
    assert not list(bench.home.wheel_changes.iterdir())


def test_a_proof_that_fails_leaves_no_lock_where_there_was_none(bench: WheelBench) -> None:
    bench.write(("nobody-serves-this",))
    outcome = bench.change(AddFiles(files=(bench.wheel("nx", "1.0"),), copy_to=bench.yard))
    assert isinstance(outcome, Failed)
    assert outcome.problem.category is not Category.OTHER
    assert not bench.lock.exists()
    assert not bench.yard.exists()
    assert "nx" not in bench.file.read_text(encoding="utf-8")


@pytest.mark.parametrize("variable", ["UV_FROZEN", "UV_LOCKED"])
def test_variables_that_keep_uv_from_locking_are_not_obeyed(bench: WheelBench, variable: str) -> None:
    bench.added(bench.wheel("nx", "1.0"))
    bench.environ[variable] = "1"
    bench.added(bench.wheel("nx", "2.0"))
    assert [version for version, _ in bench.locked("nx")] == ["2.0"]


def test_without_a_proof_the_lock_stays(bench: WheelBench) -> None:
    bench.added(bench.wheel("nx", "1.0"))
    lock = bench.lock.read_bytes()
    bench.changed(AddFiles(files=(bench.wheel("nx", "2.0"),), copy_to=bench.yard), prove=False)
    assert bench.lock.read_bytes() == lock
    assert bench.sources("nx")["path"].endswith("nx-2.0-py3-none-any.whl")


def test_what_another_program_changed_meanwhile_is_not_written(bench: WheelBench) -> None:
    change = AddFiles(files=(bench.wheel("nx", "1.0"),), copy_to=bench.yard)
    (diff,) = bench.preview(change).diffs
    with bench.file.open("a", encoding="utf-8") as file:
        file.write("# theirs\n")
    said = refusal(bench.refused(change, seen={str(diff.file): diff.digest}))
    assert f"{bench.file} was changed by another program since you saw it." in said
    seen = {str(bench.file): digest_of(bench.file.read_bytes())}
    bench.changed(change, seen=seen)


def test_a_read_only_file_is_refused(bench: WheelBench) -> None:
    bench.file.chmod(0o444)
    try:
        said = refusal(bench.refused(AddFiles(files=(bench.wheel("nx", "1.0"),), copy_to=bench.yard)))
    finally:
        bench.file.chmod(0o644)
    assert f"{bench.file} is read-only." in said


def test_files_that_cannot_be_used_are_named(bench: WheelBench) -> None:
    damaged = bench.inbox / "nx-1.0-py3-none-any.whl"
    damaged.write_bytes(bench.wheel("ny", "1.0").read_bytes()[:-40])
    text = bench.inbox / "readme.txt"
    text.write_text("hello", encoding="utf-8")
    for file in (damaged, text, bench.inbox / "gone-1.0-py3-none-any.whl", bench.inbox):
        problem = bench.refused(AddFiles(files=(file,), copy_to=bench.yard))
        assert file.name in problem.title, problem
        assert problem.explanation


def test_a_file_for_no_target_of_the_project_is_refused_with_the_reason(bench: WheelBench) -> None:
    old = bench.wheel("nx", "1.0", f"cp39-cp39-{LINUX}")
    said = refusal(bench.refused(AddFiles(files=(old,), copy_to=bench.yard)))
    assert old.name in said
    assert "requires-python" in said


def test_nothing_is_overwritten_in_the_yard(bench: WheelBench) -> None:
    other = write_wheel(bench.yard_made(), "nx", "1.0", files={"nx.py": b"other"})
    said = refusal(bench.refused(AddFiles(files=(bench.wheel("nx", "1.0"),), copy_to=bench.yard)))
    assert str(other) in said


def test_the_same_file_in_the_yard_is_used(bench: WheelBench) -> None:
    wheel = bench.wheel("nx", "1.0")
    there = write_wheel(bench.yard_made(), "nx", "1.0")
    before = there.stat()
    outcome = bench.added(wheel)
    assert there.stat().st_mtime_ns == before.st_mtime_ns
    assert outcome.sources[0].copied_from is None


def test_what_is_there_already_changes_nothing(bench: WheelBench) -> None:
    wheel = bench.wheel("nx", "1.0")
    bench.added(wheel)
    before = bench.snapshot()
    bench.added(wheel)
    assert bench.snapshot() == before


def test_markers_are_written_anew(bench: WheelBench) -> None:
    bench.write(python="==3.11.*")
    windows = write_wheel(bench.yard_made(), "nx", "1.0", tags=f"cp311-cp311-{WINDOWS}")
    linux = write_wheel(bench.yard, "nx", "1.0", tags=f"cp311-cp311-{LINUX}")
    with bench.file.open("a", encoding="utf-8") as file:
        file.write(
            "[tool.uv.sources]\nnx = [\n"
            f'  {{ path = "local wheels/{windows.name}", marker = "sys_platform == \'win32\'" }},\n'
            f'  {{ path = "local wheels/{linux.name}", marker = "python_version >= \'3\'" }},\n]\n'
        )
    bench.text(bench.file.read_text(encoding="utf-8").replace("dependencies = []", 'dependencies = ["nx"]'))
    bench.changed(LimitSource(package="NX"))
    markers = {each["path"]: each["marker"] for each in bench.sources("nx")}
    assert "linux" in markers[f"local wheels/{linux.name}"]
    assert len(bench.locked("nx")) == 2


def test_a_link_to_the_file_is_followed(bench: WheelBench) -> None:
    real = bench.root / "elsewhere.toml"
    bench.file.rename(real)
    try:
        bench.file.symlink_to(real)
    except OSError:
        pytest.skip("this account may not make links")
    bench.added(bench.wheel("nx", "1.0"))
    assert bench.file.is_symlink()
    assert "nx" in real.read_text(encoding="utf-8")


def test_a_project_that_is_none_is_named(bench: WheelBench) -> None:
    bench.file.unlink()
    said = refusal(bench.refused(AddFiles(files=(bench.wheel("nx", "1.0"),))))
    assert str(Path(bench.project)) in said


def test_an_index_goes_on_serving_the_other_platforms(bench: WheelBench) -> None:
    bench.write(("nx",), "environments = [\"sys_platform == 'win32'\", \"sys_platform == 'linux'\"]\n", "==3.11.*")
    write_wheel(bench.yard_made(), "nx", "3.0")
    with bench.file.open("a", encoding="utf-8") as file:
        file.write(
            '[[tool.uv.index]]\nname = "corp"\nurl = "./local wheels"\nformat = "flat"\nexplicit = true\n'
            '[tool.uv.sources]\nnx = { index = "corp" } # theirs\n'
        )
    new = bench.wheel("nx", "4.0", f"cp311-cp311-{WINDOWS}")
    outcome = bench.changed(AddFiles(files=(new,)))
    assert outcome.repaired is not None
    assert "index = corp goes on serving nx where" in outcome.repaired
    assert {version for version, _ in bench.locked("nx")} == {"3.0", "4.0"}
    everywhere = bench.wheel("nx", "5.0")
    outcome = bench.changed(AddFiles(files=(everywhere,)))
    assert outcome.repaired is not None
    assert "(index = corp) is replaced" in outcome.repaired
    assert [version for version, _ in bench.locked("nx")] == ["5.0"]


def test_a_third_system_is_asked_for_once_a_file_serves_it(bench: WheelBench) -> None:
    bench.write(python="==3.11.*")
    bench.added(bench.wheel("nx", "1.0", f"cp311-cp311-{WINDOWS}"), bench.wheel("nx", "1.0", f"cp311-cp311-{LINUX}"))
    assert "darwin" not in bench.file.read_text(encoding="utf-8")
    bench.added(bench.wheel("nx", "1.0", "cp311-cp311-macosx_11_0_arm64"))
    (requirement,) = bench.meaning()["project"]["dependencies"]
    assert "darwin" in requirement
    assert len(bench.sources("nx")) == 3
    assert len(bench.locked("nx")) == 3


def test_a_less_usual_computer_is_served_where_a_file_is_built_for_it(bench: WheelBench) -> None:
    bench.write(python="==3.11.*")
    bench.added(bench.wheel("nx", "1.0", f"cp311-cp311-{WINDOWS}"), bench.wheel("nx", "1.0", "cp311-cp311-win_arm64"))
    markers = [each["marker"] for each in bench.sources("nx")]
    assert any("ARM64" in marker for marker in markers)
    assert len(bench.locked("nx")) == 2


def test_an_older_version_is_taken_where_the_person_wants_it(bench: WheelBench) -> None:
    bench.write(python="==3.11.*")
    bench.added(bench.wheel("nx", "2.0"))
    bench.added(bench.wheel("nx", "1.9", f"cp311-cp311-{WINDOWS}"))
    versions = {each["path"].split("-")[1]: each["marker"] for each in bench.sources("nx")}
    assert "win32" in versions["1.9"]
    assert sorted(version for version, _ in bench.locked("nx")) == ["1.9", "2.0"]
    bench.added(bench.wheel("nx", "1.5"))
    assert [version for version, _ in bench.locked("nx")] == ["1.5"]


def test_what_was_asked_for_before_there_was_a_file_is_asked_for_where_there_are_files(bench: WheelBench) -> None:
    bench.write(("nx",), python="==3.11.*")
    bench.added(bench.wheel("nx", "1.0", f"cp311-cp311-{WINDOWS}"), bench.wheel("nx", "1.0", f"cp311-cp311-{LINUX}"))
    assert bench.meaning()["project"]["dependencies"] == ["nx; sys_platform == 'win32' or sys_platform == 'linux'"]


def test_where_an_index_served_it_that_goes_on(bench: WheelBench) -> None:
    write_wheel(bench.yard_made(), "nx", "0.9")
    bench.write(("nx",), 'find-links = ["local wheels"]\n', "==3.11.*")
    assert isinstance(bench.do(Lock(project=bench.project)), Succeeded)
    bench.changed(
        AddFiles(
            files=(bench.wheel("nx", "1.0", f"cp311-cp311-{WINDOWS}"), bench.wheel("nx", "1.0", f"cp311-cp311-{LINUX}"))
        )
    )
    assert bench.meaning()["project"]["dependencies"] == ["nx"]
    assert sorted({version for version, _ in bench.locked("nx")}) == ["0.9", "1.0"]


def test_a_marker_that_the_person_wrote_stays(bench: WheelBench) -> None:
    bench.write(("nx; sys_platform == 'linux'",), python="==3.11.*")
    bench.added(bench.wheel("nx", "1.0", f"cp311-cp311-{LINUX}"))
    bench.added(bench.wheel("nx", "2.0", f"cp311-cp311-{LINUX}"))
    assert bench.meaning()["project"]["dependencies"] == ["nx; sys_platform == 'linux'"]


def test_a_yard_that_is_named_another_way_is_the_same(bench: WheelBench) -> None:
    link = bench.root / "link"
    try:
        link.symlink_to(bench.project, target_is_directory=True)
    except OSError:
        pytest.skip("this account may not make links")
    wheel = bench.wheel("nx", "1.0")
    bench.changed(AddFiles(files=(wheel,), copy_to=link / "local wheels" / ".." / "wheels"))
    assert bench.sources("nx") == {"path": f"wheels/{wheel.name}"}
    assert bench.locked("nx") == [("1.0", f"wheels/{wheel.name}")]


@pytest.mark.parametrize(
    "platform",
    ["manylinux_2_34_x86_64", "linux_aarch64", "macosx_14_0_arm64", "macosx_11_0_x86_64", "musllinux_1_2_x86_64"],
)
def test_a_file_for_newer_or_less_usual_computers_is_taken_as_uv_takes_it(bench: WheelBench, platform: str) -> None:
    wheel = bench.wheel("nx", "1.0", f"py3-none-{platform}")
    bench.changed(AddFiles(files=(wheel,), copy_to=bench.yard))
    assert wheel.name in bench.file.read_text(encoding="utf-8")


def test_two_machines_of_one_system_are_told_apart(bench: WheelBench) -> None:
    files = tuple(bench.wheel("nx", "1.0", f"py3-none-{platform}") for platform in ("win_amd64", "win_arm64"))
    bench.changed(AddFiles(files=files, copy_to=bench.yard))
    text = bench.file.read_text(encoding="utf-8")
    assert "platform_machine == 'ARM64'" in text
    assert "platform_machine != 'ARM64'" in text
