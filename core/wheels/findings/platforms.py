"""Rules about platforms that no file serves: where ``uv lock`` fails, and where only a sync there would."""

from collections.abc import Iterator, Sequence

from core.model.checks import Check, CheckStatus
from core.model.wheels import WheelFile
from core.wheels.findings.closing import Limiting, fitting_files
from core.wheels.findings.coverage import Demand, Row, demands, holds
from core.wheels.findings.making import finding
from core.wheels.findings.pythons import takes_python
from core.wheels.findings.subject import FindingsSubject
from core.wheels.findings.targets_said import platform_words, platforms_of
from core.wheels.local_sources import LocalSource

_SYSTEMS = {"win": "win32", "linux": "linux", "manylinux": "linux", "musllinux": "linux", "macosx": "darwin"}


def unresolved(subject: FindingsSubject) -> Iterator[Check]:
    """Find files that can serve nothing where their marker puts them in one of the lock's environments.

    Where ``environments`` or ``required-environments`` are named, uv wants a file that fits for each of them, and in
    each for every source; without any, it does not look at platforms when it locks (measured, uv 0.13.9).
    """
    every = platforms_of(subject.targets)
    limits = Limiting(subject)
    for demand in demands(subject):
        for source, rows in _forks(demand, subject):
            file = subject.file_of(source)
            if file is None or not _is_foreign_to(file, rows, source, subject):
                continue
            where = platform_words(platforms_of([row.target for row in rows]), every)
            why = next((row.fit.why for row in rows if row.fit is not None), "")
            yield finding(
                "source-platform-unresolved",
                CheckStatus.FAIL,
                f"{file.path.name} serves nothing on {where}",
                f"The sources of {source.written_name} put {source.path} on {where}, where it cannot be installed, so "
                f"`uv lock` fails. {why}",
                source,
                remedies=limits.remedies(),
            )


def _forks(demand: Demand, subject: FindingsSubject) -> Iterator[tuple[LocalSource, list[Row]]]:
    """Yield each source that serves nothing in an environment, with the rows of that."""
    seen = set()
    for environment in _environments(subject):
        for source in demand.local:
            rows = [row for row in demand.rows if row.entries[:1] == (source,) and holds(environment, row.target)]
            if source not in seen and rows and not any(row.is_served for row in rows):
                seen.add(source)
                yield source, rows


def _environments(subject: FindingsSubject) -> tuple[str, ...]:
    return *subject.sources.environments, *subject.sources.required_environments


def _is_foreign_to(file: WheelFile, rows: Sequence[Row], source: LocalSource, subject: FindingsSubject) -> bool:
    """Whether it is the platform that keeps the file from all of the rows.

    A file for a rarer machine of the same system may serve it on a target that is not among the rows, unless the
    markers name the machine.
    """
    if not any(row.fit is not None for row in rows) or not any(takes_python(file, row.target.python) for row in rows):
        return False  # the rule about Pythons says it
    systems = {_SYSTEMS.get(tag.rsplit("-", 1)[1].split("_", 1)[0].rstrip("0123456789")) for tag in file.tags}
    named = any("platform_machine" in each for each in (source.marker or "", *_environments(subject)))
    return named or not systems & {row.target.platform.sys_platform for row in rows}


def unserved(subject: FindingsSubject) -> Iterator[Check]:
    """Find systems for which a package has an entry and no file that fits on any machine: a sync there fails.

    ``uv lock`` succeeds, since one file for all platforms serves some of them (measured, uv 0.13.9).
    """
    limits = Limiting(subject)
    for demand in demands(subject):
        said = {source for source, _rows in _forks(demand, subject)}
        rows = [row for row in demand.rows if row.fit is not None and row.entries[0] not in said]
        served = {row.target.platform.sys_platform for row in demand.rows if row.is_served}
        left = [row for row in rows if row.target.platform.sys_platform not in served and _is_platform(row, subject)]
        if not left or not isinstance(left[0].entries[0], LocalSource):
            continue
        source, platforms = left[0].entries[0], platforms_of([row.target for row in left])
        where = platform_words(platforms, platforms_of(subject.targets))
        here = subject.here is not None and subject.here.platform in platforms
        adding = fitting_files(demand, left, subject)
        yield finding(
            "source-platform-unserved",
            CheckStatus.FAIL if here else CheckStatus.WARN,
            f"{source.written_name} has no file for {where}",
            f"{source.path} cannot be installed on {where}, and no other source is named for it. The lock covers "
            f"{where}: `uv lock` succeeds, and a sync there fails.",
            source,
            remedies=(*adding, *limits.remedies()),
        )


def _is_platform(row: Row, subject: FindingsSubject) -> bool:
    """Whether it is the platform, and not the Python, that a file of the row does not fit."""
    source = row.entries[0]
    file = subject.file_of(source) if isinstance(source, LocalSource) else None
    return file is not None and takes_python(file, row.target.python)
