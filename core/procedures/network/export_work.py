"""The work of writing the roots that this computer trusts into a file, and of having the project's programs read it."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from core.jobs import JobScope
from core.model.commands import ExportCertificates
from core.model.network import ExportedCertificates
from core.model.outcome import Outcome, Succeeded
from core.model.project import InputError
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingChange
from core.network.exported_roots import HEADER, ExportedRoots, certificates_in, exported_roots
from core.places.paths import real_path
from core.procedures.own_variables import shown_variables
from core.procedures.policy_check import check_change, policy_in_force
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.procedures.settings_change import carry_out, plan_changes
from core.procedures.settings_work import version_in_use
from core.settings.declared.declaration import Version
from core.settings.effective_values import effective_values
from core.settings.policy_locks import policy_locks
from core.settings.project_file import read_project
from core.store.atomic import write_atomically
from core.store.profiles import profile_file_name
from core.system.root_stores import stored_roots

_VARIABLES = {"REQUESTS_CA_BUNDLE": "requests", "PIP_CERT": "pip"}
"""What the programs read that have a list of their own, and who reads it.

pip goes by the first one before its own, so both are set (measured, pip 26.3). Not set are variables of programs that
ask the system by themselves on Windows (curl, git) or add to their own list what they are told (Node).
"""


def procedure(command: ExportCertificates, services: Services) -> Procedure:
    """Return the procedure; it joins the project's queue, since it changes what its programs trust."""
    folder = command.project or Path.cwd()

    async def work(_scope: JobScope) -> Outcome:
        version = await version_in_use(folder, services)
        return await asyncio.to_thread(_export, command, folder, services, version)

    return Procedure(work=work, project=folder)


def exported_file(project: Path, services: Services) -> Path:
    """Return where the certificates of a project are put where no other place is named; it may not exist yet."""
    return services.home.certificates / Path(profile_file_name(real_path(project))).with_suffix(".pem")


def _export(command: ExportCertificates, folder: Path, services: Services, version: Version) -> Outcome:
    if command.use or command.others or command.to is None:
        read_project(folder)
    target = folder / command.to if command.to is not None else exported_file(folder, services)
    changes = _changes(command, folder, target, services)
    policy = policy_in_force(services)
    for change in changes:
        check_change(policy, change, folder)  # before anything is written
    now = datetime.fromtimestamp(services.clock.now(), UTC)
    kept = _in_force(folder, target, services, version) if command.use else ()
    exported = exported_roots(stored_roots(), (*command.more, *kept), now)
    is_new = not target.exists()
    _write(target, exported)
    try:
        said = _choose(changes, folder, services, version)
    except InputError:
        if is_new:
            target.unlink(missing_ok=True)
        raise
    used_by = (*(("uv",) if command.use else ()), *(_VARIABLES.values() if command.others else ()))
    return Succeeded(
        certificates=ExportedCertificates(file=target, count=exported.count, used_by=used_by),
        repaired=" ".join((_written_words(target, exported, kept), *said)),
    )


def _changes(command: ExportCertificates, folder: Path, target: Path, services: Services) -> tuple[SettingChange, ...]:
    changes = []
    if command.use:
        changes.append(_change(SettingKey.CERTIFICATE_FILE, str(target)))
    if command.others:
        told = {name: f"{name}={target}" for name in _VARIABLES}
        lines = shown_variables(services.profiles.load(folder))
        others = (line for line in lines if line.partition("=")[0] not in told)
        changes.append(_change(SettingKey.VARIABLES, "\n".join((*others, *told.values()))))
    return tuple(changes)


def _change(key: SettingKey, value: str) -> SettingChange:
    return SettingChange(key=key, scope=SettingScope.PROFILE, value=value)


def _choose(changes: tuple[SettingChange, ...], folder: Path, services: Services, version: Version) -> tuple[str, ...]:
    """Make the choices and return what is said of them, and how they are taken back."""
    if not changes:
        return ()
    said = carry_out(plan_changes(changes, folder, services, version), services, {}, version)
    return (*said, *(_BACK[each.key] for each in changes))


_BACK = {
    SettingKey.CERTIFICATE_FILE: "`wheelyard settings unset certificate-file --scope profile` takes that back.",
    SettingKey.VARIABLES: f"{' and '.join(_VARIABLES)} stand among the variables of the project's settings, and can be "
    "taken out there.",
}


def _in_force(folder: Path, target: Path, services: Services, version: Version) -> tuple[Path, ...]:
    """Return the certificate file that counts until now: what is trusted by it is to be trusted by the new one, too.

    One that Wheelyard wrote is made anew, and one that holds nothing is passed over, as uv does.
    """
    locks = policy_locks(policy_in_force(services))
    values = effective_values(services.profiles.load(folder), services.environ, locks=locks, version=version)
    value = values.of(SettingKey.CERTIFICATE_FILE).value
    file = folder / str(value) if value else None
    if file is None or file == target:
        return ()
    try:
        data = _data(file)
    except InputError:
        return ()
    return () if data is None or data.startswith(_OWN) or not certificates_in(data) else (file,)


_OWN = HEADER.encode("ascii")


def _write(target: Path, exported: ExportedRoots) -> None:
    """Write the file; raises InputError where that would destroy what somebody else put there."""
    before = _data(target)
    if before is not None and not before.startswith(_OWN) and before.strip():
        found = certificates_in(before)
        if not found or b"PRIVATE KEY" in before:
            raise InputError(
                f"{target} is another kind of file, so it was left as it is.", "Name a new file.", subject=str(target)
            )
        if not set(found) <= set(certificates_in(exported.data)):
            raise InputError(
                f"{target} holds certificates that would be lost, so it was left as it is.",
                "Name it among those to put in (`--more`), or name a new file.",
                subject=str(target),
            )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, exported.data)
    except OSError as error:
        raise InputError(
            f"{target} cannot be written: {error.strerror or error}.",
            "Name a file in a folder that you may write to.",
            subject=str(target),
        ) from error


def _data(file: Path) -> bytes | None:
    """Return what a file holds, None where there is none; raises InputError for what is no file that can be read."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(
            f"{file} cannot be read: {error.strerror or error}.", "Name another file.", subject=str(file)
        ) from error


def _written_words(target: Path, exported: ExportedRoots, kept: tuple[Path, ...]) -> str:
    parts = [f"{exported.of_system} of this computer", f"{exported.public} public ones besides"]
    if exported.of_files:
        files = f", those of {kept[0]} among them" if kept else ""
        parts.insert(0, f"{exported.of_files} of files{files}")
    return f"{exported.count} certificates are in {target}: {', '.join(parts[:-1])} and {parts[-1]}."
