"""Facts on POSIX, where Wheelyard is built and tested."""

import os
import tempfile
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from core.system.cloud_folders import known_cloud_folders
from core.system.facts import Volume, VolumeKind
from core.system.volumes import deepest, listed_volumes, on_one_device

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs", "davfs"}
_RAM = {"tmpfs", "ramfs", "devtmpfs"}
_NO_PLACE = {"proc", "sysfs", "devpts", "cgroup", "cgroup2", "mqueue", "securityfs", "debugfs", "tracefs", "pstore"}
_NO_PLACE |= {"efivarfs", "selinuxfs", "fuse.lxcfs", "fuse.portal", "fuse.gvfsd-fuse", "fuse.snapfuse", "erofs"}
_NO_PLACE |= {"bpf", "configfs", "fusectl", "hugetlbfs", "autofs", "binfmt_misc", "nsfs", "squashfs", "rpc_pipefs"}


_HIERARCHY = {"bin", "boot", "cores", "dev", "etc", "home", "lib", "lib32", "lib64", "libx32", "media", "mnt", "nix"}
_HIERARCHY |= {"opt", "proc", "root", "run", "sbin", "snap", "srv", "sys", "tmp", "usr", "var", "lost+found"}
_HIERARCHY |= {"Applications", "Library", "System", "Users", "Volumes", "private"}
"""Names at the top of a system: the Filesystem Hierarchy Standard's, those of packagers, and macOS's."""

_OTHERS_BELOW = {"home", "media", "mnt", "srv", "Users", "Volumes"}
"""Folders of the hierarchy that are there for what others put into them."""


class PosixFacts:
    """This computer as POSIX tells of it; volumes are read once, free bytes are as of then."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def volumes(self) -> tuple[Volume, ...]:
        """Return the volumes on which files can be kept."""
        return self._volumes

    def volume_of(self, path: Path) -> Volume | None:
        """Return the volume of ``path`` or of the nearest folder above it that exists."""
        return deepest(self._volumes, path)

    def same_volume(self, first: Path, second: Path) -> bool:
        """Return whether a rename between two paths, existing or not, stays on one volume."""
        return on_one_device(first, second)

    def local_data_folder(self) -> Path:
        """Return the person's folder for data that stays on this computer."""
        named = self._environ.get("XDG_DATA_HOME")
        if named and Path(named).is_absolute():
            return Path(named)
        return Path(self._environ.get("HOME") or Path.home()) / ".local" / "share"

    def temp_folders(self) -> tuple[Path, ...]:
        """Return the folders that programs here use for temporary files."""
        named = self._environ.get("TMPDIR")
        return tuple({Path(tempfile.gettempdir()), *((Path(named),) if named else ())})

    def cloud_folders(self) -> tuple[Path, ...]:
        """Return the folders of known names in the person's folder; there is no variable that names one here."""
        return known_cloud_folders(Path(self._environ.get("HOME") or Path.home()))

    def belongs_to_system(self, folder: Path) -> bool:
        """Return whether ``folder`` is of the system's hierarchy, the root included; also where one may write there."""
        names = folder.parts[1:]
        if not names or folder.name == "lost+found":
            return True
        return names[0] in _HIERARCHY and (len(names) == 1 or names[0] not in _OTHERS_BELOW)

    def may_write_anywhere(self) -> bool:
        """Return whether this is root."""
        return hasattr(os, "geteuid") and os.geteuid() == 0

    def longest_good_path(self) -> int | None:
        """Return None: paths may be as long as anything here makes them."""
        return None

    @cached_property
    def _volumes(self) -> tuple[Volume, ...]:
        listed = listed_volumes(_kind, everything=True)
        return tuple(volume for volume in listed if volume.file_system not in _NO_PLACE)


def _kind(root: Path, file_system: str) -> VolumeKind:
    if file_system in _NETWORK:
        return VolumeKind.NETWORK
    if file_system in _RAM:
        return VolumeKind.RAM
    removable = root.parts[:2] in {("/", "media"), ("/", "mnt")} or root.parts[:3] == ("/", "run", "media")
    return VolumeKind.REMOVABLE if removable and file_system in {"vfat", "exfat", "iso9660"} else VolumeKind.FIXED
