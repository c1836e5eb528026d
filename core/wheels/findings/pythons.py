"""Rules about the Pythons that files are for and those that the project allows."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.model.setting_keys import SettingKey
from core.model.wheels import Target, TargetPlatform, WheelFile
from core.wheels.findings.coverage import Demand, Row, demands
from core.wheels.findings.making import choose_for_everyone, finding, listed, open_at
from core.wheels.findings.subject import FindingsSubject
from core.wheels.findings.targets_said import python_words
from core.wheels.fit import fit
from core.wheels.local_sources import LocalSource

_ANY = TargetPlatform("win32", "AMD64")
_LATER = 12
"""How many versions of Python beyond those of the project are asked about."""

_LOWER = frozenset({">=", ">", "==", "~=", "==="})


def takes_python(file: WheelFile, python: str) -> bool:
    """Return whether a file can be installed with a Python, whatever platform it is for."""
    tags = tuple(_on_any(tag) for tag in file.tags)
    return fit(replace(file, tags=tags, native=(), troubles=()), Target(_ANY, python)).fits


def _on_any(tag: str) -> str:
    interpreter, abi, platform = tag.rsplit("-", 2)
    return tag if platform == "any" else f"{interpreter}-{abi}-win_amd64"


def only_some(subject: FindingsSubject) -> Iterator[Check]:
    """Find packages whose files leave out Pythons that the project allows, or all of them.

    uv locks as long as one of the project's Pythons is served, and a sync with another one fails; where none is served
    the lock fails (measured, uv 0.13.9).
    """
    said = {(check.file, check.line) for check in requires_more(subject)}
    for demand in demands(subject):
        files = ((source, subject.file_of(source)) for source in demand.local)
        usable = [(source, file) for source, file in files if file is not None and file.version]
        if not usable or any((source.file, source.line) in said for source, _file in usable):
            continue
        useless = list(_of_no_use(demand, usable))
        rows = [row for row in demand.rows if row.entries and row.entries[0] not in [source for source, _ in useless]]
        served = {row.target.python for row in rows if _takes(row, subject)}
        left_out = [python for python in demand.pythons if python in {row.target.python for row in rows} - served]
        for source, file in useless:
            yield _unresolved(source, file, demand, subject)
        if left_out:
            kept = [each for each in usable if each not in useless]
            yield _unserved(demand, kept, [each for each in demand.pythons if each in served], left_out, subject)


def _of_no_use(demand: Demand, usable: list[tuple[LocalSource, WheelFile]]) -> Iterator[tuple[LocalSource, WheelFile]]:
    """Yield the files that are for older Pythons than any of those where their source holds.

    A file for newer ones alone is no matter to the lock: uv looks at the lower end only (measured, uv 0.13.9).
    """
    for source, file in usable:
        pythons = [row.target.python for row in demand.rows if row.entries[:1] == (source,)]
        newest = max(map(Version, pythons), default=None)
        if newest is None:
            continue
        later = [f"{newest.major}.{newest.minor + more}" for more in range(_LATER)]
        if not any(takes_python(file, python) for python in (*pythons, *later)):
            yield source, file


def _takes(row: Row, subject: FindingsSubject) -> bool:
    """Whether one of the entries of a row has a file for its Python, as far as it is known."""
    for entry in row.entries:
        file = subject.file_of(entry) if isinstance(entry, LocalSource) else None
        if file is None or not file.version or takes_python(file, row.target.python):
            return True
    return False


def _unresolved(source: LocalSource, file: WheelFile, demand: Demand, subject: FindingsSubject) -> Check:
    pythons = list(dict.fromkeys(row.target.python for row in demand.rows if row.entries[:1] == (source,)))
    where = "allows" if source.marker is None else "wants it for"
    said = f"{_tags_said([(source, file)])} only, the project {where} {python_words(pythons, demand.pythons)}"
    return finding(
        "source-python-unresolved",
        CheckStatus.FAIL,
        f"{file.path.name} is for no Python of the project",
        f"{file.path.name}: {said}. None of them can install it, so `uv lock` fails.",
        source,
        remedies=_limiting(subject, _pythons_of(file)),
    )


def _unserved(
    demand: Demand,
    usable: list[tuple[LocalSource, WheelFile]],
    served: Sequence[str],
    left_out: Sequence[str],
    subject: FindingsSubject,
) -> Check:
    source, _file = usable[0]
    said = f"{_tags_said(usable)} only, the project allows {python_words(left_out, demand.pythons)}"
    if not served:
        return finding(
            "source-python-unserved",
            CheckStatus.FAIL,
            f"{source.written_name} is for no Python of the project",
            f"{said}: there it cannot be installed. `uv lock` does not mind, and every sync fails.",
            source,
        )
    fails = subject.here is not None and subject.here.python in left_out
    return finding(
        "source-python-unserved",
        CheckStatus.FAIL if fails else CheckStatus.WARN,
        f"{source.written_name} is for Python {listed(served)} only",
        f"{said}: there it cannot be installed. `uv lock` does not mind, and a sync with such a Python fails."
        + (f" Python {subject.here.python}, which is in use here, is one of them." if fails and subject.here else ""),
        source,
        remedies=(*_choosing(subject, served), *_limiting(subject, served)),
    )


def _tags_said(usable: list[tuple[LocalSource, WheelFile]]) -> str:
    pythons = dict.fromkeys(tag.split("-", 1)[0] for _source, file in usable for tag in file.tags)
    requires = dict.fromkeys(file.requires_python for _source, file in usable if file.requires_python is not None)
    words = [each for each in pythons if not each.startswith("py")] or [f"Python {each}" for each in requires]
    return listed(words or list(pythons))


def _pythons_of(file: WheelFile) -> list[str]:
    """Return the Python versions that the tags of a file name: ``cp310`` is 3.10."""
    names = [tag.split("-", 1)[0] for tag in file.tags]
    return list(dict.fromkeys(f"{each[2]}.{each[3:]}" for each in names if each[:2] == "cp" and each[3:].isdigit()))


def _choosing(subject: FindingsSubject, served: Sequence[str]) -> Iterator[CheckRemedy]:
    python = max(served, key=Version)
    if subject.sources.pin is None or not any(subject.sources.pin.startswith(each) for each in served):
        title = f"Use Python {python} in the project, for everyone"
        yield choose_for_everyone(subject.project, SettingKey.PYTHON, python, title)


def _limiting(subject: FindingsSubject, pythons: Sequence[str]) -> Iterator[CheckRemedy]:
    """Offer to open ``requires-python``, with the text that fits the Pythons where they follow one another."""
    file, ordered = subject.sources.requires_file, sorted(pythons, key=Version)
    if file is None or not ordered:
        return
    minors = [Version(each).minor for each in ordered]
    if all(after - before == 1 for before, after in pairwise(minors)):
        major = Version(ordered[0]).major
        title = f'Write requires-python = ">={ordered[0]},<{major}.{minors[-1] + 1}"'
        yield open_at(file, subject.sources.requires_python_line, title)


def requires_more(subject: FindingsSubject) -> Iterator[Check]:
    """Find files that want a newer Python than the project asks for, at which ``uv lock`` fails (measured, 0.13.9)."""
    least = _lowest(subject.sources.requires_python)
    if least is None:
        return
    for demand in demands(subject):
        limited = [each.marker for each in demand.wanted] + [each.marker for each in demand.entries]
        if any("python" in (marker or "") for marker in (*limited, *subject.sources.environments)):
            continue  # the marker leaves out Pythons, and uv takes that into account
        for source in demand.local:
            file = subject.file_of(source)
            own = _lowest(file.requires_python) if file is not None else None
            if own is not None and own > least:
                title = f'Write requires-python = ">={own}"'
                where = subject.sources.requires_file
                line = subject.sources.requires_python_line
                yield finding(
                    "source-requires-python",
                    CheckStatus.FAIL,
                    f"{source.written_name} wants Python {own}, the project allows {least}",
                    f"{source.path} says that it needs Python {own} or later, and the project's requires-python allows "
                    f"{least}. `uv lock` fails.",
                    source,
                    remedies=(open_at(where, line, title),) if where is not None else (),
                )


def _lowest(requires: str | None) -> Version | None:
    """Return the lowest Python that a specifier allows, None where it has no lower end."""
    try:
        found = [
            Version(each.version.removesuffix(".*")) for each in SpecifierSet(requires or "") if each.operator in _LOWER
        ]
    except (InvalidSpecifier, InvalidVersion):
        return None
    return max(found, default=None)
