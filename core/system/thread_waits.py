"""How often the calling thread gave its processor away to wait, which tells a slow disk from a busy computer."""

import sys

if sys.platform == "linux":
    import resource

    def waits() -> int | None:
        """Return how often this thread has waited, as for a disk; being put aside for other programs is not counted."""
        return resource.getrusage(resource.RUSAGE_THREAD).ru_nvcsw

else:

    def waits() -> int | None:
        """Return None: this system does not tell."""
        return None
