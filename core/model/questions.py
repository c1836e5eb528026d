"""What a job asks the person while it runs, and what can be answered; who asks nobody gets the plain default."""

from enum import StrEnum

from msgspec import Struct

from core.model.programs import RunningProgram
from core.model.secrets import Secret


class PreflightId(StrEnum):
    """What a look before a run can find."""

    PROGRAMS_RUN = "programs-run"
    ENVIRONMENT_BROKEN = "environment-broken"
    ENVIRONMENT_UNKNOWN = "environment-unknown"
    TEMP_MISSING = "temp-missing"
    LITTLE_ROOM = "little-room"
    PLACE_REFUSED = "place-refused"
    CACHE_LOCKED = "cache-locked"


class PreflightFinding(Struct, frozen=True, kw_only=True):
    """Something that would make uv fail, found before uv has changed anything; ``programs`` are those that hold it.

    ``passes`` says whether waiting can help, ``stops`` that uv must not run: it would change what is not the project's.
    """

    id: PreflightId
    sentence: str
    programs: tuple[RunningProgram, ...] = ()
    passes: bool = False
    stops: bool = False


class Choice(StrEnum):
    """The answers to what was found before a run."""

    WAIT = "wait"
    STOP = "stop"
    MEND = "mend"
    """Make the environment anew: its folder is renamed, and removed after the next good sync."""
    GO_ON = "go-on"
    CANCEL = "cancel"


class PreflightQuestion(Struct, frozen=True, kw_only=True, tag=True):
    """Whether to run although something was found; ``choices`` are those that make sense here."""

    findings: tuple[PreflightFinding, ...]
    choices: tuple[Choice, ...] = (Choice.GO_ON, Choice.CANCEL)


class EndQuestion(Struct, frozen=True, kw_only=True, tag=True):
    """Whether to end a program; what it has not saved is lost."""

    program: RunningProgram


class CredentialQuestion(Struct, frozen=True, kw_only=True, tag=True):
    """The user name and the secret of an index or a proxy; ``url`` shows no secret, ``user`` is the one known so far.

    ``index`` is what it is for in words of a person, for a proxy ``is_proxy``. ``was_refused`` says that the server did
    not take the one that is kept. ``keyring_trouble`` says why it cannot be kept in the keyring: then it can be kept
    for this session only.
    """

    index: str
    url: str
    user: str | None = None
    is_proxy: bool = False
    was_refused: bool = False
    keyring_trouble: str | None = None


class Credential(Struct, frozen=True, kw_only=True, tag=True):
    """A user name and its secret, on their way to the keyring and nowhere else.

    With ``for_session`` they are kept in memory until Wheelyard is closed, and not in the keyring.
    """

    user: str
    secret: Secret
    for_session: bool = False


class NoAnswer(Struct, frozen=True, kw_only=True, tag=True):
    """Why a question could not be put to anybody, and the way out; it ends the job as wrong input, not as cancelled."""

    sentence: str
    way_out: str


Question = PreflightQuestion | EndQuestion | CredentialQuestion
Answer = Choice | Credential | NoAnswer | bool | None
"""A Choice for what was found before a run, True or False for ending a program, a Credential, NoAnswer or None."""


def plain_answer(question: Question) -> Answer:
    """Return what is done where nobody can be asked: uv runs if it may, no program is ended, no secret is stored."""
    match question:
        case PreflightQuestion(choices=choices):
            return Choice.GO_ON if Choice.GO_ON in choices else Choice.CANCEL
        case EndQuestion():
            return False
        case CredentialQuestion():
            return None
