"""Which source serves which target of the lock, package by package, as far as markers and tags tell."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from packaging.markers import Marker

from core.model.wheels import FileFit, Target
from core.wheels.findings.marker_cases import cases, markers
from core.wheels.findings.subject import FindingsSubject
from core.wheels.fit import fit
from core.wheels.local_sources import LocalSource, PackageSource, Wanted
from core.wheels.marker_truth import holds as is_true
from core.wheels.targets import marker_environment


class Row(Struct, frozen=True):
    """A target that wants a package, the entries whose marker holds there, and how the file of the first fits.

    ``fit`` is None where no entry holds, where it names no file, or where the file is not there.
    """

    target: Target
    entries: tuple[PackageSource, ...]
    fit: FileFit | None

    @property
    def is_served(self) -> bool:
        """Whether the package can be installed there, as far as it is known."""
        return bool(self.entries) and (self.fit is None or self.fit.fits)


class Demand(Struct, frozen=True, kw_only=True):
    """What one project's file asks of a package with sources: its entries, and a row for every target that wants it.

    ``pythons`` are the Python versions of those targets, the lowest first.
    """

    package: str
    wanted: tuple[Wanted, ...]
    entries: tuple[PackageSource, ...]
    rows: tuple[Row, ...]

    @property
    def local(self) -> tuple[LocalSource, ...]:
        """The entries that name files."""
        return tuple(entry for entry in self.entries if isinstance(entry, LocalSource))

    @property
    def pythons(self) -> tuple[str, ...]:
        """The Python versions of the targets, in their order."""
        return tuple(dict.fromkeys(row.target.python for row in self.rows))


def demands(subject: FindingsSubject) -> Iterator[Demand]:
    """Yield what is asked of each package that has a local source, once per project's file that asks.

    Entries for an extra or a group alone are left out with their package: what they serve, uv alone knows.
    """
    asked: dict[tuple[str, Path], list[Wanted]] = {}
    for each in subject.sources.wanted:
        if not each.is_limit:
            asked.setdefault((each.package, each.file), []).append(each)
    for (package, file), wanted in asked.items():
        entries = subject.sources.sources_of(package, file)
        local = any(isinstance(entry, LocalSource) for entry in entries)
        if not local or any(entry.extra is not None or entry.group is not None for entry in entries):
            continue
        rows = [
            _row(target, entries, subject)
            for target in subject.targets
            if any(holds(each.marker, target) for each in wanted)
        ]
        yield Demand(package=package, wanted=tuple(wanted), entries=entries, rows=tuple(rows))


def holds(marker: str | None, target: Target) -> bool:
    """Return whether a marker holds on a target; one that nobody can read holds nowhere."""
    if marker is None:
        return True
    try:
        return is_true(Marker(marker), {**marker_environment(target), "extra": ""})
    except ValueError:  # InvalidMarker is one, too
        return False


def leaves_out(demand: Demand, environments: Sequence[str], requires_python: str | None) -> bool:
    """Return whether a package is wanted on some computer of the environments where none of its sources holds.

    Without ``environments`` every computer counts, also those that no target stands for.
    """
    wanted = markers(each.marker for each in demand.wanted)
    limits = markers(environments or [None])
    entries = markers(each.marker for each in demand.entries)
    return any(
        wanted.hold(case) and limits.hold(case) and not entries.hold(case)
        for case in cases((wanted, limits, entries), requires_python)
    )


def _row(target: Target, entries: tuple[PackageSource, ...], subject: FindingsSubject) -> Row:
    holding = tuple(entry for entry in entries if holds(entry.marker, target))
    first = holding[0] if holding else None
    file = subject.file_of(first) if isinstance(first, LocalSource) else None
    return Row(target, holding, fit(file, target) if file is not None and file.version else None)
