"""The work of writing the request to the IT department about the last problem of a project."""

import asyncio
import getpass
import platform
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from core.diagnosis.failure_history import history_report
from core.diagnosis.request import it_request
from core.diagnosis.request_material import RequestMaterial
from core.diagnosis.wanted_evidence import EvidenceKind
from core.jobs import JobScope
from core.model.commands import PrepareRequest
from core.model.history import HistoryReport, Run
from core.model.named_product import NamedProduct
from core.model.outcome import Outcome, Succeeded
from core.model.problem import Problem
from core.model.project import InputError
from core.model.request import Request
from core.procedures.limited import NotInTimeError, within
from core.procedures.network.address_problem import address_problem
from core.procedures.patient_problem import PATIENCE
from core.procedures.preparation import Prepared, prepare
from core.procedures.procedure import Procedure
from core.procedures.running import ask
from core.procedures.services import Services
from core.settings.indexes import indexes_of
from core.store.atomic import write_atomically
from core.system.long_paths import long_paths_enabled
from core.system.security_products import FoundProduct, security_products
from core.system.this_computer import IS_WINDOWS
from core.uv.invocation import piped

T = TypeVar("T")

_DAYS = 30
_DAY = 24 * 3600.0
_SECONDS = 4.0


def procedure(command: PrepareRequest, services: Services) -> Procedure:
    """Return the procedure; it reads what is known, and writes nothing but the file that was named."""
    folder = command.project or Path.cwd()

    async def work(_scope: JobScope) -> Outcome:
        problem = await asyncio.to_thread(_last_problem, folder, services) if command.url is None else None
        prepared = await prepare(folder, services)
        if problem is None:
            problem = await address_problem(command.url or "", prepared, services)
        material = await _material(problem, prepared, services)
        request = services.redaction.of(await asyncio.to_thread(it_request, material))
        if command.out is None:
            return Succeeded(request=request)
        await asyncio.to_thread(_write, command.out, request)
        return Succeeded(request=request, repaired=f"The request is in {command.out}.")

    return Procedure(work=work)


def _last_problem(folder: Path, services: Services) -> Problem:
    run = services.history().last_problem(folder)
    if run is None or run.problem is None:
        raise InputError(
            f"The history has no problem of {folder}, so there is nothing to ask for.",
            "Run what fails once in Wheelyard; then the request says what was measured.",
        )
    return run.problem


async def _material(problem: Problem, prepared: Prepared, services: Services) -> RequestMaterial:
    folder, places = prepared.project.folder, prepared.effective.places
    now = services.clock.now()
    history = services.history()
    rows = await asyncio.to_thread(history.rows, folder, now - _DAYS * _DAY)
    report = history_report(rows, now, _DAYS)
    products = await _or_none(security_products)
    return RequestMaterial(
        problem=problem,
        now=now,
        request_address=prepared.policy.request_address,
        project_name=prepared.project.name,
        project=folder,
        windows=IS_WINDOWS,
        cache=places.cache.path,
        temp=places.temp.path,
        environment=places.environment.path,
        history=report,
        probes=rows.probes,
        products=None if products is None else tuple(map(_named, products)),
        long_paths_enabled=await _or_none(long_paths_enabled),
        uv_program=prepared.uv.path,
        uv_version=prepared.uv.version,
        python_program=await _python(prepared, services),
        tried=_tried(problem, report),
        hosts=_hosts(problem, folder, services.environ),
        profile=_person(services.environ),
        user=_user(),
        computer=platform.node() or None,
        held_by_scanner=_held_by_scanner(problem),
    )


async def _or_none(look: Callable[[], T]) -> T | None:
    try:
        return await within(_SECONDS, look)
    except NotInTimeError:
        return None


async def _python(prepared: Prepared, services: Services) -> Path | None:
    answer = await ask(services.runner, piped(prepared.call(), ("python", "find", "--offline")))
    found = answer.text()
    return Path(found) if answer.end.exit_code == 0 and found else None


def _named(found: FoundProduct) -> NamedProduct:
    return NamedProduct(name=found.name, maker=found.maker, kind=found.kind.value, running=found.running)


def _held_by_scanner(problem: Problem) -> bool | None:
    """Return whether a program that was seen to hold the file is a security product, None where none was seen."""
    holders = next((each for each in problem.evidence if each.id == EvidenceKind.HOLDERS), None)
    if holders is None or not holders.measured.get("programs"):
        return None
    return bool(holders.measured.get("scanners"))


def _tried(problem: Problem, report: HistoryReport) -> tuple[str, ...]:
    """Return what was tried without an administrator, as the history tells it."""
    same = [run for run in report.runs if run.category == problem.category.value]
    first = min((run.started_at for run in same), default=None)
    since = [run for run in report.runs if first is not None and run.started_at >= first]
    sentences = []
    again = len(same) - 1
    if again > 0:
        sentences.append(f"The same was run {again} more time{'s' if again > 1 else ''}, and failed in the same way.")
    sentences += [f"The cache was moved to {run.cache}." for run in reversed(since) if _is_move(run)]
    if any(evidence.id == PATIENCE for evidence in problem.evidence):
        sentences.append("The packages were brought in one at a time, with pauses for the scanner.")
    return tuple(dict.fromkeys(sentences))


def _is_move(run: Run) -> bool:
    return run.command == "relocate" and run.outcome == "succeeded" and run.cache is not None


def _hosts(problem: Problem, folder: Path, environ: Mapping[str, str]) -> tuple[str, ...]:
    urls = (*((problem.url,) if problem.url else ()), *(url for _, url in indexes_of(folder, environ)))
    hosts = []
    for url in urls:
        try:
            hosts.append(urlsplit(url).hostname)
        except ValueError:  # no address, and uv says so itself
            continue
    return tuple(dict.fromkeys(host for host in hosts if host))


def _person(environ: Mapping[str, str]) -> Path | None:
    named = environ.get("USERPROFILE") or environ.get("HOME")
    return Path(named) if named else None


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return None


def _write(out: Path, request: Request) -> None:
    text = request.markdown if out.suffix.lower() == ".md" else request.text
    try:
        write_atomically(out, text.encode("utf-8"))
    except OSError as error:
        raise InputError(
            f"The request cannot be written to {out}: {error.strerror}.", "Name a file in a folder of yours."
        ) from error
