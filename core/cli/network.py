"""``wheelyard network``: the servers of a project checked, its proxies and logins shown, certificates exported."""

import asyncio

from core.cli.answering import Terminal
from core.cli.arguments import Arguments
from core.cli.commands import absolute
from core.cli.exit_status import ExitStatus, status_of
from core.cli.network_indexes import run_index_change
from core.cli.network_templates import run_templates
from core.cli.network_text import endpoint_lines, endpoint_shape, view_lines, view_shape
from core.cli.printer import Printer
from core.cli.run import run_command
from core.model.checks import CheckStatus
from core.model.commands import (
    AnyCommand,
    CheckNetwork,
    ExportCertificates,
    MoveLogins,
    ReadNetwork,
    ShareLogins,
)
from core.model.network import ExportedCertificates, NetworkView
from core.model.outcome import Outcome, Succeeded
from core.network.address import plain_url
from core.store.documents import to_builtins

_RESULTS = frozenset({"check", "show", "export-certificates", "templates"})
"""The actions whose result is what they find; of the others it is what happens."""


def prints_events(arguments: Arguments) -> bool:
    """Whether what happens is the result of the action, not what it finds."""
    return arguments.action not in _RESULTS


def run_network(arguments: Arguments, printer: Printer) -> int:
    """Carry one action out and print what came of it; return the exit status."""
    if arguments.action == "templates":
        return run_templates(arguments, printer)
    if arguments.action in {"add", "remove", "order"}:
        return run_index_change(arguments, printer)
    command = network_command_of(arguments, printer)
    outcome, _seconds = asyncio.run(run_command(command, printer, terminal=Terminal(asks=False)))
    match command, outcome:
        case CheckNetwork(), Succeeded(endpoints=reports):
            printer.result({"endpoints": [endpoint_shape(report) for report in reports]}, endpoint_lines(reports))
            fails = any(report.status is CheckStatus.FAIL for report in reports)
            return ExitStatus.PROBLEM if fails else ExitStatus.DONE
        case ReadNetwork(), Succeeded(network=NetworkView() as view):
            printer.result(view_shape(view), view_lines(view))
        case ExportCertificates(), Succeeded(certificates=ExportedCertificates() as exported, repaired=said):
            printer.result(to_builtins(exported), (said,) if said else ())
        case _:
            if not prints_events(arguments):
                _print_problem(outcome, printer)
    return status_of(outcome)


def network_command_of(arguments: Arguments, printer: Printer) -> AnyCommand:
    """Return the command of an action; files become absolute, and addresses lose a login that was typed into them."""
    project = absolute(arguments.project)
    match arguments.action:
        case "check":
            urls = tuple(plain_url(url) for url in arguments.urls)
            if any("@" in url for url in arguments.urls):
                printer.hint(
                    "A login in an address is not used, and everybody on this computer can read it in the list of "
                    "programs: store it with `wheelyard credentials set`."
                )
            return CheckNetwork(project=project, urls=urls, prove=not arguments.no_uv)
        case "export-certificates":
            return ExportCertificates(
                project=project,
                to=absolute(arguments.to) if arguments.to is not None else None,
                use=not arguments.no_use,
                others=arguments.others,
                more=tuple(map(absolute, arguments.more)),
            )
        case "move-logins":
            return MoveLogins(project=project, ids=tuple(arguments.ids))
        case "share-logins":
            return ShareLogins(project=project, share=not arguments.stop)
        case _:
            return ReadNetwork(project=project)


def _print_problem(outcome: Outcome, printer: Printer) -> None:
    problem = getattr(outcome, "problem", None)
    if problem is not None:
        printer.problem(problem)
