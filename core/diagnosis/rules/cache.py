"""The cache itself: it cannot be made, opened, locked or cleaned, or one of its entries is damaged."""

import re

from core.diagnosis.operations import Operation
from core.diagnosis.os_numbers import Meaning
from core.diagnosis.paths import (
    cache_root,
    in_named_environment,
    is_cache_root,
    is_share,
    is_temp_name,
    parts_of,
    temp_parent,
)
from core.diagnosis.remedies import advice, relocate, run_again
from core.diagnosis.repairs import clean_entry
from core.diagnosis.situation import Diagnosis, Situation
from core.model.problem import Category
from core.model.settings import PlaceKind

_MAKES = frozenset({Operation.CREATE, Operation.OPEN, Operation.USE})
_MARKS = frozenset({Operation.CREATE, Operation.OPEN, Operation.WRITE})
_UNUSABLE = frozenset({Meaning.DENIED, Meaning.MISSING, Meaning.READ_ONLY, Meaning.EXISTS})
_WHY_UNUSABLE: dict[Meaning | None, str] = {
    Meaning.DENIED: (
        "You may not write there: it belongs to another user, as it does after uv ran once as root or as an "
        "administrator, or a sandbox keeps it closed."
    ),
    Meaning.READ_ONLY: "The place is read-only, as it is in some containers and sandboxes.",
    Meaning.MISSING: "Its drive, or a folder above it, is missing.",
    Meaning.EXISTS: "A file, or a link that leads nowhere, stands where the folder should be.",
}
_UNKNOWN_WHY = (
    "Its drive may be missing, a file may stand where the folder should be, or you may not have the right to write "
    "there."
)
_OWN_MARKS = frozenset({"cachedir.tag", ".gitignore", ".git", ".lock"})
_CLEANS = re.compile(r"\b(?:clear|clean|prune) (?:the )?cache\b|\bcache (?:clean|prune)\b", re.IGNORECASE)
_INITIALISES = re.compile(r"\binitiali[sz]e (?:the )?cache\b", re.IGNORECASE)
_WAITS = re.compile(
    r"(?:Waiting to acquire|[Tt]imed? ?out[^`]{0,40}|[Tt]imeout[^`]{0,60}) (?:\w+ )?lock (?:for|at|on|when)?"
    r"|\bCache is currently in-use, waiting\b"
)
_LOCK_TIMEOUT = re.compile(r"\b[Tt]ime(?:d )?out\b.{0,80}\block\b|\block\b.{0,80}\b[Tt]ime(?:d )?out\b")
_QUOTED = re.compile(r"`[^`]{0,2000}`")
_LOCK_PATH = re.compile(r"lock (?:for|at|on) `?([^`\s][^`]{0,1024}?)(?: \(lockfile|`|$)")
_CACHE_READ = re.compile(r"\b(?:distribution|client|wheel) cache\b")
_DAMAGED = re.compile(r"\bdeserializ|\bcache entry\b")
_ENTRY = re.compile(r"([^\s`]{3,1000}) (?:does not|is not|has no)\b")
_ENVIRONMENT = re.compile(r"\bvirtual ?env", re.IGNORECASE)
_MISSES_ENTRY = re.compile(r"\b(?:missing|no such entry|not a directory|RECORD file)\b", re.IGNORECASE)


def examine_clean(situation: Situation) -> Diagnosis | None:
    """Recognise a cleaning of the cache that could not remove everything."""
    if not any(_CLEANS.search(text) for text in situation.texts[:2]):
        return None
    return Diagnosis(
        category=Category.CACHE_CLEAN_FAILED,
        title="uv could not clean its cache",
        explanation=(
            "A file or folder of the cache could not be removed, as a rule because another uv or a program that "
            "runs out "
            "of the cache still uses it. What was removed is gone, the rest stays usable; nothing is lost by it."
        ),
        remedies=(
            advice(
                "close-programs",
                "End the programs that use the cache",
                "Editors, tools started with uvx and other runs of uv hold files of the cache.",
                0.6,
            ),
        ),
    )


def examine_folder(situation: Situation) -> Diagnosis | None:
    """Recognise a cache folder that cannot be made or opened."""
    if situation.failure is None:
        return None
    facts, cache = situation.facts, situation.context.cache
    path = facts.paths[0] if facts.paths else None
    initialises = any(_INITIALISES.search(text) for text in situation.texts)
    root = path is not None and is_cache_root(path, cache) and facts.operation in _MAKES
    lost_temp = (
        path is not None
        and is_temp_name(path)
        and (facts.meaning is Meaning.MISSING or temp_parent(path) == cache_root(path, cache))
        and facts.meaning in _UNUSABLE
        and cache_root(path, cache) is not None
        and facts.operation in _MAKES
    )
    fixed = path is not None and cache_root(path, cache) is not None and facts.meaning is Meaning.READ_ONLY
    if not (initialises or root or lost_temp or fixed or _own_mark(situation)):
        return None
    return Diagnosis(
        category=Category.CACHE_DIR_UNUSABLE,
        title="uv's cache folder cannot be used",
        explanation=(
            f"uv could not make or open its cache{f' at {path}' if path else ''}. "
            f"{_WHY_UNUSABLE.get(facts.meaning, _UNKNOWN_WHY)} Running it again does not help until the folder can be "
            "used."
        ),
        remedies=(
            relocate(
                situation.context, PlaceKind.CACHE, "The cache goes to a folder that was measured to be usable.", 0.8
            ),
        ),
    )


def _own_mark(situation: Situation) -> bool:
    """Tell whether uv was refused one of the files that mark a folder as its cache: without them it does not begin."""
    facts = situation.facts
    path = facts.paths[0] if facts.paths else None
    if path is None or facts.operation not in _MARKS or facts.meaning not in _UNUSABLE:
        return False
    root = cache_root(path, situation.context.cache)
    names = parts_of(path)
    if names[-1:] == ["cachedir.tag"] and not in_named_environment(path):
        return not any(_ENVIRONMENT.search(text) for text in situation.texts)  # uv marks only these two with it
    return root is not None and names[-1:] != [] and names[-1] in _OWN_MARKS and len(names) - len(parts_of(root)) <= 2


def examine_lock(situation: Situation) -> Diagnosis | None:
    """Recognise a wait for the lock of the cache that did not end."""
    text = _waiting_text(situation)
    if text is None:
        return None
    found = _LOCK_PATH.search(text)
    path = found[1] if found is not None else ""
    if is_share(path):
        return Diagnosis(
            category=Category.NETWORK_SHARE,
            title="uv waits for a lock on a network drive",
            explanation=(
                f"The cache lies on a shared drive ({path}). Locks there are slow, and some shares never give them "
                "back; "
                "other computers that use the same cache hold them, too."
            ),
            remedies=(
                relocate(situation.context, PlaceKind.CACHE, "On a drive of this computer locks work at once.", 0.8),
            ),
        )
    return Diagnosis(
        category=Category.CACHE_LOCK_TIMEOUT,
        title="uv waits for another uv that uses the same cache",
        explanation=(
            "Only one program at a time may hold this lock. Another uv is at work, or one that hangs still holds it: a "
            "run in an editor, in a tool started with uvx, or in another window."
        ),
        remedies=(
            run_again(situation.context, "It works as soon as the other uv has ended.", 0.6),
            advice("end-other-uv", "End the other uv", "A uv that hangs holds the lock until it is ended.", 0.5),
        ),
    )


def examine_entry(situation: Situation) -> Diagnosis | None:
    """Recognise an entry of the cache that is incomplete."""
    facts = situation.facts
    in_cache = any(cache_root(path, situation.context.cache) is not None for path in facts.paths)
    said = any(_CACHE_READ.search(text) for text in situation.texts)
    lost = facts.meaning in {Meaning.MISSING, Meaning.EXISTS} and (in_cache or said)
    missing = in_cache and any(_MISSES_ENTRY.search(text) for text in situation.texts)
    fresh = any(temp_parent(path) is not None for path in facts.paths)  # just unpacked: what misses there never was
    if fresh and facts.meaning is Meaning.MISSING:
        return None
    named = _ENTRY.match(situation.innermost)
    missing = missing or (named is not None and cache_root(named[1], situation.context.cache) is not None)
    if not (lost or missing or _DAMAGED.search(situation.chain_text)):
        return None
    return Diagnosis(
        category=Category.CACHE_CORRUPT,
        title=f"uv's cache holds a damaged copy of {situation.subject}",
        explanation=(
            f"uv found {situation.subject} in its cache, but a part of it is missing or empty: an earlier run was "
            "cut off, "
            "or another program removed files of the cache. Running it again finds the same damaged copy."
        ),
        remedies=(
            clean_entry(situation.context, facts.package, "Only this entry goes; the next run fetches it anew.", 0.8),
            relocate(situation.context, PlaceKind.CACHE, "A fresh cache has no damaged copy in it.", 0.4),
        ),
    )


def _waiting_text(situation: Situation) -> str | None:
    for text in situation.texts:
        # A folder may be called so, too.
        if _LOCK_TIMEOUT.search(_QUOTED.sub("", text)) is not None:
            return text
    if situation.failure is not None:
        return None
    reading = situation.reading
    last = reading.last[-1] if reading.last else ""
    if _WAITS.search(last) is None:
        return None
    return reading.warnings[-1] if reading.warnings and last.lstrip().startswith("warning") else last
