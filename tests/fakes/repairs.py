"""Problems with repairs, and jobs that ask, as events: for tests of the window and for looking at it."""

from core.model.commands import (
    AnyRepair,
    ChooseSetting,
    EndProgram,
    InstallPython,
    OpenSetting,
    PrepareRequest,
    ProbePlaces,
    RecreateEnvironment,
    RelocatePlace,
    StoreCredential,
    Sync,
)
from core.model.events import PreflightFound, QuestionAsked, QuestionSettled
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category, Evidence, Problem, Remedy
from core.model.programs import RunningProgram
from core.model.questions import (
    Choice,
    CredentialQuestion,
    EndQuestion,
    PreflightFinding,
    PreflightId,
    PreflightQuestion,
    Question,
)
from core.model.setting_keys import SettingKey
from tests.fakes.findings import FOLDER, OLD_CACHE, rename_problem
from tests.fakes.scripted_session import ScriptedSession

SYNC = Sync(project=FOLDER)
EDITOR = RunningProgram(
    name="Code.exe",
    process=4711,
    program=r"C:\Users\person\AppData\Local\Programs\Microsoft VS Code\Code.exe",
    owner=r"CORP\person",
    window="risk.py - risk-dashboard - Visual Studio Code",
)
LINTER = RunningProgram(
    name="ruff.exe", process=9920, program=rf"{FOLDER}\.venv\Scripts\ruff.exe", owner=r"CORP\person"
)
INDEX_URL = "https://nexus.corp.example/repository/pypi/simple"


def remedy(ident: str, title: str, action: AnyRepair | ProbePlaces, confidence: float, *changes: str) -> Remedy:
    return Remedy(
        id=ident,
        title=title,
        why="That is what the measurements say.",
        confidence=confidence,
        action=action,
        changes=changes,
    )


ADVICE = Remedy(
    id="ask-it",
    title="Ask your IT department for the certificate of the proxy",
    why="Only they can say which certificate the network uses.",
    confidence=0.9,
)


def unknown(ident: str, finding: str) -> Evidence:
    return Evidence(id=ident, finding=finding, measured={"answer": "unknown"})


def certificate_problem() -> Problem:
    return Problem(
        category=Category.TLS_UNTRUSTED_ISSUER,
        title="uv does not trust the certificate of packages.corp.example",
        explanation=(
            "The connection is opened on its way by the company network, which signs it with a certificate of its own. "
            "This computer trusts that certificate; uv brings a list of its own, and does not."
        ),
        url="https://packages.corp.example/simple/numpy/",
        evidence=(
            Evidence(
                id="tls",
                finding="With the system's certificates the host is trusted, with uv's own it is not.",
                measured={"issuer": "Corp Interception CA", "seconds": 0.4},
            ),
            Evidence(id="uv-version", finding="uv 0.13.9 knows system-certs.", measured={"answer": "known"}),
            unknown("proxy", "Not found out within 2 s: proxy that uv uses, beside the system's."),
            unknown("security-products", "The programs and services of this computer could not be listed."),
        ),
        remedies=(
            remedy(
                "system-certs",
                "Let uv trust what this computer trusts",
                ChooseSetting(project=FOLDER, key=SettingKey.SYSTEM_CERTS, value="true", then=SYNC),
                0.95,
                "Wheelyard's profile of this project: uv uses the certificates of the system (UV_SYSTEM_CERTS).",
                "No file of the project changes.",
            ),
            remedy(
                "certificate-file",
                "Name the certificate of the network",
                ChooseSetting(project=FOLDER, key=SettingKey.CERTIFICATE_FILE, then=SYNC),
                0.5,
                "Wheelyard's profile of this project: uv trusts the certificates in that file alone (SSL_CERT_FILE).",
            ),
            remedy(
                "proxy",
                "Go through the proxy of the network",
                ChooseSetting(project=FOLDER, key=SettingKey.PROXY, then=SYNC),
                0.4,
                "Wheelyard's profile of this project: uv uses that proxy (HTTPS_PROXY, HTTP_PROXY).",
            ),
            remedy("request", "Ask your IT department", PrepareRequest(project=FOLDER), 0.4),
            ADVICE,
        ),
        raw="error: Failed to fetch: `https://packages.corp.example/simple/numpy/`\n  cause: UnknownIssuer",
    )


def every_repair() -> tuple[Remedy, ...]:
    """Return one remedy of each kind."""

    def setting(key: SettingKey, value: str | None) -> ChooseSetting:
        return ChooseSetting(project=FOLDER, key=key, value=value, then=SYNC)

    actions: dict[str, AnyRepair] = {
        "link-mode": setting(SettingKey.LINK_MODE, "copy"),
        "python": setting(SettingKey.PYTHON, "/usr/bin/python3.12"),
        "choose-python": setting(SettingKey.PYTHON, None),
        "timeout": setting(SettingKey.HTTP_TIMEOUT, "120"),
        "own-uv": setting(SettingKey.UV, "wheelyard"),
        "credential": StoreCredential(project=FOLDER, index="nexus", then=SYNC),
        "end-program": EndProgram(project=FOLDER, program=EDITOR, then=SYNC),
        "recreate": RecreateEnvironment(project=FOLDER, then=SYNC),
        "install-python": InstallPython(project=FOLDER, request="3.12", then=SYNC),
        "open": OpenSetting(project=FOLDER, file=FOLDER / "pyproject.toml", line=12),
        "relocate": RelocatePlace(project=FOLDER, then=SYNC),
    }
    return tuple(
        remedy(ident, f"Do what {ident} does", action, 0.5, f"The change of {ident}.")
        for ident, action in actions.items()
    )


def failed(session: ScriptedSession, problem: Problem, *, at: float) -> None:
    session.begin(SYNC, at=at)
    session.end(FOLDER, Failed(problem=problem), seconds=3.4)


def certificates(session: ScriptedSession, *, at: float) -> None:
    failed(session, certificate_problem(), at=at)


def many_remedies(session: ScriptedSession, *, at: float) -> None:
    problem = rename_problem()
    failed(
        session,
        Problem(category=problem.category, title=problem.title, explanation="", remedies=(ADVICE, *every_repair())),
        at=at,
    )


def repaired(session: ScriptedSession, *, at: float) -> None:
    """A setting was chosen, nothing was asked to follow: the problem is still the last word."""
    certificates(session, at=at)
    session.begin(ChooseSetting(project=FOLDER, key=SettingKey.SYSTEM_CERTS, value="true"), at=at + 20, job="job-2")
    sentence = "uv uses the certificates of the system in this project from now on."
    session.end(FOLDER, Succeeded(repaired=sentence), seconds=0.1, job="job-2")


def preflight(*, programs: tuple[RunningProgram, ...] = (EDITOR, LINTER)) -> PreflightQuestion:
    return PreflightQuestion(
        findings=(
            PreflightFinding(
                id=PreflightId.PROGRAMS_RUN,
                sentence="Programs run out of the environment that uv is about to change.",
                programs=programs,
                passes=True,
            ),
            PreflightFinding(
                id=PreflightId.LITTLE_ROOM,
                sentence=f"There is room for 0.8 GiB beside {OLD_CACHE}, and the packages need about 1.4 GiB.",
            ),
        ),
        choices=(Choice.WAIT, Choice.STOP, Choice.GO_ON, Choice.CANCEL),
    )


def much_found() -> PreflightQuestion:
    """Return a question with nine programs and four findings."""
    programs = tuple(
        RunningProgram(
            name="python.exe",
            process=1000 + number,
            owner=r"CORP\person",
            window="Risk dashboard, with a long title of its window - Visual Studio Code" if number < 3 else None,
        )
        for number in range(9)
    )
    return PreflightQuestion(
        findings=(
            *preflight(programs=programs).findings,
            PreflightFinding(
                id=PreflightId.PLACE_REFUSED,
                sentence=r"Renames were refused in C:\Users\person\AppData\Local\uv\cache when it was last measured.",
            ),
            PreflightFinding(
                id=PreflightId.CACHE_LOCKED,
                sentence=r"Another uv holds the lock of the cache C:\Users\person\AppData\Local\uv\cache.",
                programs=(RunningProgram(name="uv.exe", process=77),),
                passes=True,
            ),
        ),
        choices=tuple(Choice),
    )


def ask(session: ScriptedSession, question: Question, *, job: str = "job-1", number: int = 1) -> None:
    session.play(QuestionAsked(job=job, project=FOLDER, number=number, question=question))


def asked_before(session: ScriptedSession, *, at: float) -> None:
    question = preflight()
    session.begin(SYNC, PreflightFound(job="job-1", project=FOLDER, findings=question.findings), at=at)
    ask(session, question)


def waits(session: ScriptedSession, *, at: float) -> None:
    """The person chose to wait."""
    asked_before(session, at=at)
    session.play(QuestionSettled(job="job-1", project=FOLDER, number=1))


def could_not_stop(session: ScriptedSession, *, at: float) -> None:
    """The person chose to stop a program that belongs to somebody else: it is said, and not offered again."""
    program = RunningProgram(name="python.exe", process=5012, owner=r"NT AUTHORITY\SYSTEM")
    finding = PreflightFinding(
        id=PreflightId.PROGRAMS_RUN,
        sentence=(
            "Programs run out of the environment that uv is about to change. python.exe (process 5012) could not be "
            "ended: this account has no right to end it."
        ),
        programs=(program,),
        passes=True,
    )
    session.begin(SYNC, PreflightFound(job="job-1", project=FOLDER, findings=(finding,)), at=at)
    ask(session, PreflightQuestion(findings=(finding,), choices=(Choice.WAIT, Choice.GO_ON, Choice.CANCEL)))


def asked_to_end(session: ScriptedSession, *, at: float) -> None:
    session.begin(EndProgram(project=FOLDER, program=EDITOR, then=SYNC), at=at)
    ask(session, EndQuestion(program=EDITOR))


def asked_for_credential(session: ScriptedSession, *, at: float) -> None:
    session.begin(StoreCredential(project=FOLDER, index="nexus", then=SYNC), at=at)
    ask(session, CredentialQuestion(index="nexus", url=INDEX_URL, user=None))
