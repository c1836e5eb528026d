"""The calls of uv that a patient run makes, for each command."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.model.commands import AddPackages, AnyUvCommand, Lock, RemovePackages, Sync, UpgradePackages
from core.model.invocation import Invocation
from core.model.project import InputError
from core.model.settings import LinkMode
from core.procedures.chosen_extras import extras_words
from core.procedures.patience import Waiting, in_order, waiting_for
from core.procedures.preparation import Prepared
from core.procedures.running import Answer
from core.settings.project_file import workspace_root
from core.uv import invocation as uv_call
from core.uv.check_invocations import MOST_COMMAND_CHARACTERS
from core.uv.local_wheels import local_wheels
from core.uv.lock_file import Lock as LockFile
from core.uv.lock_file import read_lock, tags_for
from core.uv.patient_words import (
    Option,
    last_words,
    lock_words,
    options_in,
    plan_words,
    says,
    shared_words,
    step_words,
    value_of,
)
from core.uv.plan import python_version_of
from core.uv.uncached import keeps_environment, uncached_in


class Missing(Struct, frozen=True):
    """What is not in the cache, smallest first, with the words that each step is told and the lock."""

    packages: tuple[Waiting, ...] = ()
    words: tuple[str, ...] = ()
    lock: LockFile = LockFile()


class PatientCalls(Struct, frozen=True):
    """Makes the calls for one command in one project; ``environ`` is the person's environment."""

    command: AnyUvCommand
    prepared: Prepared
    environ: Mapping[str, str]

    @property
    def options(self) -> tuple[Option, ...]:
        """The person's arguments."""
        return options_in(self.command.uv_args)

    @property
    def cache(self) -> Path:
        """The cache that uv will use."""
        named = value_of(self.options, "--cache-dir")
        return self.prepared.project.folder / named if named else self.prepared.effective.places.cache.path

    @property
    def locks_only(self) -> bool:
        """Whether the command ends when it has locked."""
        return isinstance(self.command, Lock) or says(self.options, "--no-sync")

    def locking(self) -> Invocation | None:
        """Return the call that locks and installs nothing; None where the person wants the lock as it is.

        ``uv add`` and ``uv remove`` take back what they wrote when their sync is refused (measured, uv 0.13.9). Here
        what is wanted is written and locked first, and stays for the next run if the rest cannot be brought in.
        """
        call, options = self.prepared.call(), self.options
        frozen = says(options, "--frozen") or self.environ.get("UV_FROZEN", "").lower() not in {"", "0", "false"}
        match self.command:
            case Lock(uv_args=uv_args):
                return uv_call.lock_invocation(call, uv_args)
            case _ if frozen:
                return None
            case AddPackages(packages=packages, uv_args=uv_args):
                return uv_call.add_invocation(call, packages, (*uv_args, *self._no_sync))
            case RemovePackages(packages=packages, uv_args=uv_args):
                return uv_call.remove_invocation(call, packages, (*uv_args, *self._no_sync))
            case UpgradePackages(packages=packages):
                upgrades = tuple(f"--upgrade-package={package}" for package in packages) or ("--upgrade",)
                return uv_call.lock_invocation(call, (*upgrades, *lock_words(options)))
            case Sync():
                return uv_call.lock_invocation(call, lock_words(options))

    def local_wheels(self) -> tuple[Waiting, ...]:
        """Return the wheel files that uv unpacks to lock, smallest first."""
        wheels = local_wheels(self.prepared.project.folder)
        found = [Waiting(name=each.name, version=each.version, size=each.size, path=each.path) for each in wheels]
        return in_order(found)

    def local_step(self, package: Waiting, scratch: Path) -> Invocation:
        """Return the call that unpacks one wheel file; writes a file for it into ``scratch``."""
        requirements = scratch / "one.in"
        requirements.write_text(f"{package.name} @ {package.path}\n", encoding="utf-8")
        named = value_of(self.options, "--cache-dir")
        return uv_call.unpack_invocation(self.prepared.call(), requirements, ("--cache-dir", named) if named else ())

    def uncached(self) -> Invocation:
        """Return the dry run that tells what is not in the cache."""
        return uv_call.uncached_invocation(self.prepared.call(), plan_words(self._sync_options))

    def missing(self, answer: Answer) -> Missing:
        """Read the dry run's answer and the lock; where uv could not say, nothing is missing."""
        if answer.end.exit_code != 0:
            return Missing()
        words = step_words(self._sync_options)
        python = self._environment_python()
        if python is not None and keeps_environment(answer.err) and not says(self.options, "--python"):
            # A new environment could get another Python than the one that is there, and other wheels with it.
            words = (*words, "--python", str(python))
        lock = self._read_lock(python_version_of(answer.out))
        packages = [waiting_for(each, lock) for each in uncached_in(answer.err)]
        return Missing(in_order(packages), words, lock)

    def step(self, package: Waiting, missing: Missing, scratch: Path) -> Invocation:
        """Return the call that brings in one package; raises InputError where an old uv cannot be told to."""
        # Hard links cost no bytes; the person's own link mode is for the environment that stays.
        call = replace(self.prepared.call(), environment=scratch / "environment", link_mode=LinkMode.HARDLINK)
        if self.prepared.uv.can.installs_only:
            return uv_call.step_invocation(call, package.name, missing.words)
        others = tuple(sorted({each.name for each in missing.lock.packages} - {package.name}))
        invocation = uv_call.step_invocation(call, package.name, missing.words, others=others)
        if not others or sum(len(word) + 3 for word in invocation.argv) > MOST_COMMAND_CHARACTERS:
            raise InputError(
                f"This uv cannot be told to install one package alone out of {len(others) + 1}.",
                "Use uv 0.9.9 or newer, or leave out --patient.",
            )
        return invocation

    def last(self) -> Invocation:
        """Return the call that does the rest when everything is in the cache."""
        call = self.prepared.call()
        match self.command:
            case AddPackages(packages=packages, uv_args=uv_args):
                # A requirement that is there already stays as it is, so adding it again is the rest of adding it.
                return uv_call.add_invocation(call, packages, uv_args)
            case RemovePackages():
                # What is no longer there cannot be removed again; the sync takes it out of the environment.
                words = (*extras_words(self.prepared.profile), *shared_words(self.options, extras=False))
                return uv_call.sync_invocation(call, words)
            case _:
                return uv_call.sync_invocation(call, last_words(self.options))

    @property
    def _no_sync(self) -> tuple[str, ...]:
        return () if says(self.options, "--no-sync") else ("--no-sync",)

    @property
    def _sync_options(self) -> tuple[Option, ...]:
        if isinstance(self.command, AddPackages | RemovePackages):
            return options_in(shared_words(self.options, extras=isinstance(self.command, AddPackages)))
        return self.options

    def _read_lock(self, python: str | None) -> LockFile:
        try:
            return read_lock(workspace_root(self.prepared.project.folder), tags_for(python) if python else None)
        except InputError:  # sizes only order the steps
            return LockFile()

    def _environment_python(self) -> Path | None:
        environment = self.prepared.effective.places.environment.path
        found = (environment / name for name in ("Scripts/python.exe", "bin/python"))
        return next((python for python in found if python.is_file()), None)
