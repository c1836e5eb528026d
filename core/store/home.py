"""The one folder in which Wheelyard keeps what is its own: settings, journal, transcripts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

import platformdirs
from msgspec import Struct

HOME_VARIABLE = "WHEELYARD_HOME"


class Home(Struct, frozen=True):
    """The root of Wheelyard's own files and the folders in it; nothing is made before it is written to."""

    root: Path

    @classmethod
    def locate(cls, environ: Mapping[str, str]) -> Self:
        """Return the folder that ``WHEELYARD_HOME`` names, or the person's local data folder."""
        named = environ.get(HOME_VARIABLE)
        if named:
            return cls(Path(named).absolute())
        return cls(platformdirs.user_data_path("Wheelyard", appauthor=False, roaming=False))

    @property
    def projects_file(self) -> Path:
        """The list of projects."""
        return self.root / "projects.json"

    @property
    def preferences_file(self) -> Path:
        """What the person chose for Wheelyard as a whole."""
        return self.root / "preferences.json"

    @property
    def yards_file(self) -> Path:
        """The folders of wheels that the person keeps for all projects."""
        return self.root / "yards.json"

    @property
    def probe_history_file(self) -> Path:
        """The last verdict on each place that was measured."""
        return self.root / "probe-history.json"

    @property
    def history_file(self) -> Path:
        """How runs and rename probes of the past ended."""
        return self.root / "history.sqlite3"

    @property
    def probes(self) -> Path:
        """Rename probes that are under way, to clean up after those that were killed."""
        return self.root / "probes"

    @property
    def profiles(self) -> Path:
        """One file per project with its profile."""
        return self.root / "profiles"

    @property
    def journal(self) -> Path:
        """Relocations and how far they came."""
        return self.root / "journal"

    @property
    def wheel_changes(self) -> Path:
        """Changes of local sources that are under way, to take back those that were killed."""
        return self.root / "wheel-changes"

    @property
    def yards(self) -> Path:
        """What is known of the files of each yard, one file per yard, made anew whenever it is missing."""
        return self.root / "yards"

    @property
    def leases(self) -> Path:
        """Lock files that keep two Wheelyards from one project or cache."""
        return self.root / "leases"

    @property
    def transcripts(self) -> Path:
        """What uv printed, whole, one file per job."""
        return self.root / "transcripts"

    @property
    def backups(self) -> Path:
        """One copy of each settings file as it was before Wheelyard changed it."""
        return self.root / "backups"

    @property
    def certificates(self) -> Path:
        """Files of root certificates that were put together for projects."""
        return self.root / "certificates"

    @property
    def terminals(self) -> Path:
        """The scripts by which terminals are given a project's environment."""
        return self.root / "terminals"

    @property
    def logs(self) -> Path:
        """Wheelyard's own log and crash reports."""
        return self.root / "logs"
