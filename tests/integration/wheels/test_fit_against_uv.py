"""Whether a wheel fits, compared with what the real uv says of the same wheel for the same platform and Python."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.model.wheels import Target, TargetPlatform
from core.wheels.fit import by_preference, fit
from core.wheels.make_wheel import write_wheel
from core.wheels.reading.wheel_reader import read_wheel
from tests.scanner.real_uv import clean_environment, run_uv

PLATFORMS = {
    "x86_64-pc-windows-msvc": TargetPlatform("win32", "AMD64"),
    "aarch64-pc-windows-msvc": TargetPlatform("win32", "ARM64"),
    "i686-pc-windows-msvc": TargetPlatform("win32", "x86"),
    "x86_64-unknown-linux-gnu": TargetPlatform("linux", "x86_64"),
    "aarch64-unknown-linux-gnu": TargetPlatform("linux", "aarch64"),
    "aarch64-apple-darwin": TargetPlatform("darwin", "arm64"),
    "x86_64-apple-darwin": TargetPlatform("darwin", "x86_64"),
}
"""What ``uv pip install --python-platform`` calls each platform."""

PYTHON_TAGS = (
    "py3-none",
    "py2-none",
    "py2.py3-none",
    "py311-none",
    "py312-none",
    "py310.py311-none",
    "cp310-cp310",
    "cp311-cp311",
    "cp311-none",
    "cp310-none",
    "cp311-abi3",
    "cp38-abi3",
    "cp312-abi3",
    "cp32-abi3",
    "py3-abi3",
    "cp3-none",
    "cp311-cp311t",
    "cp313-cp313t",
    "cp311.cp312-cp311.cp312",
    "pp311-pypy311_pp73",
    "cp37-cp37m",
    "cp312-cp312",
)
PLATFORM_TAGS = (
    "any",
    "win_amd64",
    "win32",
    "win_arm64",
    "win_amd64.win32",
    "linux_x86_64",
    "linux_aarch64",
    "manylinux1_x86_64",
    "manylinux2010_x86_64",
    "manylinux2014_x86_64",
    "manylinux2014_aarch64",
    "manylinux_2_17_x86_64.manylinux2014_x86_64",
    "manylinux_2_28_x86_64",
    "manylinux_2_29_x86_64",
    "manylinux_2_39_x86_64",
    "manylinux_2_28_aarch64",
    "manylinux_2_4_x86_64",
    "manylinux_2_5_x86_64",
    "manylinux_2_16_aarch64",
    "manylinux_2_17_aarch64",
    "manylinux2010_aarch64",
    "manylinux_2_17_i686",
    "musllinux_1_1_x86_64",
    "musllinux_1_2_aarch64",
    "macosx_10_9_x86_64",
    "macosx_9_0_x86_64",
    "macosx_10_3_x86_64",
    "macosx_10_4_x86_64",
    "macosx_10_17_universal2",
    "macosx_10_9_fat3",
    "macosx_10_9_fat32",
    "macosx_10_9_intel",
    "macosx_10_9_universal2",
    "macosx_11_0_universal2",
    "macosx_10_16_x86_64",
    "macosx_11_0_arm64",
    "macosx_10_9_arm64",
    "macosx_11_3_arm64",
    "macosx_13_0_arm64",
    "macosx_13_0_x86_64",
    "macosx_14_0_arm64",
    "macosx_12_0_x86_64.macosx_11_0_arm64",
)


def grid() -> list[tuple[str, str, str]]:
    """Each kind of Python tag for two platforms and Pythons, each platform tag for every platform."""
    of_python = [
        (f"{tag}-{kind}", platform, python)
        for tag in PYTHON_TAGS
        for kind, platform in (("any", "x86_64-unknown-linux-gnu"), ("win_amd64", "x86_64-pc-windows-msvc"))
        for python in ("3.10", "3.11", "3.13")
    ]
    of_platform = [(f"cp311-cp311-{tag}", platform, "3.11") for tag in PLATFORM_TAGS for platform in PLATFORMS]
    return of_python + of_platform


def uv_takes(wheels: list[Path], platform: str, python: str, home: Path) -> bool:
    """Return whether uv would install all of the wheels; ends the test where it says something else."""
    words = ["pip", "install", "--dry-run", "--no-index", "--no-deps", "--no-config", "--offline"]
    words += ["--python-platform", platform, "--python-version", python, "--target", str(home / "target")]
    ended = run_uv([*words, *map(str, wheels)], home, clean_environment(home, {"UV_CACHE_DIR": str(home / "cache")}))
    if ended.returncode:
        said = " ".join(ended.stderr.split())
        assert "no wheels with a matching" in said or "incompatible with the current platform" in said, ended.stderr
    return ended.returncode == 0


def test_the_answer_is_uvs_own_over_a_grid_of_tags(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    fitting: dict[tuple[str, str], list[Path]] = {}
    refused: list[tuple[Path, str, str]] = []
    for number, (tags, platform, python) in enumerate(grid()):
        # A name of its own for each: uv refuses two wheels of one package in one call.
        wheel = write_wheel(tmp_path / "wheels", f"p{number}", "1", tags=tags, files={})
        if fit(read_wheel(wheel), Target(PLATFORMS[platform], python)).fits:
            fitting.setdefault((platform, python), []).append(wheel)
        else:
            refused.append((wheel, platform, python))
    for (platform, python), wheels in fitting.items():
        if not uv_takes(wheels, platform, python, tmp_path):
            wrong = [wheel.name for wheel in wheels if not uv_takes([wheel], platform, python, tmp_path)]
            pytest.fail(f"uv refuses for {platform} and {python}: {wrong}")

    def told(case: tuple[Path, str, str]) -> bool:
        wheel, platform, python = case
        return uv_takes([wheel], platform, python, tmp_path)

    with ThreadPoolExecutor(4) as pool:
        taken = [case for case, takes in zip(refused, pool.map(told, refused), strict=True) if takes]
    assert not [(wheel.name, *where) for wheel, *where in taken], "uv takes what was said not to fit"
    assert len(refused) > 200
    assert sum(map(len, fitting.values())) > 60


@pytest.mark.parametrize(
    ("requires", "python", "fits"),
    [(">=3.11", "3.11", True), (">=3.11", "3.10", False), ("<3.12", "3.12", True), ("~=3.12.1", "3.11", False)],
)
def test_what_the_metadata_requires_counts(requires: str, python: str, *, fits: bool, tmp_path: Path) -> None:
    wheel = write_wheel(tmp_path, "nice", "1", requires_python=requires)
    found = fit(read_wheel(wheel), Target(PLATFORMS["x86_64-unknown-linux-gnu"], python))
    assert found.fits is fits
    words = ["pip", "install", "--dry-run", "--no-index", "--no-config", "--offline", "--target", "t", str(wheel)]
    asked = [*words, "--python-platform", "x86_64-unknown-linux-gnu", "--python-version", python]
    ended = run_uv(asked, tmp_path, clean_environment(tmp_path))
    assert (ended.returncode == 0) is fits, ended.stderr


@pytest.mark.parametrize(
    ("tags", "platform"),
    [
        (["cp311-none-any", "py3-none-win_amd64"], "x86_64-pc-windows-msvc"),
        (["py3-none-any", "cp38-abi3-win_amd64", "cp311-abi3-win_amd64"], "x86_64-pc-windows-msvc"),
        (["cp311-none-win_amd64", "cp310-abi3-win_amd64", "py311-none-win_amd64"], "x86_64-pc-windows-msvc"),
        (["cp311-abi3-linux_x86_64", "cp311-abi3-manylinux2010_x86_64"], "x86_64-unknown-linux-gnu"),
        (["py3-none-manylinux2014_aarch64", "py3-none-manylinux_2_17_aarch64"], "aarch64-unknown-linux-gnu"),
        (["py3-none-macosx_10_15_x86_64", "py3-none-macosx_10_16_universal2"], "x86_64-apple-darwin"),
        (["py3-none-macosx_12_0_universal2", "py3-none-macosx_11_0_arm64"], "aarch64-apple-darwin"),
    ],
)
def test_of_several_files_that_fit_the_preferred_one_is_uvs(tags: list[str], platform: str, tmp_path: Path) -> None:
    (tmp_path / "yard").mkdir()
    files = [
        read_wheel(write_wheel(tmp_path / "yard", "nice", "1", tags=each, files={"which.txt": each.encode()}))
        for each in tags
    ]
    words = ["pip", "install", "--no-index", "--no-config", "--offline", "--find-links", "yard", "--target", "into"]
    asked = [*words, "--python-platform", platform, "--python-version", "3.11", "nice"]
    environ = clean_environment(tmp_path, {"UV_CACHE_DIR": str(tmp_path / "cache")})
    ended = run_uv(asked, tmp_path, environ)
    assert ended.returncode == 0, ended.stderr
    taken = (tmp_path / "into" / "which.txt").read_text()
    assert taken in by_preference(files, Target(PLATFORMS[platform], "3.11"))[0].path.name
