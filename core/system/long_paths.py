"""Whether Windows lets programs use paths of more than 260 characters (Microsoft, "Maximum Path Length Limitation")."""

from core.system.registry import Hive, values_of

KEY = r"SYSTEM\CurrentControlSet\Control\FileSystem"
VALUE = "LongPathsEnabled"


def long_paths_enabled() -> bool | None:
    """Return whether long paths are enabled on this computer, None where there is no such limit or it is not told.

    An administrator enables them; a program has to be made for them, too.
    """
    values = values_of(Hive.COMPUTER, KEY)
    return None if values is None else values.get(VALUE) == 1
