"""Builds that fail: for want of a compiler, for a reason of the package, by a full drive or a long path in them."""

import tarfile
from functools import partial

from core.model.problem import Category
from tests.reproductions.bench import Bench
from tests.reproductions.project_files import path_source
from tests.reproductions.reproduction import Need, Reproduction

_BUILT_HERE = '[build-system]\nrequires = []\nbuild-backend = "build_here"\nbackend-path = ["."]\n'
_HOOK = "def build_wheel(folder, settings=None, metadata=None):\n"
_EXTENSION = (
    "import sys\n"
    + _HOOK
    + "    from distutils.core import Extension, setup\n"
    + '    sys.argv = ["setup.py", "-q", "build_ext"]\n'
    + '    setup(name="ice-lamp", version="2.0", ext_modules=[Extension("ice_lamp._fast", ["fast.c"])])\n'
)
_COMMAND = "import subprocess\n" + _HOOK + '    subprocess.run({command}, check=True, env={{"PATH": "/nonexistent"}})\n'


def _sync_source(bench: Bench, backend: str, *, c: str = "", **variables: str) -> str:
    """Sync a project that needs a source distribution with this build backend beside the C file ``fast.c``."""
    folder = bench.folder / "source" / "ice_lamp-2.0"
    folder.mkdir(parents=True)
    files = {
        "pyproject.toml": f'{_BUILT_HERE}\n[project]\nname = "ice-lamp"\nversion = "2.0"\n',
        "PKG-INFO": "Metadata-Version: 2.1\nName: ice-lamp\nVersion: 2.0\n",
        "build_here.py": backend,
        "fast.c": c,
    }
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    bench.declare("ice-lamp", more=path_source("ice-lamp", "ice_lamp-2.0.tar.gz"))
    with tarfile.open(bench.project / "ice_lamp-2.0.tar.gz", "w:gz") as archive:
        archive.add(folder, "ice_lamp-2.0")
    return bench.uv("sync", variables=variables)


def _itself(bench: Bench) -> str:
    bench.declare(more=_BUILT_HERE)
    bench.write("build_here.py", _HOOK.replace("wheel", "editable") + '    raise ValueError("no packages in src")\n')
    return bench.uv("sync")


def _pip(bench: Bench) -> str:
    bench.declare()
    bench.well("venv")
    bench.write("lamp/pyproject.toml", f'{_BUILT_HERE}\n[project]\nname = "ice-lamp"\nversion = "2.0"\n')
    bench.write("lamp/build_here.py", _HOOK + '    raise SystemExit("README.md does not exist")\n')
    return bench.uv("pip", "install", "./lamp")


def _command(*words: str) -> str:
    return _COMMAND.format(command=list(words))


_lamp = partial(Reproduction, package="ice-lamp", needs=(Need.POSIX,))
_tools = partial(_lamp, category=Category.BUILD_FAILED_TOOLCHAIN)
_other = partial(_lamp, category=Category.BUILD_FAILED_OTHER)

REPRODUCTIONS = (
    _tools(
        name="compiler",
        how="a C extension and a compiler that is not there",
        make=partial(_sync_source, backend=_EXTENSION, CC="/nonexistent/gcc"),
    ),
    _tools(
        name="header",
        how="a C file that wants a header which is not there",
        make=partial(_sync_source, backend=_EXTENSION, c="#include <no_such_header.h>\n"),
        needs=(Need.PRELOAD,),
    ),
    _tools(
        name="cargo",
        how="a build backend that starts cargo where there is none",
        make=partial(_sync_source, backend=_command("cargo", "build")),
    ),
    _tools(
        name="cmake",
        how="the same with cmake",
        make=partial(_sync_source, backend=_command("cmake", "-S", ".")),
    ),
    _other(
        name="raises",
        how="a build backend that raises an error",
        make=partial(_sync_source, backend=_HOOK + '    raise ValueError("the version file is missing")\n'),
    ),
    _other(
        name="import",
        how="one that imports what is not there",
        make=partial(_sync_source, backend="import pkg_of_nobody\n"),
    ),
    _other(name="no-hook", how="one without the hooks it should have", make=partial(_sync_source, backend="")),
    _other(
        name="no-wheel",
        how="one that says that it built a wheel and has not",
        make=partial(_sync_source, backend=_HOOK + '    return "none.whl"\n'),
    ),
    _other(
        name="killed",
        how="one that is killed",
        make=partial(_sync_source, backend=f"import os, signal\n{_HOOK}    os.kill(os.getpid(), signal.SIGKILL)\n"),
    ),
    _other(name="itself", how="a project whose own build fails", make=_itself, package="village"),
    _other(name="pip", how="the build of a folder, by uv pip", make=_pip),
    _lamp(
        category=Category.DISK_FULL,
        name="build",
        how="a build backend that finds no room",
        make=partial(_sync_source, backend=f'{_HOOK}    raise OSError(28, "No space left on device", "build/x.o")\n'),
    ),
    _lamp(
        category=Category.PATH_TOO_LONG,
        name="build",
        how="a build backend that writes a file with a name of 300 characters",
        make=partial(_sync_source, backend=f'{_HOOK}    open("o" * 300, "w")\n'),
    ),
)
