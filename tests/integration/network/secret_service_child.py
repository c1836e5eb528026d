"""What runs on a session bus of its own: the login of an index stored, used by a sync, and taken back.

Run as ``python -m tests.integration.network.secret_service_child HOME PROJECT STEP...``; prints one line a step.
"""

import asyncio
import os
import sys
from pathlib import Path

from core.model.commands import AnyCommand, ForgetCredential, StoreCredential, Sync
from core.model.events import QuestionAsked
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.project import InputError
from core.model.questions import Credential, CredentialQuestion
from core.model.secrets import Secret
from core.network.keyring_store import KeyringStore
from core.session import open_session
from core.store.home import Home

SECRET, LONG = "s3rvice-T0ken", "eyJhbGciOiJSUzI1NiJ9." + "0123456789" * 300
ENTRY = "ada@https://corp.example:443/simple"


def _own(step: str) -> str:
    store = KeyringStore()
    try:
        match step:
            case "usable":
                return store.usable() or "usable"
            case "set":
                store.set("Wheelyard", ENTRY, Secret(LONG))
                return "set"
            case "get":
                got = store.get("Wheelyard", ENTRY)
                return "none" if got is None else "same" if got == Secret(LONG) else "another"
            case _:
                store.delete("Wheelyard", ENTRY)
                store.delete("Wheelyard", ENTRY)
                return "deleted"
    except InputError as error:
        return error.sentence


async def _do(home: Path, command: AnyCommand) -> str:
    """Run one command in a session of its own; the person keeps a login for the session where the keyring fails."""
    session = open_session(Home(home), os.environ, answers=True)
    troubles: list[str] = []

    def hear(events: tuple[object, ...], _state: object) -> None:
        for event in events:
            if isinstance(event, QuestionAsked) and isinstance(event.question, CredentialQuestion):
                trouble = event.question.keyring_trouble
                troubles.extend([trouble] if trouble is not None else [])
                answer = Credential(user="ada", secret=Secret(SECRET), for_session=trouble is not None)
                session.answer(event.job, event.number, answer)

    session.subscribe(hear)
    try:
        outcome: Outcome = await session.wait(session.submit(command))
    finally:
        await session.close()
    return " ".join([*troubles, *_words(outcome)])


def _words(outcome: Outcome) -> list[str]:
    match outcome:
        case Failed():
            return [outcome.problem.title]
        case Succeeded(repaired=repaired):
            return [repaired or "succeeded"]
        case _:
            return [type(outcome).__name__]


def main() -> None:
    """Do the steps."""
    home, project = Path(sys.argv[1]), Path(sys.argv[2])
    commands: dict[str, AnyCommand] = {
        "store": StoreCredential(project=project, index="corp"),
        "sync": Sync(project=project),
        "forget": ForgetCredential(project=project, index="corp"),
    }
    for step in sys.argv[3:]:
        said = asyncio.run(_do(home, commands[step])) if step in commands else _own(step)
        print(f"{step}: {said}", flush=True)  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main()
