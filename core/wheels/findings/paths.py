"""Rules about how the paths of sources are written: what works here and not for colleagues."""

import re
from collections.abc import Iterator
from pathlib import Path

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.wheels.findings.making import add_file, finding, listed
from core.wheels.findings.subject import FindingsSubject
from core.wheels.local_sources import LocalSource

_ABSOLUTE = re.compile(r"[A-Za-z]:[\\/]|[\\/]")
NEW_YARD = "wheels"
"""Where a file is copied to where the project has no yard of its own yet."""


def written_paths(subject: FindingsSubject) -> Iterator[Check]:
    """Find paths with backslashes, absolute ones, and those that lead out of the project; one finding a source."""
    for source in subject.sources.sources:
        there = source.place in subject.files
        if "\\" in source.path and not source.path.startswith("\\\\"):
            yield _backslashes(source, subject, there=there)
        elif _ABSOLUTE.match(source.path):
            yield finding(
                "source-path-absolute",
                CheckStatus.WARN,
                f"The path of {source.written_name} is one of this computer",
                f"The source of {source.written_name} names {source.path}. On another computer nothing lies there, "
                "unless everybody has that very drive or share.",
                source,
                remedies=_copying(source, subject, there=there),
            )
        elif not source.place.is_relative_to(subject.sources.root):
            yield finding(
                "source-path-outside",
                CheckStatus.WARN,
                f"The file of {source.written_name} lies outside of the project",
                f"The source of {source.written_name} names {source.path}, which is {source.place}. Who has only the "
                "project does not have it.",
                source,
                remedies=_copying(source, subject, there=there),
            )


def _backslashes(source: LocalSource, subject: FindingsSubject, *, there: bool) -> Check:
    is_there = there or source.meant in {each.path for each in subject.nearby}
    remedy = add_file(subject.project, source.meant, "Write the path with /") if is_there else None
    works = "That works on Windows, and nowhere else: uv takes it for one name there."
    return finding(
        "source-path-backslashes",
        CheckStatus.WARN if subject.is_windows else CheckStatus.FAIL,
        f"The path of {source.written_name} is written with \\",
        f"The source of {source.written_name} names {source.path}. {works} With / it works everywhere.",
        source,
        remedies=(remedy,),
    )


def _copying(source: LocalSource, subject: FindingsSubject, *, there: bool) -> tuple[CheckRemedy, ...]:
    if not there:
        return ()
    project = subject.project
    inside = [each.parent for each in map(_place, subject.sources.sources) if each.is_relative_to(project)]
    yard = max(dict.fromkeys(inside), key=inside.count) if inside else project / NEW_YARD
    title = f"Copy {source.place.name} into {listed([yard.relative_to(project).as_posix()])} and use it there"
    return (add_file(project, source.place, title, copy_to=yard),)


def _place(source: LocalSource) -> Path:
    return source.place
