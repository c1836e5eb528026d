"""Builds that failed: without a tool that they need, or for a reason of their own."""

import re

from core.diagnosis.remedies import advice
from core.diagnosis.situation import Diagnosis, Situation
from core.model.problem import Category

_CALLED = re.compile(
    r"\bCall to `[^`]{1,200}` failed\b|\b[Bb]uild backend (?:failed|returned)\b|\bbuild_(?:wheel|editable|sdist)\b"
    r"|\bFailed to (?:run|build) `?(?:setup\.py|pyproject)|\bdeclare it as a build dependency\b"
)
"""A build program ran."""
_BUILD_LAST = re.compile(r"^(?:Failed to (?:download and )?(?:build|prepare)|Failed to build)\b")
_BUILD = re.compile(
    r"\b[Bb]uild backend\b|\bFailed to build\b|\bCall to `[^`]{1,200}` failed\b|\bbuild_(?:wheel|editable|sdist)\b"
    r"|\bFailed to (?:prepare metadata|(?:resolve|install) requirements from `(?:build-system|setup))"
    r"|\bdeclare it as a build dependency\b|\bparse metadata from built wheel\b"
)
_BUILD_PLACE = re.compile(r"[\\/]builds-v\d{1,3}[\\/]\.tmp\w")
"""Where uv runs the build of a package."""
_TRACEBACK = "Traceback (most recent call last):"
_TOOLCHAIN = re.compile(
    r"Microsoft Visual C\+\+|\bcl\.exe\b|\bvcvarsall\b|\b(?:gcc|g\+\+|cc|clang|rustc|cargo|cmake|ninja|make|gfortran"
    r"|swig|meson|nmake|link\.exe)\b"
    r"[^\n]{0,60}(?:not found|not be found|no such file|in your PATH|is not|missing|does not exist|must be installed)"
    r"|\bcommand '[^'\n]{1,200}' failed: (?:None|No such file)"
    r"|\b(?:Rust|CMake|[\w-]{1,40}[_-]config)\b[^\n]{0,40}\bnot found\b"
    r"|\bFileNotFoundError: \[Errno 2\][^\n]{0,80}: '[\w+-]{1,40}'(?=\s|$)|\bCompiler identification is unknown\b"
    r"|\bexecutable not found\b|\bfatal error: [^\n]{1,80}\.h(?:pp)?: No such file|\bnvcc (?:was )?not found\b"
    r"|\b(?:find|install|requires?|need)\b[^\n]{0,60}\b(?:gcc|g\+\+|clang|rustc|cargo|cmake|ninja|gfortran|Rust"
    r"|CMake|compiler)\b"
    r"|\bUnknown compiler|\bCMAKE_C(?:XX)?_COMPILER\b|\bno acceptable C compiler\b",
    re.IGNORECASE,
)


def examine_build(situation: Situation) -> Diagnosis | None:
    """Recognise a build that failed: without a tool that it needs, or for a reason of its own."""
    if not any(_BUILD.search(text) for text in situation.texts):
        return None
    called = any(_CALLED.search(text) for text in situation.texts)
    if not called and not situation.quoted_text and _BUILD_LAST.search(situation.innermost) is None:
        return None  # it did not come to a build: what lies further in tells why
    return _build_failed(situation)


def examine_build_log(situation: Situation) -> Diagnosis | None:
    """Recognise the end of a build's output, copied without uv's own words above it."""
    if situation.failure is not None:
        return None
    text = "\n".join(situation.unfinished)
    if _TRACEBACK not in text or _BUILD_PLACE.search(text) is None:
        return None
    return _build_failed(situation, text)


def examine_build_before(situation: Situation) -> Diagnosis | None:
    """Recognise a build that could not begin, for a reason that no other rule knows."""
    if not any(_BUILD.search(text) for text in situation.texts):
        return None
    return _build_failed(situation)


def _build_failed(situation: Situation, log: str = "") -> Diagnosis:
    tools = _TOOLCHAIN.search(f"{situation.chain_text}\n{situation.quoted_text}\n{log}")
    if tools is not None:
        return Diagnosis(
            category=Category.BUILD_FAILED_TOOLCHAIN,
            title=f"Building {situation.subject} needs a compiler or a tool that is missing",
            explanation=(
                "There was no ready-made wheel for this platform and Python, so uv built the package from source, and "
                "that needs a program that is not installed here (a C compiler, Rust, CMake). Running it again does "
                "not "
                "help."
            ),
            remedies=(
                advice(
                    "prebuilt", "Use a version with a ready-made wheel", "Another version or Python may have one.", 0.6
                ),
                advice("install-tools", "Install the tool that the build names", "It may need an administrator.", 0.4),
            ),
        )
    return Diagnosis(
        category=Category.BUILD_FAILED_OTHER,
        title=f"Building {situation.subject} failed",
        explanation=(
            "uv started the package's own build program, and that ended with an error. What it printed is below uv's "
            "chain. The reason lies in the package or in what it needs; running it again rarely helps."
        ),
        remedies=(
            advice("prebuilt", "Use a version with a ready-made wheel", "Another version or Python may have one.", 0.5),
        ),
    )
