"""A company's authority that the system knows and uv's own list does not: measured, proven by uv, mended by a click."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.model.checks import CheckStatus
from core.model.problem import Category

ROOT = Path(__file__).parents[3]
CHILD = "tests.integration.network.known_to_system_child"
NEEDED = ("unshare", "mount", "openssl")


def _own_namespace() -> list[str]:
    """Return the words that start a program whose mounts nobody else sees, or skip."""
    missing = [each for each in NEEDED if shutil.which(each) is None]
    if missing or not Path("/etc/ssl/certs/ca-certificates.crt").is_file():
        pytest.skip("this system's certificates are not in /etc/ssl/certs, or a program is missing")
    words = ["unshare", "--mount", "--map-root-user", "--"]
    if subprocess.run([*words, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this computer lets nobody have a namespace of their own")
    return words


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    own = {name: value for name, value in os.environ.items() if name not in {"SSL_CERT_FILE", "SSL_CERT_DIR"}}
    done = subprocess.run(
        [*_own_namespace(), sys.executable, "-m", CHILD, tmp_path_factory.mktemp("desk") / "own"],
        env=own,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    shapes: dict[str, Any] = json.loads(done.stdout)
    return shapes


def test_the_check_tells_the_two_lists_apart(found: dict[str, Any]) -> None:
    assert found["lists"] == [False, True]
    assert found["status"] == CheckStatus.FAIL
    assert "(its issuer is not known); the system's does" in found["sentence"]
    assert "uv goes by its own list here" in found["sentence"]


def test_the_systems_certificates_come_first_and_uv_was_tried_with_them(found: dict[str, Any]) -> None:
    assert found["advice"] == ["system-certificates", "export-certificates"]
    assert found["proven"] == {"system-certificates": True}


def test_the_failure_of_the_sync_is_explained_and_mended_the_same_way(found: dict[str, Any]) -> None:
    assert found["category"] == Category.TLS_UNTRUSTED_ISSUER
    assert found["remedies"][0] == "system-certificates"
    assert found["mended-after-failure"] is True


def test_each_advice_of_the_check_leads_to_a_green_sync_by_itself(found: dict[str, Any]) -> None:
    assert found["mended"] == {"system-certificates": True, "export-certificates": True}
    # Without one of them it fails as before: none of them was left in force.
    assert found["fails-again"] == Category.TLS_UNTRUSTED_ISSUER
