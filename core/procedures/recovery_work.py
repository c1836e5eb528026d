"""To be built."""

from core.procedures.procedure import Procedure
from core.procedures.services import Services


def procedure(services: Services) -> Procedure:
    """To be built."""
    raise NotImplementedError
