"""The drive underneath: full, another volume, a cloud folder, a network share, a path that is too long."""

import re

from core.diagnosis.operations import Operation
from core.diagnosis.os_numbers import Meaning
from core.diagnosis.paths import is_share
from core.diagnosis.remedies import advice, relocate, run_again
from core.diagnosis.repairs import prune, request
from core.diagnosis.setting_repairs import link_mode_copy
from core.diagnosis.situation import Diagnosis, Situation
from core.model.problem import Category
from core.model.settings import PlaceKind

_LONGEST_WINDOWS_PATH = 248
_MOVES = frozenset({Operation.RENAME, Operation.PERSIST, Operation.LINK})
_PATH_CALLS = frozenset({Operation.READ, Operation.LOCK, Operation.LINK, Operation.OPEN})
_CLOUD_NAMES = re.compile(r"[\\/](?:OneDrive|Dropbox|Google Drive|iCloud)", re.IGNORECASE)
_TOO_LONG = re.compile(
    r"\bfile ?name too long\b|\bpath too long\b|\b(?:os error|WinError|Errno) (?:206|36)\b", re.IGNORECASE
)
_LONG_PATH = re.compile(r"(?<![A-Za-z])[A-Za-z]:\\[^\s'\"<>|]{252}")
_FULL = re.compile(r"\bno space left on device\b|\b(?:Errno 28|WinError 112)\b", re.IGNORECASE)
_PANIC_ON_PATH = re.compile(r"panicked at [^\n]{0,120}(?:path|canonical)")


def examine_full(situation: Situation) -> Diagnosis | None:
    """Recognise a drive without room."""
    if situation.facts.meaning is not Meaning.FULL and _FULL.search(situation.quoted_text) is None:
        return None
    return Diagnosis(
        category=Category.DISK_FULL,
        title="The drive is full",
        explanation=(
            f"There was no room left while uv worked on {situation.subject}. Unpacked packages need two to three times "
            "the room of their download. Running it again fails until there is room; what was stored so far stays."
        ),
        remedies=(
            relocate(situation.context, PlaceKind.CACHE, "A drive with more room holds the cache.", 0.7),
            prune(situation.context, "Entries that nothing uses any more are removed.", 0.5),
        ),
    )


def examine_volume(situation: Situation) -> Diagnosis | None:
    """Recognise a move or link from one volume to another."""
    facts = situation.facts
    if facts.meaning is not Meaning.OTHER_VOLUME or facts.operation not in _MOVES:
        return None
    return Diagnosis(
        category=Category.CROSS_DEVICE_LINK,
        title="The two folders are on different volumes",
        explanation=(
            f"uv had to move {facts.path_from or 'a file'} to {facts.path_to or 'another folder'}, and a move or a "
            "hard "
            "link works only inside one volume. Cache, temp folder and environment belong on one volume. Running it "
            "again does not help."
        ),
        remedies=(
            relocate(situation.context, PlaceKind.CACHE, "The cache goes to the volume of the project.", 0.6),
            link_mode_copy(situation.context, "A copy works across volumes.", 0.55),
        ),
    )


def examine_cloud(situation: Situation) -> Diagnosis | None:
    """Recognise a folder that OneDrive or another cloud program keeps."""
    facts = situation.facts
    cloud_path = any(_CLOUD_NAMES.search(path) is not None for path in facts.paths)
    linked = cloud_path and facts.operation is Operation.LINK and facts.meaning is not None
    if facts.meaning is not Meaning.CLOUD and not linked:
        return None
    return Diagnosis(
        category=Category.CLOUD_FOLDER,
        title="A cloud folder does not allow what uv has to do there",
        explanation=(
            "Folders kept by OneDrive and similar programs look like ordinary ones, but refuse hard links and links to "
            f"folders (os error {facts.os_error}). It concerns "
            f"{facts.path_to or facts.path_from or situation.subject}. "
            "Running it again does not help."
        ),
        remedies=(
            link_mode_copy(situation.context, "A copy needs no hard links.", 0.7),
            relocate(
                situation.context, PlaceKind.CACHE, "The cache goes to a folder that no cloud program keeps.", 0.6
            ),
        ),
    )


def examine_share(situation: Situation) -> Diagnosis | None:
    """Recognise a network, RAM or otherwise unusual drive that lacks what uv needs."""
    facts = situation.facts
    said = f"{situation.chain_text}\n" + "\n".join(situation.reading.log[-50:])
    on_share = any(is_share(path) for path in facts.paths) or any(is_share(word) for word in said.split())
    panicked = _PANIC_ON_PATH.search(situation.chain_text) is not None
    unsupported = facts.meaning is Meaning.UNSUPPORTED and (facts.os_error != 1 or facts.operation in _PATH_CALLS)
    # link(2) and symlink(2) answer EPERM where the file system knows no such links; missing rights are EACCES.
    linkless = facts.operation is Operation.LINK and facts.os_error == 1 and not facts.windows
    # A lock that is refused with a number which means nothing else is a lock that the drive does not know.
    unlockable = facts.operation is Operation.LOCK and facts.os_error is not None and facts.meaning is None
    if not (
        facts.meaning is Meaning.SHARE_LOST
        or unsupported
        or unlockable
        or linkless
        or (panicked and (on_share or facts.meaning is Meaning.UNSUPPORTED))
    ):
        return None
    return Diagnosis(
        category=Category.NETWORK_SHARE,
        title="The drive does not offer what uv needs",
        explanation=(
            "Network drives, RAM drives, some virtual ones and those formatted as FAT or exFAT do not know locks, "
            "links or full path names the way an ordinary local drive "
            f"does{_number(situation)}. Running it again does not help as long as the files are there."
        ),
        remedies=(
            relocate(situation.context, PlaceKind.CACHE, "The cache goes to a drive of this computer.", 0.7),
            advice("local-project", "Keep the project on a local drive", "There uv finds all it needs.", 0.5),
        ),
    )


def examine_length(situation: Situation) -> Diagnosis | None:
    """Recognise a path that is too long for the system or for a program that uv called."""
    facts = situation.facts
    long_path = facts.windows and any(len(path) >= _LONGEST_WINDOWS_PATH for path in facts.paths)
    missing = long_path and facts.meaning is Meaning.MISSING and facts.operation is not Operation.REMOVE
    quoted = situation.quoted_text
    in_build = _TOO_LONG.search(quoted) or _LONG_PATH.search(quoted.replace("\\\\", "\\"))
    if not (facts.meaning is Meaning.TOO_LONG or missing or in_build):
        return None
    return Diagnosis(
        category=Category.PATH_TOO_LONG,
        title="A path is longer than the system allows",
        explanation=(
            "Windows and many programs on it take at most 260 characters for a path, and one that had to be written "
            "here "
            "is longer. Folders with short names near the drive's root leave more room. Running it again does not help."
        ),
        remedies=(
            relocate(situation.context, PlaceKind.CACHE, "A cache with a short path leaves room for long names.", 0.6),
            request(
                situation.context,
                "long-paths",
                "Ask for long paths to be enabled",
                "An administrator can set LongPathsEnabled; for git, `git config --global core.longpaths true` "
                "needs none.",
                0.5,
            ),
            run_again(situation.context, "It helps once the project or the cache has a shorter path.", 0.2),
        ),
    )


def _number(situation: Situation) -> str:
    number = situation.facts.os_error
    return f" (os error {number})" if number is not None else ""
