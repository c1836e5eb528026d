"""The proof of a relocation: a real offline operation of uv, in the old place before and in the new one after."""

import asyncio
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.model.invocation import Invocation
from core.model.project import InputError
from core.model.settings import PlaceKind
from core.places.journal import Entry
from core.places.layout import project_key
from core.places.own_files import mark_own, remove_own_tree
from core.procedures.preparation import prepare
from core.procedures.running import ask
from core.procedures.services import Services
from core.uv.cached_names import cached_names
from core.uv.check_invocations import environment_check, install_check
from core.uv.invocation import UvCall
from core.uv.lock_file import read_lock

_MARK = "check"
_MOST_PACKAGES = 3


class Proof(Struct, frozen=True):
    """An operation that uv could do in the old place, to be done in the new one; ``words`` say it in the past tense."""

    words: str
    invocation: Callable[[UvCall, Path], Invocation | None]
    installs: bool = False


class PlaceCheck:
    """Finds an operation that works before a move, and repeats it after."""

    def __init__(self, project: Path, services: Services) -> None:
        self._project = project
        self._services = services
        self._call: UvCall | None = None

    async def before(self, entry: Entry) -> Proof | None:
        """Return what uv can do offline with the place as it is; None where nothing can be proved that way.

        The smallest locked packages that the cache has are installed; where there are none, an environment is made.
        """
        try:
            prepared = await prepare(self._project, self._services)
        except InputError:
            return None
        self._call = prepared.call()
        if entry.kind is PlaceKind.CACHE:
            self._call = replace(self._call, cache=entry.origin)
        for proof in await asyncio.to_thread(self._proofs, entry):
            if await self._does(proof, self._call, self._scratch_parent(entry)) is None:
                return proof
        return None

    async def after(self, proof: Proof, entry: Entry) -> str | None:
        """Do the same with the new place; return what uv said when it failed, None when it succeeded."""
        call = self._call
        if call is None:
            return None
        match entry.kind:
            case PlaceKind.CACHE:
                call = replace(call, cache=entry.target)
            case PlaceKind.TEMP:
                call = replace(call, temp=entry.target)
            case PlaceKind.ENVIRONMENT:
                pass
        if entry.after.link_mode is not None:
            call = replace(call, link_mode=entry.after.link_mode)
        parent = entry.target.parent if entry.kind is PlaceKind.ENVIRONMENT else self._scratch_parent(entry)
        return await self._does(proof, call, parent)

    def _proofs(self, entry: Entry) -> tuple[Proof, ...]:
        proofs = [Proof("uv made an environment with it, offline", environment_check)]
        if entry.kind is PlaceKind.CACHE and entry.how.carries:
            proof = self._install_proof(entry.origin)
            if proof is not None:
                proofs.insert(0, proof)
        return tuple(proofs)

    def _install_proof(self, cache: Path) -> Proof | None:
        """Return the installation of a few small packages of the lock that the cache has, None without such."""
        try:
            locked = read_lock(self._project).packages
        except InputError:
            return None
        names = cached_names(cache)
        present = sorted((p for p in locked if p.name in names), key=lambda p: (p.size is None, p.size or 0, p.name))
        wanted = tuple(dict.fromkeys(package.name for package in present))[:_MOST_PACKAGES]
        if not wanted:
            return None
        without = tuple(sorted({package.name for package in locked} - set(wanted)))
        words = f"uv installed {_listed(wanted)} from it, offline"
        return Proof(words, lambda call, scratch: install_check(call, scratch, without), installs=True)

    async def _does(self, proof: Proof, call: UvCall, parent: Path) -> str | None:
        """Run one proof in a folder that is thrown away; return what uv said when it failed."""
        try:
            with _scratch(parent) as scratch:
                invocation = proof.invocation(call, scratch / "environment")
                if invocation is None:
                    return "The command line would be too long."
                answer = await ask(self._services.runner, invocation)
        except OSError as error:
            return f"{error.filename} could not be written: {error.strerror}."
        said = answer.err.decode("utf-8", "replace")
        if answer.end.exit_code != 0:
            return said or answer.end.sentence()
        return "Nothing was installed." if proof.installs and "Installed" not in said else None

    def _scratch_parent(self, entry: Entry) -> Path:
        return self._services.home.root / "checks" / project_key(entry.project)


@contextmanager
def _scratch(parent: Path) -> Iterator[Path]:
    """Make a folder of our own, and take it away again; raises OSError where it cannot be made."""
    folder = parent / f".wheelyard-check-{secrets.token_hex(4)}"
    folder.mkdir(parents=True)
    mark_own(folder, _MARK)
    try:
        yield folder
    finally:
        remove_own_tree(folder, _MARK)


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
