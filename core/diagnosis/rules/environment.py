"""The environment: files in use, a folder that cannot be removed or is half removed, rights, scanners at launchers."""

import re

from core.diagnosis.operations import Operation
from core.diagnosis.os_numbers import Meaning
from core.diagnosis.paths import (
    cache_root,
    in_environment,
    in_named_environment,
    is_environment_folder,
    is_launcher,
    is_program,
    is_python_install,
    is_system,
    is_whole_environment,
    same_folder,
)
from core.diagnosis.remedies import advice, relocate, run_again
from core.diagnosis.repairs import recreate_environment, request
from core.diagnosis.situation import Diagnosis, Situation
from core.model.problem import Category
from core.model.settings import PlaceKind

_REFUSED = frozenset({Meaning.DENIED, Meaning.IN_USE, Meaning.NOT_EMPTY})
_CHANGES = frozenset(
    {
        Operation.REMOVE,
        Operation.RENAME,
        Operation.PERSIST,
        Operation.LINK,
        Operation.COPY,
        Operation.WRITE,
        Operation.CREATE,
    }
)
_BUSY = 16
"""EBUSY: also what a mounted folder answers."""
_BROKEN_PIPE = 32
"""EPIPE; the same number is a file in use on Windows."""
_BROKEN = re.compile(
    r"\bcannot be used because it is not a (?:compatible|valid|virtual)|\bBroken virtual ?env"
    r"|\bis not a virtual environment\b|\bmissing a valid environment\b"
    r"|\bInvalid environment at\b|\b(?:A directory already|File) exists at\b|`?RECORD`? file not found\b"
    r"|\bPython executable was (?:not )?found\b|\bBroken (?:symlink|Python)\b",
    re.IGNORECASE,
)
_CONFIG = re.compile(r"\bpyvenv\.cfg\b", re.IGNORECASE)
"""The file that makes an environment: broken is one that lacks it, not one where it was refused."""
_GONE = re.compile(r"\binterpreter not found at\b", re.IGNORECASE)
_REMOVED = re.compile(r"\bRemoved virtual ?env")
_NO_CONFIG_STATUS = re.compile(r"exit (?:code|status):? 106\b")


def examine_launcher(situation: Situation) -> Diagnosis | None:
    """Recognise a scanner at work on a program that uv has just written."""
    facts = situation.facts
    target = facts.path_to or facts.path_from or ""
    launcher = facts.operation is Operation.PERSIST and is_launcher(target) and facts.meaning in _REFUSED
    stamped = facts.operation is Operation.STAMP
    wrapped = facts.meaning is Meaning.LAUNCHER
    python = (
        is_python_install(target)
        and cache_root(target) is None
        and not in_environment(target)
        and facts.windows
        and (
            (facts.operation in {Operation.RENAME, Operation.PERSIST} and facts.meaning in _REFUSED)
            or (facts.operation is Operation.CREATE and facts.meaning in _REFUSED | {Meaning.MISSING})
        )
    )
    if not (launcher or stamped or wrapped or python):
        return None
    return Diagnosis(
        category=Category.SCANNER_INTERFERENCE,
        title="A virus scanner interfered with a program that uv had just written",
        explanation=(
            f"uv had written {target or 'a small program'} a moment before and could not finish it: most likely a "
            "virus "
            "scanner or an application control opened, held or removed the new file. Running it again sometimes "
            "passes, "
            "because the scanner then knows the file."
        ),
        remedies=(
            run_again(situation.context, "The scanner often lets a file pass that it has seen before.", 0.5),
            relocate(situation.context, PlaceKind.TEMP, "In another temp folder the scanner may not interfere.", 0.4),
            request(
                situation.context,
                "exclude-folder",
                "Ask for the folders to be excluded from scanning",
                "Only an administrator can do that; the request names folders, programs and what was measured.",
                0.4,
            ),
        ),
    )


def examine_broken(situation: Situation) -> Diagnosis | None:
    """Recognise an environment that a half-finished removal left behind."""
    if situation.failure is None:
        return None
    text = f"{situation.chain_text}\n{situation.quoted_text}"
    path = situation.facts.path_from or ""
    gone = in_environment(path) and _GONE.search(situation.chain_text) is not None
    named = situation.facts.meaning in {None, Meaning.MISSING} and _CONFIG.search(text) is not None
    if not (named or gone or _BROKEN.search(text) or _NO_CONFIG_STATUS.search(text)):
        return None
    return Diagnosis(
        category=Category.VENV_BROKEN,
        title="The environment is only half there",
        explanation=(
            "The folder of the environment exists, but what makes it an environment (its pyvenv.cfg or its Python) is "
            "missing: a removal was cut off, mostly because a program that runs out of it held files. uv refuses such "
            "a folder, so running it again fails the same way."
        ),
        remedies=(
            recreate_environment(
                situation.context, "What is left of it is put aside, and uv makes a whole one from the lock file.", 0.85
            ),
            relocate(
                situation.context,
                PlaceKind.ENVIRONMENT,
                "In another folder a new one is in nobody's way, also while a program still runs out of this one.",
                0.4,
            ),
        ),
    )


def examine_removal(situation: Situation) -> Diagnosis | None:
    """Recognise a whole environment that cannot be removed."""
    facts = situation.facts
    path = facts.path_from or ""
    folder = is_environment_folder(path) and not is_program(path)
    if facts.operation is not Operation.REMOVE or facts.meaning not in _REFUSED or not folder:
        return None
    return Diagnosis(
        category=Category.VENV_REMOVE_DENIED,
        title="The environment cannot be removed because something in it is in use",
        explanation=(
            f"uv wanted to make {path} anew and could not remove it{_number(situation)}. A program runs out of it "
            "or has it open: an editor's Python, a terminal that stands in it, a notebook, a tool. Every sync fails "
            "until that program ends; uv may already have removed parts of the "
            f"environment.{_mounted(situation)}"
        ),
        remedies=(
            advice(
                "end-programs",
                "End the programs that use the environment",
                "Close editors, notebooks and terminals that use this environment, then sync.",
                0.8,
            ),
            run_again(situation.context, "It helps once nothing uses the environment any more.", 0.4),
            relocate(
                situation.context,
                PlaceKind.ENVIRONMENT,
                "A new environment in another folder leaves the programs that use this one alone.",
                0.35,
            ),
        ),
    )


def examine_in_use(situation: Situation) -> Diagnosis | None:
    """Recognise a file that another process holds."""
    facts = situation.facts
    path = facts.path_to or facts.path_from
    if facts.os_error == _BROKEN_PIPE and path is None and facts.url is not None and not facts.windows:
        return None  # the connection's number, not a file's
    held = facts.meaning is Meaning.IN_USE or (
        facts.meaning is Meaning.NOT_EMPTY and facts.operation is Operation.REMOVE
    )
    replaced = facts.operation is Operation.REPLACE and facts.os_error is None
    made = facts.operation is Operation.CREATE and path is not None and _is_new(path, situation)
    runs = (
        path is not None
        and facts.meaning is Meaning.DENIED
        and facts.windows
        and (facts.operation in _CHANGES or (facts.operation is Operation.USE and is_program(path)))
        and (is_program(path) or in_environment(path) or cache_root(path, situation.context.cache) is not None)
        and not is_system(path)
        and not made
    )
    if not (held or runs or replaced):
        return None
    name = _last_name(path) if path else "a file"
    return Diagnosis(
        category=Category.FILE_IN_USE,
        title=f"Another program holds {name}",
        explanation=(
            f"uv had to replace, remove or read {path or 'a file'} and was refused{_number(situation)}. "
            + (
                "On Windows that usually means that the program itself runs, often started by an editor (a linter, a "
                "language server). "
                if path is not None and is_program(path)
                else "An editor, a language server, a scanner or a second uv may have it open. "
            )
            + "uv may already have changed the lock file; every later sync fails until that program ends."
        ),
        remedies=(
            advice(
                "end-holder",
                f"End the program that holds {name}",
                "Close the editor or the terminal it was started from, or end it in the task manager, then run again.",
                0.8,
            ),
            run_again(situation.context, "It helps once the other program has let go.", 0.4),
        ),
    )


def _is_new(path: str, situation: Situation) -> bool:
    """Tell whether nothing can hold what uv makes: it is no part of an environment, or a whole one that was not there.

    One that uv has just removed lingers until the last program lets go of it, and is refused like a held file.
    """
    if not in_named_environment(path):
        return True
    environment = situation.context.environment
    whole = is_whole_environment(path) or (environment is not None and same_folder(path, str(environment)))
    return whole and not any(_REMOVED.search(line) is not None for line in situation.reading.last)


def _mounted(situation: Situation) -> str:
    if situation.facts.windows or situation.facts.os_error != _BUSY:
        return ""
    return (
        " In a container it means something else: the folder is a volume that was mounted there, which can be emptied "
        "but not removed. Newer versions of uv leave such a folder where it is."
    )


def _number(situation: Situation) -> str:
    number = situation.facts.os_error
    return f" (os error {number})" if number is not None else ""


def _last_name(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path
