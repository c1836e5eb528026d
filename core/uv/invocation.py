"""The command lines of uv, as results of pure functions.

uv stands in the project's folder, so it is not told which project; places go by variables, because temp
folders and the environment's place have no flags and no line in uv.toml.
"""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.model.invocation import Invocation, TerminalSize
from core.model.secrets import Secret
from core.model.settings import LinkMode

_WHOLE_LINES: dict[str, str | None] = {"UV_NO_WRAP": "1"}
"""uv breaks its error messages at the last column, and at some width on pipes, too; the log keeps whole sentences."""


class UvCall(Struct, frozen=True, kw_only=True):
    """What all calls of uv in one project share; None leaves a choice to uv's own files.

    ``settings`` are the variables of settings that were chosen for the project, ``secrets`` those of its indexes.
    """

    program: Path
    folder: Path
    cache: Path | None = None
    temp: Path | None = None
    environment: Path | None = None
    link_mode: LinkMode | None = None
    settings: dict[str, str | None] = {}
    secrets: dict[str, Secret] = {}
    terminal: TerminalSize | None = None


def sync_invocation(call: UvCall, uv_args: tuple[str, ...] = ()) -> Invocation:
    """Return ``uv sync``."""
    return _invocation(call, ("sync", *uv_args))


def sync_dry_run_invocation(call: UvCall, uv_args: tuple[str, ...] = (), *, json: bool = True) -> Invocation:
    """Return ``uv sync`` that only says what it would do, on pipes; as JSON, too, where uv can."""
    output = ("--output-format", "json") if json else ()
    return piped(call, ("sync", "--dry-run", *output, *uv_args))


def lock_invocation(call: UvCall, uv_args: tuple[str, ...] = ()) -> Invocation:
    """Return ``uv lock``."""
    return _invocation(call, ("lock", *uv_args))


def add_invocation(call: UvCall, packages: tuple[str, ...], uv_args: tuple[str, ...] = ()) -> Invocation:
    """Return ``uv add`` of requirements; none of them is taken for an option."""
    return _invocation(call, ("add", *uv_args, "--", *packages))


def remove_invocation(call: UvCall, packages: tuple[str, ...], uv_args: tuple[str, ...] = ()) -> Invocation:
    """Return ``uv remove`` of packages; none of them is taken for an option."""
    return _invocation(call, ("remove", *uv_args, "--", *packages))


def upgrade_invocation(call: UvCall, packages: tuple[str, ...], uv_args: tuple[str, ...] = ()) -> Invocation:
    """Return ``uv sync`` with newer versions of the named packages, of all where none is named."""
    upgrades = tuple(f"--upgrade-package={package}" for package in packages) or ("--upgrade",)
    return _invocation(call, ("sync", *upgrades, *uv_args))


def uncached_invocation(call: UvCall, uv_args: tuple[str, ...] = ()) -> Invocation:
    """Return a frozen ``uv sync`` on pipes that only says, in its log, which packages are not in the cache.

    The project itself and workspace members are left out: they are built by the sync and stay nowhere else.
    """
    own = ("sync", "--frozen", "--dry-run", "-v", "--no-install-project", "--no-install-workspace")
    invocation = piped(call, (*own, *uv_args))
    # A filter of the log that the person set would hide the lines; UV_LOCKED contradicts --frozen in older versions.
    return replace(invocation, variables={**invocation.variables, "RUST_LOG": None, "UV_LOCKED": None})


def step_invocation(
    call: UvCall, package: str, uv_args: tuple[str, ...] = (), *, others: tuple[str, ...] | None = None
) -> Invocation:
    """Return a frozen ``uv sync`` that brings in ``package`` alone and removes nothing.

    ``others`` are all other packages of the lock for a uv that cannot be told to install only one.
    """
    only: tuple[str, ...] = ("--only-install-package", package)
    if others is not None:
        left_out = (word for name in others for word in ("--no-install-package", name))
        only = ("--no-install-project", "--no-install-workspace", *left_out)
    invocation = _invocation(call, ("sync", "--frozen", "--inexact", "--no-compile-bytecode", *only, *uv_args))
    of_the_person = ("UV_LOCKED", "UV_COMPILE_BYTECODE", "UV_NO_INSTALL_PROJECT", "UV_NO_INSTALL_WORKSPACE")
    dropped: dict[str, str | None] = dict.fromkeys((*of_the_person, "UV_NO_INSTALL_LOCAL", "UV_NO_INSTALL_PACKAGE"))
    return replace(invocation, variables={**dropped, **invocation.variables})


def unpack_invocation(call: UvCall, requirements: Path, uv_args: tuple[str, ...] = ()) -> Invocation:
    """Return the run that unpacks the wheel file that ``requirements`` names, for whatever platform it is.

    Asking for hashes is what makes uv unpack it; the cache's entry is the one that ``uv lock`` looks for (measured,
    uv 0.9.0 and 0.13.9).
    """
    words = ("pip", "compile", "--quiet", "--universal", "--no-deps", "--generate-hashes", *uv_args)
    return _invocation(call, (*words, "--output-file", str(requirements.with_suffix(".txt")), str(requirements)))


def piped(call: UvCall, arguments: tuple[str, ...]) -> Invocation:
    """Return a run of uv on pipes, whatever its command is."""
    return Invocation(
        argv=(str(call.program), "--color", "never", *arguments),
        folder=call.folder,
        variables={**_variables(call), **_WHOLE_LINES},
        secrets=call.secrets,
    )


def _invocation(call: UvCall, arguments: tuple[str, ...]) -> Invocation:
    if call.terminal is None:
        return piped(call, arguments)
    return Invocation(
        argv=(str(call.program), *arguments),
        folder=call.folder,
        variables={
            **_variables(call),
            **_WHOLE_LINES,
            # These would switch off the bars that the terminal is there for. RUST_LOG would, too (measured, uv 0.13.9),
            # so uv's log of its retries is not asked for; a filter that the person set is theirs to keep.
            **dict.fromkeys(("UV_NO_PROGRESS", "JPY_SESSION_NAME")),
        },
        secrets=call.secrets,
        terminal=call.terminal,
    )


def _variables(call: UvCall) -> dict[str, str | None]:
    variables = dict(call.settings)
    if call.cache is not None:
        variables["UV_CACHE_DIR"] = str(call.cache)
    if call.temp is not None:
        variables.update(dict.fromkeys(("TEMP", "TMP", "TMPDIR"), str(call.temp)))
    if call.environment is not None:
        variables["UV_PROJECT_ENVIRONMENT"] = str(call.environment)
    if call.link_mode is not None:
        variables["UV_LINK_MODE"] = call.link_mode.value
    return variables


def cache_clean_invocation(call: UvCall, packages: tuple[str, ...], lock_seconds: int | None = None) -> Invocation:
    """Return ``uv cache clean`` of the named packages, of everything where none is named."""
    return _cache_work(call, ("clean", "--", *packages) if packages else ("clean",), lock_seconds)


def cache_prune_invocation(call: UvCall, lock_seconds: int | None = None) -> Invocation:
    """Return ``uv cache prune``."""
    return _cache_work(call, ("prune",), lock_seconds)


def _cache_work(call: UvCall, arguments: tuple[str, ...], lock_seconds: int | None) -> Invocation:
    """Return a call that works on ``call.cache`` and no other, whatever the files and variables of uv say.

    ``lock_seconds`` is how long uv waits for others that use the cache; it takes five minutes by itself.
    """
    invocation = piped(call, ("--no-config", "cache", *arguments))
    variables: dict[str, str | None] = {**invocation.variables, "UV_NO_CACHE": None}
    if lock_seconds is not None:
        variables["UV_LOCK_TIMEOUT"] = str(lock_seconds)
    return replace(invocation, variables=variables)
