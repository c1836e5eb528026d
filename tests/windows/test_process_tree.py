"""A cancelled sync leaves no process behind: uv.exe, and a build that uv had started, are gone."""

import time

from tests.windows.lab.wine_computer import WineComputer

PROJECT = """
import tarfile, io
from pathlib import Path
folder = Path("C:/slow")
folder.mkdir()
files = {
    "pyproject.toml": '[build-system]\\nrequires = []\\nbuild-backend = "here"\\nbackend-path = ["."]\\n'
    '[project]\\nname = "slow"\\nversion = "1"\\n',
    "here.py": "import time\\nfrom pathlib import Path\\n"
    "def build_wheel(*a, **k):\\n Path('C:/building').touch()\\n time.sleep(600)\\n",
}
for name, text in files.items():
    (folder / name).write_text(text)
project = Path("C:/project")
project.mkdir()
(project / "pyproject.toml").write_text(
    '[project]\\nname = "p"\\nversion = "1"\\nrequires-python = ">=3.13"\\ndependencies = ["slow"]\\n'
    '[tool.uv.sources]\\nslow = {path = "../slow"}\\n'
)
"""
CANCELLING = """
import asyncio, json, os, sys, time
from pathlib import Path
import psutil
from core.model.commands import Sync
from core.session import open_session
from core.store.home import Home

def names():
    own = psutil.Process().pid
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid != own and process.name().lower() in {"uv.exe", "python.exe"}:
                found.append(process.name())
        except psutil.Error:
            pass
    return found

async def main():
    session = open_session(Home.locate(os.environ), os.environ)
    job = session.submit(Sync(project=Path("C:/project")))
    until = time.monotonic() + 90
    while not Path("C:/building").exists() and time.monotonic() < until:
        await asyncio.sleep(0.1)
    during = names()
    began = time.monotonic()
    session.cancel(job)
    await session.close()
    seconds = time.monotonic() - began
    until = time.monotonic() + 30
    while names() and time.monotonic() < until:
        await asyncio.sleep(0.1)
    print(json.dumps({"during": during, "seconds": seconds, "after": names()}))

asyncio.run(main())
"""


def test_a_cancelled_sync_leaves_no_process(wine: WineComputer) -> None:
    assert wine.run([wine.python, "-c", PROJECT]).status == 0
    began = time.monotonic()
    ended = wine.run([wine.python, "-c", CANCELLING], environ={"PATH": "L:\\python"}, limit=240)
    assert ended.status == 0, ended.stdout + ended.stderr
    (found,) = ended.objects
    assert "uv.exe" in found["during"]
    assert "python.exe" in found["during"]
    assert found["after"] == []
    assert found["seconds"] < 60
    assert time.monotonic() - began < 240
