"""To be built."""

from core.model.commands import TakeInventory
from core.procedures.procedure import Procedure
from core.procedures.services import Services


def procedure(command: TakeInventory, services: Services) -> Procedure:
    """To be built."""
    raise NotImplementedError
