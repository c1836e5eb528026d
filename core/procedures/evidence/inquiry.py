"""What a finding may look at."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from core.diagnosis.paths import plain
from core.model.problem import Problem
from core.procedures.evidence.uv_files import UvFiles
from core.procedures.preparation import Prepared
from core.procedures.services import Services


class Inquiry(Struct, frozen=True, kw_only=True):
    """One failure in a project of this computer, and the ways to measure there; ``files`` were read for it once."""

    problem: Problem
    prepared: Prepared
    services: Services
    cache: Path
    temp: Path
    environment: Path
    files: UvFiles

    @property
    def environ(self) -> Mapping[str, str]:
        """The person's environment."""
        return self.services.environ

    @property
    def project(self) -> Path:
        """The folder of the project."""
        return self.prepared.project.folder

    def paths(self) -> tuple[Path, ...]:
        """Return the paths that uv named, as paths of this computer, the target first."""
        named = (self.problem.path_to, self.problem.path_from)
        paths = (Path(plain(text)) for text in named if text)
        return tuple(path for path in paths if path.is_absolute())

    def place(self) -> Path:
        """Return the place that the failure is about: the one that holds the named path, else the cache."""
        for path in self.paths():
            for place in (self.environment, self.cache, self.temp):
                if path == place or place in path.parents:
                    return place
        return self.cache
