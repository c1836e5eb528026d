"""What building a source distribution takes: a compiler, or packages that come from an index."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from core.model.wheels import FileTrouble
from core.wheels.reading.findings import shown
from core.wheels.reading.sdist_contents import PYPROJECT, SETUP, SdistContents

DEFAULT_REQUIRES = ("setuptools",)
"""What a build gets that says nothing of its requirements."""

_COMPILING = {
    "cffi": "a C compiler",
    "cmake": "CMake and a C or C++ compiler",
    "cython": "a C compiler",
    "maturin": "Rust",
    "meson": "a C or C++ compiler",
    "meson-python": "a C or C++ compiler",
    "nanobind": "a C++ compiler",
    "oldest-supported-numpy": "a C compiler",
    "py-build-cmake": "CMake and a C or C++ compiler",
    "pybind11": "a C++ compiler",
    "scikit-build": "CMake and a C or C++ compiler",
    "scikit-build-core": "CMake and a C or C++ compiler",
    "setuptools-rust": "Rust",
    "sip": "a C++ compiler",
}
_COMPILING_BACKENDS = {
    "maturin": "maturin",
    "mesonpy": "meson-python",
    "scikit_build_core": "scikit-build-core",
    "py_build_cmake": "py-build-cmake",
    "sipbuild": "sip",
}
_SETUP_COMPILES = re.compile(
    r"^[^#\n]*?\b(?:ext_modules\s*=|Extension\s*\(|CMakeExtension\b|cythonize\s*\(|rust_extensions\s*=|RustExtension\b"
    r"|cffi_modules\s*=|CUDAExtension\b)",
    re.MULTILINE,
)
_NAMED = 4


class BuildNeeds(Struct, frozen=True, kw_only=True):
    """``needs_compiler`` is None where the archive does not tell; ``troubles`` are sentences that stop nothing."""

    needs_compiler: bool | None
    troubles: tuple[FileTrouble, ...]


def build_needs(contents: SdistContents, pyproject: Mapping[str, Any] | None) -> BuildNeeds:
    """Return what a build needs, as far as the files in the archive say it and without running any of them.

    ``pyproject`` is None where it cannot be read; then nothing is known.
    """
    if pyproject is None or (PYPROJECT not in contents.texts and SETUP not in contents.texts):
        return BuildNeeds(needs_compiler=None, troubles=())
    requires, backend, own = _build_system(pyproject)
    why = _why_compiler(contents, pyproject, requires, backend)
    troubles: list[FileTrouble] = []
    if why is not None:
        troubles.append(_note("needs-compiler", f"Building it needs a compiler: {why}."))
        needs: bool | None = True
    elif contents.native_source is not None:
        needs = None
        source = shown(contents.native_source)
        troubles.append(_note("may-need-compiler", f"Building it may need a compiler: it holds {source}."))
    else:
        # A backend that lies in the archive may do anything; so may a setup.py that was not seen.
        needs = None if own or not contents.whole else False
    if requires:
        troubles.append(
            _note(
                "build-requires",
                f"Building it needs {_listed(requires)}, which uv takes from an index: where there is no network, "
                "they must lie in a yard as well.",
            )
        )
    return BuildNeeds(needs_compiler=needs, troubles=tuple(troubles))


def _build_system(pyproject: Mapping[str, Any]) -> tuple[tuple[str, ...], str, bool]:
    """Return what the build requires, its backend, and whether the backend lies in the archive itself."""
    table = pyproject.get("build-system")
    if not isinstance(table, dict):
        return DEFAULT_REQUIRES, "", False
    requires = table.get("requires")
    backend = table.get("build-backend")
    names = tuple(map(str, requires)) if isinstance(requires, list) else DEFAULT_REQUIRES
    return names, backend if isinstance(backend, str) else "", "backend-path" in table


def _why_compiler(
    contents: SdistContents, pyproject: Mapping[str, Any], requires: tuple[str, ...], backend: str
) -> str | None:
    for written in requires:
        name = _name_of(written)
        if name in _COMPILING:
            return f"its build requires {name}, which needs {_COMPILING[name]}"
    top = re.split(r"[.:]", backend, maxsplit=1)[0]
    if top in _COMPILING_BACKENDS:
        name = _COMPILING_BACKENDS[top]
        return f"its build backend is {name}, which needs {_COMPILING[name]}"
    tool = pyproject.get("tool")
    setuptools = tool.get("setuptools") if isinstance(tool, dict) else None
    if isinstance(setuptools, dict) and setuptools.get("ext-modules"):
        return "its pyproject.toml names extension modules"
    if _SETUP_COMPILES.search(contents.texts.get(SETUP, b"").decode("utf-8", "replace")):
        return "its setup.py builds extension modules"
    return None


def _name_of(written: str) -> str:
    try:
        return canonicalize_name(Requirement(written).name)
    except InvalidRequirement:
        return ""


def _listed(requires: tuple[str, ...]) -> str:
    names = [shown(name) for name in requires[:_NAMED]]
    if len(requires) > _NAMED:
        names.append(f"{len(requires) - _NAMED} more")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _note(kind: str, sentence: str) -> FileTrouble:
    return FileTrouble(id=kind, sentence=sentence, stops=False)
