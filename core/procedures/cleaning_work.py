"""To be built."""

from core.model.commands import CleanCache, PruneCache
from core.procedures.procedure import Procedure
from core.procedures.services import Services


def procedure(command: CleanCache | PruneCache, services: Services) -> Procedure:
    """To be built."""
    raise NotImplementedError
