"""A change of local sources, planned whole before anything is written."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from core.model.setting_values import FileDiff
from core.model.wheels import PlannedSource, Target, WheelFile
from core.procedures.wheels.copying import Copy
from core.settings.writing.plan import PlannedFile
from core.wheels.any_release import for_any_release
from core.wheels.fit import fit
from core.wheels.local_sources import ProjectSources
from core.wheels.targets import ALL_PLATFORMS


class Situation(Struct, frozen=True, kw_only=True):
    """What a change begins with: the project's local sources and what its lock covers."""

    project: Path
    sources: ProjectSources
    targets: tuple[Target, ...]

    @property
    def file(self) -> Path:
        """The project's own file."""
        return self.project / "pyproject.toml"

    def targets_with(self, files: Sequence[WheelFile]) -> tuple[Target, ...]:
        """Return what the lock covers, with the less usual computers that one of the files is built for.

        Where ``tool.uv.environments`` says what is locked, nothing comes to that.
        """
        if self.sources.environments:
            return self.targets
        usual = {target.platform for target in self.targets}
        pythons = dict.fromkeys(target.python for target in self.targets)
        others = (Target(platform, python) for platform in ALL_PLATFORMS if platform not in usual for python in pythons)
        built = [file for file in files if file.tags and not any(tag.endswith("-any") for tag in file.tags)]
        return (*self.targets, *(target for target in others if any(fit(file, target).fits for file in built)))

    def servable(self, file: WheelFile) -> WheelFile:
        """Return a file as it serves what is locked; where it needs newer systems than uv counts on, without that."""
        serves = any(fit(file, target).fits for target in self.targets_with([file]))
        return file if serves else for_any_release(file)

    def file_of(self, package: str) -> Path:
        """Return the file whose sources hold for a package here: the project's own, or that of its workspace's root."""
        found = self.sources.sources_of(package, self.file)
        return found[0].file if found else self.file


class PlannedWheels(Struct, frozen=True, kw_only=True):
    """Files as they shall be, the copies that come first, and a sentence on each thing that a diff does not show.

    ``renewed`` are packages that uv has to look for anew, although its lock holds them.
    """

    files: tuple[PlannedFile, ...]
    sources: tuple[PlannedSource, ...] = ()
    copies: tuple[Copy, ...] = ()
    said: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()

    @property
    def diffs(self) -> tuple[FileDiff, ...]:
        """What happens to files."""
        return tuple(each.diff() for each in self.files if each.changed)

    @property
    def changed(self) -> bool:
        """Whether anything becomes another."""
        return bool(self.copies) or any(each.changed for each in self.files)
