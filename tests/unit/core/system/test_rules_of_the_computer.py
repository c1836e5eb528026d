"""Long paths, application control and folders that cannot be written: what this computer says of itself."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from core.system.application_control import application_control
from core.system.code_integrity import ProgramIntegrity, integrity_of, program_integrity
from core.system.long_paths import long_paths_enabled
from core.system.registry import Hive, subkeys_of, values_of
from core.system.writable import FolderState, folder_state
from tests.links import needs_links


@pytest.mark.skipif(sys.platform == "win32", reason="the lab reads the registry")
def test_what_the_registry_alone_knows_is_unknown_elsewhere() -> None:
    assert long_paths_enabled() is None
    assert application_control() is None
    assert program_integrity() is None
    assert values_of(Hive.COMPUTER, "SOFTWARE") is None
    assert subkeys_of(Hive.PERSON, "Software") is None


@pytest.mark.parametrize(
    ("options", "state"),
    [
        (0x0, ProgramIntegrity.NOT_CHECKED),
        (0x1, ProgramIntegrity.NOT_CHECKED),
        (0x5, ProgramIntegrity.ENFORCED),
        (0xC01 | 0x4, ProgramIntegrity.ENFORCED),
        (0x9, ProgramIntegrity.AUDITED),
        (0xD, ProgramIntegrity.AUDITED),
    ],
)
def test_the_options_of_code_integrity_are_told_apart(options: int, state: ProgramIntegrity) -> None:
    assert integrity_of(options) == state


def test_a_folder_is_usable_and_nothing_is_left_in_it(tmp_path: Path) -> None:
    assert folder_state(tmp_path) == FolderState.USABLE
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_folder_is_told_from_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert folder_state(tmp_path / "file") == FolderState.NOT_A_FOLDER
    assert folder_state(tmp_path / "file" / "below") == FolderState.MISSING
    assert folder_state(tmp_path / "gone") == FolderState.MISSING
    assert folder_state(tmp_path / "a\0b") == FolderState.MISSING


@needs_links
def test_a_link_that_leads_nowhere_or_to_itself_is_missing(tmp_path: Path) -> None:
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert folder_state(tmp_path / "nowhere") == FolderState.MISSING
    assert folder_state(tmp_path / "loop") == FolderState.MISSING


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder in which not even root makes files")
def test_a_folder_that_refuses_files_is_not_writable() -> None:
    assert folder_state(Path("/proc/self")) == FolderState.NOT_WRITABLE


WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from core.system.writable import folder_state

closed, nobody = Path(sys.argv[1]), 65534
if os.geteuid() == 0:
    os.setegid(nobody)
    os.seteuid(nobody)
print(folder_state(closed).value, folder_state(closed / "below").value)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="rights are bits here")
def test_a_folder_without_rights_is_not_writable() -> None:
    # Not pytest's folder: only its owner may come to it, and root, who may do everything, becomes somebody else here.
    with tempfile.TemporaryDirectory(prefix="wheelyard-rights-") as folder:
        Path(folder).chmod(0o755)
        closed = Path(folder) / "closed"
        (closed / "below").mkdir(parents=True)
        closed.chmod(0o000)
        said = subprocess.run(
            [sys.executable, "-c", WITHOUT_RIGHTS, closed],
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[4],
        ).stdout
        closed.chmod(0o700)
    assert said.split() == [FolderState.NOT_WRITABLE.value] * 2
