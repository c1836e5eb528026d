"""Files of packages that are damaged: renamed, cut off, without what the format asks for."""

import zipfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from core.model.problem import Category
from core.wheels.make_wheel import write_sdist
from tests.reproductions.bench import Bench
from tests.reproductions.linux_numbers import ENOENT
from tests.reproductions.project_files import path_source
from tests.reproductions.reproduction import Reproduction

_NAME = "snow_globe-1.5-py3-none-any.whl"
_INFO = "snow_globe-1.5.dist-info"


def _renamed(bench: Bench, name: str, package: str) -> str:
    bench.simple_project()
    (bench.wheels / _NAME).rename(bench.wheels / name)
    bench.declare(package, more=path_source(package, f"wheels/{name}"))
    return bench.uv("sync")


def _renamed_pip(bench: Bench) -> str:
    bench.simple_project()
    wheel = (bench.wheels / _NAME).rename(bench.wheels / "snow_globe-1.6-py3-none-any.whl")
    bench.well("venv")
    return bench.uv("pip", "install", str(wheel))


def _packed_anew(wheel: Path, changed: Mapping[str, bytes | None]) -> None:
    """Write a wheel again with some files changed, or left out where they are None."""
    with zipfile.ZipFile(wheel) as archive:
        files: dict[str, bytes | None] = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, data in {**files, **changed}.items():
            if data is not None:
                archive.writestr(name, data)


def _changed(bench: Bench, changed: Mapping[str, bytes | None]) -> str:
    bench.simple_project()
    _packed_anew(bench.wheels / _NAME, {f"{_INFO}/{name}": data for name, data in changed.items()})
    return bench.uv("sync")


def _replaced(bench: Bench, data: bytes | None, command: str) -> str:
    """Put other bytes in the wheel's place; None: its own first 300."""
    bench.simple_project()
    wheel = bench.wheels / _NAME
    wheel.write_bytes(wheel.read_bytes()[:300] if data is None else data)
    return bench.uv(command)


def _source_replaced(bench: Bench, data: bytes | None) -> str:
    bench.declare("ice-lamp", more=path_source("ice-lamp", "ice_lamp-2.0.tar.gz"))
    source = write_sdist(bench.project, "ice-lamp", "2.0")
    source.write_bytes(source.read_bytes()[:400] if data is None else data)
    return bench.uv("lock")


_case = partial(Reproduction, category=Category.WHEEL_INVALID)
_globe = partial(_case, package="snow-globe", version="1.5")
_lamp = partial(_case, package="ice-lamp", version="2.0")

_LOGIN = b"<!DOCTYPE html><html><body>Please log in</body></html>"
_AS_IN_A_CACHE = (Category.CACHE_CORRUPT,)
"""uv names the copy in its cache in which the file is missing; nothing says that the wheel never had it."""

REPRODUCTIONS = (
    _case(
        name="other-version",
        how="a wheel renamed to another version",
        make=partial(_renamed, name="snow_globe-1.6-py3-none-any.whl", package="snow-globe"),
        package="snow-globe",
        version="1.6",
    ),
    _case(
        name="other-version-pip",
        how="the same on the command line",
        make=_renamed_pip,
        package="snow-globe",
        version="1.6",
    ),
    _case(
        name="other-name",
        how="a wheel renamed to another package",
        make=partial(_renamed, name="ice_lamp-1.5-py3-none-any.whl", package="ice-lamp"),
        package="ice-lamp",
        version="1.5",
    ),
    _case(
        name="no-version",
        how="a wheel renamed as browsers do",
        make=partial(_renamed, name="snow_globe (1).whl", package="snow-globe"),
    ),
    _globe(
        name="no-metadata",
        how="a wheel without METADATA",
        make=partial(_changed, changed={"METADATA": None}),
        accept=_AS_IN_A_CACHE,
        os_error=ENOENT,
    ),
    _globe(
        name="no-wheel-file",
        how="one without WHEEL",
        make=partial(_changed, changed={"WHEEL": None}),
        accept=_AS_IN_A_CACHE,
        os_error=ENOENT,
    ),
    _globe(name="no-record", how="one without RECORD", make=partial(_changed, changed={"RECORD": None})),
    _globe(
        name="no-dist-info",
        how="one without all of these",
        make=partial(_changed, changed=dict.fromkeys(("METADATA", "WHEEL", "RECORD"))),
    ),
    _globe(
        name="bad-metadata",
        how="one whose METADATA is no metadata",
        make=partial(_changed, changed={"METADATA": b"no metadata at all\n"}),
    ),
    _globe(name="cut", how="a wheel cut off in the middle", make=partial(_replaced, data=None, command="sync")),
    _globe(name="empty", how="a wheel of no bytes", make=partial(_replaced, data=b"", command="lock")),
    _globe(
        name="login-page",
        how="a login page saved as a wheel",
        make=partial(_replaced, data=_LOGIN, command="lock"),
    ),
    _lamp(
        name="source-cut", how="a source distribution cut off in the middle", make=partial(_source_replaced, data=None)
    ),
    _lamp(name="source-login-page", how="a login page saved as one", make=partial(_source_replaced, data=_LOGIN)),
)
