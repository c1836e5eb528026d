"""A rule about one package whose files have several versions."""

from collections.abc import Iterator

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.model.wheels import WheelFile
from core.wheels.findings.coverage import Demand, demands
from core.wheels.findings.making import add_file, finding, listed
from core.wheels.findings.subject import FindingsSubject
from core.wheels.findings.targets_said import platform_words, platforms_of
from core.wheels.fit import fit
from core.wheels.local_sources import LocalSource


def differ(subject: FindingsSubject) -> Iterator[Check]:
    """Find packages that are another version on another platform: what runs on one may not run on the other."""
    for demand in demands(subject):
        versions: dict[str, list[LocalSource]] = {}
        for source in demand.local:
            file = subject.file_of(source)
            if file is not None and file.version:
                versions.setdefault(file.version, []).append(source)
        if len(versions) < 2:
            continue
        said = [f"{version} on {_where(sources, demand, subject)}" for version, sources in versions.items()]
        last = list(versions.values())[-1][0]
        yield finding(
            "source-versions-differ",
            CheckStatus.WARN,
            f"{last.written_name} has {len(versions)} versions",
            f"The files of {last.written_name} are {listed(said)}. What works on one of them need not work on the "
            "other, and the lock keeps both.",
            last,
            remedies=_remedies(versions, demand, subject),
        )


def _where(sources: list[LocalSource], demand: Demand, subject: FindingsSubject) -> str:
    """Return the platforms that the files serve, their markers where they serve none."""
    serving = [row.target for row in demand.rows if row.is_served and row.entries[0] in sources]
    every = platforms_of(subject.targets)
    return platform_words(platforms_of(serving), every) or listed([each.marker or "every platform" for each in sources])


def _remedies(
    versions: dict[str, list[LocalSource]], demand: Demand, subject: FindingsSubject
) -> Iterator[CheckRemedy]:
    """Offer files of a yard that bring all platforms to one version."""
    for version, sources in versions.items():
        others = [source for each, own in versions.items() if each != version for source in own]
        found = [_stand_in(other, version, demand, subject) for other in others]
        if sources and all(file is not None for file in found):
            for file in found:
                if file is not None:
                    yield add_file(subject.project, file.path, f"Use {file.path.name}, which is {version}, too")


def _stand_in(source: LocalSource, version: str, demand: Demand, subject: FindingsSubject) -> WheelFile | None:
    """Return a file of ``version`` that serves what ``source`` serves."""
    served = [row.target for row in demand.rows if row.is_served and row.entries[0] == source]
    for file in subject.nearby:
        same = file.name == source.package and file.version == version
        if served and same and all(fit(file, target).fits for target in served):
            return file
    return None
