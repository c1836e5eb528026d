"""Moving, replacing or opening an entry of uv's cache is refused."""

import re
from pathlib import Path

from core.diagnosis.operations import Operation
from core.diagnosis.os_numbers import Meaning
from core.diagnosis.paths import cache_root, is_archive, is_cache_root, is_python_install, is_temp_name
from core.diagnosis.probing import folder_to_probe
from core.diagnosis.remedies import probe, relocate, run_again, run_with_cache, sync_patiently
from core.diagnosis.repairs import request
from core.diagnosis.situation import Diagnosis, Situation
from core.model.problem import Category, Remedy
from core.model.settings import PlaceKind

_MOVES = frozenset({Operation.RENAME, Operation.PERSIST})
_OPENS = frozenset({Operation.OPEN, Operation.READ, Operation.WRITE, Operation.CREATE})
_REFUSALS = frozenset({1, 5, 13, 32})
_POSIX_REFUSALS = _REFUSALS | {11, 16}
"""With EAGAIN and EBUSY, which say by themselves that they pass; on Windows these numbers mean something else."""

_CACHE_WORDS = re.compile(r"\b(?:distribution|client|interpreter|wheel|uv) cache\b|\bto the cache\b", re.IGNORECASE)
_BUILD = re.compile(r"[\\/]builds-v\d+[\\/]", re.IGNORECASE)


def examine(situation: Situation) -> Diagnosis | None:
    """Recognise a refused move into the cache by operation, place and number."""
    if not _refused(situation) or not _in_cache(situation):
        return None
    facts = situation.facts
    if facts.operation not in _MOVES and facts.operation is not None:
        title = f"uv was refused a file of its cache for {situation.subject}"
    elif facts.windows:
        title = f"A virus scanner or another program kept uv from storing {situation.subject} in its cache"
    else:
        title = f"uv was not allowed to store {situation.subject} in its cache"
    parts = (_what(situation), _who(situation), _retried(situation), _again(situation))
    return Diagnosis(
        category=Category.CACHE_RENAME_DENIED,
        title=title,
        explanation=" ".join(part for part in parts if part),
        remedies=_remedies(situation),
    )


def _refused(situation: Situation) -> bool:
    facts = situation.facts
    if facts.os_error is not None:
        return facts.os_error in (_REFUSALS if facts.windows else _POSIX_REFUSALS)
    return facts.operation in _MOVES


def _in_cache(situation: Situation) -> bool:
    facts = situation.facts
    words = any(_CACHE_WORDS.search(text) is not None for text in situation.texts)
    if not facts.paths:
        return words and facts.meaning in {Meaning.DENIED, Meaning.IN_USE}
    if any(is_python_install(path) and cache_root(path, situation.context.cache) is None for path in facts.paths):
        return False
    if facts.operation in _MOVES:
        target = facts.path_to or facts.path_from or ""
        if cache_root(target, situation.context.cache) is not None:
            return _BUILD.search(target) is None
        source = facts.path_from or ""
        return words or (is_temp_name(source) and cache_root(source, situation.context.cache) is not None)
    path = facts.paths[0]
    if facts.operation not in _OPENS and not (facts.operation is Operation.USE and is_temp_name(path)):
        return False
    inside = cache_root(path, situation.context.cache) is not None and not is_cache_root(path, situation.context.cache)
    return inside and (_BUILD.search(path) is None or is_archive(path))


def _what(situation: Situation) -> str:
    facts = situation.facts
    number = f" (os error {facts.os_error})" if facts.os_error is not None else ""
    if facts.operation is Operation.RENAME:
        return (
            f"uv unpacked {situation.subject} into a temporary folder of its cache and then had to rename that "
            "folder to "
            f"its final name. The system refused the rename{number}."
        )
    if facts.operation is Operation.PERSIST:
        return (
            f"uv wrote what it learned about {situation.subject} into a temporary file and had to put it in the "
            "place of "
            f"the one in its cache. The system refused that{number}."
        )
    return f"uv needed an entry of its cache for {situation.subject}, and the system refused it{number}."


def _who(situation: Situation) -> str:
    if situation.facts.windows:
        return (
            "uv had written these files itself a moment before, so neither the package nor your rights are the likely "
            "reason: most likely a virus scanner or another security program still had them open; an indexer, a backup "
            "program or a second uv on the same cache can do the same."
        )
    return (
        "Most likely the cache or a folder in it belongs to another user, as it does after uv ran once as root or in a "
        "container; a sandbox or a mounted drive of Windows, where a scanner may hold the files, can do the same."
    )


def _retried(situation: Situation) -> str:
    facts = situation.facts
    logged = next((each for each in reversed(situation.retries) if each.path_from == facts.path_from), None)
    if logged is not None:
        lasting = f" over {logged.seconds:.1f} s" if logged.seconds is not None else ""
        times = "once" if logged.count == 1 else f"{logged.count} times"
        return f"Its log shows that uv tried this rename again {times}{lasting}."
    if facts.operation not in _MOVES or facts.os_error is None:
        return ""
    if not facts.windows:
        return "On this system uv does not try a refused rename again."
    if facts.os_error == 5:
        return "uv had by then tried this rename for about 10 seconds (10 tries); the files were held for longer."
    return "uv does not wait on this number: it gave up at the first refusal."


def _again(situation: Situation) -> str:
    if situation.facts.operation not in _MOVES:
        return "Running it again helps when the other program has let go by then."
    return (
        "Running it again unpacks the package anew, which starts the check anew: that may pass for a small package and "
        "fails again and again for a large one. Packages that did get into the cache stay there."
    )


def _remedies(situation: Situation) -> tuple[Remedy, ...]:
    context, facts = situation.context, situation.facts
    folder = folder_to_probe(facts.paths, context.cache)
    waited = facts.windows and facts.os_error == 5
    with_cache = run_with_cache(
        context,
        "With `--no-cache` uv unpacks into a cache of its own in the temp folder, where the scanner met it, and "
        "nothing that is stored stays for the next run.",
        0.5,
    )
    roots = (cache_root(path, context.cache) for path in facts.paths)
    if with_cache is not None or any(root is not None and is_temp_name(root) for root in roots):
        moved = relocate(
            context,
            PlaceKind.TEMP,
            "Without a lasting cache uv makes one in the temp folder, so that is what must go where renames work.",
            0.75,
        )
        return tuple(each for each in (moved, with_cache, _measure(situation, folder)) if each is not None)
    offered = (
        relocate(
            context,
            PlaceKind.CACHE,
            "The cache goes to a folder where renames were measured to work; the old one stays until that is proved.",
            0.85 if facts.windows else 0.75,
        ),
        sync_patiently(
            context,
            "Alone, a package waits only for its own check and not for those of all others; each one that gets in "
            "stays in the cache, where it is.",
            0.6 if waited else 0.45,
        ),
        run_again(
            context,
            "It passes when the other program is done sooner this time; what was stored so far is kept.",
            0.3 if waited else 0.4,
        ),
    )
    asked = request(
        context,
        "exclude-folder",
        "Ask for the cache to be excluded from scanning",
        "Only an administrator can do that; the request names folders, programs and what was measured.",
        0.25,
    )
    return tuple(each for each in (*offered, asked, _measure(situation, folder)) if each is not None)


def _measure(situation: Situation, folder: Path | None) -> Remedy | None:
    context, facts = situation.context, situation.facts
    remedy = probe(
        context,
        folder,
        next((root for path in facts.paths if (root := cache_root(path, context.cache)) is not None), None),
        "It tells with figures whether renames are refused in this folder now, how often and for how long.",
        0.2,
    )
    return remedy if remedy.command else None
