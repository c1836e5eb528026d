"""What a person can want, as frozen values; the only thing that enters the Session."""

from pathlib import Path

from core.model.network_commands import (
    CheckNetwork,
    ExportCertificates,
    ForgetProxyLogin,
    MoveLogins,
    ReadNetwork,
    ShareLogins,
    StoreProxyLogin,
)
from core.model.repair_commands import (
    ChooseSetting,
    EndProgram,
    ForgetCredential,
    InstallPython,
    OpenSetting,
    PrepareRequest,
    RecreateEnvironment,
    RepairCommand,
    StoreCredential,
)
from core.model.setting_commands import (
    ChangeSettings,
    CheckConfiguration,
    FindPrograms,
    ImportScript,
    OpenEditor,
    OpenTerminal,
    PreviewSettings,
    ReadSettings,
    SaveScript,
)
from core.model.settings import PlaceKind, Scope
from core.model.uv_commands import (
    AddPackages,
    AnyUvCommand,
    Command,
    Lock,
    RemovePackages,
    Sync,
    UpgradePackages,
    UvCommand,
)
from core.model.wheel_commands import (
    ChangeWheels,
    CheckWheels,
    CollectWheels,
    InspectFiles,
    KeepYard,
    PreviewWheels,
    ScanYards,
)

__all__ = [
    "AddPackages",
    "AnyUvCommand",
    "ChangeSettings",
    "ChangeWheels",
    "CheckConfiguration",
    "CheckNetwork",
    "CheckWheels",
    "ChooseSetting",
    "CollectWheels",
    "Command",
    "EndProgram",
    "ExportCertificates",
    "FindPrograms",
    "ForgetCredential",
    "ForgetProxyLogin",
    "ImportScript",
    "InspectFiles",
    "InstallPython",
    "KeepYard",
    "Lock",
    "MoveLogins",
    "OpenEditor",
    "OpenSetting",
    "OpenTerminal",
    "PrepareRequest",
    "PreviewSettings",
    "PreviewWheels",
    "ReadNetwork",
    "ReadSettings",
    "RecreateEnvironment",
    "RemovePackages",
    "RepairCommand",
    "SaveScript",
    "ScanYards",
    "ShareLogins",
    "StoreCredential",
    "StoreProxyLogin",
    "Sync",
    "UpgradePackages",
    "UvCommand",
]


class AddProject(Command, frozen=True, kw_only=True):
    """Add a folder to the list of projects."""


class RemoveProject(Command, frozen=True, kw_only=True):
    """Take a project off the list; its files stay as they are."""


class DescribeProject(Command, frozen=True, kw_only=True):
    """Find out what would run in a project: uv, Python, places, certificates."""


class ProbePlaces(Command, frozen=True, kw_only=True):
    """Measure whether renames work in folders, with the stock payload or with one wheel."""

    folders: tuple[Path, ...]
    rounds: int | None = None
    wheel: Path | None = None


class FindCandidates(Command, frozen=True, kw_only=True):
    """List and measure folders that a place could move to; ``consider`` are the person's own."""

    kind: PlaceKind = PlaceKind.CACHE
    consider: tuple[Path, ...] = ()
    scope: Scope = Scope.PROJECT


class RelocatePlace(RepairCommand, frozen=True, kw_only=True):
    """Move a place of the project to ``to``, or to the best clear candidate where ``to`` is None.

    ``scope`` user moves the cache of all projects that have none of their own, and can move nothing else.
    """

    kind: PlaceKind = PlaceKind.CACHE
    to: Path | None = None
    consider: tuple[Path, ...] = ()
    scope: Scope = Scope.PROJECT


class UndoRelocation(Command, frozen=True, kw_only=True):
    """Bring back the place that the last relocation of the project left, of any kind where ``kind`` is None."""

    kind: PlaceKind | None = None


class TakeInventory(Command, frozen=True, kw_only=True):
    """Count what the project's and the person's places hold; ``probe`` measures renames in them, too."""

    probe: bool = False


class CleanCache(RepairCommand, frozen=True, kw_only=True):
    """Let uv remove the named packages from the project's cache, everything where none is named.

    ``preview`` only says what that would free.
    """

    packages: tuple[str, ...] = ()
    preview: bool = False


class PruneCache(RepairCommand, frozen=True, kw_only=True):
    """Let uv remove from the project's cache what nothing refers to; ``preview`` only says what that would free."""

    preview: bool = False


class ChoosePlacesRoot(Command, frozen=True, kw_only=True):
    """Choose the folder below which new places of all projects are made; None leaves it to the measurements."""

    root: Path | None = None


class DescribePlacesRoot(Command, frozen=True, kw_only=True):
    """Say below which folder new places are made, and who decided that."""


class RecoverRelocations(Command, frozen=True, kw_only=True):
    """Finish or take back every relocation that was interrupted, and remove what killed probes left."""


class ReadHistory(Command, frozen=True, kw_only=True):
    """Say how the runs of the project, of all projects where none is named, ended in the last ``days``."""

    days: int = 30


AnyRepair = (
    RelocatePlace
    | CleanCache
    | PruneCache
    | ChooseSetting
    | StoreCredential
    | StoreProxyLogin
    | MoveLogins
    | ExportCertificates
    | EndProgram
    | RecreateEnvironment
    | InstallPython
    | OpenSetting
    | PrepareRequest
)
"""What mends something and can be followed by the command that failed."""

RemedyCommand = AnyUvCommand | ProbePlaces | FindCandidates | UndoRelocation | AnyRepair
"""What a button of a Problem can submit."""

AnyWheelCommand = ScanYards | InspectFiles | KeepYard | PreviewWheels | ChangeWheels | CheckWheels | CollectWheels
"""What is about local wheels and yards."""

AnyNetworkCommand = ReadNetwork | CheckNetwork | ForgetProxyLogin | ShareLogins
"""What is about the network of a project and mends nothing by itself."""

AnyCommand = (
    RemedyCommand
    | AddProject
    | RemoveProject
    | DescribeProject
    | TakeInventory
    | ReadHistory
    | ForgetCredential
    | ChoosePlacesRoot
    | DescribePlacesRoot
    | RecoverRelocations
    | ReadSettings
    | PreviewSettings
    | ChangeSettings
    | ImportScript
    | SaveScript
    | OpenTerminal
    | OpenEditor
    | FindPrograms
    | CheckConfiguration
    | AnyWheelCommand
    | AnyNetworkCommand
)
