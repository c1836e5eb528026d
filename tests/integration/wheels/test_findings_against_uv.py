"""Where the rules say that uv cannot lock, the real uv cannot; where they say nothing, it can; all offline."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from core.model.wheels import Target
from tests.unit.core.wheels.findings.bench import BOTH, LINUX, ON_LINUX, ON_WINDOWS, Bench, listed, single

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
EXACT = f"=={HERE}.*"
TAG = f"cp{HERE.replace('.', '')}"
MAC = "sys_platform == 'darwin'"
WIN, LIN, ANY = f"{TAG}-{TAG}-win_amd64", f"{TAG}-{TAG}-linux_x86_64", "py3-none-any"
LOCK_FAILS = frozenset(
    {
        "source-file-missing",
        "source-other-package",
        "source-markers-overlap",
        "source-markers-gap",
        "source-platform-unresolved",
        "source-python-unresolved",
        "source-requires-python",
        "source-twice",
        "sources-in-uv-toml",
    }
)
"""Findings that say of uv that it cannot lock, where they fail."""


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def uv(bench: Bench, program: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the real uv in the project, without a network and without the person's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UV_")}
    own = {
        "UV_PYTHON": sys.executable,
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_OFFLINE": "1",
        "UV_CACHE_DIR": str(bench.root / "cache"),
        "HOME": str(bench.root),
        "XDG_CONFIG_HOME": str(bench.root / "none"),
        "XDG_CONFIG_DIRS": str(bench.root / "none"),
    }
    return subprocess.run(
        [program, "--color", "never", "--no-progress", *words],
        cwd=bench.project,
        env={**kept, **own},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def predicted(bench: Bench) -> set[str]:
    """Return the findings that say that the lock fails; nothing serves a package but its sources."""
    found = bench.found(here=Target(LINUX, HERE))
    return {check.id for check in found if check.id in LOCK_FAILS and check.status == "fail"}


def wheels(bench: Bench) -> dict[str, str]:
    """Write the wheels that the cases name; return their paths by the words of the cases."""
    return {
        "win": bench.wheel("nx", "1.0", WIN),
        "lin": bench.wheel("nx", "1.0", LIN),
        "any": bench.wheel("nx", "1.0", ANY),
        "old": bench.wheel("nx", "1.0", "cp39-cp39-linux_x86_64"),
        "arm": bench.wheel("nx", "1.0", f"{TAG}-{TAG}-win_arm64"),
        "newer": bench.wheel("nx", "1.1", ANY, requires_python=">=3.99"),
        "other": bench.wheel("ny", "1.0", ANY),
    }


NO_INDEX = "no-index = true\n"
CASES = {
    "one for all": (("nx",), [("any", "")], "", set()),
    "windows alone, for all": (("nx",), [("win", "")], "", set()),
    "windows alone, asked for there": ((f"nx; {ON_WINDOWS}",), [("win", ON_WINDOWS)], "", set()),
    "windows and linux, asked for there": (
        (f"nx; {ON_WINDOWS} or {ON_LINUX}",),
        [("win", ON_WINDOWS), ("lin", ON_LINUX)],
        "",
        set(),
    ),
    "as the reference project writes it": (
        ("nx; platform_system == 'Windows' or platform_system == 'Linux'",),
        [("win", "platform_system == 'Windows'"), ("lin", "platform_system == 'Linux'")],
        "",
        set(),
    ),
    "windows and linux, for all": (("nx",), [("win", ON_WINDOWS), ("lin", ON_LINUX)], "", {"source-markers-gap"}),
    "windows and linux, limited": (("nx",), [("win", ON_WINDOWS), ("lin", ON_LINUX)], BOTH, set()),
    "all three systems and no other": (
        ("nx",),
        [("win", ON_WINDOWS), ("lin", ON_LINUX), ("any", MAC)],
        "",
        {"source-markers-gap"},
    ),
    "the rest as the rest": (("nx",), [("win", ON_WINDOWS), ("any", "sys_platform != 'win32'")], "", set()),
    "one marker, and not for the rest": (("nx",), [("win", ON_WINDOWS)], "", {"source-markers-gap"}),
    "a machine is left out": (
        ("nx",),
        [("win", f"{ON_WINDOWS} and platform_machine == 'AMD64'"), ("lin", ON_LINUX)],
        BOTH,
        {"source-markers-gap"},
    ),
    "a python is left out": (
        ("nx",),
        [("any", f"python_version == '{HERE}'")],
        "",
        {"source-markers-gap"},
    ),
    "two overlap": (
        ("nx",),
        [("win", ON_WINDOWS), ("lin", "sys_platform != 'darwin'")],
        BOTH,
        {"source-markers-overlap"},
    ),
    "one without a marker": (("nx",), [("win", ON_WINDOWS), ("lin", "")], BOTH, {"source-markers-overlap"}),
    "two names of one variable": (
        ("nx",),
        [("win", "platform_system == 'Windows'"), ("lin", ON_LINUX)],
        BOTH,
        set(),
    ),
    "the name of the system, and of its kind": (
        ("nx",),
        [("win", "os_name == 'nt'"), ("lin", ON_LINUX)],
        BOTH,
        {"source-markers-gap"},
    ),
    "machine beside system": (
        ("nx",),
        [("win", ON_WINDOWS), ("lin", "platform_machine == 'x86_64'")],
        BOTH,
        {"source-markers-overlap", "source-markers-gap"},
    ),
    "swapped, where no environment is named": (
        (f"nx; {ON_WINDOWS} or {ON_LINUX}",),
        [("lin", ON_WINDOWS), ("win", ON_LINUX)],
        "",
        set(),
    ),
    "an environment that is required": (
        (f"nx; {ON_WINDOWS} or {ON_LINUX}",),
        [("any", ON_WINDOWS), ("win", ON_LINUX)],
        f'required-environments = ["{ON_LINUX}"]\n',
        {"source-platform-unresolved"},
    ),
    "swapped": (("nx",), [("lin", ON_WINDOWS), ("win", ON_LINUX)], BOTH, {"source-platform-unresolved"}),
    "one file, an environment it cannot serve": (("nx",), [("win", "")], BOTH, {"source-platform-unresolved"}),
    "another machine than the environment": (
        ("nx",),
        [("win", "")],
        f"environments = [\"{ON_WINDOWS} and platform_machine == 'ARM64'\"]\n",
        {"source-platform-unresolved"},
    ),
    "a system of a requirement that the file does not serve": ((f"nx; {ON_LINUX}",), [("win", "")], "", set()),
    "an older python": (("nx",), [("old", "")], "", {"source-python-unresolved"}),
    "a newer python": (("nx",), [("newer", "")], "", {"source-requires-python"}),
    "another package": (("nx",), [("other", "")], "", {"source-other-package"}),
    "nothing asks for it": ((), [("any", "")], "", set()),
    "nothing asks, and it is not there": ((), [("gone", "")], "", set()),
    "not there": (("nx",), [("gone", "")], "", {"source-file-missing"}),
    "not there, for another environment": (
        ("nx",),
        [("win", ON_WINDOWS), ("gone", ON_LINUX)],
        f'environments = ["{ON_WINDOWS}"]\n',
        {"source-file-missing"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_uv_locks_exactly_where_no_rule_says_that_it_cannot(case: str, bench: Bench, uv_program: Path) -> None:
    dependencies, entries, limits, expected = CASES[case]
    there = {**wheels(bench), "gone": "w/nx-7.0-py3-none-any.whl"}
    paths = [(there[word], marker) for word, marker in entries]
    one = single("nx", paths[0][0]) if not paths[0][1] and len(paths) == 1 else listed("nx", *paths)
    bench.write(*dependencies, sources=one.replace(', marker = ""', ""), uv=NO_INDEX + limits, python=EXACT)
    if case == "a python is left out":
        bench.write(*dependencies, sources=one, uv=NO_INDEX, python=f">={HERE}")
    ended = uv(bench, uv_program, "lock")
    assert predicted(bench) == expected, (bench.ids(), ended.stderr)
    assert (ended.returncode != 0) is bool(expected), ended.stderr


SYSTEMS = (ON_WINDOWS, ON_LINUX, MAC, "platform_system == 'Windows'", "os_name == 'nt'", "sys_platform != 'win32'")
MORE = (
    "",
    "",
    " and platform_machine == 'AMD64'",
    " and platform_machine != 'x86_64'",
    f" and python_version < '{HERE}9'",
)


def random_case(number: int) -> tuple[str, list[tuple[str, str]], str]:
    """Return a requirement, its sources and limits of the lock, always the same for a number."""
    dice = random.Random(number)  # noqa: S311 - a shape, not a secret
    count = dice.choice((1, 2, 2, 3))
    entries = [
        (dice.choice(("win", "lin", "any", "arm")), dice.choice(SYSTEMS) + dice.choice(MORE)) for _ in range(count)
    ]
    asked = dice.choice(("nx", f"nx; {ON_WINDOWS} or {ON_LINUX}", f"nx; {dice.choice(SYSTEMS)}"))
    return asked, entries, dice.choice(("", BOTH, f'environments = ["{dice.choice(SYSTEMS)}"]\n'))


@pytest.mark.parametrize("number", range(60))
def test_uv_agrees_on_random_projects(number: int, bench: Bench, uv_program: Path) -> None:
    asked, entries, limits = random_case(number)
    there = wheels(bench)
    paths = [(there[word], marker) for word, marker in entries]
    bench.write(asked, sources=listed("nx", *paths), uv=NO_INDEX + limits, python=EXACT)
    ended = uv(bench, uv_program, "lock")
    assert bool(predicted(bench)) is (ended.returncode != 0), (asked, entries, limits, bench.ids(), ended.stderr)


PYTHON_TAGS = (
    *(f"{each}-win_amd64.linux_x86_64.macosx_11_0_arm64" for each in ("cp310-cp310", "cp311-cp311", "cp312-cp312")),
    "cp311-abi3-win_amd64.linux_x86_64.macosx_11_0_arm64",
    "py3-none-any",
)
PYTHON_MARKERS = ("< '3.12'", ">= '3.12'", "== '3.12'", ">= '3.13'", "< '3.13'", "== '3.11'")


def random_pythons(number: int) -> tuple[str, list[tuple[str, str]], str]:
    """Return a requirement, the tags of its files with their markers, and requires-python."""
    dice = random.Random(number)  # noqa: S311 - a shape, not a secret
    entries = [
        (
            dice.choice(PYTHON_TAGS),
            dice.choice(("python_version ", "python_full_version ")) + dice.choice(PYTHON_MARKERS),
        )
        for _ in range(dice.choice((1, 2, 2, 3)))
    ]
    if dice.random() < 0.25:
        entries = [(entries[0][0], "")]
    asked = dice.choice(("nx", "nx", f"nx; python_version {dice.choice(PYTHON_MARKERS)}"))
    return asked, entries, dice.choice((">=3.11", ">=3.10", f">={HERE},<3.{int(HERE.split('.')[1]) + 2}"))


@pytest.mark.parametrize("number", range(40))
def test_uv_agrees_on_random_pythons(number: int, bench: Bench, uv_program: Path) -> None:
    asked, entries, requires = random_pythons(number)
    paths = [(bench.wheel("nx", "1.0", tags), marker) for tags, marker in entries]
    one = single("nx", paths[0][0]) if not paths[0][1] else listed("nx", *paths)
    bench.write(asked, sources=one, uv=NO_INDEX, python=requires)
    ended = uv(bench, uv_program, "lock")
    assert bool(predicted(bench)) is (ended.returncode != 0), (asked, entries, requires, bench.ids(), ended.stderr)
