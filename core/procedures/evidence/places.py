"""The places that a failure is about: volumes, clouds, path lengths, room; the temp folder and the environment."""

from pathlib import Path

from core.diagnosis.gathered import Gathered, unknown
from core.diagnosis.wanted_evidence import EvidenceKind
from core.model.problem import Evidence
from core.places.environment_state import EnvironmentState, environment_state
from core.procedures.evidence.inquiry import Inquiry
from core.procedures.limited import within
from core.system.cloud_folders import cloud_folder_of
from core.system.facts import Volume, VolumeKind
from core.system.long_paths import long_paths_enabled
from core.system.this_computer import system_facts
from core.system.writable import FolderState, folder_state

_SECONDS = 3.0
_GIB = 1 << 30
LITTLE_ROOM = _GIB
"""Bytes below which a sync of ordinary packages may not fit."""
_LONGEST_WITHOUT_LONG_PATHS = 259

_FIXED = {
    VolumeKind.NETWORK: "a network drive",
    VolumeKind.REMOVABLE: "a removable drive",
    VolumeKind.RAM: "a RAM drive",
}


async def volume(inquiry: Inquiry) -> Gathered | None:
    """Return what the place's volume is, and whether cache and environment are on one."""
    place = inquiry.place()

    def look() -> tuple[Volume | None, bool]:
        facts = system_facts(inquiry.environ)
        return facts.volume_of(place), facts.same_volume(inquiry.cache, inquiry.environment)

    found, same = await within(_SECONDS, look)
    if found is None:
        return unknown(EvidenceKind.VOLUME, f"The volume of {place} did not answer.")
    kind = _FIXED.get(
        found.kind, "a drive of this computer" if found.kind is VolumeKind.FIXED else "a drive of unknown kind"
    )
    system = f" ({found.file_system})" if found.file_system else ""
    dev = {True: " It is a Dev Drive.", False: "", None: ""}[found.dev_drive]
    apart = "" if same else " Cache and environment are on different volumes."
    return Gathered(
        evidence=Evidence(
            id=EvidenceKind.VOLUME.value,
            finding=f"{place} is on {kind}{system}.{dev}{apart}",
            measured={
                "place": str(place),
                "volume": str(found.root),
                "kind": found.kind.value,
                "file_system": found.file_system or None,
                "dev_drive": found.dev_drive,
                "one_volume": same,
                "read_only": found.read_only,
            },
        )
    )


async def cloud_folder(inquiry: Inquiry) -> Gathered | None:
    """Return whether a cloud program keeps the place; the environment is looked at where it is not the place itself."""
    places = tuple(dict.fromkeys((inquiry.place(), inquiry.environment, inquiry.cache)))

    def look() -> tuple[Path, str] | None:
        for place in places:
            cloud = cloud_folder_of(place, inquiry.environ)
            if cloud is not None:
                return place, cloud.name
        return None

    found = await within(_SECONDS, look)
    if found is None:
        finding, measured = "No cloud program keeps the cache or the environment.", {"cloud": None}
        return Gathered(evidence=Evidence(id=EvidenceKind.CLOUD_FOLDER.value, finding=finding, measured={**measured}))
    place, name = found
    return Gathered(
        evidence=Evidence(
            id=EvidenceKind.CLOUD_FOLDER.value,
            finding=f"{place} lies in {name}, which a cloud program keeps.",
            measured={"cloud": name, "place": str(place)},
        )
    )


async def path_length(inquiry: Inquiry) -> Gathered | None:
    """Return the length of the longest path that uv named, beside what Windows allows."""
    enabled = await within(_SECONDS, long_paths_enabled)
    named = [text for text in (inquiry.problem.path_to, inquiry.problem.path_from) if text]
    longest = max(map(len, named), default=None)
    said = f"The longest path that uv named has {longest} characters. " if longest is not None else ""
    allowed = {
        True: "Long paths are enabled on this computer; programs that do not know them still stop at 260.",
        False: f"Long paths are not enabled on this computer: more than {_LONGEST_WITHOUT_LONG_PATHS} do not work.",
        None: "",
    }[enabled]
    cache = len(str(inquiry.cache))
    if not said and not allowed:
        said = f"The cache's own path has {cache} characters. "
    return Gathered(
        evidence=Evidence(
            id=EvidenceKind.PATH_LENGTH.value,
            finding=f"{said}{allowed}".strip(),
            measured={"longest": longest, "cache_path": cache, "long_paths_enabled": enabled},
        )
    )


async def temp_folder(inquiry: Inquiry) -> Gathered | None:
    """Return whether the temp folder can be written to now."""
    state = await within(_SECONDS, lambda: folder_state(inquiry.temp))
    words = {
        FolderState.USABLE: "can be written to now",
        FolderState.MISSING: "does not exist",
        FolderState.NOT_A_FOLDER: "is a file, not a folder",
        FolderState.NOT_WRITABLE: "cannot be written to",
    }
    return Gathered(
        evidence=Evidence(
            id=EvidenceKind.TEMP_FOLDER.value,
            finding=f"The temp folder {inquiry.temp} {words[state]}.",
            measured={"temp": str(inquiry.temp), "state": state.value},
        )
    )


async def room(inquiry: Inquiry) -> Gathered | None:
    """Return the free room on the volumes of the places."""

    def look() -> dict[str, Volume]:
        facts = system_facts(inquiry.environ)
        named = {"cache": inquiry.cache, "temp": inquiry.temp, "environment": inquiry.environment}
        found = {name: facts.volume_of(path) for name, path in named.items()}
        return {name: each for name, each in found.items() if each is not None}

    volumes = await within(_SECONDS, look)
    if not volumes:
        return unknown(EvidenceKind.ROOM, "The volumes did not say how much is free on them.")
    parts = [f"{each.free_bytes / _GIB:.1f} GiB free for the {name}" for name, each in volumes.items()]
    return Gathered(
        evidence=Evidence(
            id=EvidenceKind.ROOM.value,
            finding=f"Now there are {', '.join(parts)}.",
            measured={f"free_bytes_{name}": each.free_bytes for name, each in volumes.items()},
        )
    )


async def environment(inquiry: Inquiry) -> Gathered | None:
    """Return what is left of the environment's folder."""
    state = await within(_SECONDS, lambda: environment_state(inquiry.environment))
    words = {
        EnvironmentState.MISSING: "does not exist",
        EnvironmentState.EMPTY: "is empty",
        EnvironmentState.WHOLE: "has its pyvenv.cfg and its Python",
        EnvironmentState.WITHOUT_CONFIG: "has no pyvenv.cfg",
        EnvironmentState.BORROWED_PYTHON: "has no pyvenv.cfg, and its Python is a link to another one's",
        EnvironmentState.INSTALLATION: "is a whole Python, and no virtual environment",
        EnvironmentState.WITHOUT_PYTHON: "has a pyvenv.cfg, but its Python is missing or leads nowhere",
        EnvironmentState.NOT_A_FOLDER: "is a file, not a folder",
        EnvironmentState.UNREADABLE: "cannot be read",
    }
    return Gathered(
        evidence=Evidence(
            id=EvidenceKind.ENVIRONMENT.value,
            finding=f"The environment {inquiry.environment} {words[state]}.",
            measured={"environment": str(inquiry.environment), "state": state.value},
        )
    )
