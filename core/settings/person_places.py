"""Where uv keeps what belongs to the person and not to a project: managed Pythons and tools.

After uv's reference, "Storage". uv.toml cannot name these folders; only variables can.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from core.model.settings import Origin, OriginKind, PersonPlace, PersonPlaceKind
from core.system.uv_folders import uv_data_folder

_VARIABLES = {PersonPlaceKind.PYTHONS: "UV_PYTHON_INSTALL_DIR", PersonPlaceKind.TOOLS: "UV_TOOL_DIR"}
_NAMES = {PersonPlaceKind.PYTHONS: "python", PersonPlaceKind.TOOLS: "tools"}


def person_places(environ: Mapping[str, str], folder: Path) -> tuple[PersonPlace, ...]:
    """Return the person's places; a relative path in a variable is taken from ``folder``, where uv runs."""
    return tuple(_place(kind, environ, folder) for kind in PersonPlaceKind)


def _place(kind: PersonPlaceKind, environ: Mapping[str, str], folder: Path) -> PersonPlace:
    variable = _VARIABLES[kind]
    named = environ.get(variable)
    if named:
        return PersonPlace(kind, Path(os.path.normpath(folder / named)), Origin(OriginKind.ENVIRONMENT, variable))
    return PersonPlace(kind, uv_data_folder(environ) / _NAMES[kind], Origin(OriginKind.DEFAULT))
