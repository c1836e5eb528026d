"""To be built."""

from core.model.commands import ChoosePlacesRoot
from core.procedures.procedure import Procedure
from core.procedures.services import Services


def procedure(command: ChoosePlacesRoot, services: Services) -> Procedure:
    """To be built."""
    raise NotImplementedError
