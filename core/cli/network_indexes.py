"""``wheelyard network add|remove|order``: one index of a list, the others of it left as they are."""

import asyncio

from core.cli.answering import Terminal
from core.cli.arguments import Arguments
from core.cli.commands import absolute
from core.cli.exit_status import status_of
from core.cli.network_templates import filled_in
from core.cli.printer import JsonPrinter, Printer, TextPrinter
from core.cli.run import run_command
from core.cli.settings import diff_lines, preview_lines, preview_shape
from core.model.commands import AnyCommand, ChangeSettings, PreviewSettings, ReadSettings
from core.model.network import ListedIndex
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.project import InputError
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import IndexEntry, SettingsView
from core.model.settings import Origin, OriginKind
from core.network.address import address_of
from core.settings.index_lists import change_of, name_trouble, with_index_added, with_index_moved, without_index
from core.settings.stored_choices import stored_choice


def run_index_change(arguments: Arguments, printer: Printer) -> int:
    """Read the list of the scope, change it, and print what came of it; return the exit status."""
    project, scope = absolute(arguments.project), SettingScope(arguments.scope)
    # What is read on the way is no result.
    silent: Printer = JsonPrinter(events=False) if arguments.json else TextPrinter(quiet=True, events=False)
    read = _run(ReadSettings(project=project), silent)
    if not isinstance(read, Succeeded) or read.settings is None:
        return status_of(read)
    changes = change_of(scope, _list(arguments, read.settings, scope))
    if arguments.dry_run:
        outcome = _run(PreviewSettings(project=project, changes=changes), silent)
        if isinstance(outcome, Succeeded):
            printer.result(preview_shape(outcome), preview_lines(outcome))
        return status_of(outcome)
    seen = dict(read.settings.files)
    outcome = _run(ChangeSettings(project=project, changes=changes, seen=seen), printer)
    if isinstance(outcome, Succeeded) and outcome.diffs and not arguments.json and not arguments.quiet:
        printer.result({}, diff_lines(outcome.diffs))
    return status_of(outcome)


def _list(arguments: Arguments, view: SettingsView, scope: SettingScope) -> str | None:
    lists = {each: stored_choice(view, SettingKey.INDEXES, each) for each in SettingScope}
    if arguments.action == "add":
        return with_index_added(lists[scope], _entry(arguments, lists))
    index = ListedIndex(
        name=None if "://" in arguments.name else arguments.name,
        url=arguments.name,
        origin=Origin(OriginKind.PROJECT),
    )
    try:
        if arguments.action == "remove":
            return without_index(lists[scope], index)
        return with_index_moved(lists[scope], index, arguments.by)
    except LookupError:
        raise InputError(
            f"{arguments.name} is no index of the list that is chosen with --scope {scope.value}.",
            "`wheelyard network show` says which file or variable names each index.",
        ) from None


def _entry(arguments: Arguments, lists: dict[SettingScope, str | None]) -> IndexEntry:
    if arguments.fields and arguments.kind is None:
        raise InputError("--field goes with --template.", "With --url nothing has to be filled in.")
    url = (filled_in(arguments).url if arguments.kind is not None else arguments.url) or ""
    trouble = name_trouble(arguments.name, lists)
    if trouble is not None:
        raise InputError(trouble, "Choose another name.")
    address = address_of(url)
    if isinstance(address, str):
        raise InputError(address, "An index is named like https://packages.example/simple.")
    if address.login is not None:
        raise InputError(
            "A login does not belong into the address of an index.",
            f"Name it without, then `wheelyard credentials set {arguments.name}`.",
        )
    return IndexEntry(url=url, name=arguments.name, default=arguments.default, explicit=arguments.explicit)


def _run(command: AnyCommand, printer: Printer) -> Outcome:
    outcome, _seconds = asyncio.run(run_command(command, printer, terminal=Terminal(asks=False)))
    if isinstance(outcome, Failed) and not isinstance(command, ChangeSettings):
        printer.problem(outcome.problem)
    return outcome
