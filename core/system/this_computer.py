"""Picks the side of this computer."""

import sys
from collections.abc import Mapping

from core.system.facts import SystemFacts

IS_WINDOWS = sys.platform == "win32"
"""Whether this is Windows, for what is written about this computer."""


def system_facts(environ: Mapping[str, str]) -> SystemFacts:
    """Return the facts of this computer, for the person whose environment is ``environ``."""
    if sys.platform == "win32":
        from core.system.windows import WindowsFacts  # noqa: PLC0415 - the other side does not import here

        return WindowsFacts(environ)
    else:  # noqa: RET505 - a branch that type checkers skip on the other side
        from core.system.posix import PosixFacts  # noqa: PLC0415

        return PosixFacts(environ)
