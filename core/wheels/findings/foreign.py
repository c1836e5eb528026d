"""A rule about wheels of other platforms that ``uv lock`` unpacks here, under this computer's scanner."""

from collections.abc import Iterator

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.model.measurements import ProbeReport, Verdict
from core.model.wheels import FileKind, WheelFile
from core.wheels.findings.making import finding, in_project, relocate_cache, size_words
from core.wheels.findings.subject import FindingsSubject
from core.wheels.fit import fit
from core.wheels.local_sources import LocalSource

_BAD = frozenset({Verdict.REFUSED, Verdict.SLOW})


def foreign_wheels(subject: FindingsSubject) -> Iterator[Check]:
    """Find wheels that serve nothing here and are unpacked here nevertheless.

    On Windows each is said, since a scanner looks at what is unpacked as a rule; elsewhere only where renames were
    measured to be refused or slow.
    """
    for source, file in foreign_in(subject):
        report = subject.probes.get(source.place)
        verdict = report.verdict if report is not None else None
        if verdict is None and subject.verdict is not None:
            verdict = subject.verdict.verdict
        if not subject.is_windows and verdict not in _BAD:
            continue
        yield _check(source, file, report, verdict, subject)


def foreign_in(subject: FindingsSubject) -> Iterator[tuple[LocalSource, WheelFile]]:
    """Yield the wheels that a package in use names and that cannot be installed here, each file once."""
    here = subject.here
    wanted = {each.package for each in subject.sources.wanted}
    seen = set()
    for source in subject.sources.sources:
        file = subject.file_of(source)
        if here is None or file is None or file.kind is not FileKind.WHEEL or not file.is_usable:
            continue
        if source.package in wanted and source.place not in seen and not _serves_system(file, subject):
            seen.add(source.place)
            yield source, file


def _serves_system(file: WheelFile, subject: FindingsSubject) -> bool:
    """Whether the wheel is for this computer under any Python of the project: only its platform makes it foreign."""
    here = subject.here
    pythons = {target.python for target in subject.targets} | ({here.python} if here is not None else set())
    return here is None or any(fit(file, type(here)(here.platform, python)).fits for python in pythons)


def _check(
    source: LocalSource,
    file: WheelFile,
    report: ProbeReport | None,
    verdict: Verdict | None,
    subject: FindingsSubject,
) -> Check:
    platform = subject.here.platform.words if subject.here is not None else "this platform"
    entries = f", {file.entries} entries" if file.entries is not None else ""
    unpacked = f", {size_words(file.unpacked)} unpacked" if file.unpacked is not None else ""
    what = f"{size_words(file.size)}{entries}{unpacked}"
    said = [f"{source.path} is not for {platform}, and `uv lock` unpacks it here all the same, to read it: {what}."]
    if report is not None:
        said.append(
            f"Measured in {report.place} with this very wheel: {report.why} {report.refused_first} of {report.rounds} "
            f"renames were refused at first, {report.never_passed} never passed; the longest wait was "
            f"{report.wait_ms.max:.0f} ms."
        )
    elif subject.verdict is not None:
        said.append(f"The last measurement of the cache: {subject.verdict.why}")
    else:
        said.append("What that costs under this computer's scanner was not measured.")
    status = {Verdict.REFUSED: CheckStatus.FAIL, Verdict.CLEAR: CheckStatus.OK if report is not None else None}
    remedies = [relocate_cache(subject.project)] if verdict in _BAD else []
    if report is None:
        remedies.append(
            CheckRemedy(
                title="Measure it with this very wheel",
                command=("wheelyard", "wheels", "check", "--probe", *in_project(subject.project)),
            )
        )
    return finding(
        "source-foreign-wheel",
        (status.get(verdict) if verdict is not None else None) or CheckStatus.WARN,
        f"`uv lock` unpacks {source.place.name} here, where it is of no use",
        " ".join(said),
        source,
        remedies=remedies,
    )
