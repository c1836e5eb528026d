"""Markers of several sources, taken by the real uv: it locks with them, and ends where they overlap."""

import random
from pathlib import Path

import pytest

from core.wheels.make_wheel import write_wheel
from core.wheels.reading.wheel_reader import read_wheel
from core.wheels.source_markers import marked
from core.wheels.targets import targets_of
from tests.scanner.real_uv import clean_environment, run_uv

SYSTEMS = {"win": "sys_platform == 'win32'", "linux": "sys_platform == 'linux'", "macosx": "sys_platform == 'darwin'"}
TAGS = [
    f"{python}-{platform}"
    for python in ("py3-none", "cp311-cp311", "cp312-cp312", "cp311-abi3")
    for platform in ("win_amd64", "win_arm64", "linux_x86_64", "manylinux_2_17_aarch64", "macosx_11_0_arm64", "any")
    if python == "py3-none" or platform != "any"
]


def project(folder: Path, sources: list[tuple[str, str | None]], environments: list[str]) -> None:
    entries = ", ".join(
        f'{{ path = "{path}"' + (f', marker = "{marker}"' if marker is not None else "") + " }"
        for path, marker in sources
    )
    limits = ", ".join(f'"{each}"' for each in environments)
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "p"\nversion = "1"\nrequires-python = ">=3.11,<3.14"\ndependencies = ["nx"]\n'
        f"[tool.uv]\npackage = false\nenvironments = [{limits}]\n[tool.uv.sources]\nnx = [{entries}]\n"
    )


def locks(folder: Path) -> tuple[bool, str]:
    (folder / "uv.lock").unlink(missing_ok=True)
    environ = clean_environment(folder, {"UV_CACHE_DIR": str(folder / "cache")})
    ended = run_uv(["lock", "--offline", "--no-index"], folder, environ)
    return ended.returncode == 0, ended.stderr


def test_uv_takes_what_is_written_for_any_choice_of_files(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - the same files each time, no secrets
    tried = 0
    for _ in range(60):
        tags = chance.sample(TAGS, chance.randint(2, 5))
        files = [read_wheel(write_wheel(tmp_path, "nx", "1.0", tags=each)) for each in tags]
        systems = [
            marker
            for name, marker in SYSTEMS.items()
            if any(f"-{name}" in each.replace("many", "") or each.endswith("-any") for each in tags)
        ]
        found = marked(files, targets_of(">=3.11,<3.14", systems))
        project(tmp_path, [(file.path.name, marker) for file, marker in found], systems)
        passed, said = locks(tmp_path)
        assert passed, (tags, found, said)
        tried += len(found) > 1
    assert tried > 40


def test_uv_ends_where_markers_overlap(tmp_path: Path) -> None:
    pair = ("python_version < '3.13'", "python_version >= '3.12'")
    names = [
        write_wheel(tmp_path, "nx", "1.0", tags=each).name for each in ("cp311-cp311-linux_x86_64", "py3-none-any")
    ]
    project(tmp_path, list(zip(names, pair, strict=True)), [])
    passed, said = locks(tmp_path)
    assert not passed
    assert "disjoint" in said


@pytest.mark.parametrize(
    "others",
    [
        ["cp311-abi3-win_arm64"],
        ["cp312-cp312-manylinux_2_17_aarch64"],
        ["cp312-cp312-win_amd64", "cp311-cp311-linux_x86_64", "cp313-cp313-macosx_11_0_arm64"],
        ["py312-none-any", "cp313-cp313-win_amd64"],
    ],
)
def test_with_a_file_for_every_platform_uv_locks_without_any_limit(others: list[str], tmp_path: Path) -> None:
    names = ["py3-none-any", *others]
    files = [read_wheel(write_wheel(tmp_path, "nx", "1.0", tags=each)) for each in names]
    found = marked(files, targets_of(">=3.11,<3.14"))
    assert len(found) == len(names)
    project(tmp_path, [(file.path.name, marker) for file, marker in found], [])
    passed, said = locks(tmp_path)
    assert passed, (found, said)
