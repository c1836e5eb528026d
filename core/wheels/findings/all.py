"""All rules about local sources, in the order in which their findings are shown; each stands alone."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from core.model.checks import Check
from core.wheels.findings import (
    build,
    changed,
    foreign,
    markers,
    missing,
    names,
    paths,
    platforms,
    pythons,
    same,
    troubles,
    versions,
)
from core.wheels.findings.subject import FindingsSubject


class SourceRule(Struct, frozen=True):
    """One rule: its name, what it looks for in words that follow "Looking for", and how it looks.

    ``by_settings`` says that a rule about settings finds the same, so that a check of everything needs only that.
    """

    id: str
    looks_for: str
    find: Callable[[FindingsSubject], Iterable[Check]]
    by_settings: bool = False


SOURCE_RULES: tuple[SourceRule, ...] = (
    SourceRule("sources-missing", "files of sources that are not there", missing.missing),
    SourceRule("sources-unreachable", "files of sources that cannot be reached", missing.unreachable),
    SourceRule("sources-files", "files of sources that are not as they should be", troubles.of_files),
    SourceRule("sources-other-package", "files of another package", names.other_package),
    SourceRule("sources-in-uv-toml", "sources in a uv.toml", missing.in_uv_toml, by_settings=True),
    SourceRule("sources-overlap", "markers of sources that overlap", markers.overlapping),
    SourceRule("sources-gap", "platforms that markers of sources leave out", markers.gap),
    SourceRule("sources-unresolved", "platforms that a file is named for and cannot serve", platforms.unresolved),
    SourceRule("sources-unserved", "platforms that no file serves", platforms.unserved),
    SourceRule("sources-pythons", "Pythons that no file serves", pythons.only_some),
    SourceRule("sources-requires-python", "files that want a newer Python", pythons.requires_more),
    SourceRule("sources-changed", "files that changed since the lock", changed.since_lock),
    SourceRule("sources-versions", "versions that differ between platforms", versions.differ),
    SourceRule("sources-foreign", "wheels of other platforms that are unpacked here", foreign.foreign_wheels),
    SourceRule("sources-build", "source distributions that need a compiler", build.needs_compiler),
    SourceRule("sources-same", "files that are there twice", same.same_file),
    SourceRule("sources-without", "local sources that nothing asks for", names.without_dependency),
    SourceRule("sources-name-twice", "packages with two sources", names.twice, by_settings=True),
    SourceRule("sources-spelling", "names of sources in another spelling", names.spelled_differently, by_settings=True),
    SourceRule("sources-paths", "paths of sources that only work here", paths.written_paths),
)
