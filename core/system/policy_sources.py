r"""Where policy is kept on this kind of computer, strongest first.

On Windows ``HKLM\Software\Policies\Wheelyard``, the same key of ``HKCU``, and ``policy.toml`` in the folder
``Wheelyard`` of ``%PROGRAMDATA%``; elsewhere ``/etc/wheelyard/policy.toml`` and ``wheelyard/policy.toml`` in the
folders of ``XDG_CONFIG_DIRS``.
"""

import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from core.system.registry import Hive, subkeys_of, values_of

KEY = r"Software\Policies\Wheelyard"
_COMPUTER_FILE = Path("/etc/wheelyard/policy.toml")


class Said(Struct, frozen=True):
    """What one source says: its values, or why it cannot be read."""

    source: str
    values: Mapping[str, object]
    trouble: str | None = None


def read_file(file: Path) -> Said:
    """Return what a file of policy says; one that is not there says nothing."""
    try:
        return Said(str(file), tomllib.loads(file.read_bytes().decode("utf-8-sig")))
    except (FileNotFoundError, NotADirectoryError):
        return Said(str(file), {})
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return _unreadable(str(file), reason)


def read_trusted_file(file: Path, belongs_to_administrators: Callable[[Path], bool]) -> Said:
    """Return what the file of the computer says, where it and its folder are an administrator's.

    Everybody may make folders in ``%PROGRAMDATA%``, and whoever made a folder may change the files in it: what belongs
    to another would let one person of the computer decide for all.
    """
    if not file.exists():
        return Said(str(file), {})
    for path in (file.parent, file):
        if not belongs_to_administrators(path):
            return _unreadable(str(file), f"{path} is not known to belong to the administrators of this computer")
    return read_file(file)


def said_by_key(
    source: str, values: Mapping[str, object] | None, lists: Mapping[str, Mapping[str, object] | None]
) -> Said:
    """Return what a key of the registry says: its values, and its subkeys, each a list of numbered values.

    Names are in lower case, since the registry does not tell cases apart. None is what may not be read.
    """
    if values is None or None in lists.values():
        return _unreadable(source, "access is denied")
    numbered = {name.lower(): _in_order(items) for name, items in lists.items() if items}
    return Said(source, {**numbered, **{name.lower(): value for name, value in values.items() if name}})


def _in_order(items: Mapping[str, object]) -> list[object]:
    def place(name: str) -> tuple[int, str]:
        return (int(name), "") if name.isdecimal() else (sys.maxsize, name)

    return [items[name] for name in sorted(items, key=place)]


def _unreadable(source: str, reason: str) -> Said:
    return Said(
        source, {}, f"The policy {source} cannot be read: {reason}. It is passed over; your IT department keeps it."
    )


if sys.platform == "win32":
    from core.system.file_owner import belongs_to_administrators, program_data

    def sources(environ: Mapping[str, str]) -> Iterable[Said]:  # noqa: ARG001 - the other side needs it
        """Yield what each source says, strongest first."""
        for name, hive in (("HKLM", Hive.COMPUTER), ("HKCU", Hive.PERSON)):
            subkeys = subkeys_of(hive, KEY) or ()
            lists = {subkey: values_of(hive, rf"{KEY}\{subkey}") for subkey in subkeys}
            yield said_by_key(rf"{name}\{KEY}", values_of(hive, KEY), lists)
        yield read_trusted_file(program_data() / "Wheelyard" / "policy.toml", belongs_to_administrators)

else:

    def sources(environ: Mapping[str, str]) -> Iterable[Said]:
        """Yield what each source says, strongest first."""
        listed = environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
        folders = (Path(folder) for folder in listed.split(":") if folder.startswith("/"))
        for file in (_COMPUTER_FILE, *(folder / "wheelyard" / "policy.toml" for folder in folders)):
            yield read_file(file)
