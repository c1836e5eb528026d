"""Checks of uv, the project, its Python, its lock file, and of what Wheelyard itself keeps."""

from collections.abc import Iterable, Iterator

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.model.commands import InstallPython
from core.model.invocation import Invocation
from core.model.project import InputError, Project
from core.model.setting_keys import SettingKey
from core.model.settings import Profile
from core.procedures.doctor.situation import Situation
from core.procedures.policy_check import policy_in_force
from core.procedures.running import ask
from core.settings.lint.making import in_project, open_at
from core.settings.profile_settings import profile_variables
from core.settings.project_file import read_project

_A_DAY = 24 * 3600.0


async def uv(situation: Situation) -> Iterable[Check]:
    """Say which uv is used, or why none can be."""
    trouble = situation.trouble_of_uv
    if situation.uv is None:
        sentence, way_out = (trouble.sentence, trouble.way_out) if trouble is not None else ("", "")
        return (Check(id="uv", status=CheckStatus.FAIL, title="There is no usable uv", detail=f"{sentence} {way_out}"),)
    return (_ok("uv", f"uv {situation.uv.version} is used", f"It is {situation.uv.path}."),)


def project(situation: Situation) -> Iterator[Check]:
    """Say whether the project's file can be read."""
    if situation.project is None:
        yield _ok(
            "project",
            "There is no project here",
            f"{situation.folder} has no pyproject.toml; what belongs to you and to this computer is checked.",
        )
        return
    try:
        found = read_project(situation.project)
    except InputError as error:
        file = situation.project / "pyproject.toml"
        yield Check(
            id="project",
            status=CheckStatus.FAIL,
            title="The project cannot be read",
            detail=f"{error.sentence} {error.way_out}",
            file=file if file.exists() else None,
            remedies=(open_at(file),) if file.exists() else (),
        )
        return
    wants = f" It wants Python {found.requires_python}." if found.requires_python else ""
    yield _ok("project", f"The project {found.name} can be read", f"It is {found.folder}.{wants}")


def lock(situation: Situation) -> Iterator[Check]:
    """Say whether the project has a lock file."""
    root = situation.subject.root if situation.subject is not None else situation.project
    if situation.project is None or root is None or _project(situation) is None:
        return
    if (root / "uv.lock").is_file():
        yield _ok("lock", "The lock file is there", f"It is {root / 'uv.lock'}.")
        return
    command = ("wheelyard", "lock", *in_project(situation.project))
    yield Check(
        id="lock",
        status=CheckStatus.WARN,
        title="There is no lock file yet",
        detail=f"{root / 'uv.lock'} does not exist, so every computer may get other versions. The first sync makes it.",
        remedies=(CheckRemedy(title="Make the lock file", command=command),),
    )


async def python(situation: Situation) -> Iterable[Check]:
    """Say which Python uv takes for the project, asked of uv without any download."""
    program, wanted = situation.uv, _project(situation)
    if program is None or wanted is None or situation.subject is None:
        return ()
    profile = situation.profile or Profile(project=wanted.folder)
    invocation = Invocation(
        argv=(str(program.path), "--color", "never", "python", "find", "--offline", "--show-version"),
        folder=wanted.folder,
        variables={**profile_variables(profile, program.numbers), "UV_PYTHON_DOWNLOADS": "never"},
    )
    answer = await ask(situation.services.runner, invocation)
    said = answer.err.decode("utf-8", "replace").strip()
    if answer.end.exit_code == 0:
        return (_ok("python", f"Python {answer.text()} is used", "uv finds it without a download."),)
    if answer.end.exit_code == 2 and "interpreter" not in said.lower():
        # uv ended at its settings before it looked for a Python; another check says why.
        last = said.splitlines()[0] if said else "uv said nothing."
        return (Check(id="python", status=CheckStatus.UNKNOWN, title="Python: not known", detail=last),)
    return (_no_python(situation, wanted),)


def _no_python(situation: Situation, wanted: Project) -> Check:
    downloads = (
        situation.subject.values.of(SettingKey.PYTHON_DOWNLOADS).value if situation.subject is not None else None
    )
    asked = f"Python {wanted.requires_python}" if wanted.requires_python else "a Python"
    would = downloads == "automatic"
    return Check(
        id="python",
        status=CheckStatus.WARN if would else CheckStatus.FAIL,
        title="No fitting Python is installed",
        detail=f"uv finds no {asked} here. "
        + ("It will download one." if would else f"It may not download one (python-downloads is {downloads})."),
        key=SettingKey.PYTHON_DOWNLOADS,
        remedies=(
            CheckRemedy(
                title="Let uv install one",
                command=("uv", "python", "install"),
                action=InstallPython(project=wanted.folder),
            ),
        ),
    )


def keyring(situation: Situation) -> Iterator[Check]:
    """Say whether logins can be kept."""
    trouble = situation.services.secrets.usable()
    logins = situation.profile.logins if situation.profile is not None else ()
    if trouble is None:
        yield _ok("keyring", "Logins can be kept in this computer's keyring")
    else:
        names = ", ".join(login.index for login in logins)
        lost = f" The logins of {names} cannot be handed to uv." if names else " Logins of indexes cannot be kept."
        status = CheckStatus.FAIL if logins else CheckStatus.WARN
        yield Check(id="keyring", status=status, title="The keyring cannot be used", detail=f"{trouble}{lost}")


def history(situation: Situation) -> Iterator[Check]:
    """Say whether the history can be read, and whether the last run failed."""
    services = situation.services
    try:
        rows = services.history().rows(situation.project, services.clock.now() - _A_DAY)
        failure = services.history().last_failure(situation.project) if situation.project is not None else None
    except InputError as error:
        yield Check(id="history", status=CheckStatus.WARN, title="The history cannot be read", detail=str(error))
        return
    if failure is not None and failure.settled_by is None:
        yield Check(
            id="history",
            status=CheckStatus.WARN,
            title="The last problem is not settled",
            detail=f"`{failure.run.command}` failed: {failure.run.title or 'see the repairs'}",
            remedies=(
                CheckRemedy(
                    title="See what would help", command=("wheelyard", "repair", *in_project(situation.project))
                ),
            ),
        )
    else:
        yield _ok("history", "The history can be read", f"It has {len(rows.runs)} runs of the last day.")


def profile(situation: Situation) -> Iterator[Check]:
    """Say whether the profile of the project can be read; only where it cannot."""
    if situation.trouble_of_profile is not None:
        yield Check(
            id="profile",
            status=CheckStatus.FAIL,
            title="Your profile of this project cannot be read",
            detail=str(situation.trouble_of_profile),
        )


def policy(situation: Situation) -> Iterator[Check]:
    """Say what of the computer's policy cannot be used."""
    troubles = policy_in_force(situation.services).troubles
    for trouble in troubles:
        yield Check(id="policy", status=CheckStatus.WARN, title="A part of the policy cannot be used", detail=trouble)
    if not troubles:
        yield _ok("policy", "The policy of this computer can be read")


def _project(situation: Situation) -> Project | None:
    try:
        return read_project(situation.project) if situation.project is not None else None
    except InputError:
        return None


def _ok(ident: str, title: str, detail: str = "") -> Check:
    return Check(id=ident, status=CheckStatus.OK, title=title, detail=detail)
