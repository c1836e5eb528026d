"""What the project asks for: versions that do not fit, Pythons that are missing, files that cannot be read."""

import re

from core.diagnosis.remedies import advice, lock_again
from core.diagnosis.repairs import install_python, open_setting
from core.diagnosis.setting_places import line_of_package, project_file, setting_place, wanted_python
from core.diagnosis.setting_repairs import choose_python, own_uv
from core.diagnosis.situation import Diagnosis, Situation
from core.model.problem import Category

_CONFLICT = re.compile(
    r"^Found \d{1,5} incompatibilit|"
    r"\bNo solution found\b|\brequirements are unsatisfiable\b|\bconflicting dependencies\b|\bare incompatible\b"
    r"|\bconflicting (?:URLs|indexes)\b|^Because \S[^\n]{0,2000}\bwe can conclude that\b"
)
_NO_PYTHON = re.compile(
    r"\bNo interpreter found\b|\bno (?:managed |system )?(?:Python )?(?:interpreters?|installations?) (?:was "
    r"|were )?found\b"
    r"|\bNo (?:[\w-]{1,20} ){0,3}(?:Python|environment|installations?)\b(?! (?:version )?(?:file|pin)\b)"
    r"[^\n]{0,120}\bfound\b"
    r"|\boffline Python installation\b|\bdoes not yet provide\b"
    r"|\bNo (?:download|virtual environment) found\b|\bFailed to spawn the python child process\b"
    r"|\bincompatible with the (?:project's Python requirement|project `requires-python`"
    r"|`pylock\.toml`'s Python requirement)"
    r"|\binterpreter not found\b|\b(?:query|inspect)(?:ing)? Python\b|\bQuerying Python\b|\bpython-downloads\b"
    r"|\bNo Python at\b",
    re.IGNORECASE,
)
_LOCK_FILE = re.compile(r"\buv\.lock\b|\block ?file\b", re.IGNORECASE)
_LOCK_TROUBLE = re.compile(
    r"\bparse\b|\bupdated?\b|\bout(?: of |-)date\b|--(?:locked|frozen|check)\b|\bversion\b|\bUnable to find\b",
    re.IGNORECASE,
)
_TOML = re.compile(
    r"\bTOML parse error\b|\bFailed to parse\b.{0,4}:? `?[^`]*\.toml\b|\b(?:pyproject|uv)\.toml\b", re.IGNORECASE
)
_NOT_READ = re.compile(r"\bTOML parse error\b|\bFailed to parse:? `?[^`]{0,400}\.toml\b")
_ARGUMENT = re.compile(
    r"\bunexpected argument\b|\binvalid value\b|\bunrecognized subcommand\b|\bthe argument '|\brequired arguments\b"
    r"|\bis not a valid\b"
    r"|\bis not defined\b|\bundeclared\b|\bmissing an entry\b|\bCouldn't parse\b|\bExpected .{1,80}, found\b"
    r"|\bRequired uv version\b|\bcannot be used with\b|\balready exists?\b"
    r"|\bsource distributions\b.{0,90}\bis disabled\b|\bNo `pyproject\.toml` found\b"
    r"|\bnot a valid\b.{0,40}\brequest\b|\bunknown (?:field"
    r"|variant)\b|\bFailed to parse\b.{0,60}:",
    re.IGNORECASE,
)
_FAILED = re.compile(r"(?:[Ff]ailed|[Uu]nable|[Cc]ould not|[Cc]ouldn't|[Uu]nhandled|[Tt]he installation failed)\b")
"""How uv begins when it tried something, in contrast to when it refuses to."""
_REFUSED = re.compile(
    r"\b(?:cannot|can't|must|already|expected|invalid|conflict\w*|missing|mal?formed|unsupported|requires?|required"
    r"|multiple|only|not (?:yet )?(?:a|an|in|allowed|defined|found|installed|permitted|provided|supported|valid)"
    r"|does(?: not|n't) (?:exist|match)"
    r"|did(?: not|n't)(?! exit)|does(?: not|n't)|don't|no longer|could not be found|without an? closing|is inside"
    r"|is disabled|is marked as)\b|^(?:No|Only|Expected|There is no"
    r"|Invalid)\b|`--\w",
    re.IGNORECASE,
)
"""What is wrong with a request, as uv says it."""
_ASKED = re.compile(r"\bsending request\b|\bHTTP status\b|\bfor url \(")
"""uv got as far as a server; an address alone may be a part of what it was asked for."""
_INNER = re.compile(r"`_")
"""A name with an underscore in front is one of Python's own parts, and nothing that a person sets."""
_FILE_NAME = re.compile(r"-whl\b was not found")


def examine_python(situation: Situation) -> Diagnosis | None:
    """Recognise that no suitable interpreter was found, or that the one found does not answer."""
    if not any(_NO_PYTHON.search(text) for text in situation.texts):
        return None
    return Diagnosis(
        category=Category.PYTHON_NOT_FOUND,
        title="No Python that fits was found",
        explanation=(
            "uv looked among its own Pythons, in the registry of Windows and along PATH, as far as the settings "
            "allow, and "
            "none that it found fits or could be started. Running it again does not help."
        ),
        remedies=(
            install_python(
                situation.context,
                wanted_python(situation.chain_text),
                "uv brings one from its own builds, without an administrator.",
                0.6,
            ),
            choose_python(situation.context, "A Python that is installed already can be named.", 0.45),
            open_setting(
                situation.context,
                project_file(situation),
                ident="python-preference",
                title="Let uv use other Pythons",
                why="python-preference and requires-python in pyproject.toml limit which ones it takes.",
                confidence=0.3,
            ),
        ),
    )


def examine_conflict(situation: Situation) -> Diagnosis | None:
    """Recognise requirements that no set of versions satisfies."""
    if not any(_CONFLICT.search(text) for text in situation.texts):
        return None
    if _FILE_NAME.search(situation.chain_text) is not None:
        return Diagnosis(
            category=Category.CONFIG_INVALID,
            title="The name of a file was taken for the name of a package",
            explanation=(
                "A wheel was given by its file name alone, so uv looked for a package of that name. A path, at least "
                "./NAME.whl, tells uv that it is a file. Running it again does not help."
            ),
            remedies=(
                open_setting(
                    situation.context,
                    project_file(situation),
                    ident="fix-source",
                    title="Write the wheel as a path",
                    why="For example ./wheels/NAME.whl.",
                    confidence=0.8,
                ),
            ),
        )
    return Diagnosis(
        category=Category.RESOLUTION_CONFLICT,
        title="No set of versions satisfies the requirements",
        explanation=(
            "The requirements of the project and of its packages exclude each other, or a wanted version is in none of "
            f"the indexes that uv asked. uv's reasoning: {_shortened(situation.innermost)} Running it again does "
            "not help."
        ),
        remedies=(
            open_setting(
                situation.context,
                project_file(situation),
                ident="fix-requirement",
                title="Loosen one of the requirements",
                why="The chain names the ones that exclude each other.",
                confidence=0.6,
                line=line_of_package(situation),
            ),
            advice(
                "check-index",
                "See if the index is the right one",
                "uv takes a package from the first index that has it.",
                0.4,
            ),
        ),
    )


def examine_lock_file(situation: Situation) -> Diagnosis | None:
    """Recognise a lock file that is out of date or cannot be read."""
    text = "\n".join(situation.texts[:2])
    if _LOCK_FILE.search(text) is None or _LOCK_TROUBLE.search(text) is None:
        return None
    return Diagnosis(
        category=Category.LOCKFILE_INVALID,
        title="The lock file does not fit the project, or cannot be read",
        explanation=(
            "uv.lock is older than the changes in pyproject.toml, was damaged (often by a merge), or was written by a "
            "newer uv. Running it again does not help."
        ),
        remedies=tuple(
            remedy
            for remedy in (
                lock_again(situation.context, "It brings uv.lock in line with pyproject.toml.", 0.8),
                own_uv(situation.context, 0.5),
            )
            if remedy is not None
        ),
    )


def examine_settings(situation: Situation) -> Diagnosis | None:
    """Recognise a settings file or a command line that is wrong."""
    if situation.failure is None:
        return None
    text = f"{situation.chain_text}\n{situation.quoted_text[:2000]}"
    if _TOML.search(situation.chain_text) is None and _ARGUMENT.search(text) is None:
        return None
    return _settings(situation)


def _settings(situation: Situation) -> Diagnosis:
    place = setting_place(situation)
    name = place.file.name if place.file is not None else "the setting that uv names"
    return Diagnosis(
        category=Category.CONFIG_INVALID,
        title="A setting or the command line is wrong",
        explanation=f"uv does not accept what it was told: {_shortened(situation.innermost)} Running it again does "
        "not help.",
        remedies=(
            open_setting(
                situation.context,
                place.file,
                title=f"Correct line {place.line} of {name}" if place.line else f"Correct {name}",
                why="The chain names what uv did not accept there.",
                confidence=0.8,
                line=place.line,
                column=place.column,
            ),
        ),
    )


def examine_request(situation: Situation) -> Diagnosis | None:
    """Recognise that uv refused what it was asked for: sentences without a number, a path, an answer or an attempt."""
    failure, facts = situation.failure, situation.facts
    if failure is None or not failure.headline or failure.quoted:
        return None
    if facts.os_error is not None or facts.operation is not None or _ASKED.search(situation.chain_text) is not None:
        return None
    if _INNER.match(failure.headline) is not None:
        return None
    if _FAILED.match(failure.headline) is not None or not any(_REFUSED.search(text) for text in failure.texts):
        return None
    return _settings(situation)


def examine_toml(situation: Situation) -> Diagnosis | None:
    """Recognise a settings file that cannot be read, before the build that needed it."""
    if not any(_NOT_READ.search(text) for text in situation.texts):
        return None
    return examine_settings(situation)


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    short = flat if len(flat) <= 300 else f"{flat[:299]}…"
    return short if short.endswith((".", "…")) else f"{short}."
