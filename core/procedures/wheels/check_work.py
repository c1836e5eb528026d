"""The work of ``wheels check``: what is wrong with a project's local sources, each rule standing alone."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from core.jobs import JobScope
from core.model.checks import Check, CheckStatus
from core.model.commands import CheckWheels
from core.model.events import FilesProgressed
from core.model.outcome import Outcome, Succeeded
from core.model.wheels import FitTable, WheelsReport, YardFile
from core.procedures.doctor.alone import Look, in_thread, made
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.procedures.wheels.findings_subject import findings_subject, measured
from core.procedures.wheels.fit_here import seen_from
from core.settings.project_file import read_project
from core.wheels.findings.all import SOURCE_RULES, SourceRule
from core.wheels.findings.subject import FindingsSubject
from core.wheels.fit import fit_table

_ORDER = (CheckStatus.FAIL, CheckStatus.WARN, CheckStatus.UNKNOWN, CheckStatus.OK)


def procedure(command: CheckWheels, services: Services) -> Procedure:
    """Return the procedure; it only looks and joins no queue, and a probe leaves the cache's place as it was."""
    folder = command.project or Path.cwd()

    async def work(scope: JobScope) -> Outcome:
        await asyncio.to_thread(read_project, folder)  # a folder that is no project is bad input

        def said(done: int, total: int, file: Path) -> None:
            scope.emit(FilesProgressed(job=scope.job, project=scope.project, done=done, total=total, file=str(file)))

        subject = await findings_subject(folder, services, on_file=said)
        if command.probe:
            subject = await measured(subject, scope, services)
        return Succeeded(checks=await found_in(subject), wheels=report_of(subject))

    return Procedure(work=work)


async def found_in(subject: FindingsSubject, rules: Sequence[SourceRule] = SOURCE_RULES) -> tuple[Check, ...]:
    """Return what all rules find, the worst first; where that is nothing, one check says so."""
    found = await asyncio.gather(*(made(look) for look in looks(subject, rules)))
    checks: list[Check] = []
    for check in (check for each in found for check in each):
        if check not in checks:  # what members of a workspace share is said once
            checks.append(check)
    return tuple(sorted(checks, key=lambda check: _ORDER.index(check.status))) or (in_order(subject),)


def looks(
    subject: FindingsSubject, rules: Sequence[SourceRule] = SOURCE_RULES, *, beside_settings: bool = False
) -> tuple[Look, ...]:
    """Return the rules as checks that can be made; ``beside_settings`` leaves out what rules about settings find."""
    return tuple(
        in_thread(rule.id, f"Looking for {rule.looks_for}", partial(rule.find, subject))
        for rule in rules
        if not (beside_settings and rule.by_settings)
    )


def in_order(subject: FindingsSubject) -> Check:
    """Return the check that says that nothing is wrong."""
    count = len({source.place for source in subject.sources.sources})
    if not count:
        return Check(id="sources", status=CheckStatus.OK, title="The project has no local sources")
    files = "1 file" if count == 1 else f"{count} files"
    detail = f"{len(SOURCE_RULES)} rules found nothing in the sources and in {files}."
    return Check(id="sources", status=CheckStatus.OK, title="The local sources are in order", detail=detail)


def report_of(subject: FindingsSubject) -> WheelsReport:
    """Return the files that were read, with what they serve in the project and here."""
    files = []
    for each in subject.files.values():
        fits, why = seen_from(each, subject.here, subject.project)
        files.append(YardFile(file=each, fits=fits, why=why, used_by=(subject.project,)))
    tables: list[FitTable] = []
    for package, sources in subject.by_package.items():
        named = [file for source in sources if (file := subject.file_of(source)) is not None]
        if named:
            tables.append(fit_table(package, named, subject.targets))
    return WheelsReport(files=tuple(files), targets=subject.targets, tables=tuple(tables))
