"""Files of packages: wrong platform, malformed, other hash, not there."""

import re

from core.diagnosis.operations import Operation
from core.diagnosis.os_numbers import Meaning
from core.diagnosis.paths import cache_root, temp_parent
from core.diagnosis.remedies import lock_again
from core.diagnosis.repairs import clean_entry, open_setting
from core.diagnosis.setting_places import line_of_package, project_file, python_of_wheel
from core.diagnosis.setting_repairs import choose_python
from core.diagnosis.situation import Diagnosis, Situation
from core.model.problem import Category, Remedy

_HASH = re.compile(
    r"\bSize mismatch for\b|\bhas size \d{1,20}, but\b"
    r"|\b[Hh]ash(?:es)? (?:mismatch|of|for)\b|\bHash-checking\b|\bmissing a hash\b"
)
_PLATFORM = re.compile(
    r"\bno wheels (?:are available )?with a matching\b|\bnot compatible with the lockfile's\b"
    r"|\bnot compatible with (?:the current|your) (?:Python|platform)\b"
    r"|\bincompatible with the current (?:Python|platform)\b|\bwheel for the current platform\b"
    r"|\bonly has wheels (?:for|with) the following\b|\bdoesn't have a wheel for\b|\bis not a supported wheel\b"
    r"|\bno usable wheels\b|\bcan't be installed because\b|\bneither wheels nor\b",
    re.IGNORECASE,
)
_INVALID = re.compile(
    r"\b[Ww]heel is invalid\b|\bmalformed wheel\b|\b(?:version|name) `?\S{0,80}`? ?does not match\b(?! the running\b)"
    r"|\bInvalid zip file\b"
    r"|\bdoes not match filename\b|\binvalid package format\b|\bstructure of `[^`]{1,100}`.{0,40} was invalid\b"
    r"|\bFailed to read from zip file\b|\bRECORD file\b|\bwheel filename\b|\bis not a valid wheel\b"
    r"|\bdist-info directory\b"
    r"|\binvalid [Zz]ip archive\b|\bUnsupported archive type\b|\b(?:Metadata|METADATA) (?:field|file)\b"
)
_UNPACKS = re.compile(
    r"^Failed to (?:extract archive|unzip wheel|read metadata|read from zip file)\b"
    r"|^Failed to install: \S{1,300}\.whl\b"
)
_METADATA = re.compile(r"\.dist-info[\\/][\w.-]+$")
_ABSENT = re.compile(
    r"\b[Dd]istribution not found at: |\bfind-links\b|\bSource .{0,60}does not exist\b|\bPath not found\b"
)
_NO_FILE = re.compile(r"\bdoes not exist\b|\bnot found at\b|\bNo such file\b|\bos error [23]\b")
_LOCAL_ARCHIVE = re.compile(
    r"\bFailed to (?:extract archive|unzip wheel|read metadata): (?:\S+ @ )?(?:file:///(?=[A-Za-z]:)|file://)?"
    r"(?P<path>(?:[A-Za-z]:[\\/]|\\\\|/)[^\n]+)"
)
_LOCAL_READ = re.compile(r"^Failed to read `\S{1,200} @ (?:file:///(?=[A-Za-z]:)|file://)(?P<path>[^`\n]+)")
_CUT_OFF = re.compile(
    r"\bunexpected BufError\b|\bend of central directory\b|\bInvalid (?:zip|tar|gzip) (?:file|header)\b"
    r"|\bfailed to read tar\b"
    r"|\bunexpected (?:end of file|eof)\b",
    re.IGNORECASE,
)


def examine_hash(situation: Situation) -> Diagnosis | None:
    """Recognise a file that is not the one that the lock or the index describes."""
    if not any(_HASH.search(text) for text in situation.texts):
        return None
    return Diagnosis(
        category=Category.HASH_MISMATCH,
        title=f"The file of {situation.subject} is not the one that was locked",
        explanation=(
            "Its contents differ from what the lock file or the index says. A local wheel may have been built anew "
            "under "
            "the same version, an index may have replaced the file, or something on the way changed it. Running it "
            "again "
            "does not help; only accept the new file if you know why it changed."
        ),
        remedies=(
            lock_again(situation.context, "The lock file then describes the file that is there now.", 0.5),
            clean_entry(
                situation.context, situation.facts.package, "A copy that was cut off is then fetched anew.", 0.3
            ),
        ),
    )


def examine_cut_off(situation: Situation) -> Diagnosis | None:
    """Recognise an archive on a disk or a share that cannot be unpacked; of a downloaded one uv gives only the name."""
    text = situation.chain_text
    named = _LOCAL_ARCHIVE.search(text) or _LOCAL_READ.search(text)
    if situation.failure is None or named is None or _CUT_OFF.search(text) is None:
        return None
    path = named["path"].strip(" `")
    if cache_root(path, situation.context.cache) is not None:
        return None
    return Diagnosis(
        category=Category.WHEEL_INVALID,
        title=f"The file of {situation.subject} is damaged or cut off",
        explanation=(
            f"uv could not unpack {path}: its contents are not those of a whole archive. It may have been copied in "
            "part, or something else was saved under its name. Running it again does not help."
        ),
        remedies=(
            _choose_wheel(situation, "Get the file anew from where it was made", "Then compare the two sizes.", 0.8),
        ),
    )


def examine_platform(situation: Situation) -> Diagnosis | None:
    """Recognise that no file fits this platform or Python."""
    if _PLATFORM.search(situation.chain_text) is None:
        return None
    return Diagnosis(
        category=Category.WHEEL_PLATFORM_MISMATCH,
        title=f"There is no file of {situation.subject} for this platform or Python",
        explanation=(
            "Every file that uv found was made for another system, processor or version of Python, and there is no "
            "source "
            "to build from. The file's name says for which: the last three parts are Python, ABI and platform. Running "
            "it again does not help."
        ),
        remedies=(
            choose_python(
                situation.context,
                "A wheel fits one version: cp310 in its name means Python 3.10.",
                0.5,
                python=python_of_wheel(situation.chain_text),
            ),
            _choose_wheel(situation, "Choose another wheel or version", "One whose name fits this platform.", 0.5),
        ),
    )


def examine_invalid(situation: Situation) -> Diagnosis | None:
    """Recognise a wheel or source distribution that is malformed or was renamed."""
    if situation.failure is None or not (_INVALID.search(situation.chain_text) or _refused_contents(situation)):
        return None
    return Diagnosis(
        category=Category.WHEEL_INVALID,
        title=f"The file of {situation.subject} is malformed or was renamed",
        explanation=(
            "uv compares a wheel's name with what is written inside it and checks its structure and its metadata; here "
            "something does not fit. Renaming a wheel does not change the version inside. Running it again does not "
            "help."
        ),
        remedies=(
            _choose_wheel(
                situation,
                "Get the file anew from where it was made",
                "Keep the name that it was given there.",
                0.7,
            ),
            clean_entry(
                situation.context, situation.facts.package, "A copy that was damaged on the way is fetched anew.", 0.3
            ),
        ),
    )


def _refused_contents(situation: Situation) -> bool:
    """Tell whether the chain goes on below unpacking or installing a wheel without the system having a part in it."""
    facts = situation.facts
    if facts.meaning is Meaning.MISSING and _METADATA.search(facts.path_from or "") is not None:
        return temp_parent(facts.path_from or "") is not None
    if facts.os_error is not None or facts.operation is not None:
        return False
    return any(_UNPACKS.search(text) is not None for text in situation.texts[:-1])


def examine_missing(situation: Situation) -> Diagnosis | None:
    """Recognise a path source or a folder of wheels that does not exist."""
    text = situation.chain_text
    facts = situation.facts
    named = _ABSENT.search(text) is not None and (facts.meaning is Meaning.MISSING or _NO_FILE.search(text) is not None)
    wheel = (
        facts.meaning is Meaning.MISSING
        and facts.operation in {Operation.OPEN, Operation.READ, Operation.INSPECT}
        and (facts.path_from or "").endswith((".whl", ".tar.gz", ".zip"))
        and cache_root(facts.path_from or "", situation.context.cache) is None
    )
    if not (named or wheel):
        return None
    return Diagnosis(
        category=Category.SOURCE_PATH_MISSING,
        title="A local file or folder that the project names does not exist",
        explanation=(
            f"uv looked for {facts.path_from or 'it'} and did not find it. The wheel may not have been copied to this "
            "computer, may have another version in its name, or its drive may not be connected. Running it again does "
            "not help."
        )
        if facts.path_from
        else (
            f"{situation.innermost} The wheel may not have been copied to this computer, may have another version "
            "in its "
            "name, or its drive may not be connected. Running it again does not help."
        ),
        remedies=(
            open_setting(
                situation.context,
                project_file(situation),
                ident="fix-source",
                title="Put the file there, or correct its path",
                why="The path stands in [tool.uv.sources] of pyproject.toml.",
                confidence=0.8,
                line=line_of_package(situation),
            ),
        ),
    )


def _choose_wheel(situation: Situation, title: str, why: str, confidence: float) -> Remedy:
    """Return the remedy that opens the project's file where it names the package's file."""
    return open_setting(
        situation.context,
        project_file(situation),
        ident="choose-wheel",
        title=title,
        why=why,
        confidence=confidence,
        line=line_of_package(situation),
    )
