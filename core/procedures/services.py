"""What procedures are given: the stores, the ports, the person's environment."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from core.model.redaction import Redaction
from core.network.keyring_store import KeyringStore
from core.network.learning_store import LearningStore
from core.network.session_secrets import SessionSecrets
from core.network.stored_credentials import SecretStore
from core.places.paths import identity, real_path
from core.ports import Clock, ProcessRunner
from core.procedures.session_logins import SessionLogins
from core.store.home import Home
from core.store.profiles import ProfileStore
from core.store.projects import ProjectStore
from core.system.clock import SystemClock
from core.uv.process import ChildProcessRunner

if TYPE_CHECKING:
    from core.store.history import History

UV_VARIABLE = "WHEELYARD_UV"
"""Names the uv program to use instead of the one that came with Wheelyard."""


class Services(Struct, frozen=True, kw_only=True):
    """Everything outside a command's own values that its work may use.

    ``secrets`` is the keyring with the memory of this session in front; ``session_logins`` names what is in there.
    ``redaction`` knows each secret that was read, typed or stored.
    """

    home: Home
    environ: Mapping[str, str]
    runner: ProcessRunner
    clock: Clock
    profiles: ProfileStore
    projects: ProjectStore
    secrets: SessionSecrets
    session_logins: SessionLogins
    redaction: Redaction

    def history(self) -> "History":
        """Return the history of runs and probes; SQLite is imported only now."""
        from core.store.history import History  # noqa: PLC0415 - a short start

        return History(self.home, identity)

    @property
    def named_uv(self) -> Path | None:
        """The uv program that the person's environment names, or None."""
        named = self.environ.get(UV_VARIABLE)
        return Path(named) if named else None


def make_services(
    home: Home,
    environ: Mapping[str, str],
    *,
    runner: ProcessRunner | None = None,
    clock: Clock | None = None,
    secrets: SecretStore | None = None,
) -> Services:
    """Return the services over ``home``, with real parts where none are handed in."""
    redaction = Redaction()
    return Services(
        home=home,
        environ=environ,
        runner=runner or ChildProcessRunner(environ),
        clock=clock or SystemClock(),
        profiles=ProfileStore(home, real_path),
        projects=ProjectStore(home),
        secrets=SessionSecrets(LearningStore(secrets or KeyringStore(), redaction)),
        session_logins=SessionLogins(),
        redaction=redaction,
    )
