"""Rules about names of sources: of nothing that is asked for, in another spelling, of another package, twice."""

from collections.abc import Iterator

from core.model.checks import Check, CheckStatus
from core.wheels.findings.making import add_file, finding, remove_source
from core.wheels.findings.subject import FindingsSubject


def without_dependency(subject: FindingsSubject) -> Iterator[Check]:
    """Find local sources of packages that nothing in the workspace asks for: they have no effect."""
    if subject.sources.is_open:
        return
    wanted = {each.package for each in subject.sources.wanted}
    own = set()
    for source in subject.sources.sources:
        if source.package in wanted or (source.package, source.file) in own:
            continue
        own.add((source.package, source.file))
        name = source.written_name
        files = tuple(each.place for each in subject.by_package[source.package] if each.place in subject.files)
        adding = add_file(subject.project, files[0], f"Let the project depend on {name}") if len(files) == 1 else None
        yield finding(
            "source-without-dependency",
            CheckStatus.WARN,
            f"{name} has a source, and nothing asks for it",
            f"{name} is neither among the dependencies nor in an extra, a group or a constraint, so its source has no "
            "effect: where another package brings it, uv takes it from an index.",
            source,
            remedies=(remove_source(subject.project, source.package, f"Take the source of {name} out"), adding),
        )


def spelled_differently(subject: FindingsSubject) -> Iterator[Check]:
    """Find sources whose name is spelled with ``_`` here and with ``-`` there; uv takes both for one."""
    seen = set()
    for source in subject.sources.sources:
        others = {
            each.written_name
            for each in subject.sources.wanted
            if each.package == source.package and each.written_name.lower() != source.written_name.lower()
        }
        if others and (source.package, source.file) not in seen:
            seen.add((source.package, source.file))
            other = min(others)
            yield finding(
                "source-name-spelled-differently",
                CheckStatus.WARN,
                f"{other} is called {source.written_name} among the sources",
                f"What asks for the package calls it {other}, its source {source.written_name}. uv takes them for the "
                "same, so nothing breaks; people and searches do not find one by the other.",
                source,
            )


def twice(subject: FindingsSubject) -> Iterator[Check]:
    """Find packages with two sources under two spellings in one file, at which uv ends."""
    first: dict[tuple[str, object], str] = {}
    for source in subject.sources.sources:
        known = first.setdefault((source.package, source.file), source.written_name)
        if known != source.written_name:
            yield finding(
                "source-twice",
                CheckStatus.FAIL,
                f"{source.package} has two sources",
                f"[tool.uv.sources] names {known} and {source.written_name}, which are one package. uv ends with an "
                "error when it reads the project.",
                source,
            )


def other_package(subject: FindingsSubject) -> Iterator[Check]:
    """Find files that are another package than their source says, at which uv fails (measured, uv 0.13.9)."""
    for source in subject.sources.sources:
        file = subject.file_of(source)
        if file is not None and file.name and file.name != source.package:
            yield finding(
                "source-other-package",
                CheckStatus.FAIL,
                f"The file of {source.written_name} is {file.written_name or file.name}",
                f"The source of {source.written_name} names {source.path}, which is {file.written_name or file.name} "
                f"{file.version}. uv refuses it.",
                source,
            )
