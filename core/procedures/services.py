"""What procedures are given: the stores, the ports, the person's environment."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from core.places.paths import real_path
from core.ports import Clock, ProcessRunner
from core.store.home import Home
from core.store.profiles import ProfileStore
from core.store.projects import ProjectStore
from core.system.clock import SystemClock
from core.uv.process import ChildProcessRunner

UV_VARIABLE = "WHEELYARD_UV"
"""Names the uv program to use instead of the one that came with Wheelyard."""


class Services(Struct, frozen=True, kw_only=True):
    """Everything outside a command's own values that its work may use."""

    home: Home
    environ: Mapping[str, str]
    runner: ProcessRunner
    clock: Clock
    profiles: ProfileStore
    projects: ProjectStore

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
) -> Services:
    """Return the services over ``home``, with real parts where none are handed in."""
    return Services(
        home=home,
        environ=environ,
        runner=runner or ChildProcessRunner(environ),
        clock=clock or SystemClock(),
        profiles=ProfileStore(home, real_path),
        projects=ProjectStore(home),
    )
