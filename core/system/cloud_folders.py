"""Folders that cloud programs keep in a person's folder, known by the names that those programs give them."""

from pathlib import Path

_NAMES = ("Dropbox", "Google Drive", "iCloudDrive", "Nextcloud", "ownCloud", "Box", "Box Sync")
_BEGINNINGS = ("OneDrive", "Dropbox (")
"""Both programs add the name of the company: "OneDrive - Contoso"."""


def known_cloud_folders(person: Path) -> tuple[Path, ...]:
    """Return the folders directly in ``person`` that have the name of a cloud program; none where it is unreadable."""
    try:
        return tuple(folder for folder in sorted(person.iterdir()) if _is_known(folder.name) and folder.is_dir())
    except OSError:
        return ()


def _is_known(name: str) -> bool:
    return name in _NAMES or name.startswith(_BEGINNINGS)
