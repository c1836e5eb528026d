"""One run of uv within a job: announced, its output understood as it comes."""

from typing import Protocol

from core.jobs import JobScope
from core.model.events import ProgramStarted
from core.model.invocation import Invocation, ProcessEnd, TerminalSize
from core.model.secrets import without_secrets
from core.ports import ProcessRunner, Stream
from core.uv.handed_secrets import HandedSecrets
from core.uv.output_pipes import PipeOutput
from core.uv.output_terminal import TerminalOutput
from core.uv.said import UvSaid


class Hearer(Protocol):
    """Who is told what uv says."""

    def forget_text(self) -> None:
        """Begin with another program."""
        ...

    def said(self, sayings: list[UvSaid]) -> None:
        """Take what uv said, in its order."""
        ...


async def run_uv(runner: ProcessRunner, scope: JobScope, invocation: Invocation, hearer: Hearer) -> ProcessEnd:
    """Run uv to its end, on a terminal or on pipes; raises InputError when it cannot be started.

    All that ``hearer`` is told is without the secrets that the run is given.
    """
    hearer.forget_text()
    secrets = HandedSecrets(invocation.secrets)
    shown = tuple(without_secrets(secrets.starred(word)) for word in invocation.argv)
    scope.emit(ProgramStarted(job=scope.job, project=scope.project, argv=shown, variables=invocation.variables))
    size = invocation.terminal or TerminalSize()
    on_terminal = TerminalOutput(columns=size.columns, rows=size.rows, secrets=secrets)
    on_pipes = PipeOutput(secrets)

    def output(stream: Stream, data: bytes) -> None:
        hearer.said(on_terminal.feed(stream, data) if stream is Stream.TERMINAL else on_pipes.feed(stream, data))

    try:
        return await runner.run(invocation, output)
    finally:
        hearer.said(on_terminal.finish())
        hearer.said(on_pipes.finish())
