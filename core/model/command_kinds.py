"""What kinds of commands mean for the state of a project."""

from core.model.commands import (
    AnyCommand,
    AnyRepair,
    ChooseSetting,
    CleanCache,
    EndProgram,
    FindCandidates,
    InstallPython,
    OpenSetting,
    PrepareRequest,
    ProbePlaces,
    PruneCache,
    ReadHistory,
    RecreateEnvironment,
    StoreCredential,
    TakeInventory,
)


def only_looks(command: AnyCommand) -> bool:
    """Whether a command changes nothing of its project, so that it takes the place of no other job."""
    match command:
        case TakeInventory() | CleanCache(preview=True) | PruneCache(preview=True):
            return True
        case ReadHistory() | OpenSetting() | PrepareRequest():
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
        case _:
            return False


def same_repair(command: AnyCommand | None, other: AnyCommand | None) -> bool:
    """Whether both mend the same kind of thing, so that one that succeeds settles what the other failed at."""
    return isinstance(command, AnyRepair) and type(other) is type(command)
