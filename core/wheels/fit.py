"""Whether a file can be installed in a target, and why; the answer is uv's own."""

from collections.abc import Sequence
from functools import lru_cache

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from core.model.wheels import FileFit, FileKind, FitTable, Target, WheelFile
from core.wheels.fit_words import ONLY_FOR, no_platform, no_python, platforms_served, project_words, serves
from core.wheels.platform_tags import platform_rank, tag_rank

_RELEASES = range(40)
_LOWER = frozenset({">=", ">", "==", "===", "~="})


def fit(file: WheelFile, target: Target) -> FileFit:
    """Return whether ``file`` can be installed in ``target``, with a sentence.

    Only tags and Requires-Python count, as with uv: a file that is damaged still fits.
    """
    fits, why = _verdict(file, target)
    return FileFit(file=file.path, target=target, fits=fits, why=why)


def fit_table(package: str, files: Sequence[WheelFile], targets: Sequence[Target]) -> FitTable:
    """Return how each file fits each target; of those that fit one, the best comes first."""
    fits = tuple(fit(file, target) for target in targets for file in by_preference(files, target))
    return FitTable(package=package, fits=fits)


def by_preference(files: Sequence[WheelFile], target: Target) -> list[WheelFile]:
    """Return the files of one package as uv prefers them in a target, the best first.

    Those that fit come first, of them the newest version, of one version a wheel before an sdist, then the closest tag.
    """
    ordered = sorted(files, key=lambda file: (file.kind is FileKind.SDIST, _rank(file, target), str(file.path)))
    ordered.sort(key=lambda file: _build_number(file.build), reverse=True)
    ordered.sort(key=lambda file: (file.kind is FileKind.SDIST, _rank(file, target)))
    ordered.sort(key=lambda file: _version(file.version), reverse=True)
    ordered.sort(key=lambda file: not fit(file, target).fits)
    return ordered


def why_nowhere(file: WheelFile, targets: Sequence[Target]) -> str:
    """Say in a sentence or two why a file fits none of the targets, which are all that a project has."""
    near = [
        target
        for target in targets
        if any(platform_rank(_platform(tag), target.platform) is not None for tag in file.tags)
    ]
    if not near:
        return f"Made for {platforms_served(file.tags)}."
    reasons = list(dict.fromkeys(fit(file, target).why for target in near))
    if len(reasons) < 2 or not all(ONLY_FOR in reason for reason in reasons):
        return " ".join(reasons[:1])
    pythons = list(dict.fromkeys(target.python for target in near))
    only, _, _ = reasons[0].partition(ONLY_FOR)
    return f"{only} only, the project allows {project_words(pythons)}: there it cannot be installed."


def _platform(tag: str) -> str:
    return tag.split("-", 2)[2]


def _verdict(file: WheelFile, target: Target) -> tuple[bool, str]:
    if _begins_later(file.requires_python, target.python):
        return False, f"It requires Python {file.requires_python}; this is {target.python}."
    fits, why = _by_tags(file, target)
    if fits and not _allows(file.requires_python, target.python):
        return True, f"{why} It says that it requires Python {file.requires_python}; uv minds only where that begins."
    return fits, why


def _by_tags(file: WheelFile, target: Target) -> tuple[bool, str]:
    if file.kind is FileKind.SDIST:
        compiler = ", which needs a compiler" if file.needs_compiler else ""
        return True, f"A source distribution: its wheel is built there{compiler}."
    if not file.tags:
        return False, "Its name has no tags, so nobody knows where it can be installed."
    ranked = [(rank, tag) for tag in file.tags if (rank := tag_rank(tag, target)) is not None]
    if ranked:
        return True, serves(min(ranked)[1])
    if any(platform_rank(_platform(tag), target.platform) is not None for tag in file.tags):
        return False, no_python(file.tags, target)
    return False, no_platform(file.tags, target)


def _rank(file: WheelFile, target: Target) -> tuple[int, int]:
    return min((rank for tag in file.tags if (rank := tag_rank(tag, target)) is not None), default=(0, 0))


@lru_cache(maxsize=256)
def _begins_later(requires_python: str | None, python: str) -> bool:
    """Return whether every release of a Python version is too old; uv minds no upper bound (measured, uv 0.13.9)."""
    try:
        allowed = SpecifierSet(requires_python or "")
    except InvalidSpecifier:
        return False
    lower = [each for each in allowed if each.operator in _LOWER]
    return not any(
        all(Version(f"{python}.{release}") >= Version(each.version.removesuffix(".*")) for each in lower)
        for release in _RELEASES
    )


@lru_cache(maxsize=256)
def _allows(requires_python: str | None, python: str) -> bool:
    """Return whether any release of a Python version is allowed; what cannot be read allows all, as with uv."""
    try:
        allowed = SpecifierSet(requires_python or "")
    except InvalidSpecifier:
        return True
    return any(allowed.contains(f"{python}.{release}") for release in _RELEASES)


def _version(version: str) -> tuple[bool, Version]:
    try:
        return True, Version(version)
    except InvalidVersion:
        return False, Version("0")


def _build_number(build: str) -> tuple[int, str]:
    digits = build[: len(build) - len(build.lstrip("0123456789"))]
    return int(digits or 0), build
