"""A trial of the demo: a home, a cache and an environment of its own, so that nothing of the person's is touched."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from core.places.own_files import is_own, mark_own, remove_own_tree

_MARK = "trial"


class Trial(Struct, frozen=True):
    """The folder of one trial and what is in it."""

    folder: Path

    @property
    def unscanned(self) -> Path:
        """The folder that the stand-in scanner leaves alone."""
        return self.folder / "unscanned"

    @property
    def standin(self) -> Path:
        """Where the stand-in scanner is built."""
        return self.folder / "standin"

    def variables(self) -> dict[str, str]:
        """Return what points Wheelyard and uv to the trial's own folders."""
        return {
            "WHEELYARD_HOME": str(self.folder / "home"),
            "UV_CACHE_DIR": str(self.folder / "cache"),
            "UV_PROJECT_ENVIRONMENT": str(self.folder / "environment"),
            # On POSIX the person's folder for local data is a candidate for the cache; in a trial it is this one.
            "XDG_DATA_HOME": str(self.unscanned),
        }


def new_trial(project: Path, stamp: int) -> Trial:
    """Make a trial beside the demo project and remove older ones; ``stamp`` tells them apart."""
    prefix = f"{project.name}-trial-"
    for folder in project.parent.iterdir():
        if folder.name.startswith(prefix) and is_own(folder, _MARK):
            remove_own_tree(folder, _MARK)
    trial = Trial(project.with_name(f"{prefix}{stamp}"))
    trial.unscanned.mkdir(parents=True)
    mark_own(trial.folder, _MARK)
    return trial


def trial_of(environ: Mapping[str, str]) -> Trial | None:
    """Return the trial that a process was started in, None where it was started in none."""
    home = environ.get("WHEELYARD_HOME")
    folder = Path(home).parent if home else None
    return Trial(folder) if folder is not None and is_own(folder, _MARK) else None
