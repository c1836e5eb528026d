"""Rules about the markers of sources: those that overlap, and what they leave out."""

from collections.abc import Iterator
from itertools import combinations, groupby

from core.model.checks import Check, CheckStatus
from core.wheels.findings.closing import Limiting, fitting_files
from core.wheels.findings.coverage import Demand, demands, leaves_out
from core.wheels.findings.making import finding, mark_source
from core.wheels.findings.marker_cases import cases, markers
from core.wheels.findings.subject import FindingsSubject
from core.wheels.findings.targets_said import platform_words, platforms_of, python_words
from core.wheels.local_sources import LocalSource, PackageSource


def overlapping(subject: FindingsSubject) -> Iterator[Check]:
    """Find sources of one package whose markers hold at once, or that have none: uv ends when it reads the project.

    Entries for extras and groups are left to uv, which knows which of them exclude each other.
    """
    entries: list[PackageSource] = [*subject.sources.sources, *subject.sources.others]
    entries.sort(key=lambda each: (str(each.file), each.package))
    for (_file, package), group in groupby(entries, key=lambda each: (each.file, each.package)):
        own = list(group)
        local = any(isinstance(each, LocalSource) for each in own)
        one_name = len({each.written_name for each in own}) == 1
        if len(own) < 2 or not local or not one_name or any(each.extra or each.group for each in own):
            continue
        bare = [each for each in own if each.marker is None]
        if bare:
            said = "Where a package has several sources, uv wants a marker on each of them"
            yield _overlap(bare[0], package, f"{said}, and ends with an error when it reads the project.", subject)
            continue
        found = []
        for (at, one), (beside, other) in combinations(enumerate(own), 2):
            both = markers([one.marker]), markers([other.marker])
            if any(both[0].hold(case) and both[1].hold(case) for case in cases(both)):
                found.append((beside == at + 1 or _conflict(one, other, subject), one, other))
        if found:
            stops, one, other = max(found, key=lambda each: each[0])
            yield _overlap(other, package, _both_true(one, other), subject, stops=stops)


def _conflict(one: PackageSource, other: PackageSource, subject: FindingsSubject) -> bool:
    """Whether two sources of different files hold at once on a computer that the lock covers and that wants them."""
    if isinstance(one, LocalSource) and isinstance(other, LocalSource) and one.place == other.place:
        return False
    asked = [each.marker for each in subject.sources.wanted if each.package == one.package and not each.is_limit]
    every = markers([one.marker]), markers([other.marker]), markers(asked), markers(_environments(subject))
    return any(all(each.hold(case) for each in every) for case in cases(every, subject.sources.requires_python))


def _environments(subject: FindingsSubject) -> tuple[str | None, ...]:
    return subject.sources.environments or (None,)


def _both_true(one: PackageSource, other: PackageSource) -> str:
    said = f"`{one.marker}` and `{other.marker}` can both be true, and uv does not choose between two sources:"
    return f"{said} it ends with an error when it reads the project, or when it resolves for such a computer."


def _overlap(at: PackageSource, package: str, detail: str, subject: FindingsSubject, *, stops: bool = True) -> Check:
    """Return the finding; uv compares only those that stand side by side when it reads them (measured, uv 0.13.9)."""
    return finding(
        "source-markers-overlap",
        CheckStatus.FAIL if stops else CheckStatus.WARN,
        f"The sources of {at.written_name} overlap",
        detail,
        at,
        remedies=(mark_source(subject.project, package),),
    )


def gap(subject: FindingsSubject) -> Iterator[Check]:
    """Find packages that are asked for where no source holds: uv then asks the indexes, and fails if none has it."""
    sources, limits = subject.sources, Limiting(subject)
    for demand in demands(subject):
        if demand.package in subject.from_index or not leaves_out(
            demand, sources.environments, sources.requires_python
        ):
            continue
        source = demand.local[0]
        where = _left_out(demand, subject)
        certain = not sources.remote
        follows = (
            "No index is asked that could have it, so `uv lock` fails."
            if certain
            else "uv asks the indexes for it there, and where none has it `uv lock` fails."
        )
        missing = [row for row in demand.rows if not row.entries]
        yield finding(
            "source-markers-gap",
            CheckStatus.FAIL if certain else CheckStatus.WARN,
            f"No source of {source.written_name} is for {where}",
            f"{source.written_name} is asked for on {where}, too, and the markers of its sources leave that out. "
            f"{follows}",
            source,
            remedies=(
                *fitting_files(demand, missing, subject),
                *limits.remedies(),
                mark_source(subject.project, demand.package),
            ),
        )


def _left_out(demand: Demand, subject: FindingsSubject) -> str:
    """Return in words what no source is for: platforms, Pythons, or what the lock covers and nobody has in mind."""
    bare = [row.target for row in demand.rows if not row.entries]
    served = {row.target.platform for row in demand.rows if row.entries}
    platforms = [platform for platform in platforms_of(bare) if platform not in served]
    if platforms:
        return platform_words(platforms, platforms_of(subject.targets))
    pythons = list(dict.fromkeys(target.python for target in bare))
    if pythons:
        return f"Python {python_words(pythons, demand.pythons)}"
    return "systems that none of its markers names"
