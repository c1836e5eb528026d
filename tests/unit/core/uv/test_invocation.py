"""The command lines of uv, whole."""

from pathlib import Path

from core.model.invocation import Invocation, TerminalSize
from core.model.settings import LinkMode
from core.uv.invocation import (
    UvCall,
    add_invocation,
    cache_clean_invocation,
    cache_prune_invocation,
    lock_invocation,
    remove_invocation,
    step_invocation,
    sync_dry_run_invocation,
    sync_invocation,
    uncached_invocation,
    unpack_invocation,
    upgrade_invocation,
)

UV = Path("/opt/uv tools/uv")
FOLDER = Path("/home/one/a project & 100% ümläut")
PIPED = UvCall(program=UV, folder=FOLDER)
TERMINAL = UvCall(program=UV, folder=FOLDER, terminal=TerminalSize(120, 40))
PLACED = UvCall(
    program=UV,
    folder=FOLDER,
    cache=Path("/d/cache"),
    temp=Path("/d/temp"),
    environment=Path("/d/env"),
    link_mode=LinkMode.COPY,
)


def _argv(*arguments: str) -> tuple[str, ...]:
    return (str(UV), "--color", "never", *arguments)


def test_sync_on_pipes() -> None:
    assert sync_invocation(PIPED, ("--frozen", "--no-dev")) == Invocation(
        argv=_argv("sync", "--frozen", "--no-dev"), folder=FOLDER, variables={"UV_NO_WRAP": "1"}, terminal=None
    )


def test_sync_on_a_terminal() -> None:
    assert sync_invocation(TERMINAL, ("--frozen",)) == Invocation(
        argv=(str(UV), "sync", "--frozen"),
        folder=FOLDER,
        variables={"UV_NO_WRAP": "1", "UV_NO_PROGRESS": None, "JPY_SESSION_NAME": None},
        terminal=TerminalSize(120, 40),
    )


def test_places_go_by_variables() -> None:
    variables: dict[str, str | None] = {
        "UV_NO_WRAP": "1",
        "UV_CACHE_DIR": str(Path("/d/cache")),
        "TEMP": str(Path("/d/temp")),
        "TMP": str(Path("/d/temp")),
        "TMPDIR": str(Path("/d/temp")),
        "UV_PROJECT_ENVIRONMENT": str(Path("/d/env")),
        "UV_LINK_MODE": "copy",
    }
    assert lock_invocation(PLACED) == Invocation(argv=_argv("lock"), folder=FOLDER, variables=variables)
    assert sync_dry_run_invocation(PLACED).variables == variables


def test_the_dry_run_is_always_piped() -> None:
    assert sync_dry_run_invocation(TERMINAL, ("--frozen",)) == Invocation(
        argv=_argv("sync", "--dry-run", "--output-format", "json", "--frozen"),
        folder=FOLDER,
        variables={"UV_NO_WRAP": "1"},
    )
    assert sync_dry_run_invocation(PIPED, json=False).argv == _argv("sync", "--dry-run")


def test_packages_are_never_taken_for_options() -> None:
    assert add_invocation(PIPED, ("numpy>=2", "-evil"), ("--dev",)).argv == _argv(
        "add", "--dev", "--", "numpy>=2", "-evil"
    )
    assert remove_invocation(PIPED, ("--all",)).argv == _argv("remove", "--", "--all")
    assert upgrade_invocation(PIPED, ("numpy", "--x"), ("--no-dev",)).argv == _argv(
        "sync", "--upgrade-package=numpy", "--upgrade-package=--x", "--no-dev"
    )
    assert upgrade_invocation(PIPED, ()).argv == _argv("sync", "--upgrade")


def test_lock_passes_arguments_through() -> None:
    assert lock_invocation(PIPED, ("--upgrade",)).argv == _argv("lock", "--upgrade")


def test_a_cache_is_cleaned_whatever_the_settings_say() -> None:
    call = UvCall(program=UV, folder=FOLDER, cache=Path("/d/cache"))
    variables: dict[str, str | None] = {"UV_CACHE_DIR": str(Path("/d/cache")), "UV_NO_CACHE": None, "UV_NO_WRAP": "1"}
    assert cache_clean_invocation(call, ()) == Invocation(
        argv=_argv("--no-config", "cache", "clean"), folder=FOLDER, variables=variables
    )
    assert cache_clean_invocation(call, ("numpy", "--force")).argv == _argv(
        "--no-config", "cache", "clean", "--", "numpy", "--force"
    )
    assert cache_prune_invocation(call, 10) == Invocation(
        argv=_argv("--no-config", "cache", "prune"), folder=FOLDER, variables=variables | {"UV_LOCK_TIMEOUT": "10"}
    )


def test_what_is_not_in_the_cache_is_asked_for_with_a_log() -> None:
    invocation = uncached_invocation(TERMINAL, ("--extra", "plot"))
    own = ("sync", "--frozen", "--dry-run", "-v", "--no-install-project", "--no-install-workspace")
    assert invocation.argv == _argv(*own, "--extra", "plot")
    assert invocation.terminal is None
    assert invocation.variables == {"RUST_LOG": None, "UV_LOCKED": None, "UV_NO_WRAP": "1"}


def test_a_step_installs_one_package_and_removes_none() -> None:
    invocation = step_invocation(PLACED, "numpy", ("--extra", "plot"))
    own = ("sync", "--frozen", "--inexact", "--no-compile-bytecode")
    assert invocation.argv == _argv(*own, "--only-install-package", "numpy", "--extra", "plot")
    assert invocation.variables["UV_PROJECT_ENVIRONMENT"] == str(Path("/d/env"))
    assert invocation.variables["UV_CACHE_DIR"] == str(Path("/d/cache"))
    for name in ("UV_LOCKED", "UV_COMPILE_BYTECODE", "UV_NO_INSTALL_PACKAGE"):
        assert invocation.variables[name] is None
    old = step_invocation(PIPED, "numpy", (), others=("a", "b"))
    left_out = (
        "--no-install-project",
        "--no-install-workspace",
        "--no-install-package",
        "a",
        "--no-install-package",
        "b",
    )
    assert old.argv == _argv(*own, *left_out)


def test_one_wheel_file_is_unpacked() -> None:
    invocation = unpack_invocation(PIPED, Path("/c/.step-1/one.in"), ("--cache-dir", str(Path("/c"))))
    own = ("pip", "compile", "--quiet", "--universal", "--no-deps", "--generate-hashes", "--cache-dir", str(Path("/c")))
    assert invocation.argv == _argv(
        *own, "--output-file", str(Path("/c/.step-1/one.txt")), str(Path("/c/.step-1/one.in"))
    )
