"""What both sides know of volumes: psutil's list, free bytes, and which volume a path is on."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

from core.system.facts import Volume, VolumeKind

KindOf = Callable[[Path, str], VolumeKind]


def listed_volumes(kind_of: KindOf, *, everything: bool = False) -> Iterator[Volume]:
    """Yield the volumes that psutil lists and that answer; ``kind_of`` is asked with the root and the file system.

    ``everything`` includes what is no disk: memory and network file systems (psutil's ``all``).
    """
    for partition in psutil.disk_partitions(all=everything):
        root = Path(partition.mountpoint)
        try:
            usage = shutil.disk_usage(root)
        except OSError:
            continue  # an empty card reader, a share that is gone
        if usage.total == 0 or not root.is_dir():
            continue
        yield Volume(
            root=root,
            file_system=partition.fstype,
            kind=kind_of(root, partition.fstype),
            free_bytes=usage.free,
            total_bytes=usage.total,
            read_only="ro" in partition.opts.split(","),
        )


def volume_at(root: Path, kind_of: KindOf) -> Volume | None:
    """Return the volume whose top is ``root`` though psutil does not list it, None where it does not answer."""
    try:
        usage = shutil.disk_usage(root)
    except OSError:
        return None
    return Volume(root=root, file_system="", kind=kind_of(root, ""), free_bytes=usage.free, total_bytes=usage.total)


def free_bytes_at(path: Path) -> int | None:
    """Return the free bytes on the volume of ``path``, existing or not; None where it does not answer."""
    try:
        return shutil.disk_usage(existing(path)).free
    except OSError:
        return None


def existing(path: Path) -> Path:
    """Return ``path`` or the nearest folder above it that exists, with links resolved."""
    for candidate in (path, *path.parents):
        try:
            return candidate.resolve(strict=True)
        except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself
            continue
    return Path(path.anchor or os.curdir).resolve()


def deepest(volumes: tuple[Volume, ...], path: Path) -> Volume | None:
    """Return the volume with the longest root that ``path`` lies in."""
    place = existing(path)
    holding = [volume for volume in volumes if place == volume.root or volume.root in place.parents]
    return max(holding, key=lambda volume: len(volume.root.parts), default=None)


def on_one_device(first: Path, second: Path) -> bool:
    """Return whether the nearest existing folders of two paths have one device number."""
    try:
        return existing(first).stat().st_dev == existing(second).stat().st_dev
    except OSError:
        return False
