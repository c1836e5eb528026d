"""Facts about this computer, asked of this computer; what Windows alone can tell is told in its lab."""

import sys
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from core.system.facts import VolumeKind
from core.system.posix import PosixFacts
from core.system.this_computer import system_facts
from core.system.volumes import deepest, existing, on_one_device, volume_at
from core.system.windows import LONGEST_GOOD_PLACE, WindowsFacts
from tests.links import needs_links


class Mount(NamedTuple):
    """What psutil tells of a mount, as far as it is asked for."""

    mountpoint: str
    fstype: str
    opts: str


def listed(monkeypatch: pytest.MonkeyPatch, *mounts: tuple[Path, str, str]) -> PosixFacts:
    """Return facts of a computer with these mounts: folder, file system, options."""
    found = [Mount(str(root), kind, opts) for root, kind, opts in mounts]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: found)
    return PosixFacts({})


def test_this_computer_has_a_volume_for_every_path(tmp_path: Path) -> None:
    facts = system_facts({"HOME": str(tmp_path)})
    volume = facts.volume_of(tmp_path / "not" / "there")
    assert volume is not None
    assert volume in facts.volumes()
    assert tmp_path.resolve().is_relative_to(volume.root)
    assert 0 < volume.free_bytes <= volume.total_bytes
    assert facts.same_volume(tmp_path / "a", tmp_path / "b" / "c")


def test_pseudo_file_systems_and_mounted_files_are_no_volumes() -> None:
    for volume in system_facts({}).volumes():
        assert volume.file_system not in {"proc", "sysfs", "cgroup2", "devpts", "mqueue"}
        assert volume.root.is_dir()


def test_kinds_follow_the_file_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    names = {"disk": "ext4", "share": "cifs", "memory": "tmpfs", "kernel": "proc"}
    for name in names:
        (tmp_path / name).mkdir()
    (tmp_path / "file").write_text("x")
    mounts = [(tmp_path / name, kind, "rw") for name, kind in names.items()]
    facts = listed(monkeypatch, *mounts, (tmp_path / "file", "ext4", "rw"), (tmp_path / "gone", "ext4", "rw"))
    kinds = {volume.root.name: volume.kind for volume in facts.volumes()}
    assert kinds == {"disk": VolumeKind.FIXED, "share": VolumeKind.NETWORK, "memory": VolumeKind.RAM}


def test_the_deepest_mount_holds_a_path_and_read_only_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    facts = listed(monkeypatch, (tmp_path, "ext4", "rw,relatime"), (inner, "ext4", "ro,relatime"))
    for path, root, read_only in ((inner / "x", inner, True), (tmp_path / "x", tmp_path, False)):
        volume = facts.volume_of(path)
        assert volume is not None
        assert (volume.root, volume.read_only) == (root, read_only)
    assert deepest((), tmp_path) is None


@needs_links
def test_a_link_is_on_the_volume_that_it_leads_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    facts = listed(monkeypatch, (tmp_path, "ext4", "rw,relatime"), (inner, "ext4", "ro,relatime"))
    (tmp_path / "way in").symlink_to(inner)
    volume = facts.volume_of(tmp_path / "way in" / "x")
    assert volume is not None
    assert volume.root == inner


def test_what_is_not_listed_can_be_asked_and_may_not_answer(tmp_path: Path) -> None:
    volume = volume_at(tmp_path, lambda root, system: VolumeKind.NETWORK)  # noqa: ARG005
    assert volume is not None
    assert (volume.root, volume.kind) == (tmp_path, VolumeKind.NETWORK)
    assert volume.total_bytes > 0
    assert volume_at(tmp_path / "gone", lambda root, system: VolumeKind.NETWORK) is None  # noqa: ARG005


def test_a_link_to_itself_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert existing(tmp_path / "loop" / "x") == tmp_path.resolve()
    assert on_one_device(tmp_path / "loop", tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="the POSIX side")
def test_the_persons_folders_come_from_the_environment(tmp_path: Path) -> None:
    for name in ("OneDrive - Contoso", "Dropbox", "documents"):
        (tmp_path / name).mkdir()
    (tmp_path / "Nextcloud").write_text("a file")
    posix = PosixFacts({"HOME": str(tmp_path), "TMPDIR": str(tmp_path / "t")})
    assert posix.local_data_folder() == tmp_path / ".local" / "share"
    assert tmp_path / "t" in posix.temp_folders()
    assert [folder.name for folder in posix.cloud_folders()] == ["Dropbox", "OneDrive - Contoso"]
    assert posix.longest_good_path() is None
    assert PosixFacts({"XDG_DATA_HOME": "/data"}).local_data_folder() == Path("/data")
    assert PosixFacts({"XDG_DATA_HOME": "relative", "HOME": "/h"}).local_data_folder() == Path("/h/.local/share")
    assert PosixFacts({"HOME": str(tmp_path / "gone")}).cloud_folders() == ()


def test_the_windows_side_reads_its_own_variables(tmp_path: Path) -> None:
    (tmp_path / "iCloudDrive").mkdir()
    company = tmp_path / "OneDrive - Contoso"
    company.mkdir()
    environ = {"USERPROFILE": str(tmp_path), "OneDrive": str(company), "OneDriveCommercial": str(company)}
    facts = WindowsFacts(environ | {"LOCALAPPDATA": "/local", "TEMP": "/t1", "TMP": "/t2"})
    assert facts.local_data_folder() == Path("/local")
    assert {Path("/t1"), Path("/t2")} <= set(facts.temp_folders())
    assert facts.cloud_folders() == (company, tmp_path / "iCloudDrive")
    assert facts.longest_good_path() == LONGEST_GOOD_PLACE


def test_the_windows_side_asks_for_a_volume_that_is_not_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: [])
    volume = WindowsFacts({}).volume_of(tmp_path / "not there")
    assert volume is not None
    assert volume.root == Path(tmp_path.anchor)
    assert volume.total_bytes > 0


@pytest.mark.parametrize(
    "folder",
    ["/", "/usr", "/usr/local", "/home", "/var/lib/x", "/mnt", "/data/lost+found", "/tmp"],  # noqa: S108
)
def test_the_hierarchy_of_a_posix_system_is_its_own(folder: str) -> None:
    assert PosixFacts({}).belongs_to_system(Path(folder))


@pytest.mark.parametrize("folder", ["/data", "/work", "/home/ada", "/mnt/disk", "/srv/wheels", "/media/ada/disk"])
def test_other_folders_of_a_posix_system_are_not(folder: str) -> None:
    assert not PosixFacts({}).belongs_to_system(Path(folder))


@pytest.mark.parametrize(
    "name", ["Windows", "PROGRAM FILES", "ProgramData", "Users", "$Recycle.Bin", "Recovery", "WINNT"]
)
def test_folders_of_windows_are_its_own(name: str) -> None:
    facts = WindowsFacts({"SystemRoot": str(Path("/C/WINNT")) + "\\"})
    assert facts.belongs_to_system(Path("/C") / name)
    assert facts.belongs_to_system(Path("/C/System Volume Information"))


def test_other_folders_of_windows_and_its_drives_are_not() -> None:
    facts = WindowsFacts({"SystemRoot": "/C/WINNT"})
    assert not any(facts.belongs_to_system(Path(folder)) for folder in ("/", "/C/Data", "/D/work"))
