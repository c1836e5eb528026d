"""A project of this computer that fails for one real reason, and the Session that explains and mends it."""

import asyncio
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from core.model.commands import AnyCommand, RemedyCommand
from core.model.events import Event, QuestionAsked
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.problem import Evidence, Problem, Remedy
from core.model.questions import Answer, Question
from core.model.secrets import Secret
from core.session import Session, open_session
from core.store.home import Home
from core.store.profiles import ProfileStore
from core.uv.binary import find_uv

Answers = Callable[[Question], Answer]


class MemorySecrets:
    """A store of secrets that lives as long as the test, as the port wants it."""

    def __init__(self, trouble: str | None = None) -> None:
        self.kept: dict[tuple[str, str], Secret] = {}
        self._trouble = trouble

    def usable(self) -> str | None:
        return self._trouble

    def get(self, service: str, entry: str) -> Secret | None:
        return self.kept.get((service, entry))

    def set(self, service: str, entry: str, secret: Secret) -> None:
        self.kept[service, entry] = secret

    def delete(self, service: str, entry: str) -> None:
        self.kept.pop((service, entry), None)


class Workbench:
    """One project in a folder of its own; ``answers`` is the person who answers the questions of jobs."""

    def __init__(self, root: Path, *, variables: Mapping[str, str] | None = None) -> None:
        self.root = root
        self.project = root / "a project"
        self.project.mkdir(parents=True)
        self.home = Home(root / "home")
        self.secrets = MemorySecrets()
        self.answers: Answers | None = None
        self.events: list[Event] = []
        self.environ = {
            "HOME": str(root),
            "PATH": os.environ["PATH"],
            "UV_CACHE_DIR": str(root / "cache"),
            "UV_HTTP_RETRIES": "0",
            "UV_PYTHON_DOWNLOADS": "never",
            "XDG_DATA_HOME": str(root / "data"),
            **(variables or {}),
        }

    @property
    def environment(self) -> Path:
        return self.project / ".venv"

    @property
    def uv(self) -> Path:
        return find_uv(None, self.environ)

    @property
    def profiles(self) -> ProfileStore:
        return ProfileStore(self.home)

    def write(self, dependencies: tuple[str, ...] = (), more: str = "", python: str = ">=3.11") -> None:
        """Write the project's file."""
        named = ", ".join(f'"{each}"' for each in dependencies)
        (self.project / "pyproject.toml").write_text(
            f'[project]\nname = "tiny"\nversion = "1"\nrequires-python = "{python}"\ndependencies = [{named}]\n'
            f"[tool.uv]\npackage = false\n{more}",
            encoding="utf-8",
        )

    def do(self, command: AnyCommand) -> Outcome:
        """Run a command to its end, and what follows it."""
        return self.do_all(command)[0]

    def do_all(self, command: AnyCommand) -> list[Outcome]:
        """Run a command and every command that follows it; return the outcomes in their order."""
        return asyncio.run(self._play(command))

    async def _play(self, command: AnyCommand) -> list[Outcome]:
        session = open_session(self.home, self.environ, secrets=self.secrets, answers=self.answers is not None)
        jobs: list[str] = []
        session.subscribe(lambda events, _state: self._hear(events, session, jobs))
        try:
            session.submit(command)
            outcomes: list[Outcome] = []
            while len(outcomes) < len(jobs):
                outcomes.append(await session.wait(jobs[len(outcomes)]))
                await asyncio.sleep(0)  # what follows is submitted by the end of what was before
            return outcomes
        finally:
            await session.close()

    def _hear(self, events: tuple[Event, ...], session: Session, jobs: list[str]) -> None:
        self.events.extend(events)
        for event in events:
            job = getattr(event, "job", None)
            if job is not None and job not in jobs:
                jobs.append(job)
            if isinstance(event, QuestionAsked) and self.answers is not None:
                session.answer(event.job, event.number, self.answers(event.question))

    def fails(self, command: AnyCommand) -> Problem:
        """Run a command that must fail, and return its problem."""
        outcome = self.do(command)
        assert isinstance(outcome, Failed), outcome
        return outcome.problem

    def mend(self, problem: Problem, ident: str) -> None:
        """Press the button of a remedy: it must succeed, and so must the command that it runs again."""
        outcomes = self.do_all(action_of(problem, ident))
        assert [type(outcome) for outcome in outcomes] == [Succeeded, Succeeded], outcomes

    def kept_texts(self) -> str:
        """Return everything that Wheelyard has written, as one text."""
        files = [file for file in self.home.root.rglob("*") if file.is_file()]
        return "\n".join(file.read_bytes().decode("utf-8", "replace") for file in files)


def remedy_of(problem: Problem, ident: str) -> Remedy:
    """Return a remedy by its name."""
    return next(remedy for remedy in problem.remedies if remedy.id == ident)


def action_of(problem: Problem, ident: str) -> RemedyCommand:
    """Return what the button of a remedy submits."""
    action = remedy_of(problem, ident).action
    assert action is not None
    return action


def evidence_of(problem: Problem, ident: str) -> Evidence:
    """Return a finding by its name."""
    return next(each for each in problem.evidence if each.id == ident)
