"""What the environment that uv would make here can install."""

from pathlib import Path

from core.model.invocation import Invocation
from core.model.project import InputError
from core.model.wheels import Target, WheelFile
from core.procedures.preparation import prepare
from core.procedures.running import ask
from core.procedures.services import Services
from core.wheels.fit import fit
from core.wheels.targets import target_here

NOT_KNOWN = "It is not known which Python uv would take here."


async def here(project: Path | None, services: Services) -> Target | None:
    """Return what an environment of the project would be on this computer, None where that cannot be found out.

    Asks uv for the interpreter that it would take, offline and without any download.
    """
    if project is None:
        return None
    try:
        prepared = await prepare(project, services)
        invocation = Invocation(
            argv=(str(prepared.uv.path), "--color", "never", "python", "find", "--offline", "--show-version"),
            folder=prepared.project.folder,
            variables={**prepared.call().settings, "UV_PYTHON_DOWNLOADS": "never"},
        )
        answer = await ask(services.runner, invocation)
    except InputError:
        return None
    version = answer.text() if answer.end.exit_code == 0 else ""
    return target_here(version) if version else None


def seen_from(file: WheelFile, target: Target | None, project: Path | None) -> tuple[bool | None, str]:
    """Return whether a file can be installed in ``target``, and the sentence that says why; None where unknown."""
    if target is None:
        return None, NOT_KNOWN if project is not None else ""
    found = fit(file, target)
    return found.fits, found.why
