"""The order of an installation: what is looked for, what is refused, the steps, and how a running program is closed."""

from installer.msi.entries import IN_EXPLORER, ON_DESKTOP, ON_PATH, WAS_PREFIX
from installer.msi.files import INSTALL_FOLDER
from installer.msi.schema import table
from installer.msi.table import Cell, Table

_LOCAL_MACHINE = 2
_RAW, _IN_64_BIT = 2, 16
_SET_PROPERTY = 51
_RUN_NAMED_BY_PROPERTY = 50
_UNINSTALL_OF_SETUP = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Wheelyard"

_LOOKED_FOR: dict[str, tuple[str, str]] = {
    # Windows Installer itself calls every later Windows 8.1, so that the number of the build has to be read.
    "BUILDNUMBER": ("SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion", "CurrentBuildNumber"),
    "INSTALLEDAT": ("Software\\Wheelyard", "InstallFolder"),
    **{f"{WAS_PREFIX}{name.upper()}": ("Software\\Wheelyard", name) for name in (ON_PATH, ON_DESKTOP, IN_EXPLORER)},
    "SETUPSUNINSTALLER": (_UNINSTALL_OF_SETUP, "UninstallString"),
}

_CONDITIONS: tuple[tuple[Cell, ...], ...] = (
    ("Installed OR VersionNT64", "Wheelyard needs a 64-bit Windows."),
    ("Installed OR BUILDNUMBER >= 17763", "Wheelyard needs Windows 10, version 1809, or later."),
    ("Installed OR NOT NEWERFOUND", "A newer version of Wheelyard is installed. Uninstall it first."),
    (
        "Installed OR NOT SETUPSUNINSTALLER",
        "Wheelyard was installed for all users by its Setup.exe. Uninstall it first; settings and projects stay.",
    ),
)

_ACTIONS: tuple[tuple[Cell, ...], ...] = (
    ("KeepFolder", _SET_PROPERTY, INSTALL_FOLDER, "[INSTALLEDAT]"),
    ("FindProgram", _SET_PROPERTY, "RUNNINGPROGRAM", "[INSTALLEDAT]python\\pythonw.exe"),
    # It ends with 0 when nothing runs any more. With another status the installation ends here, before anything
    # was changed: the person has a job under way.
    ("AskToClose", _RUN_NAMED_BY_PROPERTY, "RUNNINGPROGRAM", "-m gui.main --quit --wait 60"),
)

_KEEPING = "INSTALLEDAT AND NOT INSTALLFOLDER"
# The old version that an upgrade removes was asked already, by the new one.
_ASKING = "INSTALLEDAT AND ASKTOCLOSE=1 AND NOT UPGRADINGPRODUCTCODE"
_BEGINNING: tuple[tuple[str, str | None, int], ...] = (
    ("FindRelatedProducts", None, 25),
    ("AppSearch", None, 50),
    ("LaunchConditions", None, 100),
    ("KeepFolder", _KEEPING, 750),
    ("CostInitialize", None, 800),
    ("FileCost", None, 900),
    ("CostFinalize", None, 1000),
    ("MigrateFeatureStates", None, 1200),
)
_INSTALLING: tuple[tuple[str, str | None, int], ...] = (
    ("FindProgram", _ASKING, 1380),
    ("AskToClose", _ASKING, 1390),
    ("InstallValidate", None, 1400),
    ("InstallInitialize", None, 1500),
    # Within the transaction: when the new version cannot be installed, Windows Installer brings the old one back.
    ("RemoveExistingProducts", None, 1510),
    ("ProcessComponents", None, 1600),
    ("UnpublishFeatures", None, 1800),
    ("RemoveRegistryValues", None, 2600),
    ("RemoveShortcuts", None, 3200),
    ("RemoveEnvironmentStrings", None, 3300),
    ("RemoveFiles", None, 3500),
    ("RemoveFolders", None, 3600),
    ("CreateFolders", None, 3700),
    ("InstallFiles", None, 4000),
    ("CreateShortcuts", None, 4500),
    ("WriteRegistryValues", None, 5000),
    ("WriteEnvironmentStrings", None, 5200),
    ("RegisterUser", None, 6000),
    ("RegisterProduct", None, 6100),
    ("PublishFeatures", None, 6300),
    ("PublishProduct", None, 6400),
    ("InstallFinalize", None, 6600),
)
_COSTING: tuple[tuple[str, str | None, int], ...] = (
    ("CostInitialize", None, 800),
    ("FileCost", None, 900),
    ("CostFinalize", None, 1000),
)
_ADMIN: tuple[tuple[str, str | None, int], ...] = (
    *_COSTING,
    ("InstallValidate", None, 1400),
    ("InstallInitialize", None, 1500),
    ("InstallAdminPackage", None, 3900),
    ("InstallFiles", None, 4000),
    ("InstallFinalize", None, 6600),
)


def tables() -> tuple[Table, ...]:
    """Return the tables of what is looked for, of the conditions, and of the sequences."""
    searches = [(f"At{name}", _LOCAL_MACHINE, *where, _RAW | _IN_64_BIT) for name, where in _LOOKED_FOR.items()]
    return (
        table("AppSearch", ((name, f"At{name}") for name in _LOOKED_FOR)),
        table("RegLocator", searches),
        table("LaunchCondition", _CONDITIONS),
        table("CustomAction", _ACTIONS),
        table("InstallUISequence", (*_BEGINNING, ("ExecuteAction", None, 1300))),
        table("InstallExecuteSequence", (*_BEGINNING, *_INSTALLING)),
        table("AdminUISequence", (*_COSTING, ("ExecuteAction", None, 1300))),
        table("AdminExecuteSequence", _ADMIN),
    )
