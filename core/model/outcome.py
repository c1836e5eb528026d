"""How a job ended; cancelled is an outcome, not an error."""

from enum import StrEnum

from msgspec import Struct

from core.model.checks import Check
from core.model.history import HistoryReport
from core.model.measurements import Candidate, CleaningReport, PlaceInventory, ProbeReport, RelocationReport
from core.model.network import EndpointReport, ExportedCertificates, NetworkView
from core.model.places_root import PlacesRoot
from core.model.problem import Problem
from core.model.programs_found import FoundProgram
from core.model.request import Request
from core.model.setting_values import FileDiff, SettingsView
from core.model.shells import ImportedScript, ShellScript
from core.model.wheels import CollectionReport, PlannedSource, WheelsReport


class ChangeAction(StrEnum):
    """What happened to one package of the environment."""

    INSTALLED = "installed"
    REMOVED = "removed"
    REINSTALLED = "reinstalled"


class Change(Struct, frozen=True):
    """One line of uv's list of changes; ``version`` may be a path or URL for local packages."""

    name: str
    version: str | None
    action: ChangeAction


class Succeeded(Struct, frozen=True, kw_only=True, tag="succeeded"):
    """The job did what it was for; what it found or changed is in the field of its kind.

    ``checked`` is uv's count of the packages that were installed already, said where nothing had to change.
    ``repaired`` says in a sentence what a repair changed.
    """

    changes: tuple[Change, ...] = ()
    checked: int | None = None
    relocation: RelocationReport | None = None
    probes: tuple[ProbeReport, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    inventory: tuple[PlaceInventory, ...] = ()
    cleaning: CleaningReport | None = None
    root: PlacesRoot | None = None
    history: HistoryReport | None = None
    request: Request | None = None
    repaired: str | None = None
    settings: SettingsView | None = None
    diffs: tuple[FileDiff, ...] = ()
    script: ShellScript | None = None
    imported: ImportedScript | None = None
    programs: tuple[FoundProgram, ...] = ()
    checks: tuple[Check, ...] = ()
    wheels: WheelsReport | None = None
    sources: tuple[PlannedSource, ...] = ()
    collection: CollectionReport | None = None
    network: NetworkView | None = None
    endpoints: tuple[EndpointReport, ...] = ()
    certificates: ExportedCertificates | None = None


class Failed(Struct, frozen=True, kw_only=True, tag="failed"):
    """The job could not do it, and why; ``candidates`` are what a relocation tried in vain.

    ``by_policy`` says that Wheelyard kept from doing it because policy decides otherwise.
    """

    problem: Problem
    changes: tuple[Change, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    bad_input: bool = False
    by_policy: bool = False


class Cancelled(Struct, frozen=True, kw_only=True, tag="cancelled"):
    """A person, or the end of the program, stopped the job."""

    changes: tuple[Change, ...] = ()


Outcome = Succeeded | Failed | Cancelled
