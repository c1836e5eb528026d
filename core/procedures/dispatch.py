"""Which procedure does a command's work."""

from core.model.commands import (
    AddPackages,
    AddProject,
    AnyCommand,
    ChoosePlacesRoot,
    CleanCache,
    DescribePlacesRoot,
    DescribeProject,
    FindCandidates,
    Lock,
    ProbePlaces,
    PruneCache,
    RecoverRelocations,
    RelocatePlace,
    RemovePackages,
    RemoveProject,
    Sync,
    TakeInventory,
    UndoRelocation,
    UpgradePackages,
)
from core.procedures.procedure import Procedure
from core.procedures.services import Services


def procedure_for(command: AnyCommand, services: Services) -> Procedure:  # noqa: PLR0911 - one return a procedure
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
