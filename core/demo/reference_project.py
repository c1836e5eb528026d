"""The reference project: what people on managed computers really have, rebuilt with made-up wheels."""

import random
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from packaging.utils import canonicalize_name

from core.demo.catalogue import DEPENDENCIES, GROUPS, PACKAGES, MadeUp, Source
from core.model.project import InputError
from core.store.atomic import write_atomically
from core.wheels.make_wheel import write_sdist, write_wheel

MARKER = ".wheelyard-demo"
"""The file that says that a folder was made by this module and may be made again."""

_MARKER_TEXT = "Wheelyard made this folder for its demo and may write its files again.\n"
_SUMMARY = "Made up for the Wheelyard demo; it holds no code of the project of that name"
_MODULE_PART = 8 * 1024


class DemoProject(Struct, frozen=True, kw_only=True):
    """A reference project on disk; ``folder`` is absolute, ``local_files`` are the wheels and sdists in it."""

    folder: Path
    name: str
    python: tuple[int, int]
    local_files: tuple[Path, ...]

    @property
    def exdist(self) -> Path:
        """The folder of wheels and sdists that reached the person as files."""
        return self.folder / "exdist"

    @property
    def size(self) -> int:
        """Bytes of all local files together."""
        return sum(file.stat().st_size for file in self.local_files)


def make_reference_project(folder: Path, *, python: tuple[int, int], platform_tag: str | None = None) -> DemoProject:
    """Make the reference project in ``folder``, or make it again where an older one is; return it.

    Everything it needs lies in the folder, so syncing it asks no network. ``python`` is the version that will
    run it: compiled wheels carry its tag. ``platform_tag`` is this computer's where it is not given. Files that
    are already as they should be stay untouched, and so does everything else, as ``.venv`` and ``uv.lock``.
    Raises InputError where the folder holds something else or cannot be written to.
    """
    folder = folder.absolute()
    _refuse_foreign(folder)
    tag = platform_tag or sysconfig.get_platform().replace("-", "_").replace(".", "_")
    try:
        # The marker comes first: what is cut short here can then be made again.
        folder.mkdir(parents=True, exist_ok=True)
        _put_text(folder / MARKER, _MARKER_TEXT)
        (folder / "exdist").mkdir(exist_ok=True)
        files = (*_write_indexes(folder / "indexes", python, tag), *_write_exdist(folder / "exdist", python, tag))
        _put_text(folder / ".python-version", f"{python[0]}.{python[1]}\n")
        _put_text(folder / "pyproject.toml", pyproject_text(python, tag))
    except OSError as error:
        raise InputError(
            f"The demo could not be written to {folder}: {error.strerror or error}.",
            "Name a folder where you may write, with `--dir`.",
        ) from error
    return DemoProject(folder=folder, name="portfolio-desk", python=python, local_files=files)


def pyproject_text(python: tuple[int, int], platform_tag: str) -> str:
    """Return the project's ``pyproject.toml``: dependencies, groups, indexes and sources of the real one."""
    groups = "".join(f"{group.name} = {_list(group.requirements)}\n" for group in GROUPS)
    names = ", ".join(f'"{group.name}"' for group in GROUPS)
    return (
        f'[project]\nname = "portfolio-desk"\nversion = "2024.11"\n'
        f'description = "The reference project of the Wheelyard demo, with made-up wheels"\n'
        f'requires-python = ">=3.10.10"\ndependencies = {_list(DEPENDENCIES)}\n\n'
        f"[dependency-groups]\n{groups}\n"
        f'[tool.uv]\npackage = false\npython-preference = "only-system"\n'
        f'default-groups = [{names}]\nconstraint-dependencies = ["numpy<2"]\n\n'
        f"{_indexes_text()}[tool.uv.sources]\n{_sources_text(python, platform_tag)}"
    )


def _indexes_text() -> str:
    # The first one is the default, which takes the place of the public index: nothing here asks the network.
    parts = []
    for source in Source:
        kind = "default = true" if source is Source.RELEASE else "explicit = true"
        parts.append(f'[[tool.uv.index]]\nname = "{source}"\nurl = "./indexes/{source}"\nformat = "flat"\n{kind}\n\n')
    return "".join(parts)


def _sources_text(python: tuple[int, int], platform_tag: str) -> str:
    explicit = "".join(
        f'{canonicalize_name(package.name)} = {{ index = "{package.source}" }}\n'
        for package in PACKAGES
        if package.source is not Source.RELEASE
    )
    windows, linux = (f"exdist/{name}" for name in nxpy_files(python, platform_tag))
    return (
        f"{explicit}nxpy = [\n"
        f'  {{ path = "{windows}", marker = "platform_system == \'Windows\'" }},\n'
        f'  {{ path = "{linux}", marker = "platform_system == \'Linux\'" }},\n]\n'
        'nxtools = { path = "exdist/nxtools-1.2a2-py3-none-any.whl" }\n'
        'dash_design_kit = { path = "exdist/dash_design_kit-1.6.8.tar.gz" }\n'
        'dash-snapshots = { path = "exdist/dash_snapshots-2.3.0-py2.py3-none-any.whl" }\n'
        'dash_notes = { path = "exdist/dash_notes-0.0.3-py2.py3-none-any.whl" }\n'
    )


def nxpy_files(python: tuple[int, int], platform_tag: str) -> tuple[str, str]:
    """Return the names of nxpy's two wheels, for Windows and for Linux."""
    windows = platform_tag if platform_tag.startswith("win") else "win_amd64"
    linux = platform_tag if platform_tag.startswith("linux") else "linux_x86_64"
    interpreter = _interpreter(python)
    return f"nxpy-21.3.4-{interpreter}-{windows}.whl", f"nxpy-21.3.0-{interpreter}-{linux}.whl"


def _interpreter(python: tuple[int, int]) -> str:
    tag = f"cp{python[0]}{python[1]}"
    return f"{tag}-{tag}"


def _write_indexes(folder: Path, python: tuple[int, int], platform_tag: str) -> list[Path]:
    written = []
    for package in PACKAGES:
        index = folder / package.source
        index.mkdir(parents=True, exist_ok=True)
        tags = f"{_interpreter(python)}-{platform_tag}" if package.binary else "py3-none-any"
        wheel = write_wheel(
            index,
            package.name,
            package.version,
            tags=tags,
            requires=package.requires,
            files=_payload(package, platform_tag),
            requires_python=">=3.10",
            summary=_SUMMARY,
        )
        written.append(wheel)
    return written


def _write_exdist(folder: Path, python: tuple[int, int], platform_tag: str) -> list[Path]:
    written = []
    for file, version in zip(nxpy_files(python, platform_tag), ("21.3.4", "21.3.0"), strict=True):
        tags = file.removesuffix(".whl").split("-", 2)[2]
        nxpy = MadeUp(name="nxpy", version=version, size=600_000, binary=True)
        written.append(
            write_wheel(
                folder,
                "nxpy",
                version,
                tags=tags,
                requires=("numpy>=1.22",),
                files=_payload(nxpy, tags.rsplit("-", 1)[1]),
                summary=_SUMMARY,
            )
        )
    for name, version, tags, requires in (
        ("nxtools", "1.2a2", "py3-none-any", ("click>=8",)),
        ("dash_snapshots", "2.3.0", "py2.py3-none-any", ("dash>=2",)),
        ("dash-notes", "0.0.3", "py2.py3-none-any", ("dash",)),
    ):
        made_up = MadeUp(name=name, version=version, size=40_000)
        written.append(
            write_wheel(
                folder,
                name,
                version,
                tags=tags,
                requires=requires,
                files=_payload(made_up, platform_tag),
                summary=_SUMMARY,
            )
        )
    kit = MadeUp(name="dash_design_kit", version="1.6.8", size=120_000)
    payload = _payload(kit, platform_tag)
    written.append(write_sdist(folder, kit.name, kit.version, requires=("dash>=2",), files=payload, summary=_SUMMARY))
    return written


def _payload(package: MadeUp, platform_tag: str) -> Mapping[str, bytes]:
    # Bytes from a generator seeded with the package's own name: nothing compresses them away, and they are the
    # same every time, so a lock file made yesterday still fits.
    noise = random.Random(f"{package.name} {package.version}")  # noqa: S311 - filling, not a secret
    top = canonicalize_name(package.name).replace("-", "_")
    files = {f"{top}/__init__.py": f'__version__ = "{package.version}"\n'.encode()}
    rest = package.size
    if package.binary:
        ending = ".pyd" if platform_tag.startswith("win") else ".so"
        binary = rest * 3 // 4
        files[f"{top}/_core{ending}"] = noise.randbytes(binary)
        rest -= binary
    for number in range(max(1, min(rest // _MODULE_PART, 24))):
        part = noise.randbytes(rest // max(1, min(rest // _MODULE_PART, 24)) // 2).hex()
        files[f"{top}/part_{number}.py"] = f'DATA = "{part}"\n'.encode()
    return files


def _refuse_foreign(folder: Path) -> None:
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
        ours = (folder / MARKER).is_file()
    except OSError as error:
        raise InputError(
            f"{folder} cannot be looked into: {error.strerror or error}.", "Name another folder with `--dir`."
        ) from error
    if taken and not ours:
        raise InputError(
            f"{folder} holds something that is not Wheelyard's demo, so nothing was written there.",
            "Name an empty folder, or one that does not exist yet, with `--dir`.",
        )


def _put_text(path: Path, text: str) -> None:
    data = text.encode()
    if not (path.is_file() and path.read_bytes() == data):
        write_atomically(path, data)


def _list(requirements: tuple[str, ...]) -> str:
    return "[\n" + "".join(f'  "{requirement}",\n' for requirement in requirements) + "]"
