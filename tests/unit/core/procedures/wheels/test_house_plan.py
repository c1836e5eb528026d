"""What of a lock belongs into a wheelhouse."""

from pathlib import Path

from core.model.wheels import Target, TargetPlatform
from core.procedures.wheels.house_plan import environments_of, plan_house
from core.procedures.wheels.house_sentences import target_words
from core.procedures.wheels.house_values import HousePlan
from core.uv.lock_entries import read_whole_lock

WINDOWS, LINUX = TargetPlatform("win32", "AMD64"), TargetPlatform("linux", "x86_64")
TARGETS = tuple(Target(platform, python) for platform in (WINDOWS, LINUX) for python in ("3.11", "3.12"))
MEGABYTE = 1 << 20


def _plan(folder: Path, needs: str, packages: str) -> HousePlan:
    (folder / "uv.lock").write_text(
        'version = 1\n[[package]]\nname = "app"\nversion = "1"\nsource = { virtual = "." }\n'
        f"dependencies = [{needs}]\n{packages}"
    )
    lock = read_whole_lock(folder)
    assert lock is not None
    return plan_house(lock, TARGETS, folder / "house")


def _package(name: str, *files: str, size: int = 10, sha256: str = "aa") -> str:
    listed = ", ".join(
        f'{{ url = "https://index.example/{file}", hash = "sha256:{sha256}", size = {size} }}' for file in files
    )
    version = files[0].split("-")[1] if files else "1"
    return (
        f'[[package]]\nname = "{name}"\nversion = "{version}"\n'
        'source = { registry = "https://index.example/simple" }\n'
        f"wheels = [{listed}]\n"
    )


def test_a_marker_in_the_middle_of_a_python_version_counts_as_true(tmp_path: Path) -> None:
    """Nobody knows which release the other computer has."""
    plan = _plan(
        tmp_path,
        '{ name = "early", marker = "python_full_version < \'3.11.4\'" }, '
        '{ name = "late", marker = "python_full_version >= \'3.12.4\'" }',
        _package("early", "early-1-py3-none-any.whl") + _package("late", "late-1-py3-none-any.whl"),
    )
    assert [file.package for file in plan.files] == ["early", "late"]
    assert plan.missing == plan.unserved == ()
    assert {each["python_full_version"] for each in environments_of(TARGETS[0])} == {"3.11.0", "3.11.99"}


def test_what_no_target_needs_comes_for_resolving_unless_it_is_large(tmp_path: Path) -> None:
    """Without it uv could not resolve the project from the house."""
    mac = '{ name = "%s", marker = "sys_platform == \'darwin\'" }'
    plan = _plan(
        tmp_path,
        ", ".join(mac % name for name in ("small", "large", "source")),
        _package("small", "small-1-cp311-cp311-macosx_11_0_arm64.whl")
        + _package("large", "large-1-cp311-cp311-macosx_11_0_arm64.whl", size=500 * MEGABYTE)
        + _package("source", "source-1.tar.gz"),
    )
    assert [file.package for file in plan.files] == ["small"]
    assert plan.unserved == ("large", "source")


def test_packages_that_lack_the_same_are_said_together(tmp_path: Path) -> None:
    """A hundred sentences would be read by nobody."""
    names = [f"native{number}" for number in range(20)]
    plan = _plan(
        tmp_path,
        ", ".join(f'{{ name = "{name}" }}' for name in names),
        "".join(_package(name, f"{name}-1-cp311-cp311-win_amd64.whl") for name in names),
    )
    assert len(plan.files) == 20
    (sentence,) = plan.missing
    assert "native0 1" in sentence
    assert "and 8 more" in sentence
    assert "Windows x86-64 (Python 3.12) and Linux x86-64 (Python 3.11, 3.12)" in sentence


def test_one_name_for_two_contents_is_said(tmp_path: Path) -> None:
    """Two indexes of one fork each may have it; a folder has one."""
    plan = _plan(
        tmp_path,
        '{ name = "twice" }',
        _package("twice", "twice-1-py3-none-any.whl") + _package("Twice", "Twice-1-py3-none-any.whl", sha256="bb"),
    )
    assert [file.sha256 for file in plan.files] == ["aa"]
    assert "two different files" in plan.missing[0]


def test_a_package_from_git_is_said_without_its_login(tmp_path: Path) -> None:
    """There is no file of it."""
    plan = _plan(
        tmp_path,
        '{ name = "from-git" }',
        '[[package]]\nname = "from-git"\nversion = "1"\n'
        'source = { git = "https://user:pa55word@host.example/x.git?rev=1#0123" }\n',
    )
    assert plan.files == ()
    assert "https://****@host.example/x.git" in plan.missing[0]
    assert "uv build --wheel" in plan.missing[0]


def test_targets_are_said_by_platform() -> None:
    """With the Pythons of each."""
    assert target_words(TARGETS[:1]) == "Windows x86-64 (Python 3.11)"
    assert target_words(TARGETS) == "Windows x86-64 (Python 3.11, 3.12) and Linux x86-64 (Python 3.11, 3.12)"
