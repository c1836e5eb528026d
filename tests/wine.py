"""Whether these tests run in Wine, which has no pseudo-terminal that programs can be started on."""

import sys


def _in_wine() -> bool:
    if sys.platform != "win32":
        return False
    import ctypes  # noqa: PLC0415 - it has no windll elsewhere

    return hasattr(ctypes.windll.ntdll, "wine_get_version")


IN_WINE = _in_wine()
