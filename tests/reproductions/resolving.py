"""Requirements that exclude each other, Pythons that are not there."""

from functools import partial

from core.model.problem import Category
from core.wheels.make_wheel import write_wheel
from tests.network.tls_index import package_index
from tests.reproductions.bench import Bench
from tests.reproductions.project_files import GLOBE_WHEEL, LOCAL
from tests.reproductions.reproduction import Need, Reproduction


def _wheels(bench: Bench) -> None:
    """Make snow-globe 1.5, which wants an ice-lamp below 2, and ice-lamp 1.0 and 2.0."""
    bench.wheels.mkdir(parents=True, exist_ok=True)
    write_wheel(bench.wheels, "snow-globe", "1.5", requires=["ice-lamp<2"])
    write_wheel(bench.wheels, "ice-lamp", "1.0")
    write_wheel(bench.wheels, "ice-lamp", "2.0")


def _locked(bench: Bench, *dependencies: str, more: str = "") -> str:
    _wheels(bench)
    bench.declare(*dependencies, more=more)
    return bench.uv("lock", *LOCAL)


def _pip(bench: Bench) -> str:
    _wheels(bench)
    bench.declare()
    bench.well("venv")
    return bench.uv("pip", "install", *LOCAL, "snow-globe", "ice-lamp>=2")


def _added(bench: Bench) -> str:
    _wheels(bench)
    bench.declare("snow-globe")
    return bench.uv("add", *LOCAL, "ice-lamp>=2")


def _for_python(bench: Bench) -> str:
    bench.wheels.mkdir(parents=True)
    write_wheel(bench.wheels, "snow-globe", "1.5", requires_python=">=3.99")
    bench.declare("snow-globe")
    return bench.uv("lock", *LOCAL)


def _on_index(bench: Bench) -> str:
    _wheels(bench)
    bench.declare("snow-globe", "ice-lamp>=3")
    with package_index(bench.wheels) as index:
        return bench.uv("lock", "--index-url", index.url, variables={"UV_OFFLINE": None})


def _python(bench: Bench, *words: str, requires: str = ">=3.10") -> str:
    bench.declare(python=requires)
    return bench.uv("sync", *words)


def _pinned(bench: Bench) -> str:
    bench.declare()
    bench.write(".python-version", "3.99\n")
    return bench.uv("sync")


def _no_path(bench: Bench) -> str:
    bench.declare()
    return bench.uv("sync", "--python-preference", "only-system", variables={"PATH": "/nonexistent"})


def _not_to_be_fetched(bench: Bench) -> str:
    bench.declare()
    asked = ("venv", "--python", "3.12.4", "--managed-python")
    return bench.uv(*asked, variables={"UV_PYTHON_DOWNLOADS": "automatic"})


def _no_python_at_all(bench: Bench) -> str:
    program = bench.write("bin/python3", "#!/bin/sh\necho 'no Python here' >&2\nexit 3\n")
    program.chmod(0o755)
    bench.declare()
    return bench.uv("sync", "--python", str(program))


def _no_environment(bench: Bench) -> str:
    bench.simple_project()
    return bench.uv("pip", "install", GLOBE_WHEEL)


_conflict = partial(Reproduction, category=Category.RESOLUTION_CONFLICT)
_python_case = partial(Reproduction, category=Category.PYTHON_NOT_FOUND)

REPRODUCTIONS = (
    _conflict(
        name="lock",
        how="two requirements that exclude each other",
        make=lambda bench: _locked(bench, "snow-globe", "ice-lamp>=2"),
        package="snow-globe",
    ),
    _conflict(
        name="version",
        how="a version that is not there",
        make=lambda bench: _locked(bench, "snow-globe>=9"),
        package="snow-globe",
    ),
    _conflict(
        name="unknown",
        how="a package that is not there",
        make=lambda bench: _locked(bench, "no-such-thing"),
        package="no-such-thing",
    ),
    _conflict(
        name="group",
        how="a group of dependencies that excludes another",
        make=lambda bench: _locked(bench, "snow-globe", more='[dependency-groups]\ndev = ["ice-lamp>=2"]\n'),
        package="snow-globe",
    ),
    _conflict(
        name="marker",
        how="the same on one Python alone",
        make=lambda bench: _locked(bench, "snow-globe", "ice-lamp>=2; python_version >= '3.99'"),
        package="snow-globe",
    ),
    _conflict(name="pip", how="the same in an environment", make=_pip, package="snow-globe"),
    _conflict(name="add", how="the same when a package is added", make=_added, package="snow-globe"),
    _conflict(name="python", how="a package for a later Python", make=_for_python, package="snow-globe"),
    _conflict(name="index", how="a version that no index has", make=_on_index, package="ice-lamp"),
    _python_case(
        name="version",
        how="asking for a Python that does not exist",
        make=lambda bench: _python(bench, "--python", "3.99"),
    ),
    _python_case(
        name="only-system",
        how="requiring one, of the system's alone",
        make=lambda bench: _python(bench, "--python-preference", "only-system", requires=">=3.99"),
    ),
    _python_case(
        name="only-managed",
        how="managed Pythons alone, where there is none",
        make=lambda bench: _python(bench, "--managed-python"),
    ),
    _python_case(name="not-to-be-fetched", how="the same without a network", make=_not_to_be_fetched),
    _python_case(
        name="path",
        how="a path at which there is none",
        make=lambda bench: _python(bench, "--python", "/opt/python312/bin/python3"),
    ),
    _python_case(
        name="too-old",
        how="a Python older than the project requires",
        make=lambda bench: _python(bench, "--python", "3", requires=">=3.99"),
    ),
    _python_case(name="pinned", how="a .python-version that names none", make=_pinned),
    _python_case(name="empty-path", how="a PATH without any", make=_no_path, needs=(Need.POSIX,)),
    _python_case(name="no-python", how="a program that is no Python", make=_no_python_at_all, needs=(Need.POSIX,)),
    _python_case(name="no-environment", how="uv pip without an environment", make=_no_environment),
)
