"""Windows' registry, read leniently: what is not there is empty, what may not be read is unknown."""

import sys
from collections.abc import Mapping
from enum import Enum


class Hive(Enum):
    """The two parts of the registry that hold settings; the value is Windows' number of it."""

    COMPUTER = 0x80000002
    PERSON = 0x80000001


if sys.platform == "win32":
    import winreg

    _READ = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
    """Settings are written once, for programs of either width: the view of 64 bits is where they are."""

    def values_of(hive: Hive, key: str) -> Mapping[str, object] | None:
        """Return the values of a key by name, empty where there is no such key, None where it may not be read."""
        try:
            with winreg.OpenKey(hive.value, key, 0, _READ) as opened:
                count = winreg.QueryInfoKey(opened)[1]
                return {name: value for name, value, _ in (winreg.EnumValue(opened, index) for index in range(count))}
        except FileNotFoundError:
            return {}
        except OSError:
            return None

    def subkeys_of(hive: Hive, key: str) -> tuple[str, ...] | None:
        """Return the names of the keys in a key, empty where there is no such key, None where it may not be read."""
        try:
            with winreg.OpenKey(hive.value, key, 0, _READ) as opened:
                return tuple(winreg.EnumKey(opened, index) for index in range(winreg.QueryInfoKey(opened)[0]))
        except FileNotFoundError:
            return ()
        except OSError:
            return None

else:

    def values_of(hive: Hive, key: str) -> Mapping[str, object] | None:  # noqa: ARG001 - the same form on both sides
        """Return None: there is no registry here."""
        return None

    def subkeys_of(hive: Hive, key: str) -> tuple[str, ...] | None:  # noqa: ARG001 - the same form on both sides
        """Return None: there is no registry here."""
        return None
