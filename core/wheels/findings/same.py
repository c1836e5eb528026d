"""A rule about files that the project has twice: two copies go apart one day."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from core.model.checks import Check, CheckStatus
from core.model.wheels import WheelFile
from core.wheels.findings.making import add_file, finding, remove_source
from core.wheels.findings.subject import FindingsSubject
from core.wheels.local_sources import LocalSource


def same_file(subject: FindingsSubject) -> Iterator[Check]:
    """Find sources that name two files with one content, and files whose namesake lies in another yard."""
    seen: list[tuple[LocalSource, WheelFile]] = []
    names = _by_name(subject)
    for source in subject.sources.sources:
        file = subject.file_of(source)
        if file is None:
            continue
        twin = next((each for each in seen if each[0].place != source.place and _is_copy(each[1], file)), None)
        if twin is not None:
            yield _two_sources(twin[0], source, subject)
        elif all(each[0].place != source.place for each in seen):
            yield from _namesake(source, names.get(source.place.name, ()), subject)
        seen.append((source, file))


def _is_copy(one: WheelFile, other: WheelFile) -> bool:
    if one.sha256 is not None and other.sha256 is not None:
        return one.sha256 == other.sha256
    return one.path.name == other.path.name


def _two_sources(first: LocalSource, second: LocalSource, subject: FindingsSubject) -> Check:
    same_package = first.package == second.package and first.file == second.file
    if same_package:
        remedy = add_file(subject.project, first.place, f"Use {first.path} alone", alone=True)
    else:
        remedy = remove_source(
            subject.project, second.package, f"Take {second.path} out", files=(second.path,), keep_dependency=True
        )
    return finding(
        "source-file-twice",
        CheckStatus.WARN,
        f"{second.place.name} is there twice",
        f"The sources name {first.path} and {second.path}, which are one and the same file. uv takes them for two "
        "packages, and one of them will be forgotten when the other is replaced.",
        second,
        remedies=(remedy,),
    )


def _namesake(source: LocalSource, others: Sequence[Path], subject: FindingsSubject) -> Iterator[Check]:
    used = {each.place for each in subject.sources.sources}
    besides = [each for each in others if each.parent != source.place.parent and each not in used]
    if besides:
        yield finding(
            "source-file-twice",
            CheckStatus.WARN,
            f"{source.place.name} is there twice",
            f"The source of {source.written_name} names {source.path}, and {besides[0]} has the same name. Which one a "
            "person replaces, and which one uv takes, will be two things one day. Keep one.",
            source,
        )


def _by_name(subject: FindingsSubject) -> dict[str, list[Path]]:
    """Return the files in the project's yards by their names."""
    found: dict[str, list[Path]] = {}
    for file in subject.nearby:
        found.setdefault(file.path.name, []).append(file.path)
    return found
