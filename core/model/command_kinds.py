"""What kinds of commands mean for the state of a project."""

from core.model.commands import (
    AnyCommand,
    ChangeSettings,
    CheckConfiguration,
    CheckNetwork,
    CheckWheels,
    ChooseSetting,
    CleanCache,
    CollectWheels,
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
    RecreateEnvironment,
    SaveScript,
    ScanYards,
    ShareLogins,
    StoreCredential,
    StoreProxyLogin,
    TakeInventory,
)


def only_looks(command: AnyCommand) -> bool:  # noqa: PLR0911 - one line a kind
    """Whether a command changes nothing of its project, so that it takes the place of no other job."""
    match command:
        case TakeInventory() | CleanCache(preview=True) | PruneCache(preview=True):
            return True
        case ReadHistory() | OpenSetting() | PrepareRequest():
            return True
        case ReadSettings() | PreviewSettings() | ImportScript() | SaveScript():
            return True
        case OpenTerminal() | OpenEditor() | FindPrograms() | CheckConfiguration():
            return True
        case ScanYards() | InspectFiles() | KeepYard() | PreviewWheels() | CheckWheels():
            return True
        case ReadNetwork() | CheckNetwork():
            return True
        case _:
            return False


def settles_nothing(command: AnyCommand | None) -> bool:
    """Whether a problem may be there as before when the command is over: only what met it can tell."""
    match command:
        case ProbePlaces() | FindCandidates():
            return True
        case ChooseSetting() | StoreCredential() | EndProgram() | RecreateEnvironment() | InstallPython():
            return True
        case ForgetCredential() | ChangeSettings() | CollectWheels():
            return True
        case ExportCertificates() | StoreProxyLogin() | ForgetProxyLogin() | MoveLogins() | ShareLogins():
            return True
        case _:
            return False


def is_beside(command: AnyCommand | None) -> bool:
    """Whether a problem of the command's own leaves another one as it was: that is there again once this is settled."""
    return settles_nothing(command) or isinstance(command, CleanCache | PruneCache)


def same_attempt(command: AnyCommand | None, other: AnyCommand | None) -> bool:
    """Whether both try the same kind of thing beside a problem, so that one's success settles the other's failure."""
    cleaning = isinstance(command, CleanCache | PruneCache) and isinstance(other, CleanCache | PruneCache)
    return cleaning or (is_beside(command) and type(other) is type(command))
