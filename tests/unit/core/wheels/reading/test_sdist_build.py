"""Whether building a source distribution needs a compiler: said where it is certain, with why."""

from pathlib import Path

import pytest

from core.wheels.reading.sdist_reader import read_sdist
from tests.unit.core.wheels.reading.sdist_bytes import PKG_INFO, put, tar_gz

SETUPTOOLS = b'[build-system]\nrequires = ["setuptools>=61"]\nbuild-backend = "setuptools.build_meta"\n'


def system(requires: str, backend: str = "setuptools.build_meta") -> bytes:
    return f'[build-system]\nrequires = ["setuptools", "{requires}"]\nbuild-backend = "{backend}"\n'.encode()


@pytest.mark.parametrize(
    ("files", "needed", "said"),
    [
        ({"pyproject.toml": system("Cython>=3")}, True, "its build requires cython, which needs a C compiler"),
        ({"pyproject.toml": system("setuptools_rust")}, True, "which needs Rust"),
        ({"pyproject.toml": system("maturin>=1,<2", "maturin")}, True, "which needs Rust"),
        ({"pyproject.toml": system("meson-python", "mesonpy")}, True, "which needs a C or C++ compiler"),
        ({"pyproject.toml": system("x", "scikit_build_core.build")}, True, "its build backend is scikit-build-core"),
        ({"pyproject.toml": system("pybind11 ~= 2.6.0")}, True, "which needs a C++ compiler"),
        ({"setup.py": b"from setuptools import *\nsetup(ext_modules=[x])\n"}, True, "its setup.py builds extension"),
        ({"setup.py": b"e = Extension('a', ['a.c'])\n"}, True, "its setup.py builds extension"),
        (
            {"pyproject.toml": SETUPTOOLS + b'[tool.setuptools]\next-modules = [{name = "a", sources = ["a.c"]}]\n'},
            True,
            "its pyproject.toml names extension modules",
        ),
        ({"pyproject.toml": SETUPTOOLS, "src/fast.pyx": b""}, None, "it holds “src/fast.pyx”"),
        ({"setup.py": b"setup()\n", "native/a.CPP": b""}, None, "it holds “native/a.CPP”"),
        ({"pyproject.toml": SETUPTOOLS, "tests/data/a.c": b""}, False, None),
        ({"setup.py": b"setup()  # no ext_modules=[] here\n"}, False, None),
        ({"pyproject.toml": SETUPTOOLS, "setup.py": b"setup()\n"}, False, None),
        ({"pyproject.toml": b"[build-system]\nrequires = 3\nbuild-backend = []\n"}, False, None),
        ({"pyproject.toml": b'build-system = "x"\ntool = 3\n'}, False, None),
        (
            {"pyproject.toml": b'[build-system]\nrequires = []\nbuild-backend = "own"\nbackend-path = ["."]\n'},
            None,
            None,
        ),
    ],
)
def test_a_compiler_is_needed_where_the_files_say_so(
    tmp_path: Path, files: dict[str, bytes], *, needed: bool | None, said: str | None
) -> None:
    whole = {"thing-1.0/PKG-INFO": PKG_INFO, **{f"thing-1.0/{name}": data for name, data in files.items()}}
    found = read_sdist(put(tmp_path, tar_gz(whole)))
    assert found.needs_compiler is needed
    sentences = [
        trouble.sentence for trouble in found.troubles if trouble.id in ("needs-compiler", "may-need-compiler")
    ]
    assert len(sentences) == (said is not None)
    assert said is None or said in sentences[0]
    assert found.is_usable


@pytest.mark.parametrize(
    ("pyproject", "said"),
    [
        (b"", "“setuptools”"),
        (b'[build-system]\nrequires = ["a", "b>=2", "c"]\n', "“a”, “b>=2” and “c”"),
        (b'[build-system]\nrequires = ["a", "b", "c", "d", "e", "f"]\n', "“a”, “b”, “c”, “d” and 2 more"),
        (b"[build-system]\nrequires = []\n", None),
    ],
)
def test_what_a_build_takes_from_an_index_is_said(tmp_path: Path, pyproject: bytes, said: str | None) -> None:
    found = read_sdist(put(tmp_path, tar_gz({"thing-1.0/PKG-INFO": PKG_INFO, "thing-1.0/pyproject.toml": pyproject})))
    sentences = [trouble.sentence for trouble in found.troubles if trouble.id == "build-requires"]
    assert len(sentences) == (said is not None)
    assert said is None or f"needs {said}, which uv takes from an index" in sentences[0]
