"""The command line of uv that writes a lock as requirements."""

from core.model.invocation import Invocation
from core.uv.invocation import UvCall, piped


def export_invocation(call: UvCall, *, everything: bool = True) -> Invocation:
    """Return ``uv export`` of the lock as it stands, with hashes, to its standard output; it asks no network.

    ``everything`` takes all extras, groups and members of the workspace; where some are declared as conflicts, uv
    writes several versions of a package with nothing to choose by (0.13.9). The members themselves are left out: they
    are folders.
    """
    words = ("export", "--frozen", "--offline", "--no-header", "--no-annotate", "--no-emit-workspace")
    every = ("--all-packages", "--all-extras", "--all-groups") if everything else ()
    return piped(call, (*words, *every))
