"""``wheelyard settings``: what holds and why, and changes of it."""

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from core.cli.answering import Terminal
from core.cli.arguments import Arguments
from core.cli.commands import command_of
from core.cli.exit_status import status_of
from core.cli.printer import Printer
from core.cli.run import run_command
from core.model.commands import ReadSettings
from core.model.outcome import Outcome, Succeeded
from core.model.setting_keys import SettingKey
from core.model.setting_values import EffectiveSetting, FileDiff, Held, SettingsView, SettingValue, SourceTrouble
from core.model.settings import Origin, OriginKind
from core.settings.declared.all import declared
from core.store.documents import to_builtins

Shape = dict[str, Any]

_KINDS = {
    OriginKind.DEFAULT: "default",
    OriginKind.SYSTEM: "for this computer",
    OriginKind.USER: "for all your projects",
    OriginKind.PROJECT: "for everyone in this project",
    OriginKind.ENVIRONMENT: "variable",
    OriginKind.PROFILE: "for you in this project",
    OriginKind.POLICY: "policy",
}


def run_settings(arguments: Arguments, printer: Printer) -> int:
    """List settings, say what a change would do, or make it; return the exit status."""
    command = command_of(arguments)
    if isinstance(command, ReadSettings) and arguments.project == Path() and not _is_project(command.project):
        command = ReadSettings()
        printer.hint("Here is no project: this is what holds for all your projects.")
    terminal = Terminal(asks=False if arguments.json else None)
    outcome, _seconds = asyncio.run(run_command(command, printer, terminal=terminal))
    match outcome:
        case Succeeded(settings=SettingsView() as view):
            view = _only(view, arguments.key)
            printer.result(settings_shape(view), settings_lines(view))
        case Succeeded() if arguments.dry_run:
            printer.result(preview_shape(outcome), preview_lines(outcome))
        case Succeeded(diffs=diffs) if diffs and not arguments.json and not arguments.quiet:
            printer.result({}, diff_lines(diffs))
        case _ if arguments.action is None or arguments.dry_run:
            _print_problem(outcome, printer)
        case _:
            pass
    return status_of(outcome)


def settings_shape(view: SettingsView) -> Shape:
    """Return the result of ``settings``, without secrets."""
    return {
        "settings": [_setting_shape(each) for each in view.settings],
        "troubles": [to_builtins(each) for each in view.troubles],
    }


def settings_lines(view: SettingsView) -> Iterator[str]:
    """Yield a line for each setting, below it the values that do not count, at the end what uv cannot use."""
    rows = [(each, _words(each, each.value)) for each in view.settings]
    wide = max((len(each.key.value) for each in view.settings), default=0) + 2
    for setting, value in rows:
        first, *more = value.splitlines() or [""]
        yield f"{setting.key.value:<{wide}}{first}  [{_origin_words(setting)}]"
        yield from (" " * wide + line for line in more)
        for held in setting.overridden:
            yield " " * wide + f"not {_one_line(setting, held)}"
        if setting.unknown is not None and setting.held:
            yield " " * wide + setting.unknown
    for trouble in view.troubles:
        yield _trouble_line(trouble)


def preview_shape(outcome: Succeeded) -> Shape:
    """Return the result of a change with ``--dry-run``."""
    return {"diffs": [diff_shape(each) for each in outcome.diffs], "note": outcome.repaired}


def preview_lines(outcome: Succeeded) -> Iterator[str]:
    """Yield what a change would do."""
    yield from diff_lines(outcome.diffs)
    if outcome.repaired is not None:
        yield outcome.repaired
    elif not outcome.diffs:
        yield "Nothing would change."


def diff_shape(diff: FileDiff) -> Shape:
    """Return what happens to one file."""
    shape: Shape = to_builtins(diff)
    return shape


def diff_lines(diffs: Iterable[FileDiff]) -> Iterator[str]:
    """Yield changes of files as unified diffs, each with the sentence that belongs to it."""
    for diff in diffs:
        yield from diff.lines
        if diff.note is not None:
            yield diff.note


def _setting_shape(setting: EffectiveSetting) -> Shape:
    return {
        "key": setting.key.value,
        "value": to_builtins(setting.value),
        "origin": _origin_shape(setting.origin),
        "overridden": [
            {"value": to_builtins(held.value), "origin": _origin_shape(held.origin)} for held in setting.overridden
        ],
        "locked": setting.locked_by is not None,
    }


def _origin_shape(origin: Origin) -> Shape:
    line = {"line": origin.line} if origin.line is not None else {}
    return {"kind": origin.kind.value, "path": origin.path, **line}


def _words(setting: EffectiveSetting, value: SettingValue | None) -> str:
    if value is None:
        return setting.default or "not set"
    return "none" if value == () else declared(setting.key).kind.text(value)


def _origin_words(setting: EffectiveSetting) -> str:
    locked = "locked, " if setting.locked_by is not None else ""
    parts = [held.origin for held in setting.held if held.note is None] if setting.joined else []
    return locked + "; ".join(_origin(each) for each in parts or [setting.origin])


def _origin(origin: Origin) -> str:
    if origin.path is None:
        return _KINDS[origin.kind]
    line = f":{origin.line}" if origin.line is not None else ""
    return f"{_KINDS[origin.kind]}: {origin.path}{line}"


def _one_line(setting: EffectiveSetting, held: Held) -> str:
    value = ", ".join(_words(setting, held.value).splitlines())
    note = f": {held.note}" if held.note is not None else ""
    return f"{value}  [{_origin(held.origin)}]{note}"


def _trouble_line(trouble: SourceTrouble) -> str:
    place = "".join(f":{number}" for number in (trouble.line, trouble.column) if number is not None)
    ends = " uv ends because of it." if trouble.stops_uv else " uv passes over all that stands there."
    return f"{trouble.source}{place}: {trouble.sentence}{ends}"


def _only(view: SettingsView, key: str | None) -> SettingsView:
    return view if key is None else replace(view, settings=(view.of(SettingKey(key)),))


def _is_project(folder: Path | None) -> bool:
    return folder is not None and (folder / "pyproject.toml").exists()


def _print_problem(outcome: Outcome, printer: Printer) -> None:
    problem = getattr(outcome, "problem", None)
    if problem is not None:
        printer.problem(problem)
