"""What happened, as frozen values in the order it happened; the only thing that leaves a job."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from core.model.commands import AnyCommand
from core.model.measurements import CleaningReport, PlaceInventory, ProbeReport, WayBack
from core.model.network import Endpoint, EndpointReport
from core.model.outcome import ChangeAction, Outcome
from core.model.project import Project
from core.model.questions import PreflightFinding, Question
from core.model.settings import PlaceKind, Places
from core.model.wheels import Yard


class Stage(StrEnum):
    """The part of a job that is under way."""

    PLANNING = "planning"
    RESOLVING = "resolving"
    PREPARING = "preparing"
    INSTALLING = "installing"
    EXPLAINING = "explaining"
    PROBING = "probing"
    MOVING = "moving"
    VERIFYING = "verifying"


class PackagePhase(StrEnum):
    """Where one package is on its way into the environment."""

    WAITING = "waiting"
    DOWNLOADING = "downloading"
    BUILDING = "building"
    PREPARING = "preparing"
    PREPARED = "prepared"
    INSTALLED = "installed"
    REMOVED = "removed"
    FAILED = "failed"


class PlannedPackage(Struct, frozen=True, kw_only=True):
    """One change that the dry run announces; ``size`` in bytes from the lock, None where it has none."""

    name: str
    version: str | None
    action: ChangeAction
    size: int | None = None


class JobEvent(Struct, frozen=True, kw_only=True, tag=True):
    """The base of events that belong to a job; ``project`` is None for jobs of no project."""

    job: str
    project: Path | None = None


class Queued(JobEvent, frozen=True, kw_only=True):
    """The job waits for its turn; ``waits_for`` says for what, None when it starts at once."""

    command: AnyCommand
    waits_for: str | None = None


class Started(JobEvent, frozen=True, kw_only=True):
    """The job runs; ``at`` is seconds since 1970."""

    at: float


class ProgramStarted(JobEvent, frozen=True, kw_only=True):
    """A program was started; ``argv`` as it was run, ``variables`` are those that were changed."""

    argv: tuple[str, ...]
    variables: dict[str, str | None] = {}


class StageChanged(JobEvent, frozen=True, kw_only=True):
    """Another part of the job began; ``at`` is seconds since the job started."""

    stage: Stage
    at: float = 0.0


class PlanKnown(JobEvent, frozen=True, kw_only=True):
    """What the dry run and the lock announce before the work; ``download_bytes`` sums known sizes."""

    packages: tuple[PlannedPackage, ...]
    download_bytes: int | None = None


class PackageProgressed(JobEvent, frozen=True, kw_only=True):
    """uv said something of one package; bytes are uv's, None where it did not say."""

    name: str
    phase: PackagePhase
    version: str | None = None
    done_bytes: int | None = None
    total_bytes: int | None = None


class PackagesPrepared(JobEvent, frozen=True, kw_only=True):
    """uv's own count of prepared packages."""

    done: int
    total: int | None = None


class LinesPrinted(JobEvent, frozen=True, kw_only=True):
    """Lines of the program's output, without line ends and terminal codes, in its order."""

    lines: tuple[str, ...]


class ProbeProgressed(JobEvent, frozen=True, kw_only=True):
    """A rename probe advanced; ``report`` is there when the place is finished."""

    place: Path
    done: int
    rounds: int
    refused: int = 0
    report: ProbeReport | None = None


class RelocationProgressed(JobEvent, frozen=True, kw_only=True):
    """A relocation advanced; totals are None until they were counted, ``waits_for`` names whom it waits for."""

    step: str
    waits_for: str | None = None
    done_files: int = 0
    total_files: int | None = None
    done_bytes: int = 0
    total_bytes: int | None = None


class FilesProgressed(JobEvent, frozen=True, kw_only=True):
    """How far reading or fetching files came; totals are None until they are known, ``file`` is under way."""

    done: int
    total: int | None = None
    done_bytes: int = 0
    total_bytes: int | None = None
    file: str | None = None


class YardSeen(JobEvent, frozen=True, kw_only=True):
    """What the files of a large yard are, before they are checked and before it is known what of them fits."""

    yard: Yard


class EndpointsFound(JobEvent, frozen=True, kw_only=True):
    """Which addresses are going to be checked, in the order in which they are reported."""

    endpoints: tuple[Endpoint, ...]


class EndpointChecked(JobEvent, frozen=True, kw_only=True):
    """What was found out about one address; a later report of the same address takes its place."""

    report: EndpointReport


class InventoryCounted(JobEvent, frozen=True, kw_only=True):
    """The figures of one place as far as they are counted; the last one of a place is not ``counting``."""

    place: PlaceInventory


class CleaningPlanned(JobEvent, frozen=True, kw_only=True):
    """What uv is going to remove from a cache, known before it does; ``report`` is a preview."""

    report: CleaningReport


class PatienceProgressed(JobEvent, frozen=True, kw_only=True):
    """How far a patient sync came: packages that landed in the cache, all that have to, and what is under way.

    ``package`` is tried now, None during a pause of ``pause`` seconds. ``turn`` counts the rounds over those left.
    """

    landed: int
    packages: int
    turn: int
    package: str | None = None
    pause: float = 0.0


class PreflightFound(JobEvent, frozen=True, kw_only=True):
    """What would make uv fail was found before uv has changed anything; empty findings say that it has passed."""

    findings: tuple[PreflightFinding, ...]


class QuestionAsked(JobEvent, frozen=True, kw_only=True):
    """The job waits for an answer to question ``number`` of this job."""

    number: int
    question: Question


class QuestionSettled(JobEvent, frozen=True, kw_only=True):
    """Question ``number`` of this job needs no answer any more."""

    number: int


class InterruptionSettled(JobEvent, frozen=True, kw_only=True):
    """Something that an earlier job left open is settled; ``sentence`` says what, for a person."""

    sentence: str


class Finished(JobEvent, frozen=True, kw_only=True):
    """The job ended; ``seconds`` since it started."""

    outcome: Outcome
    seconds: float


class ProjectAdded(Struct, frozen=True, kw_only=True, tag=True):
    """A project is on the list."""

    project: Project


class ProjectRemoved(Struct, frozen=True, kw_only=True, tag=True):
    """A project is off the list."""

    folder: Path


class ProjectDetails(Struct, frozen=True, kw_only=True):
    """What would run in a project; texts for what was found, None for what could not be.

    ``trouble`` is the sentence that says why the project cannot be used as it is, or None. Where there is trouble, only
    uv and the certificates were looked for; the rest depends on the project.
    ``free_bytes`` are the free bytes on the volume of a place, by its kind; unknown ones are missing.
    ``way_back`` is the relocation that can be undone.
    """

    uv_version: str | None = None
    uv_program: str | None = None
    python_version: str | None = None
    python_program: str | None = None
    places: Places | None = None
    free_bytes: dict[PlaceKind, int] = {}
    certificates: str | None = None
    link_mode: str | None = None
    trouble: str | None = None
    way_back: WayBack | None = None

    @property
    def can_undo_relocation(self) -> bool:
        """Whether a relocation of the project can be undone."""
        return self.way_back is not None


class ProjectDescribed(Struct, frozen=True, kw_only=True, tag=True):
    """What would run in a project became known, or changed."""

    project: Project
    details: ProjectDetails


Event = (
    Queued
    | Started
    | ProgramStarted
    | StageChanged
    | PlanKnown
    | PackageProgressed
    | PackagesPrepared
    | LinesPrinted
    | ProbeProgressed
    | RelocationProgressed
    | FilesProgressed
    | YardSeen
    | EndpointsFound
    | EndpointChecked
    | InventoryCounted
    | CleaningPlanned
    | PatienceProgressed
    | PreflightFound
    | QuestionAsked
    | QuestionSettled
    | InterruptionSettled
    | Finished
    | ProjectAdded
    | ProjectRemoved
    | ProjectDescribed
)
