"""Where a portable program keeps what it makes."""

from pathlib import Path

from core.store.home import Home
from core.store.portable import MARKER, portable_variables


def test_an_installed_program_adds_nothing(tmp_path: Path) -> None:
    assert portable_variables(tmp_path / "python", {}) == {}


def test_a_portable_one_keeps_everything_beside_itself(tmp_path: Path) -> None:
    (tmp_path / MARKER).touch()
    added = portable_variables(tmp_path / "python", {})
    assert {"UV_CACHE_DIR", "UV_PYTHON_INSTALL_DIR", "UV_TOOL_DIR", "WHEELYARD_HOME"} <= set(added)
    assert all(Path(folder).is_relative_to(tmp_path / "data") for folder in added.values())
    assert Home.locate(added).root == tmp_path / "data" / "wheelyard"


def test_what_the_person_says_is_stronger(tmp_path: Path) -> None:
    (tmp_path / MARKER).touch()
    added = portable_variables(tmp_path / "python", {"WHEELYARD_HOME": "/mine", "UV_CACHE_DIR": "/caches"})
    assert "WHEELYARD_HOME" not in added
    assert "UV_CACHE_DIR" not in added
