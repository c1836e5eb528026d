"""Which procedure does a command's work."""

from core.model.commands import (
    AddPackages,
    AddProject,
    AnyCommand,
    AnyNetworkCommand,
    AnyWheelCommand,
    ChangeSettings,
    ChangeWheels,
    CheckConfiguration,
    CheckNetwork,
    CheckWheels,
    ChoosePlacesRoot,
    ChooseSetting,
    CleanCache,
    CollectWheels,
    DescribePlacesRoot,
    DescribeProject,
    EndProgram,
    ExportCertificates,
    FindCandidates,
    FindPrograms,
    ForgetCredential,
    ForgetProxyLogin,
    ImportScript,
    InspectFiles,
    InstallPython,
    KeepYard,
    Lock,
    MoveLogins,
    OpenEditor,
    OpenSetting,
    OpenTerminal,
    PrepareRequest,
    PreviewSettings,
    PreviewWheels,
    ProbePlaces,
    PruneCache,
    ReadHistory,
    ReadNetwork,
    ReadSettings,
    RecoverRelocations,
    RecreateEnvironment,
    RelocatePlace,
    RemovePackages,
    RemoveProject,
    SaveScript,
    ScanYards,
    ShareLogins,
    StoreCredential,
    StoreProxyLogin,
    Sync,
    TakeInventory,
    UndoRelocation,
    UpgradePackages,
)
from core.procedures.procedure import Procedure
from core.procedures.recording import recorded
from core.procedures.services import Services

_Settings = (
    ReadSettings
    | PreviewSettings
    | ChangeSettings
    | ImportScript
    | SaveScript
    | OpenTerminal
    | OpenEditor
    | FindPrograms
    | CheckConfiguration
)
_Repair = ChooseSetting | StoreCredential | EndProgram | RecreateEnvironment | InstallPython | OpenSetting


def procedure_for(command: AnyCommand, services: Services) -> Procedure:
    """Return the procedure of ``command``, whose end is written into the history where that keeps it."""
    return recorded(_procedure_for(command, services), command, services)


def _procedure_for(command: AnyCommand, services: Services) -> Procedure:  # noqa: C901, PLR0911, PLR0912 - one return a procedure
    """Return the procedure of ``command``; its module is imported only now, for a short start."""
    match command:
        case Sync() | Lock() | AddPackages() | RemovePackages() | UpgradePackages():
            from core.procedures import uv_work  # noqa: PLC0415

            return uv_work.procedure(command, services)
        case AddProject() | RemoveProject() | DescribeProject():
            from core.procedures import project_work  # noqa: PLC0415

            return project_work.procedure(command, services)
        case ProbePlaces() | FindCandidates():
            from core.procedures import measure_work  # noqa: PLC0415

            return measure_work.procedure(command, services)
        case RelocatePlace() | UndoRelocation():
            from core.procedures import relocate_work  # noqa: PLC0415

            return relocate_work.procedure(command, services)
        case RecoverRelocations():
            from core.procedures import recovery_work  # noqa: PLC0415

            return recovery_work.procedure(services)
        case TakeInventory():
            from core.procedures import inventory_work  # noqa: PLC0415

            return inventory_work.procedure(command, services)
        case CleanCache() | PruneCache():
            from core.procedures import cleaning_work  # noqa: PLC0415

            return cleaning_work.procedure(command, services)
        case ChoosePlacesRoot() | DescribePlacesRoot():
            from core.procedures import root_work  # noqa: PLC0415

            return root_work.procedure(command, services)
        case ReadHistory():
            from core.procedures import history_work  # noqa: PLC0415

            return history_work.procedure(command, services)
        case ForgetCredential():
            from core.procedures.repairs import forgetting_work  # noqa: PLC0415

            return forgetting_work.procedure(command, services)
        case (
            ReadNetwork()
            | CheckNetwork()
            | ExportCertificates()
            | StoreProxyLogin()
            | ForgetProxyLogin()
            | MoveLogins()
            | ShareLogins()
        ):
            return _network(command, services)
        case PrepareRequest():
            from core.procedures import request_work  # noqa: PLC0415

            return request_work.procedure(command, services)
        case (
            ChooseSetting() | StoreCredential() | EndProgram() | RecreateEnvironment() | InstallPython() | OpenSetting()
        ):
            return _repair(command, services)
        case (
            ScanYards()
            | InspectFiles()
            | KeepYard()
            | PreviewWheels()
            | ChangeWheels()
            | CheckWheels()
            | CollectWheels()
        ):
            return _wheels(command, services)
        case _:
            return _settings(command, services)


def _settings(command: _Settings, services: Services) -> Procedure:
    match command:
        case ReadSettings() | PreviewSettings() | ChangeSettings():
            from core.procedures import settings_work  # noqa: PLC0415

            return settings_work.procedure(command, services)
        case ImportScript() | SaveScript() | OpenTerminal():
            from core.procedures import shell_work  # noqa: PLC0415

            return shell_work.procedure(command, services)
        case OpenEditor() | FindPrograms():
            from core.procedures import editor_work  # noqa: PLC0415

            return editor_work.procedure(command, services)
        case CheckConfiguration():
            from core.procedures import doctor_work  # noqa: PLC0415

            return doctor_work.procedure(command, services)


def _wheels(command: AnyWheelCommand, services: Services) -> Procedure:
    match command:
        case ScanYards() | InspectFiles() | KeepYard():
            from core.procedures.wheels import yard_work  # noqa: PLC0415

            return yard_work.procedure(command, services)
        case PreviewWheels() | ChangeWheels():
            from core.procedures.wheels import change_work  # noqa: PLC0415

            return change_work.procedure(command, services)
        case CheckWheels():
            from core.procedures.wheels import check_work  # noqa: PLC0415

            return check_work.procedure(command, services)
        case CollectWheels():
            from core.procedures.wheels import collect_work  # noqa: PLC0415

            return collect_work.procedure(command, services)


def _network(
    command: AnyNetworkCommand | ExportCertificates | StoreProxyLogin | MoveLogins, services: Services
) -> Procedure:
    match command:
        case ReadNetwork():
            from core.procedures.network import view_work  # noqa: PLC0415

            return view_work.procedure(command, services)
        case CheckNetwork():
            from core.procedures.network import check_work  # noqa: PLC0415

            return check_work.procedure(command, services)
        case ExportCertificates():
            from core.procedures.network import export_work  # noqa: PLC0415

            return export_work.procedure(command, services)
        case StoreProxyLogin() | ForgetProxyLogin():
            from core.procedures.network import proxy_login_work  # noqa: PLC0415

            return proxy_login_work.procedure(command, services)
        case MoveLogins():
            from core.procedures.network import moving_work  # noqa: PLC0415

            return moving_work.procedure(command, services)
        case ShareLogins():
            from core.procedures.network import sharing_work  # noqa: PLC0415

            return sharing_work.procedure(command, services)


def _repair(command: _Repair, services: Services) -> Procedure:
    match command:
        case ChooseSetting():
            from core.procedures.repairs import setting_work  # noqa: PLC0415

            return setting_work.procedure(command, services)
        case StoreCredential():
            from core.procedures.repairs import credential_work  # noqa: PLC0415

            return credential_work.procedure(command, services)
        case EndProgram():
            from core.procedures.repairs import ending_work  # noqa: PLC0415

            return ending_work.procedure(command, services)
        case RecreateEnvironment():
            from core.procedures.repairs import environment_work  # noqa: PLC0415

            return environment_work.procedure(command, services)
        case InstallPython():
            from core.procedures.repairs import python_work  # noqa: PLC0415

            return python_work.procedure(command, services)
        case OpenSetting():
            from core.procedures.repairs import opening_work  # noqa: PLC0415

            return opening_work.procedure(command, services)
