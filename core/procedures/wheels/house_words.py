"""How a project is installed from a wheelhouse: command lines, and a text that lies with the files."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from packaging.utils import canonicalize_name

from core.procedures.wheels.house_sentences import joined, not_resolvable
from core.procedures.wheels.house_values import HousePlan
from core.settings.project_file import uv_table
from core.uv.lock_values import LockedSource, WholeLock

TEXT = "HOW-TO-INSTALL.txt"
_FOLDER = "WHEELHOUSE"
_ENVIRONMENT = ".venv"
_ELSEWHERE = ("index", "url", "git")
"""The keys of a source that lies on a server."""
_NAMES_PACKAGES = (0, 9, 30)
"""From here on uv can be told of single packages whose sources it is to forget; 0.8.24 cannot (measured)."""


def ways_to_install(
    plan: HousePlan, lock: WholeLock, folder: Path, requirements: Path | None, version: tuple[int, ...]
) -> tuple[tuple[str, ...], ...]:
    """Return the command lines that install the project from ``folder`` without a network, the best one first.

    Measured with uv 0.13.9: a lock that names a server is resolved anew, and for that every package of the lock must be
    in the folder; a package whose source is an index or an address is found there only if uv is told to forget that
    source; with ``--frozen`` uv asks the server. The second way needs no lock and checks every hash.
    """
    ways: list[tuple[str, ...]] = []
    if not plan.unserved:
        forget = _words_to_forget(lock, version)
        ways.append(("uv", "sync", "--offline", "--no-index", "--find-links", str(folder), *forget))
    if requirements is not None:
        ways.append(("uv", "venv", "--offline", "--allow-existing", _ENVIRONMENT))
        # The environment is named, since a variable or an active one would lead uv elsewhere. The project's constraints
        # are in the versions already, and have no hashes, which uv would refuse.
        into = ("--python", _ENVIRONMENT, "--no-config", "--offline", "--no-index", "--find-links", str(folder))
        ways.append(("uv", "pip", "install", *into, "--require-hashes", "-r", str(requirements)))
    return tuple(ways)


def text_for(
    plan: HousePlan, name: str, folder: Path, ways: Sequence[tuple[str, ...]], *, missing: Sequence[str]
) -> str:
    """Return what somebody on the other computer reads: the ways, and what is not in the folder."""
    platforms = joined([platform.words for platform in plan.platforms])
    lines = [
        f"This folder holds what {name} needs on {platforms}.",
        f"Below, write where this folder lies on that computer in place of {_FOLDER}.",
        "",
    ]
    syncs = [way for way in ways if way[1] == "sync"]
    if syncs:
        lines += [
            "In a copy of the project's folder:",
            *(f"    {_shown(way, folder)}" for way in syncs),
            "uv then writes into uv.lock that the packages come from here. Keep a copy of uv.lock, and bring it back",
            "before the project is used with a network again. Other groups and extras are chosen as always.",
            "",
        ]
    else:
        lines += [not_resolvable(plan.unserved), ""]
    others = [way for way in ways if way[1] != "sync"]
    if others:
        lines += [
            "Without a change of uv.lock, every hash checked, all that the file of requirements names:",
            *(f"    {_shown(way, folder)}" for way in others),
            "",
        ]
    if missing:
        lines += ["Not in this folder:", *(f"- {sentence}" for sentence in missing), ""]
    return "\n".join(lines)


def _shown(way: Sequence[str], folder: Path) -> str:
    return " ".join(word.replace(str(folder), _FOLDER).replace("\\", "/") for word in way)


def _words_to_forget(lock: WholeLock, version: tuple[int, ...]) -> tuple[str, ...]:
    names = sorted(set(_found_elsewhere(lock)))
    if names and version and version < _NAMES_PACKAGES:
        return ("--no-sources",)
    return tuple(word for name in names for word in ("--no-sources-package", name))


def _found_elsewhere(lock: WholeLock) -> Iterator[str]:
    """Yield the packages that uv would look for at a server or outside of the project, whatever is in the folder."""
    for root in (None, *lock.roots):
        folder = lock.folder if root is None else lock.folder / root.origin
        sources = uv_table(folder / "pyproject.toml").get("sources")
        for name, source in sources.items() if isinstance(sources, dict) else ():
            entries = source if isinstance(source, list) else [source]
            if any(isinstance(each, dict) and any(key in each for key in _ELSEWHERE) for each in entries):
                yield canonicalize_name(name)
    for entry in lock.entries:
        if entry.source is LockedSource.PATH and any(
            file.path is not None and not file.path.is_relative_to(lock.folder) for file in entry.files
        ):
            yield entry.package
