"""Where uv keeps things."""

from core.model.setting_keys import Section, SettingKey
from core.model.setting_values import SettingValue
from core.settings.declared.declaration import PROFILE_ONLY, Declaration, Name
from core.settings.kinds import Folder
from core.settings.path_kinds import OwnFolder


def _temp_variables(value: SettingValue) -> dict[str, str | None]:
    # Programs of every kind run in a build; each of the three names is the first that some of them ask.
    return dict.fromkeys(("TEMP", "TMP", "TMPDIR"), str(value))


PLACES = (
    Declaration(
        key=SettingKey.CACHE,
        section=Section.PLACES,
        label="Cache",
        help="What uv downloads and builds is kept here. Cache, temp folder and environment belong on one volume.",
        kind=Folder(),
        variables=(Name("UV_CACHE_DIR"),),
        keys=(Name("cache-dir", (0, 1, 34)),),
        effect=lambda value: f"uv's cache is {value}",
        without="uv's own files and variables decide where its cache is",
    ),
    Declaration(
        key=SettingKey.TEMP,
        section=Section.PLACES,
        label="Temp folder",
        help="Builds unpack and compile here. uv's files cannot name it; Wheelyard sets TEMP, TMP and TMPDIR for uv.",
        kind=OwnFolder(),
        variables=(Name("TEMP"), Name("TMP"), Name("TMPDIR")),
        scopes=PROFILE_ONLY,
        tell=_temp_variables,
        effect=lambda value: f"temporary files go to {value}",
        without="the temp folder of this computer is used",
    ),
    Declaration(
        key=SettingKey.ENVIRONMENT,
        section=Section.PLACES,
        label="Environment",
        help="The folder that the packages are installed into, .venv in the project unless another is named.",
        kind=OwnFolder(),
        variables=(Name("UV_PROJECT_ENVIRONMENT", (0, 4, 4)),),
        scopes=PROFILE_ONLY,
        effect=lambda value: f"the environment is {value}",
        without="the environment is where uv puts it, .venv in the project",
    ),
    Declaration(
        key=SettingKey.PYTHONS,
        section=Section.PLACES,
        label="Managed Pythons",
        help="The Pythons that uv downloads are kept here, for all projects.",
        kind=OwnFolder(),
        variables=(Name("UV_PYTHON_INSTALL_DIR", (0, 2, 22)),),
        scopes=PROFILE_ONLY,
        effect=lambda value: f"uv keeps its Pythons in {value}",
        without="uv keeps its Pythons where it always does",
    ),
    Declaration(
        key=SettingKey.TOOLS,
        section=Section.PLACES,
        label="Tools",
        help="The programs that `uv tool install` makes are kept here, for all projects.",
        kind=OwnFolder(),
        variables=(Name("UV_TOOL_DIR", (0, 2, 16)),),
        scopes=PROFILE_ONLY,
        effect=lambda value: f"uv keeps its tools in {value}",
        without="uv keeps its tools where it always does",
    ),
)
"""The cache can be chosen in every scope; the others have no key in uv's files."""

MOVED_BY_RELOCATION = frozenset({SettingKey.CACHE, SettingKey.TEMP, SettingKey.ENVIRONMENT})
"""Choosing one of these in the profile is a relocation: what is there comes along, and there is a way back."""
