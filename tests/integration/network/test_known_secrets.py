"""A secret that was typed comes out of a Session in no way, even where a defect of the program repeats it."""

from pathlib import Path

import pytest

from core.model.commands import StoreCredential
from core.model.outcome import Failed
from core.model.questions import Credential
from core.model.secrets import Secret
from core.procedures.repairs import credential_work
from core.procedures.services import make_services
from core.store.transcripts import Transcript
from tests.integration.repairs.workbench import Workbench

SECRET = "s3cr3t-T0ken"  # noqa: S105 - of no server


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return Workbench(tmp_path)


def test_a_defect_that_repeats_what_was_typed_says_stars(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    def repeat(*given: object) -> None:
        raise RuntimeError(f"it was given {SECRET} by {type(given).__name__}")

    monkeypatch.setattr(credential_work, "keep_login", repeat)
    workbench.write((), '[[tool.uv.index]]\nname = "corp"\nurl = "https://localhost:1/simple"\n')
    workbench.answers = lambda _question: Credential(user="ada", secret=Secret(SECRET))
    outcome = workbench.do(StoreCredential(project=workbench.project, index="corp"))
    assert isinstance(outcome, Failed)
    assert outcome.problem.raw == "RuntimeError: it was given **** by tuple"
    assert SECRET not in repr(workbench.events)
    assert SECRET not in workbench.kept_texts()


def test_what_is_read_from_the_keyring_is_known_from_then_on(workbench: Workbench) -> None:
    workbench.secrets.set("Wheelyard", "entry", Secret(SECRET))
    services = make_services(workbench.home, workbench.environ, secrets=workbench.secrets)
    assert services.redaction.known(SECRET) == SECRET
    services.secrets.get("Wheelyard", "entry")
    assert services.redaction.known(SECRET) == "****"
    with Transcript(workbench.root, "t", services.redaction.known) as transcript:
        transcript.write((f"it printed {SECRET}",))
    assert transcript.file.read_text(encoding="utf-8") == "it printed ****\n"
