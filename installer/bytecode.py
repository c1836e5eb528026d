"""Compiled Python in the payload: Program Files cannot be written to, and starting from source takes seconds."""

import sys
from pathlib import Path

from installer.commands import BuildError, run
from installer.runtime import Runtime
from installer.sources import PYTHON_MINOR, Sources

# One process for everything and one order: what marshal writes depends on which strings it has met before.
_PROGRAM = """
import importlib.util, pathlib, py_compile, sys
root = pathlib.Path(sys.argv[1])
for file in sorted(root.rglob("*.py"), key=lambda path: path.as_posix()):
    target = importlib.util.cache_from_source(str(file))
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(str(file), target, file.relative_to(root).as_posix(), True, 0, mode, 2)
"""


def compile_all(folder: Path, sources: Sources, python: Runtime) -> bool:
    """Compile everything in ``lib``; False where there is no Python of the shipped minor version to do it.

    Raises BuildError when the given Python is another one, or something cannot be compiled.
    """
    command = sources.bytecode_python or _own(python) or _found(sources)
    if command is None:
        return False
    said = run([*command, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]).strip()
    if said != ".".join(map(str, PYTHON_MINOR)):
        raise BuildError(f"{command[0]} is Python {said}; compiling needs {'.'.join(map(str, PYTHON_MINOR))}.")
    run([*command, "-c", _PROGRAM, folder / "lib"])
    return True


def _own(python: Runtime) -> tuple[str, ...] | None:
    return (str(python.folder / "python.exe"),) if sys.platform == "win32" else None


def _found(sources: Sources) -> tuple[str, ...] | None:
    try:
        return (run([sources.uv, "python", "find", "--no-project", ".".join(map(str, PYTHON_MINOR))]).strip(),)
    except BuildError:
        return None
