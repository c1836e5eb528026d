"""What a sync is about to do: the dry run says which packages, the lock how large they are."""

import re
from typing import Any

import msgspec
from msgspec import Struct
from packaging.utils import canonicalize_name

from core.model.events import PlannedPackage
from core.model.outcome import Change, ChangeAction
from core.uv.lock_file import Lock
from core.uv.milestones import Milestones
from core.uv.plain_text import without_codes
from core.uv.said import ChangeSaid

_WOULD_DOWNLOAD = re.compile(r"^Would download ([0-9]+) packages?$", re.MULTILINE)
_ACTIONS = {
    "installed": ChangeAction.INSTALLED,
    "uninstalled": ChangeAction.REMOVED,
    "removed": ChangeAction.REMOVED,
    "reinstalled": ChangeAction.REINSTALLED,
}


class Plan(Struct, frozen=True):
    """The announced changes; ``download_bytes`` only where every single figure of the sum is known.

    ``downloads`` is uv's count of packages that are not in the cache yet, None where it said none.
    """

    packages: tuple[PlannedPackage, ...] = ()
    download_bytes: int | None = None
    downloads: int | None = None
    python_version: str | None = None


def read_plan(stdout: bytes, stderr: bytes, lock: Lock) -> Plan:
    """Combine a dry run's output with the lock; one entry a package, in uv's order.

    The JSON's schema calls itself a preview, so what is missing or odd is left out. Where it lists no
    changes, those on stderr count. No output at all makes an empty plan.
    """
    sync = _table(_json(stdout).get("sync"))
    text = _plain(stderr)
    listed = sync.get("changes")
    changes = _listed(listed) if isinstance(listed, list) else _printed(text)
    packages = tuple(_planned(change, lock) for change in _merged(changes))
    said = _WOULD_DOWNLOAD.search(text)
    downloads = int(said[1]) if said is not None else None
    version = _table(_table(sync.get("environment")).get("python")).get("version")
    return Plan(
        packages,
        _download_bytes(packages, downloads, lock),
        downloads,
        version if isinstance(version, str) else None,
    )


def python_version_of(stdout: bytes) -> str | None:
    """Return the version of the Python that a dry run chose, for the tags of the lock's wheels."""
    return read_plan(stdout, b"", Lock()).python_version


def _plain(output: bytes) -> str:
    text = output.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(without_codes(line) for line in text.split("\n"))


def _json(stdout: bytes) -> dict[str, Any]:
    try:
        return _table(msgspec.json.decode(stdout.strip()))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _listed(entries: list[Any]) -> list[Change]:
    changes = []
    for entry in map(_table, entries):
        name, version = entry.get("name"), entry.get("version")
        action = _ACTIONS.get(str(entry.get("action")))
        if isinstance(name, str) and action is not None:
            changes.append(Change(canonicalize_name(name), version if isinstance(version, str) else None, action))
    return changes


def _printed(text: str) -> list[Change]:
    milestones = Milestones()
    said = [value for line in text.split("\n") for value in milestones.read(line)]
    return [Change(value.name, value.version, value.action) for value in said if isinstance(value, ChangeSaid)]


def _merged(changes: list[Change]) -> list[Change]:
    """Make one change of the two that uv lists for a package that goes and comes."""
    merged: dict[str, Change] = {}
    for change in changes:
        before = merged.get(change.name)
        if before is None or change.action is not ChangeAction.REMOVED:
            both = before is not None and before.action is ChangeAction.REMOVED and before.version == change.version
            merged[change.name] = Change(change.name, change.version, ChangeAction.REINSTALLED) if both else change
    return list(merged.values())


def _planned(change: Change, lock: Lock) -> PlannedPackage:
    found = lock.find(change.name, change.version) if change.action is not ChangeAction.REMOVED else None
    size = found.size if found is not None else None
    return PlannedPackage(name=change.name, version=change.version, action=change.action, size=size)


def _download_bytes(packages: tuple[PlannedPackage, ...], downloads: int | None, lock: Lock) -> int | None:
    """Return the sum only if all installs are to be fetched and all sizes are known: no invented numbers.

    uv counts local files that are not in its cache among the downloads, but nothing is downloaded for them.
    """
    installs = [package for package in packages if package.action is not ChangeAction.REMOVED]
    if not installs:
        return 0 if packages else None
    if downloads != len(installs):
        return None
    total = 0
    for package in installs:
        found = lock.find(package.name, package.version)
        if found is None or (package.size is None and not found.local):
            return None
        total += 0 if found.local or package.size is None else package.size
    return total
