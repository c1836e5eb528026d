"""A project of the collection on a computer of its own, with the real Session and the real uv."""

from pathlib import Path

from core.demo.reference_project import make_reference_project
from core.model.settings import Profile
from core.settings.effective_values import EffectiveValues
from tests.e2e.wheelyard import Wheelyard
from tests.integration.repairs.workbench import Workbench
from tests.integration.settings.changes import view_of
from tests.integration.settings.judge import Sources, Verdict
from tests.projects.all import PROJECTS
from tests.projects.written import RealProject

REFERENCE = "the reference project"
BY_NAME = {project.name: project for project in PROJECTS}
NAMES = (REFERENCE, *BY_NAME)


class OnAComputer:
    """One project, the person's files around it, and every way to look at its settings."""

    def __init__(self, name: str, root: Path, uv: Path) -> None:
        self.sources = Sources(root / "computer", uv)
        if name == REFERENCE:
            made = make_reference_project(self.sources.root / "desk", python=(3, 11))
            self.real, self.project = RealProject(name=name, files={}), made.folder
        else:
            self.real = BY_NAME[name]
            self.project = self.real.write(self.sources.root / "größe & more")
        if self.real.user is not None:
            self.sources.write(self.sources.user_file, self.real.user)
        self.wheelyard = Wheelyard(
            root=self.sources.root / "person", variables={**self.sources.environ, **self.real.variables}
        )
        self.sources.project = self.project
        self.sources.environ = self.wheelyard.environment()
        self.bench = Workbench(root / "bench")
        self.bench.project = self.project
        self.bench.environ = self.sources.environ

    @property
    def profile(self) -> Profile:
        return self.bench.profiles.load(self.project)

    def values(self) -> EffectiveValues:
        """Return the settings as the Session reads them."""
        view = view_of(self.bench)
        return EffectiveValues(settings=view.settings, troubles=view.troubles)

    def verdict(self) -> Verdict:
        """Return what uv makes of them."""
        return self.sources.uv(self.profile)

    def files(self) -> dict[Path, bytes]:
        """Return everything that lies around the project, but for Wheelyard's own files and locks."""
        return {
            file: file.read_bytes()
            for file in sorted(self.sources.root.rglob("*"))
            if file.is_file() and file.suffix in {".toml", ".py"} and "exdist" not in file.parts
        }
