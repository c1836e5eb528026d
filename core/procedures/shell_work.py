"""The work around shells: a script that gives one the project's environment, one read, a terminal opened."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.commands import ImportScript, OpenTerminal, SaveScript
from core.model.outcome import Outcome, Succeeded
from core.model.programs_found import FoundProgram
from core.model.project import InputError
from core.model.setting_keys import SettingKey
from core.model.shells import ImportedScript, ShellKind, ShellScript
from core.procedures.procedure import Procedure
from core.procedures.project_environment import make_folders, project_environment
from core.procedures.services import Services
from core.procedures.terminal_logins import login_variables
from core.settings.shells.script_files import check_target, file_bytes, kind_of_file, script_of, usage
from core.settings.shells.script_import import MOST_BYTES, WrittenScript, import_script
from core.settings.shells.sh_script import quoted
from core.settings.shells.shell_environment import ShellEnvironment
from core.store.atomic import write_atomically
from core.store.profiles import profile_file_name
from core.system.terminals import MAC_TERMINAL, found_terminals, script_for, takes_names, terminal_call
from core.uv.detached import start_detached


def procedure(command: ImportScript | SaveScript | OpenTerminal, services: Services) -> Procedure:
    """Return the procedure; none of it changes the project, so it waits for nobody."""
    folder = command.project or Path.cwd()

    async def work(_scope: JobScope) -> Outcome:
        match command:
            case SaveScript():
                return await _save(command, folder, services)
            case ImportScript():
                return Succeeded(imported=await asyncio.to_thread(_import, command.file, folder, services))
            case OpenTerminal():
                return await _open(command, folder, services)

    return Procedure(work=work)


async def _save(command: SaveScript, folder: Path, services: Services) -> Outcome:
    environment = await project_environment(folder, services)
    text = script_of(command.shell, environment)
    notes = (usage(command.shell, command.file), *environment.notes)
    script = ShellScript(shell=command.shell, text=text, file=command.file, notes=notes)
    if command.file is None:
        return Succeeded(script=script)
    await asyncio.to_thread(_write, command.shell, text, command.file)
    return Succeeded(script=script, repaired=f"The script is in {command.file}.")


def _write(shell: ShellKind, text: str, file: Path) -> None:
    check_target(shell, file)
    try:
        write_atomically(file, file_bytes(shell, text))
    except OSError as error:
        raise InputError(
            f"The script cannot be written to {file}: {error.strerror}.", "Name a file in a folder of yours."
        ) from error


def _import(file: Path, folder: Path, services: Services) -> ImportedScript:
    kind = kind_of_file(file)
    if kind is None:
        raise InputError(
            f"{file.name} is no script that can be read: its name ends in none of .cmd, .bat, .ps1 and .sh.",
            "Name the script by which you start your prompt.",
            subject=str(file),
        )
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"The script {file} cannot be read: {error.strerror}.", "Name a script that is there.", subject=str(file)
        ) from error
    if len(data) > MOST_BYTES:
        raise InputError(
            f"{file} is larger than {MOST_BYTES // 1024} KiB, so it is no script of settings.", "Name another file."
        )
    profile = services.profiles.load(folder)
    changes, passed_over = import_script(
        WrittenScript(file=file, data=data, kind=kind),
        services.environ,
        project=folder,
        variables=profile.chosen.get(SettingKey.VARIABLES),
    )
    return ImportedScript(file=file, changes=changes, passed_over=passed_over)


async def _open(command: OpenTerminal, folder: Path, services: Services) -> Outcome:
    environment = await project_environment(folder, services, with_logins=command.with_logins)
    await make_folders(environment)
    terminals = await asyncio.to_thread(found_terminals, services.environ)
    logins = await login_variables(folder, services) if command.with_logins else {}
    program, call = await asyncio.to_thread(_call, command, environment, terminals, services)
    # Only what the process itself inherits has the logins: no script, no argument and no value that is passed on.
    handed = {name: secret.text for name, secret in logins.items()}
    whole = replace(environment, variables={**environment.variables, **handed}).over(services.environ)
    await asyncio.to_thread(start_detached, call, environment.project, whole)
    said = [f"{program.title} is open in {environment.project}, with the environment of {environment.name}."]
    if logins:
        names = ", ".join(sorted(logins))
        said.append(f"Until it is closed, it and what is started in it have the variables {names}.")
    elif command.with_logins:
        said.append("No login of an index is kept for this project, so it has none.")
    return Succeeded(repaired=" ".join((*said, *environment.notes)), programs=(program,))


def _call(
    command: OpenTerminal, environment: ShellEnvironment, terminals: tuple[FoundProgram, ...], services: Services
) -> tuple[FoundProgram, tuple[str, ...]]:
    """Return the terminal to open and its command; one that cannot be given the environment is passed over."""
    refusal: InputError | None = None
    for program in _wanted(command.program, terminals):
        kind = script_for(program)
        if kind is not None and command.with_logins:
            refusal = InputError(
                f"{program.title} cannot be given logins: its windows belong to a program that runs already, so they "
                "get their variables from a file.",
                "Choose another terminal, such as a command prompt.",
            )
            continue
        script = None if kind is None else _script_file(kind, environment, services)
        paths = (environment.project,) if script is None else (environment.project, script)
        if not takes_names(program, *paths):
            refusal = InputError(
                f"{program.title} cannot be opened in {environment.project}: it takes a sign of that name for its own.",
                "Choose another terminal.",
            )
            continue
        try:
            if kind is not None and script is not None:
                _prepare(kind, script, environment, mac=program.name == MAC_TERMINAL)
        except InputError as error:
            refusal = error
            continue
        return program, terminal_call(program, environment.project, script)
    raise refusal or InputError(
        "No terminal was found on this computer.", "Install one, or let the variable TERMINAL name yours."
    )


def _wanted(name: str | None, terminals: tuple[FoundProgram, ...]) -> Iterator[FoundProgram]:
    found = [each for each in terminals if name in {None, each.name}]
    if name is not None and not found:
        known = ", ".join(each.name for each in terminals) or "none"
        raise InputError(f"There is no terminal {name} on this computer.", f"Found are: {known}.", subject=name)
    yield from found


def _script_file(kind: ShellKind, environment: ShellEnvironment, services: Services) -> Path:
    """Return the script that a terminal of a running process gets; one a project, written anew each time."""
    name = Path(profile_file_name(environment.project)).stem
    return services.home.terminals / f"{name}{'.command' if kind is ShellKind.SH else kind.suffix}"


def _prepare(kind: ShellKind, script: Path, environment: ShellEnvironment, *, mac: bool) -> None:
    text = script_of(kind, environment)
    if mac:
        # Its Terminal runs the file instead of reading it with a dot, and stands in the home folder.
        text += f'cd {quoted(str(environment.project))}\nexec "${{SHELL:-/bin/zsh}}" -i\n'
    try:
        script.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(script, file_bytes(kind, text))
        if mac:
            script.chmod(0o700)
    except OSError as error:
        raise InputError(
            f"Wheelyard's file {script} cannot be written: {error.strerror}.",
            "Make room or give yourself write access; WHEELYARD_HOME can name another folder.",
        ) from error
