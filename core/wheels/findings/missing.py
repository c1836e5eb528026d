"""Rules about files of sources that are not there, or not to be reached, and about sources that do not count."""

from collections.abc import Iterator

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.wheels.findings.by_name import nearest
from core.wheels.findings.making import add_file, finding, open_at, remove_source
from core.wheels.findings.subject import FindingsSubject
from core.wheels.local_sources import LocalSource

_MOST_OFFERED = 2


def missing(subject: FindingsSubject) -> Iterator[Check]:
    """Find files that are not there; one that could stand for it is offered.

    uv reads the files of a package that is asked for when it locks, also those for other platforms, and never those
    of a package that nothing asks for (measured, uv 0.13.9).
    """
    wanted = {each.package for each in subject.sources.wanted}
    for source in subject.sources.sources:
        if source.place not in subject.missing or ("\\" in source.path and not subject.is_windows):
            continue  # about backslashes there is a rule of their own
        asked = source.package in wanted or subject.sources.is_open
        follows = (
            "uv reads it when it locks, also where it is for another platform, and fails without it."
            if asked
            else "Nothing asks for the package, so uv does not miss it yet."
        )
        near = _near(source, subject)
        found = f" {near[0].title.removeprefix('Use ')} could stand for it." if near else ""
        out = remove_source(
            subject.project,
            source.package,
            f"Take {source.path} out of the sources of {source.written_name}",
            files=(source.path,),
            keep_dependency=True,
        )
        yield finding(
            "source-file-missing",
            CheckStatus.FAIL if asked else CheckStatus.WARN,
            f"The file of {source.written_name} does not exist",
            f"The source of {source.written_name} names {source.path}, and there is no {source.place}. "
            f"{follows}{found}",
            source,
            remedies=(*near, out),
        )


def _near(source: LocalSource, subject: FindingsSubject) -> tuple[CheckRemedy, ...]:
    in_use = [each.place for each in subject.sources.sources]
    files = nearest(source.place, source.package, subject.nearby, in_use)
    alone = len(subject.by_package[source.package]) == 1
    return tuple(
        add_file(subject.project, file.path, f"Use {file.path.name}", alone=alone) for file in files[:_MOST_OFFERED]
    )


def unreachable(subject: FindingsSubject) -> Iterator[Check]:
    """Find files on drives and shares that do not answer, or in folders that may not be looked into."""
    for source in subject.sources.sources:
        why = subject.unreachable.get(source.place)
        if why is not None:
            yield finding(
                "source-unreachable",
                CheckStatus.FAIL,
                f"The file of {source.written_name} cannot be reached",
                f"The source of {source.written_name} names {source.path}: {why} uv fails there, too. Connect the "
                "drive or share, or have a copy of the file in the project.",
                source,
            )


def in_uv_toml(subject: FindingsSubject) -> Iterator[Check]:
    """Find sources in a ``uv.toml``: uv takes them in a ``pyproject.toml`` only, and ends (measured, uv 0.13.9)."""
    for file, line in subject.sources.in_uv_toml:
        yield Check(
            id="sources-in-uv-toml",
            status=CheckStatus.FAIL,
            title="Sources stand in a uv.toml",
            detail=f"{file} names sources. uv takes them only from [tool.uv.sources] of a pyproject.toml, and ends "
            "with an error at this file.",
            file=file,
            line=line,
            remedies=(open_at(file, line),),
        )
