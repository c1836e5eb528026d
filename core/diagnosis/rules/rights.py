"""Where the person may not write: the temp folder, a place of the system or of another user."""

import re

from core.diagnosis.operations import Operation
from core.diagnosis.os_numbers import Meaning
from core.diagnosis.paths import cache_root, in_environment, is_temp_name, parts_of, same_folder, temp_parent
from core.diagnosis.remedies import advice, relocate
from core.diagnosis.situation import Diagnosis, Situation
from core.model.problem import Category
from core.model.settings import PlaceKind

_NO_RIGHT = frozenset({Meaning.DENIED, Meaning.READ_ONLY, Meaning.ELEVATION})
_MANAGED = re.compile(r"\bis externally managed\b")
_USED = re.compile(r"\benvironment at: (\S.{0,1000}?)\s*$")


def examine_temp(situation: Situation) -> Diagnosis | None:
    """Recognise a temp folder that is missing or cannot be written to."""
    facts = situation.facts
    path = facts.path_to or facts.path_from or ""
    if cache_root(path, situation.context.cache) is not None or in_environment(path):
        return None
    if is_temp_name(path) and (temp_parent(path) in _environments(situation) or _is_elsewhere(path, situation)):
        return None
    made_up = is_temp_name(path) and facts.operation in {Operation.CREATE, Operation.USE, Operation.OPEN}
    lock = facts.operation in {Operation.OPEN, Operation.CREATE, Operation.LOCK} and _in_temp(path)
    if not ((made_up or lock) and facts.meaning in _NO_RIGHT | {Meaning.MISSING, Meaning.EXISTS}):
        return None
    return Diagnosis(
        category=Category.TEMP_DIR,
        title="The temp folder is missing or cannot be used",
        explanation=(
            "uv needs a folder for temporary files and could not use "
            f"{temp_parent(path) or path}{_number(situation)}. The "
            "variables TMP, TEMP or TMPDIR name a folder that does not exist, that is read-only, or that belongs to "
            "another user. "
            "Running it again does not help until that is changed."
        ),
        remedies=(relocate(situation.context, PlaceKind.TEMP, "The temp folder goes where uv can write.", 0.8),),
    )


def examine_rights(situation: Situation) -> Diagnosis | None:
    """Recognise a place where the person may not write."""
    facts = situation.facts
    refused = facts.meaning in _NO_RIGHT and (facts.paths or facts.meaning is Meaning.ELEVATION)
    if not (refused or any(_MANAGED.search(text) for text in situation.texts)):
        return None
    path = facts.path_to or facts.path_from
    return Diagnosis(
        category=Category.PERMISSION_NO_ADMIN,
        title="You have no right to write there",
        explanation=(
            f"uv wanted to change {path or 'something'} and the system refused it{_number(situation)}. The place "
            "belongs "
            "to the system, to an administrator or to another user. Running it again does not help."
        ),
        remedies=(
            advice(
                "own-environment",
                "Use an environment of your own",
                "A .venv in the project's folder needs no administrator; leave out --system and global Pythons.",
                0.6,
            ),
            relocate(
                situation.context, PlaceKind.ENVIRONMENT, "The environment goes to a folder where you may write.", 0.5
            ),
        ),
    )


def _is_elsewhere(path: str, situation: Situation) -> bool:
    """Tell whether a file of a made-up name belongs into another folder than that for temporary files.

    uv writes some files beside the one that it replaces.
    """
    folder, context = temp_parent(path), situation.context
    if folder is None or (context.temp is not None and same_folder(folder, str(context.temp))):
        return False
    if context.project is not None and same_folder(folder, str(context.project)):
        return True
    return context.temp is not None and not _in_temp(path)


def _environments(situation: Situation) -> set[str]:
    """Return the environments that uv says it uses, whatever their names."""
    return {found[1] for line in situation.reading.last if (found := _USED.search(line)) is not None}


def _number(situation: Situation) -> str:
    number = situation.facts.os_error
    return f" (os error {number})" if number is not None else ""


def _in_temp(path: str) -> bool:
    return any(name in {"tmp", "temp"} for name in parts_of(path)[:-1])
