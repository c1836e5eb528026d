"""Every made-up ``pyproject.toml``, by what is odd about it. What they require lies as wheels in ``vendor``."""

from tests.projects.pyprojects.composed import composed
from tests.projects.pyprojects.grouped import GROUPED
from tests.projects.pyprojects.plain import PLAIN
from tests.projects.pyprojects.sourced import SOURCED
from tests.projects.pyprojects.tools import TOOLS

BY_HAND: dict[str, str] = {**PLAIN, **TOOLS, **SOURCED, **GROUPED}

PYPROJECTS: dict[str, str] = {
    **BY_HAND,
    **{f"{name}, Windows lines": text.replace("\n", "\r\n") for name, text in list(BY_HAND.items())[1::9]},
    **{f"{name}, no last line end": text.rstrip("\n") for name, text in list(BY_HAND.items())[3::11]},
    **composed(60),
}
"""Texts as they stand in the files, with the mark of UTF-8 where they have one."""

REQUIRED = ("acme-core", "acme-plots", "blue-sky", "zeta")
"""What the files may require: packages made up for them, of version 1; ``acme-core`` has a version 2."""
