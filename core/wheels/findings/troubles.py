"""A rule about what is wrong with the files themselves."""

from collections.abc import Iterator

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.wheels.findings.build import COMPILING
from core.wheels.findings.by_name import nearest
from core.wheels.findings.making import add_file, finding, in_project
from core.wheels.findings.subject import FindingsSubject

_NOTES = COMPILING | {"dynamic-requires"}
"""Troubles that another rule says, or that uv lives with."""


def of_files(subject: FindingsSubject) -> Iterator[Check]:
    """Find files that are damaged, that lie about themselves, or that this computer cannot unpack."""
    seen = set()
    for source in subject.sources.sources:
        file = subject.file_of(source)
        if file is None or source.place in seen:
            continue
        seen.add(source.place)
        passed_over = _NOTES | ({"build-requires"} if subject.sources.remote else set())
        for trouble in (each for each in file.troubles if each.id not in passed_over):
            near = nearest(
                source.place, source.package, subject.nearby, [each.place for each in subject.sources.sources]
            )
            others = [each for each in near if each.version == file.version or not file.version]
            looking = CheckRemedy(
                title=f"Read {source.place.name} wholly",
                command=("wheelyard", "wheels", "inspect", str(source.place), *in_project(subject.project)),
            )
            replacing = [add_file(subject.project, others[0].path, f"Use {others[0].path.name}")] if others else []
            yield finding(
                f"file-{trouble.id}",
                CheckStatus.FAIL if trouble.stops else CheckStatus.WARN,
                f"{source.place.name} is not as it should be",
                trouble.sentence,
                source,
                remedies=(*replacing, looking),
            )
