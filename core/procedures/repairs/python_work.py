"""The work of installing a Python through uv, and of choosing it for the project."""

import asyncio
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.commands import InstallPython, Sync
from core.model.events import Stage
from core.model.invocation import Invocation
from core.model.outcome import Outcome, Succeeded
from core.model.setting_keys import SettingKey
from core.procedures.preparation import Prepared, check_policy, prepare
from core.procedures.procedure import Procedure
from core.procedures.progress import Progress
from core.procedures.running import ask
from core.procedures.services import Services
from core.procedures.uv_run import run_uv
from core.settings.profile_settings import with_setting
from core.store.profiles import profile_file_name
from core.store.transcripts import Transcript
from core.uv.invocation import piped


def procedure(command: InstallPython, services: Services) -> Procedure:
    """Return the procedure; a download that fails is explained like any other failure of uv."""
    folder = command.project or Path.cwd()

    async def work(scope: JobScope) -> Outcome:
        prepared = await prepare(folder, services)
        await check_policy(prepared, services)
        request = command.request or _request_of(prepared)
        transcripts = services.home.transcripts / profile_file_name(folder).removesuffix(".json")
        with Transcript(transcripts, f"{services.clock.now():.0f}-{scope.job}", services.redaction.known) as transcript:
            progress = Progress(scope, transcript)
            progress.stage(Stage.PREPARING)
            words = ("python", "install", *((request,) if request else ()))
            # What is asked for here is a download, whatever the settings say of downloads that nobody asked for.
            call = piped(prepared.call(), words)
            allowed = replace(call, variables={**call.variables, "UV_PYTHON_DOWNLOADS": "manual", "UV_PYTHON": None})
            end = await run_uv(services.runner, scope, allowed, progress)
            text = progress.text()
        if end.exit_code != 0:
            from core.procedures.failure import Attempt, explained_failure  # noqa: PLC0415 - only a failure needs it

            attempt = Attempt(command=command.then or Sync(project=folder), prepared=prepared, end=end, transcript=text)
            return await explained_failure(attempt, scope, services)
        program = await _found(prepared, request, services)
        if program is None:
            return Succeeded(repaired="uv has installed the Python; it is found with the next run.")
        await asyncio.to_thread(_choose, folder, program, services)
        return Succeeded(repaired=f"uv has installed {program}, and this project uses it from now on.")

    return Procedure(work=work, project=folder)


def _request_of(prepared: Prepared) -> str | None:
    """Return what the project requires, in uv's own words for a request."""
    return prepared.project.requires_python


async def _found(prepared: Prepared, request: str | None, services: Services) -> str | None:
    words = ("python", "find", "--managed-python", "--offline", *((request,) if request else ()))
    call = piped(prepared.call(), words)
    variables: dict[str, str | None] = {**call.variables, "UV_PYTHON": None, "UV_PYTHON_PREFERENCE": None}
    answer = await ask(services.runner, Invocation(argv=call.argv, folder=call.folder, variables=variables))
    return answer.text() or None if answer.end.exit_code == 0 else None


def _choose(folder: Path, program: str, services: Services) -> None:
    services.profiles.save(with_setting(services.profiles.load(folder), SettingKey.PYTHON, program))
