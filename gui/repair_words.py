"""Words and icons of repairs: what their buttons say, how their runs are called in a sentence."""

from PySide6.QtCore import QCoreApplication

from core.model.commands import (
    AddPackages,
    AnyUvCommand,
    ChooseSetting,
    CleanCache,
    EndProgram,
    ExportCertificates,
    InstallPython,
    Lock,
    MoveLogins,
    OpenSetting,
    PrepareRequest,
    RecreateEnvironment,
    RemovePackages,
    StoreCredential,
    StoreProxyLogin,
    Sync,
    UpgradePackages,
)
from core.model.setting_keys import SettingKey
from core.settings.declared.all import declared

translate = QCoreApplication.translate

Repair = (
    ChooseSetting
    | CleanCache
    | EndProgram
    | ExportCertificates
    | InstallPython
    | MoveLogins
    | OpenSetting
    | PrepareRequest
    | RecreateEnvironment
    | StoreCredential
    | StoreProxyLogin
)

_SETTING_ICONS = {
    SettingKey.SYSTEM_CERTS: "shield",
    SettingKey.CERTIFICATE_FILE: "shield",
    SettingKey.PROXY: "network",
    SettingKey.NO_PROXY: "network",
    SettingKey.LINK_MODE: "copy",
    SettingKey.PYTHON: "check",
    SettingKey.HTTP_TIMEOUT: "waiting",
    SettingKey.UV: "box",
}


def repair_title(command: Repair) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a command
    """Name a repair as its button does; three dots where something is asked for first."""
    match command:
        case ChooseSetting(key=key, value=value):
            return _setting_title(key, value)
        case CleanCache(packages=packages):
            return _cleaning_title(packages)
        case EndProgram(program=program):
            return translate("repairs", "End {program}…").format(program=program.name)
        case ExportCertificates(use=True):
            return translate("repairs", "Export certificates and use them")
        case ExportCertificates():
            return translate("repairs", "Export certificates")
        case InstallPython(request=None):
            return translate("repairs", "Install a Python")
        case InstallPython(request=request):
            return translate("repairs", "Install Python {version}").format(version=request)
        case MoveLogins():
            return translate("repairs", "Move into the keyring")
        case OpenSetting(line=None):
            return translate("repairs", "Open the file")
        case OpenSetting(line=line):
            return translate("repairs", "Open at line {line}").format(line=line)
        case PrepareRequest():
            return translate("repairs", "Write the request…")
        case RecreateEnvironment():
            return translate("repairs", "Make the environment anew")
        case StoreCredential():
            return translate("repairs", "Store a credential…")
        case StoreProxyLogin():
            return translate("repairs", "Store the proxy's login…")


def repair_noun(command: Repair) -> str:  # noqa: C901, PLR0911 - one line a command
    """Name the run of a repair, as the subject of a sentence."""
    match command:
        case ChooseSetting():
            return translate("repairs", "The change of the setting")
        case CleanCache(packages=packages):
            return _cleaning_title(packages)
        case EndProgram(program=program):
            return translate("repairs", "Ending {program}").format(program=program.name)
        case ExportCertificates():
            return translate("repairs", "The export of the certificates")
        case InstallPython():
            return translate("repairs", "The installation of Python")
        case MoveLogins():
            return translate("repairs", "Moving logins into the keyring")
        case OpenSetting(file=file):
            return translate("repairs", "Opening {file}").format(file=file.name)
        case PrepareRequest():
            return translate("repairs", "Writing the request")
        case RecreateEnvironment():
            return translate("repairs", "Putting the environment aside")
        case StoreCredential():
            return translate("repairs", "Storing the credential")
        case StoreProxyLogin():
            return translate("repairs", "Storing the proxy's login")


def repair_icon(command: Repair) -> str:  # noqa: PLR0911 - one line a command
    """Return the name of the icon of a repair's button."""
    match command:
        case ChooseSetting(key=key):
            return _SETTING_ICONS.get(key, "check")
        case CleanCache():
            return "clean"
        case EndProgram():
            return "stop"
        case ExportCertificates():
            return "shield"
        case InstallPython():
            return "download"
        case OpenSetting():
            return "open"
        case PrepareRequest():
            return "request"
        case RecreateEnvironment():
            return "anew"
        case StoreCredential() | StoreProxyLogin() | MoveLogins():
            return "key"


def then_text(command: AnyUvCommand) -> str:
    """Say that a command follows a repair, for the box that can be unchecked."""
    match command:
        case Sync(patient=True):
            return translate("repairs", "Then sync one package at a time")
        case Sync():
            return translate("repairs", "Then sync again")
        case Lock():
            return translate("repairs", "Then lock again")
        case AddPackages():
            return translate("repairs", "Then add the packages again")
        case RemovePackages():
            return translate("repairs", "Then remove the packages again")
        case UpgradePackages():
            return translate("repairs", "Then upgrade again")


def _setting_title(key: SettingKey, value: str | None) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a setting
    match key:
        case SettingKey.SYSTEM_CERTS if value == "false":
            return translate("repairs", "Use uv's own certificates")
        case SettingKey.SYSTEM_CERTS:
            return translate("repairs", "Use the system's certificates")
        case SettingKey.CERTIFICATE_FILE if value is None:
            return translate("repairs", "Choose a certificate file…")
        case SettingKey.CERTIFICATE_FILE:
            return translate("repairs", "Use this certificate file")
        case SettingKey.PROXY if value is None:
            return translate("repairs", "Set the proxy…")
        case SettingKey.PROXY:
            return translate("repairs", "Set the proxy")
        case SettingKey.NO_PROXY:
            return translate("repairs", "Set what goes past the proxy")
        case SettingKey.LINK_MODE if value == "copy":
            return translate("repairs", "Copy instead of linking")
        case SettingKey.LINK_MODE:
            return translate("repairs", "Use another link mode")
        case SettingKey.PYTHON if value is None:
            return translate("repairs", "Choose a Python…")
        case SettingKey.PYTHON:
            return translate("repairs", "Use this Python")
        case SettingKey.HTTP_TIMEOUT:
            return translate("repairs", "Give downloads more time")
        case SettingKey.UV:
            return translate("repairs", "Use the uv of Wheelyard")
        case _ if value is None:
            return translate("repairs", "Take back: {setting}").format(setting=declared(key).label)
        case _:
            return translate("repairs", "Set: {setting}").format(setting=declared(key).label)


def _cleaning_title(packages: tuple[str, ...]) -> str:
    match packages:
        case ():
            return translate("repairs", "Clean the cache")
        case (name,):
            return translate("repairs", "Remove {name} from the cache").format(name=name)
        case _:
            return translate("repairs", "Remove {count} packages from the cache").format(count=len(packages))
