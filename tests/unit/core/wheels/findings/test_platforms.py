"""Rules about platforms and Pythons: what no file serves, and how the lock or a sync fails because of it."""

from core.model.commands import ChooseSetting, OpenSetting
from core.model.setting_keys import SettingKey, SettingScope
from core.model.wheels import Target, TargetPlatform
from tests.unit.core.wheels.findings.bench import (
    BOTH,
    LINUX,
    ON_LINUX,
    ON_WINDOWS,
    WINDOWS,
    Bench,
    listed,
    single,
)

HERE = Target(LINUX, "3.11")


def test_a_wheel_of_one_platform_for_all_leaves_a_sync_elsewhere_to_fail(bench: Bench) -> None:
    path = bench.wheel("nx", "1.0", "cp311-cp311-win_amd64")
    bench.write("nx", sources=single("nx", path), python="==3.11.*")
    known = {"here": Target(WINDOWS, "3.11")}
    assert bench.ids(**known) == ["source-platform-unserved warn"]
    check = bench.one("source-platform-unserved", **known)
    assert "Linux and macOS" in check.title or "macOS and Linux" in check.title
    (limiting,) = [each.action for each in check.remedies if isinstance(each.action, ChooseSetting)]
    assert (limiting.key, limiting.scope) == (SettingKey.ENVIRONMENTS, SettingScope.PROJECT)
    assert limiting.value == ON_WINDOWS
    check = bench.one("source-platform-unserved", here=HERE)
    assert check.status == "fail", "and here the sync fails"
    assert not [each for each in check.remedies if isinstance(each.action, ChooseSetting)], "this computer would go"


def test_a_file_of_a_yard_that_serves_the_platform_is_offered(bench: Bench) -> None:
    path = bench.wheel("nx", "1.0", "cp311-cp311-win_amd64")
    bench.wheel("nx", "1.0", "cp311-cp311-linux_x86_64")
    bench.write("nx", sources=single("nx", path), python="==3.11.*")
    check = bench.one("source-platform-unserved")
    assert check.remedies[0].title == "Add nx-1.0-cp311-cp311-linux_x86_64.whl"


def test_a_requirement_for_one_platform_wants_no_other_file(bench: Bench) -> None:
    path = bench.wheel("nx", "1.0", "cp311-cp311-win_amd64")
    bench.write(f"nx; {ON_WINDOWS}", sources=single("nx", path), python="==3.11.*")
    assert bench.ids() == []


def test_only_platforms_that_all_packages_serve_are_offered(bench: Bench) -> None:
    some = bench.wheel("nx", "1.0", "cp311-cp311-win_amd64.linux_x86_64")
    linux = bench.wheel("ny", "1.0", "cp311-cp311-linux_x86_64")
    bench.write("nx", "ny", sources=single("nx", some) + single("ny", linux), python="==3.11.*")
    found = [check for check in bench.found() if check.id == "source-platform-unserved"]
    chosen = {each.action.value for check in found for each in check.remedies if isinstance(each.action, ChooseSetting)}
    assert chosen == {ON_LINUX}
    bench.write("nx", "ny", sources=single("nx", bench.wheel("nx", "2", "cp311-cp311-win_amd64")) + single("ny", linux))
    remedies = [each for check in bench.found() for each in check.remedies if isinstance(each.action, ChooseSetting)]
    assert not [each for each in remedies if getattr(each.action, "key", None) is SettingKey.ENVIRONMENTS], (
        "nothing would be left"
    )


def test_an_environment_that_the_file_cannot_serve_fails_the_lock(bench: Bench) -> None:
    path = bench.wheel("nx", "1.0", "cp311-cp311-win_amd64")
    bench.write("nx", sources=single("nx", path), python="==3.11.*", uv=BOTH)
    assert bench.ids() == ["source-platform-unresolved fail"]
    assert "Linux" in bench.one("source-platform-unresolved").title


def test_a_marker_that_puts_a_file_where_it_does_not_fit_fails_the_lock(bench: Bench) -> None:
    windows = bench.wheel("nx", "1.0", "cp311-cp311-win_amd64")
    linux = bench.wheel("nx", "1.0", "cp311-cp311-linux_x86_64")
    swapped = listed("nx", (linux, ON_WINDOWS), (windows, ON_LINUX))
    bench.write("nx", sources=swapped, python="==3.11.*", uv=BOTH)
    found = [check for check in bench.found() if check.id == "source-platform-unresolved"]
    assert sorted(bench.line(check).split('"')[1] for check in found) == sorted([windows, linux])
    bench.write("nx", sources=bench.two(), python="==3.11.*", uv=BOTH)
    assert bench.ids() == []


def test_a_rare_machine_of_the_right_system_is_not_said_to_be_wrong(bench: Bench) -> None:
    windows = bench.wheel("nx", "1.0", "cp311-cp311-win_amd64")
    rare = bench.wheel("nx", "1.0", "cp311-cp311-linux_armv7l")
    bench.write("nx", sources=listed("nx", (windows, ON_WINDOWS), (rare, ON_LINUX)), python="==3.11.*", uv=BOTH)
    assert "source-platform-unresolved fail" not in bench.ids()


def test_a_wheel_of_one_python_in_a_project_that_allows_later_ones(bench: Bench) -> None:
    bench.write("nx", sources=bench.two("cp310-cp310"), python=">=3.10", uv=BOTH)
    known = {"here": Target(LINUX, "3.10")}
    assert bench.ids(**known) == ["source-python-unserved warn"]
    check = bench.one("source-python-unserved", **known)
    assert check.detail.startswith("cp310 only, the project allows 3.11 and later: there it cannot be installed.")
    choosing = next(each for each in check.remedies if isinstance(each.action, ChooseSetting))
    assert choosing.action == ChooseSetting(
        project=bench.project, key=SettingKey.PYTHON, value="3.10", scope=SettingScope.PROJECT
    )
    opening = next(each for each in check.remedies if "requires-python" in each.title)
    assert opening.title == 'Write requires-python = ">=3.10,<3.11"'
    assert isinstance(opening.action, OpenSetting)
    assert (opening.action.file, opening.action.line) == (bench.file, 4)
    assert bench.one("source-python-unserved", here=Target(LINUX, "3.12")).status == "fail"
    (bench.project / ".python-version").write_text("3.10\n", "utf-8")
    check = bench.one("source-python-unserved", **known)
    assert not [each for each in check.remedies if isinstance(each.action, ChooseSetting)], "it is chosen already"


def test_a_wheel_of_no_python_of_the_project_fails_the_lock(bench: Bench) -> None:
    bench.write("nx", sources=single("nx", bench.wheel("nx", "1.0", "cp310-cp310-linux_x86_64")), python=">=3.11")
    assert "source-python-unresolved fail" in bench.ids()
    assert not [each for each in bench.ids() if each.startswith("source-platform")], "it is said once"


def test_an_index_for_the_other_pythons_serves_them(bench: Bench) -> None:
    path = bench.wheel("nx", "1.0", "cp311-cp311-linux_x86_64")
    rest = '  { index = "corp", marker = "python_version >= \'3.12\'" },\n'
    own = f'  {{ path = "{path}", marker = "python_version < \'3.12\'" }},\n'
    environment = f"environments = [\"{ON_LINUX} and platform_machine == 'x86_64'\"]\n"
    bench.write("nx", sources=f"nx = [\n{own}{rest}]\n", uv=environment)
    assert bench.ids() == []


def test_a_file_that_wants_a_newer_python_fails_the_lock(bench: Bench) -> None:
    path = bench.wheel("nx", "1.0", requires_python=">=3.12")
    bench.write("nx", sources=single("nx", path), python=">=3.11")
    assert bench.ids(here=Target(LINUX, "3.12")) == ["source-requires-python fail"], "it is said once"
    check = bench.one("source-requires-python", here=Target(LINUX, "3.12"))
    assert check.remedies[0].title == 'Write requires-python = ">=3.12"'
    bench.write("nx", sources=single("nx", path), python=">=3.12")
    assert bench.ids(here=Target(LINUX, "3.12")) == []
    bench.write("nx; python_version >= '3.12'", sources=single("nx", path), python=">=3.11")
    assert "source-requires-python fail" not in bench.ids()


def test_files_for_some_machines_of_a_system_are_enough(bench: Bench) -> None:
    machines = "(platform_machine == 'x86_64' or platform_machine == 'aarch64')"
    limits = f'environments = ["{ON_WINDOWS}", "{ON_LINUX} and {machines}"]\n'
    bench.write("nx", sources=bench.two(), python="==3.11.*", uv=limits)
    assert TargetPlatform("linux", "aarch64") in {target.platform for target in bench.subject().targets}
    assert bench.ids() == []


def test_a_lock_that_is_limited_closes_the_gap_between_markers(bench: Bench) -> None:
    exact = f"{ON_WINDOWS} and platform_machine == 'AMD64'"
    bench.write(
        "nx", sources=listed("nx", (bench.wheel("nx", "1.0", "cp311-cp311-win_amd64"), exact)), python="==3.11.*"
    )
    check = bench.one("source-markers-gap", here=Target(WINDOWS, "3.11"))
    (choosing,) = [each.action for each in check.remedies if isinstance(each.action, ChooseSetting)]
    assert choosing.value == exact
