"""The environment in which Wine runs in the lab."""

WINE = "wine64"


def wine_variables(prefix: str) -> dict[str, str]:
    """Return Wine's variables for the prefix at ``prefix`` inside the Debian folder.

    No menus are made for Linux, nothing is downloaded, and Wine's own messages are off.
    """
    return {
        "WINEPREFIX": prefix,
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "winemenubuilder.exe,mscoree,mshtml=d",
        "XDG_RUNTIME_DIR": "/tmp",  # noqa: S108 - the Debian folder's own
    }
