"""One person's computer with one tiny project that needs no network, for tests of the Session."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from msgspec.structs import replace

from core.model.commands import (
    AnyCommand,
)
from core.model.events import Event
from core.model.outcome import Outcome
from core.model.settings import Profile
from core.model.state import ProjectState, State
from core.session import Session, open_session
from core.store.home import Home
from core.store.profiles import ProfileStore

PROJECT = '[project]\nname = "tiny"\nversion = "1"\nrequires-python = ">=3.11"\n[tool.uv]\npackage = false\n'


class Bench:
    """One person's computer with one tiny project that needs no network."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.project = root / "größe & 100 %" / "tiny"
        self.project.mkdir(parents=True)
        (self.project / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
        self.home = Home(root / "home")
        self.environ = {
            "HOME": str(root),
            "PATH": os.environ["PATH"],
            "UV_OFFLINE": "1",
            "UV_CACHE_DIR": str(root / "shared cache"),
            "XDG_DATA_HOME": str(root / "data"),
        }
        self.events: list[Event] = []

    def play(self, story: Callable[[Session], Awaitable[None]]) -> State:
        async def main() -> State:
            session = open_session(self.home, self.environ)
            session.load_projects()
            session.subscribe(lambda events, _state: self.events.extend(events))
            try:
                await story(session)
                return session.state
            finally:
                await session.close()

        return asyncio.run(main())

    def do(self, command: AnyCommand) -> Outcome:
        outcomes: list[Outcome] = []

        async def story(session: Session) -> None:
            outcomes.append(await session.wait(session.submit(command)))

        self.play(story)
        return outcomes[0]

    def choose_cache(self, folder: Path) -> None:
        """Choose a cache as a person does in the settings, without a relocation."""
        ProfileStore(self.home).save(replace(self.profile, cache=folder))

    @property
    def profile(self) -> Profile:
        return ProfileStore(self.home).load(self.project)


def entry_of(session: Session, project: Path) -> ProjectState:
    """Return the project's state as it is now."""
    entry = session.state.of(project)
    assert entry is not None
    return entry
