"""What the .msi enters beside files: shortcuts, PATH, the menu of folders, keys; each on request is a feature."""

from collections.abc import Iterator

from installer.layout import APP_USER_MODEL_ID
from installer.msi.files import INSTALL_FOLDER, both_names
from installer.msi.identity import component_code
from installer.msi.table import Cell

ON_64_BIT = 256
_BY_REGISTRY = 4
_LOCAL_MACHINE = 2
_INSTALLED, _ON_REQUEST = 1, 200
"""Levels; what is above 100 is installed by ADDLOCAL alone."""

PROGRAM, ON_PATH, ON_DESKTOP, IN_EXPLORER = "Program", "OnPath", "OnDesktop", "InExplorer"

FEATURES: tuple[tuple[Cell, ...], ...] = (
    (PROGRAM, None, "Wheelyard", "The program, its own Python and uv", 1, _INSTALLED, INSTALL_FOLDER, 0),
    (ON_PATH, PROGRAM, "wheelyard on PATH", "The command in every new console", 2, _ON_REQUEST, None, 0),
    (ON_DESKTOP, PROGRAM, "Shortcut on the desktop", None, 4, _ON_REQUEST, None, 0),
    (IN_EXPLORER, PROGRAM, "Open in Wheelyard, for folders", None, 6, _ON_REQUEST, None, 0),
)

WAS_PREFIX = "WAS"
CONDITIONS: tuple[tuple[Cell, ...], ...] = tuple(
    # What an earlier version had entered comes with the next one, found by the values in the registry, so that it
    # does not hang on MigrateFeatureStates alone, which Wine has not.
    (feature, _INSTALLED, f"{WAS_PREFIX}{feature.upper()}")
    for feature in (ON_PATH, ON_DESKTOP, IN_EXPLORER)
)

_OWN_KEY = "Software\\Wheelyard"
_VERBS = {"Directory": "%1", "Directory\\Background": "%V", "Drive": "%1"}
_PROGRAM = f"[{INSTALL_FOLDER}]python\\pythonw.exe"

ENVIRONMENT: tuple[tuple[Cell, ...], ...] = (
    # "=": set; "-": take it out again on removal; "*": for all users. [~] is where the other entries stand.
    ("Path", "=-*PATH", f"[~];[{INSTALL_FOLDER}]bin", ON_PATH),
)

_MENU, _DESKTOP = "InStartMenu", ON_DESKTOP


def _shortcut(key: str, folder: str, component: str) -> tuple[Cell, ...]:
    hint = "uv projects on managed computers"
    name = both_names("Wheelyard", 1)
    return (key, folder, name, component, _PROGRAM, "-m gui.main", hint, None, "wheelyard.ico", 0, 1, None)


SHORTCUTS = (
    _shortcut("MenuShortcut", "ProgramMenuFolder", _MENU),
    _shortcut("DesktopShortcut", "DesktopFolder", _DESKTOP),
)
SHORTCUT_PROPERTIES: tuple[tuple[Cell, ...], ...] = tuple(
    (f"{key}Id", key, "System.AppUserModel.ID", APP_USER_MODEL_ID) for key in ("MenuShortcut", "DesktopShortcut")
)
"""By this the taskbar knows the program (Windows 7 and later; Wine does not know the table)."""

_KEY_PATHS = {"Keys": "Folder", _MENU: "Menu", ON_PATH: "PathMark", ON_DESKTOP: "DesktopMark", IN_EXPLORER: "Verb1"}
_FEATURES_OF = {"Keys": PROGRAM, _MENU: PROGRAM, ON_PATH: ON_PATH, ON_DESKTOP: ON_DESKTOP, IN_EXPLORER: IN_EXPLORER}


def components() -> Iterator[tuple[Cell, ...]]:
    """Give the components of all these; each is there when its value in the registry is."""
    for name, key_path in _KEY_PATHS.items():
        yield (name, component_code(f"entry {name}"), INSTALL_FOLDER, ON_64_BIT | _BY_REGISTRY, None, key_path)


def feature_components() -> Iterator[tuple[Cell, ...]]:
    """Give the feature that each component belongs to."""
    for component, feature in _FEATURES_OF.items():
        yield (feature, component)


def registry(version: str) -> Iterator[tuple[Cell, ...]]:
    """Give the values in HKEY_LOCAL_MACHINE; they have the names that Setup writes."""
    own = {
        "Folder": ("InstallFolder", f"[{INSTALL_FOLDER}]", "Keys"),
        "Version": ("Version", version, "Keys"),
        "Package": ("Package", "msi", "Keys"),
        "Menu": ("InStartMenu", "#1", _MENU),
        "PathMark": ("OnPath", "#1", ON_PATH),
        "DesktopMark": ("OnDesktop", "#1", ON_DESKTOP),
        "ExplorerMark": ("InExplorer", "#1", IN_EXPLORER),
    }
    for key, (name, value, component) in own.items():
        yield (key, _LOCAL_MACHINE, _OWN_KEY, name, value, component)
    for number, (place, folder) in enumerate(_VERBS.items(), 1):
        key = f"Software\\Classes\\{place}\\shell\\Wheelyard"
        command = f'"{_PROGRAM}" -m gui.main --window "{folder}\\."'
        yield (f"Verb{number}", _LOCAL_MACHINE, key, None, "Open in Wheelyard", IN_EXPLORER)
        yield (f"VerbIcon{number}", _LOCAL_MACHINE, key, "Icon", f"[{INSTALL_FOLDER}]wheelyard.ico", IN_EXPLORER)
        yield (f"VerbCommand{number}", _LOCAL_MACHINE, f"{key}\\command", None, command, IN_EXPLORER)
