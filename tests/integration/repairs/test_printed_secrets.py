"""A build that prints the login that it finds in its environment: Wheelyard handed it out and keeps it nowhere."""

from urllib.parse import quote

import pytest

from core.model.commands import StoreCredential, Sync
from core.model.events import LinesPrinted
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category
from core.model.questions import Credential
from core.model.secrets import Secret
from tests.integration.repairs.workbench import Workbench

SECRET = "tr0ub4dor&three/4"  # noqa: S105 - of no server
_BACKEND = """
import os, sys
from urllib.parse import quote
password = os.environ["UV_INDEX_CORP_PASSWORD"]
print("curl -u", "anna:" + password, file=sys.stderr)
print("fetch", quote(password, safe=""), file=sys.stderr)
print("Downloading", password)
raise SystemExit(3)
"""


@pytest.mark.parametrize("patient", [False, True])
def test_a_build_that_prints_the_password_tells_nobody(workbench: Workbench, *, patient: bool) -> None:
    built = workbench.root / "built"
    built.mkdir()
    (built / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        '[project]\nname = "built"\ndynamic = ["version", "dependencies"]\n',
        encoding="utf-8",
    )
    (built / "backend.py").write_text(_BACKEND, encoding="utf-8")
    workbench.write(
        ("built",),
        'sources = { built = { path = "../built" } }\n'
        '[[tool.uv.index]]\nname = "corp"\nurl = "http://127.0.0.1:9/simple"\n',
    )
    workbench.answers = lambda _question: Credential(user="anna", secret=Secret(SECRET))
    assert isinstance(workbench.do(StoreCredential(project=workbench.project, index="corp")), Succeeded)
    outcome = workbench.do(Sync(project=workbench.project, patient=patient))
    assert isinstance(outcome, Failed)
    assert outcome.problem.category is Category.BUILD_FAILED_OTHER
    # The build ran and did print it: everything around the password is there.
    assert "curl -u anna:****" in outcome.problem.raw
    assert "fetch ****" in outcome.problem.raw
    printed = [line for event in workbench.events if isinstance(event, LinesPrinted) for line in event.lines]
    assert any("curl -u anna:****" in line for line in printed)
    assert "curl -u anna:****" in workbench.kept_texts()
    for form in (SECRET, quote(SECRET, safe="")):
        for place in (repr(outcome), repr(workbench.events), workbench.kept_texts()):
            assert form not in place
