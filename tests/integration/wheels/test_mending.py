"""What `wheels check` offers mends what it found; the real uv locks, and syncs."""

from core.model.commands import Lock, Sync
from core.model.outcome import Failed, Succeeded
from core.model.setting_keys import SettingKey
from core.wheels.make_wheel import write_wheel
from tests.integration.wheels.checking import CP, action, ids, is_change, one, project, put
from tests.integration.wheels.wheel_bench import WheelBench


def test_a_file_that_changed_is_locked_anew_and_syncs(bench: WheelBench) -> None:
    path = put(bench, "nx")
    project(bench, f'nx = {{ path = "{path}" }}\n', "nx")
    assert isinstance(bench.do(Lock(project=bench.project)), Succeeded)
    assert ids(bench) == ["sources ok"]
    write_wheel(bench.project / "w", "nx", "1.0", files={"nx.py": b"changed = True\n"})
    assert isinstance(bench.do(Lock(project=bench.project)), Succeeded)
    assert ids(bench) == ["source-file-changed fail"], "a lock as usual does not see it"
    assert isinstance(bench.do(Sync(project=bench.project)), Failed)
    mending = action(one(bench, "source-file-changed"), lambda each: isinstance(each, Lock))
    assert isinstance(bench.do(mending), Succeeded)
    assert ids(bench) == ["sources ok"]
    assert isinstance(bench.do(Sync(project=bench.project)), Succeeded)


def test_a_missing_file_is_replaced_by_the_one_that_is_offered(bench: WheelBench) -> None:
    put(bench, "nx", "1.1")
    project(bench, 'nx = { path = "w/nx-1.0-py3-none-any.whl" }\n', "nx")
    assert isinstance(bench.do(action(one(bench, "source-file-missing"), is_change)), Succeeded)
    assert ids(bench) == ["sources ok"]
    assert bench.sources("nx") == {"path": "w/nx-1.1-py3-none-any.whl"}


def test_a_missing_file_of_one_platform_is_replaced_and_the_other_stays(bench: WheelBench) -> None:
    windows = put(bench, "nx", tags=f"{CP}-{CP}-win_amd64")
    near = put(bench, "nx", "1.1", tags=f"{CP}-{CP}-linux_x86_64")
    sources = (
        f'nx = [\n  {{ path = "{windows}", marker = "sys_platform == \'win32\'" }},\n'
        f'  {{ path = "w/nx-1.0-{CP}-{CP}-linux_x86_64.whl", marker = "sys_platform == \'linux\'" }},\n]\n'
    )
    both = "environments = [\"sys_platform == 'win32'\", \"sys_platform == 'linux'\"]\n"
    project(bench, sources, "nx", more=both)
    assert isinstance(bench.do(Lock(project=bench.project)), Failed)
    outcome = bench.do(action(one(bench, "source-file-missing"), is_change))
    assert isinstance(outcome, Succeeded), outcome
    assert [entry["path"] for entry in bench.sources("nx")] == [windows, near]
    assert "source-file-missing" not in str(ids(bench))


def test_markers_that_overlap_are_mended(bench: WheelBench) -> None:
    windows = put(bench, "nx", tags=f"{CP}-{CP}-win_amd64")
    linux = put(bench, "nx", tags=f"{CP}-{CP}-linux_x86_64")
    sources = (
        f'nx = [\n  {{ path = "{windows}", marker = "sys_platform == \'win32\'" }},\n'
        f'  {{ path = "{linux}", marker = "sys_platform != \'darwin\'" }},\n]\n'
    )
    both = "environments = [\"sys_platform == 'win32'\", \"sys_platform == 'linux'\"]\n"
    project(bench, sources, "nx", more=both)
    assert isinstance(bench.do(Lock(project=bench.project)), Failed)
    assert isinstance(bench.do(action(one(bench, "source-markers-overlap"), is_change)), Succeeded)
    assert "source-markers-overlap" not in str(ids(bench))


def test_a_gap_is_closed_by_limiting_the_lock(bench: WheelBench) -> None:
    windows = put(bench, "nx", tags=f"{CP}-{CP}-win_amd64")
    linux = put(bench, "nx", tags=f"{CP}-{CP}-linux_x86_64")
    sources = (
        f'nx = [\n  {{ path = "{windows}", marker = "sys_platform == \'win32\'" }},\n'
        f'  {{ path = "{linux}", marker = "sys_platform == \'linux\'" }},\n]\n'
    )
    project(bench, sources, "nx")
    assert isinstance(bench.do(Lock(project=bench.project)), Failed)
    limiting = action(
        one(bench, "source-markers-gap"), lambda each: getattr(each, "key", None) is SettingKey.ENVIRONMENTS
    )
    before = bench.file.read_text("utf-8")
    assert isinstance(bench.do(limiting), Succeeded)
    assert "source-markers-gap" not in str(ids(bench))
    assert isinstance(bench.do(Lock(project=bench.project)), Succeeded)
    either = "environments = [\"sys_platform == 'win32' or sys_platform == 'linux'\"]"
    bench.file.write_text(before.replace("no-index = true\n", f"no-index = true\n{either}\n"), "utf-8")
    assert "source-markers-gap" not in str(ids(bench)), "as its command line has it"
    assert isinstance(bench.do(Lock(project=bench.project)), Succeeded)


def test_a_file_outside_is_copied_in(bench: WheelBench) -> None:
    outside = bench.wheel("nx", "1.0")
    project(bench, f'nx = {{ path = "../../{outside.parent.name}/{outside.name}" }}\n', "nx")
    assert isinstance(bench.do(action(one(bench, "source-path-outside"), is_change)), Succeeded)
    assert ids(bench) == ["sources ok"]
    assert (bench.project / "wheels" / outside.name).is_file()


def test_a_source_that_nothing_asks_for_goes(bench: WheelBench) -> None:
    project(bench, f'nx = {{ path = "{put(bench, "nx")}" }}\n')
    assert isinstance(bench.do(action(one(bench, "source-without-dependency"), is_change)), Succeeded)
    assert ids(bench) == ["sources ok"]
    assert "nx" not in bench.file.read_text("utf-8").split("[tool.uv]")[1]
