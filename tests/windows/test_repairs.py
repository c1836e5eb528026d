"""Repairs on Windows with the real uv.exe: what holds a file is found and ended, what is not trusted is named."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.network.certificates import Authority
from tests.network.tls_index import PACKAGE, package_index
from tests.windows.lab.computer import Ended
from tests.windows.lab.running import running
from tests.windows.lab.wine_computer import WineComputer

PROJECT = "C:\\project"
MAKE = """
from pathlib import Path
from core.wheels.make_wheel import write_wheel
root = Path("C:/project")
(root / "wheels").mkdir(parents=True, exist_ok=True)
write_wheel(root / "wheels", "one", "1.0", files={"one.py": b"x = 1\\n"})
tool = b"def main():\\n    import time\\n    print('ready', flush=True)\\n    time.sleep(900)\\n"
script = b"[console_scripts]\\ntwo-tool = two:main\\n"
write_wheel(root / "wheels", "two", "1.0", files={"two.py": tool, "two-1.0.dist-info/entry_points.txt": script})
head = '[project]\\nname = "tiny"\\nversion = "1"\\nrequires-python = ">=3.11"\\ndependencies = %s\\n'
tail = '[tool.uv]\\npackage = false\\nno-index = true\\nfind-links = ["wheels"]\\n'
(root / "pyproject.toml").write_text(head % '["one", "two"]' + tail)
(root / "fewer.toml").write_text(head % '["one"]' + tail)
"""
WITH_INDEX = "C:\\indexed"
MAKE_WITH_INDEX = """
from pathlib import Path
root = Path("C:/indexed")
root.mkdir(exist_ok=True)
head = '[project]\\nname = "tiny"\\nversion = "1"\\nrequires-python = ">=3.11"\\ndependencies = ["{package}"]\\n'
tail = '[tool.uv]\\npackage = false\\n[[tool.uv.index]]\\nname = "corp"\\nurl = "{url}"\\ndefault = true\\n'
(root / "pyproject.toml").write_text(head + tail)
"""
FEWER = "import shutil; shutil.copyfile('C:/project/fewer.toml', 'C:/project/pyproject.toml')"
TOOL = "C:\\project\\.venv\\Scripts\\two-tool.exe"


def wheelyard(computer: WineComputer, *arguments: str, project: str = PROJECT, limit: float = 600) -> Ended:
    command = [computer.python, "-m", "gui.main", *arguments, "--project", project, "--json"]
    return computer.run(command, environ={"PATH": "L:\\python", "UV_HTTP_RETRIES": "0"}, limit=limit)


def finished(ended: Ended) -> dict[str, Any]:
    last = ended.objects[-1]
    assert last["event"] == "finished", ended.stdout[-2000:] + ended.stderr[-2000:]
    return last


@pytest.fixture(scope="module")
def synced(wine: WineComputer) -> WineComputer:
    """A computer with a project that is synced, whose file asks for one package less since."""
    made = wine.run([wine.python, "-c", MAKE])
    assert made.status == 0, made.stderr
    passed = wheelyard(wine, "sync")
    assert passed.status == 0, passed.stdout[-3000:] + passed.stderr
    assert wine.run([wine.python, "-c", FEWER]).status == 0
    return wine


def test_a_tool_that_runs_is_said_before_named_after_and_ended_by_its_repair(synced: WineComputer) -> None:
    with running(synced, [TOOL], ends=("two-tool.exe", "python.exe")) as tool:
        failed = wheelyard(synced, "sync", limit=900)
        found = [entry for entry in failed.objects if entry["event"] == "preflight"]
        assert found[0]["findings"][0]["id"] == "programs-run"
        names = {program["name"] for program in found[0]["findings"][0]["programs"]}
        assert "two-tool.exe" in names
        assert failed.status == 1
        problem = finished(failed)["problem"]
        assert problem["category"] == "file-in-use"
        ending = problem["remedies"][0]["id"]
        assert ending.startswith("end-program-")
        mended = wheelyard(synced, "repair", ending, "--yes", limit=900)
        assert mended.status == 0, mended.stdout[-3000:] + mended.stderr
        assert tool.process.wait(60) != 0
    assert not synced.path_of(TOOL).exists()


def test_a_private_authority_is_measured_and_its_file_makes_uv_trust_it(wine: WineComputer, tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority", "Zscaler Inc.")
    shutil.copyfile(authority.root_file, wine.drive_c / "company.pem")
    with package_index(tmp_path / "wheels", authority) as index:
        made = wine.run([wine.python, "-c", MAKE_WITH_INDEX.format(url=index.url, package=PACKAGE)])
        assert made.status == 0, made.stderr
        failed = wheelyard(wine, "sync", project=WITH_INDEX)
        assert failed.status == 1, failed.stdout[-3000:]
        problem = finished(failed)["problem"]
        assert problem["category"] == "tls-untrusted-issuer"
        (tls,) = [each for each in problem["evidence"] if each["id"] == "tls"]
        assert tls["measured"]["bundled_ok"] is False, tls
        # What the system says is not looked at: Wine accepts an authority that nobody has installed.
        assert tls["measured"]["interception"] == "Zscaler"
        chosen = wheelyard(wine, "settings", "set", "certificate-file", "C:\\company.pem", project=WITH_INDEX)
        assert chosen.status == 0, chosen.stdout
        passed = wheelyard(wine, "sync", project=WITH_INDEX)
        assert passed.status == 0, passed.stdout[-3000:]
