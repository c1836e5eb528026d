"""Whether a window can be opened here at all, found out before Qt ends the process with words of its own."""

import sys
from collections.abc import Mapping

_NEEDS_DISPLAY = frozenset({"xcb", "wayland", "wayland-egl"})


def has_display(environ: Mapping[str, str]) -> bool:
    """Return whether the environment names a display, or a Qt platform that needs none.

    Whether somebody answers there is not asked.
    """
    if sys.platform in {"win32", "darwin"}:
        return True
    # Several platforms are tried in turn; what follows a colon are options of one.
    asked = {name.partition(":")[0] for name in environ.get("QT_QPA_PLATFORM", "").split(";") if name}
    if asked - _NEEDS_DISPLAY:
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
