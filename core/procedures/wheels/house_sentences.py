"""What a person is told about packages that a wheelhouse cannot hold, or not all of."""

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from core.model.secrets import without_secrets
from core.model.wheels import Target, TargetPlatform
from core.uv.lock_values import LockedSource, LockEntry, WholeLock

_MOST_NAMED = 12


def target_words(targets: Iterable[Target]) -> str:
    """Return targets as a person says them: ``Windows x86-64 (Python 3.10, 3.11) and Linux x86-64 (Python 3.10)``."""
    pythons: dict[str, list[str]] = {}
    for target in targets:
        pythons.setdefault(target.platform.words, []).append(target.python)
    return joined([f"{platform} (Python {', '.join(each)})" for platform, each in pythons.items()])


def joined(words: Sequence[str]) -> str:
    """Return words with commas and an "and" before the last one."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def no_file_for(entries: Sequence[LockEntry], targets: Iterable[Target]) -> str:
    """Say that the lock has no file of some packages for some targets."""
    return f"{_named(entries)}: the lock names no file for {target_words(targets)}, so it cannot be installed there."


def needs_building(entries: Sequence[LockEntry], targets: Iterable[Target]) -> str:
    """Say that packages come as sdists."""
    return (
        f"{_named(entries)}: there is no wheel for {target_words(targets)}, so the source is in the folder and is "
        "built when it is installed. What is needed for that is not in the lock: put wheels of the build requirements "
        "into the folder, too, or build it on a computer like that one (`uv build --wheel`) and put the wheel there."
    )


def _named(entries: Sequence[LockEntry]) -> str:
    words = [entry.words for entry in entries[:_MOST_NAMED]]
    return joined([*words, f"{len(entries) - _MOST_NAMED} more"] if len(entries) > _MOST_NAMED else words)


def built_elsewhere(entry: LockEntry, lock: WholeLock, to: Path) -> str:
    """Say that a package is a folder or comes from git, so that there is no file of it, and what to do."""
    if entry.source is LockedSource.GIT:
        return (
            f"{entry.words} comes from {without_secrets(entry.origin.partition('#')[0])} by git, so it is no file that "
            f"can be collected: fetch it, build a wheel of it with `uv build --wheel` and put that into {to}."
        )
    folder = lock.folder / entry.origin
    command = f"uv build --wheel --out-dir {_quoted(str(to))} {_quoted(str(folder))}"
    requires = _build_requirements(folder)
    needed = f" It is built with {joined(requires)}, which the lock does not name." if requires else ""
    return (
        f"{entry.words} is the folder {folder} and no file, so uv builds it where it is installed.{needed} "
        f"Put those into {to}, too, or build a wheel of it with `{command}`."
    )


def two_contents(entry: LockEntry, name: str) -> str:
    """Say that one name stands for two files."""
    return (
        f"{entry.words}: the lock has two different files that are called {name}, and a folder has room for one of "
        "them. Let the project take both from one index, and lock again."
    )


def beyond_the_lock(platforms: Sequence[TargetPlatform]) -> str:
    """Say that platforms are not among those that the lock was made for."""
    words = joined([platform.words for platform in platforms])
    return (
        f"The lock does not cover {words}: what it needs there alone is not in the folder. Add it to environments "
        "(`tool.uv.environments`), and lock again."
    )


def not_resolvable(packages: Sequence[str]) -> str:
    """Say why ``uv sync`` cannot resolve the project from the folder."""
    return (
        f"The folder has no file of {joined(packages)}, so uv cannot resolve the project from it: use the way with "
        "requirements.txt."
    )


def _build_requirements(folder: Path) -> tuple[str, ...]:
    try:
        table = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return ()
    system = table.get("build-system")
    requires = system.get("requires") if isinstance(system, dict) else None
    if not isinstance(requires, list):
        return ("setuptools>=40.8.0",)  # what the standard says of a project that says nothing (PEP 518)
    return tuple(each for each in requires if isinstance(each, str))


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
