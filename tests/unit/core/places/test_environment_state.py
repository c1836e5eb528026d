"""How whole the folder of an environment is."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from core.places.environment_state import EnvironmentState, environment_state


def test_what_is_not_there_empty_or_a_file_is_said(tmp_path: Path) -> None:
    assert environment_state(tmp_path / "gone") is EnvironmentState.MISSING
    (tmp_path / "empty").mkdir()
    assert environment_state(tmp_path / "empty") is EnvironmentState.EMPTY
    (tmp_path / "file").touch()
    assert environment_state(tmp_path / "file") in {EnvironmentState.NOT_A_FOLDER, EnvironmentState.UNREADABLE}


@pytest.mark.parametrize("python", ["Scripts/python.exe", "bin/python"])
def test_a_whole_one_has_its_config_and_its_python(tmp_path: Path, python: str) -> None:
    (tmp_path / "pyvenv.cfg").touch()
    assert environment_state(tmp_path) is EnvironmentState.WITHOUT_PYTHON
    (tmp_path / python).parent.mkdir()
    (tmp_path / python).touch()
    assert environment_state(tmp_path) is EnvironmentState.WHOLE


def test_a_launcher_without_its_config_is_broken(tmp_path: Path) -> None:
    (tmp_path / "Scripts").mkdir()
    (tmp_path / "Scripts" / "python.exe").touch()
    assert environment_state(tmp_path) is EnvironmentState.WITHOUT_CONFIG
    assert environment_state(tmp_path).is_broken


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_python_of_its_own_is_no_environment_and_a_link_to_another_one_is_dangerous(tmp_path: Path) -> None:
    own, borrowed = tmp_path / "own", tmp_path / "borrowed"
    for folder in (own, borrowed):
        (folder / "bin").mkdir(parents=True)
    (own / "bin" / "python3.12").touch()
    (own / "bin" / "python").symlink_to("python3.12")
    (borrowed / "bin" / "python").symlink_to(own / "bin" / "python3.12")
    assert environment_state(own) is EnvironmentState.INSTALLATION
    assert environment_state(borrowed) is EnvironmentState.BORROWED_PYTHON
    assert environment_state(borrowed).is_dangerous
    (borrowed / "bin" / "python").unlink()
    (borrowed / "bin" / "python").symlink_to("python")  # leads to itself
    assert environment_state(borrowed) is EnvironmentState.WITHOUT_CONFIG


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_python_that_leads_nowhere_is_missing(tmp_path: Path) -> None:
    (tmp_path / "pyvenv.cfg").touch()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(tmp_path / "gone")
    (tmp_path / "bin" / "python3").symlink_to("python3")  # leads to itself
    assert environment_state(tmp_path) is EnvironmentState.WITHOUT_PYTHON


WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from core.places.environment_state import environment_state

nobody = 65534
if os.geteuid() == 0:
    os.setegid(nobody)
    os.seteuid(nobody)
print(*(environment_state(Path(folder)).value for folder in sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="rights are bits here")
def test_one_whose_folders_are_closed_is_unreadable(tmp_path: Path) -> None:
    # Not pytest's folder: only its owner may come to it, and root, who may do everything, becomes somebody else here.
    with tempfile.TemporaryDirectory(prefix="wheelyard-rights-") as folder:
        Path(folder).chmod(0o755)
        whole, bare, closed = (Path(folder) / name for name in ("whole", "bare", "closed"))
        for environment in (whole, bare, closed):
            (environment / "bin").mkdir(parents=True)
            (environment / "bin" / "python").touch()
        (whole / "pyvenv.cfg").touch()
        shut = (whole / "bin", bare / "bin", closed)
        for each in shut:
            each.chmod(0)
        said = subprocess.run(
            [sys.executable, "-c", WITHOUT_RIGHTS, whole, bare, closed],
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[4],
        ).stdout
        for each in shut:
            each.chmod(0o700)
    assert said.split() == [EnvironmentState.UNREADABLE.value] * 3
