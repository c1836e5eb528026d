"""From what uv said to events of a job."""

from core.jobs import JobScope
from core.model.events import (
    LinesPrinted,
    PackagePhase,
    PackageProgressed,
    PackagesPrepared,
    Stage,
    StageChanged,
)
from core.model.outcome import Change, ChangeAction
from core.model.secrets import without_secrets
from core.store.transcripts import Transcript
from core.uv.said import ChangeSaid, CheckedSaid, LinesSaid, PackageSaid, PreparedSaid, StageSaid, UvSaid

MOST_REMEMBERED_CHARACTERS = 4_000_000
"""The end of the output that is kept for the explanation; the file on disk has all of it."""


class Progress:
    """Turns what uv says into events, and remembers what the end of the job needs: changes and the transcript's end."""

    def __init__(self, scope: JobScope, transcript: Transcript) -> None:
        self.changes: list[Change] = []
        self.checked: int | None = None
        self._scope = scope
        self._transcript = transcript
        self._lines: list[str] = []
        self._characters = 0
        self._stage: Stage | None = None

    def stage(self, stage: Stage) -> None:
        """Say that another part of the job began; a repeated one is said once."""
        if stage is not self._stage:
            self._stage = stage
            scope = self._scope
            scope.emit(StageChanged(job=scope.job, project=scope.project, stage=stage, at=scope.seconds()))

    def said(self, sayings: list[UvSaid]) -> None:
        """Pass on what uv said, in its order."""
        for saying in sayings:
            self._one(saying)

    def text(self) -> str:
        """Return the end of the transcript."""
        return "\n".join(self._lines)

    def forget_text(self) -> None:
        """Start the remembered transcript afresh, for the next program of the same job."""
        self._lines.clear()
        self._characters = 0

    def _one(self, saying: UvSaid) -> None:
        job, project = self._scope.job, self._scope.project
        match saying:
            case StageSaid(stage=stage):
                self.stage(stage)
            case PackageSaid():
                self._scope.emit(
                    PackageProgressed(
                        job=job,
                        project=project,
                        name=saying.name,
                        phase=saying.phase,
                        version=saying.version,
                        done_bytes=saying.done_bytes,
                        total_bytes=saying.total_bytes,
                    )
                )
            case PreparedSaid(done=done, total=total):
                self._scope.emit(PackagesPrepared(job=job, project=project, done=done, total=total))
            case CheckedSaid(count=count):
                self.checked = count
            case ChangeSaid():
                self._change(saying)
            case LinesSaid(lines=lines):
                self._printed(lines)

    def _change(self, saying: ChangeSaid) -> None:
        self.changes.append(Change(saying.name, saying.version, saying.action))
        phase = PackagePhase.REMOVED if saying.action is ChangeAction.REMOVED else PackagePhase.INSTALLED
        self._scope.emit(
            PackageProgressed(
                job=self._scope.job,
                project=self._scope.project,
                name=saying.name,
                phase=phase,
                version=saying.version,
            )
        )

    def _printed(self, lines: tuple[str, ...]) -> None:
        clean = tuple(without_secrets(line) for line in lines)
        self._transcript.write(clean)
        self._remember(clean)
        self._scope.emit(LinesPrinted(job=self._scope.job, project=self._scope.project, lines=clean))

    def _remember(self, lines: tuple[str, ...]) -> None:
        self._lines.extend(lines)
        self._characters += sum(map(len, lines)) + len(lines)
        dropped = 0
        while self._characters > MOST_REMEMBERED_CHARACTERS and dropped < len(self._lines) - 1:
            self._characters -= len(self._lines[dropped]) + 1
            dropped += 1
        del self._lines[:dropped]
