"""What runs where the system knows the company's authority: a namespace of its own with other files in /etc/ssl/certs.

Run as ``python -m tests.integration.network.known_to_system_child FOLDER`` inside ``unshare --mount``; prints one JSON
object.
"""

import json
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from core.model.commands import Sync
from core.model.outcome import Succeeded
from core.model.problem import Problem, Remedy
from tests.integration.network.desk import Desk
from tests.network.pypi_server import pypi_server

SYSTEM = Path("/etc/ssl/certs")
BUNDLE = "ca-certificates.crt"


def _known_to_the_system(root_file: Path, folder: Path) -> None:
    """Lay a copy of the system's certificates with one more over them, for this namespace alone."""
    shutil.copytree(SYSTEM, folder, symlinks=True)
    bundle = folder / BUNDLE
    text = bundle.read_text("ascii") + root_file.read_text("ascii")
    bundle.unlink()
    bundle.write_text(text, encoding="ascii")
    hashed = subprocess.run(
        ["openssl", "x509", "-noout", "-hash", "-in", root_file], capture_output=True, text=True, check=True
    )
    shutil.copy(root_file, folder / f"{hashed.stdout.strip()}.0")
    subprocess.run(["mount", "--bind", folder, SYSTEM], check=True)


def _ids(remedies: tuple[Remedy, ...]) -> list[str]:
    return [each.id for each in remedies]


def _mended(desk: Desk, remedies: tuple[Remedy, ...], ident: str) -> bool:
    """Apply a remedy, sync with neither a cache nor an environment, and leave none and no remedy behind."""
    profile = desk.bench.profiles.load(desk.bench.project)
    action = next(each.action for each in remedies if each.id == ident)
    assert action is not None
    done = desk.bench.do_all(replace(action, then=Sync(project=desk.bench.project)))
    desk.bench.profiles.save(profile)
    for folder in (desk.bench.environment, desk.root / "bench" / "cache"):
        shutil.rmtree(folder, ignore_errors=True)
    return [type(each) for each in done] == [Succeeded, Succeeded]


def _found(folder: Path) -> dict[str, Any]:
    desk = Desk(folder)
    with ExitStack() as stack:
        desk.uses(stack.enter_context(pypi_server(desk.wheels(), desk.authority)).url)
        _known_to_the_system(desk.authority.root_file, folder / "certificates")
        report = desk.checked()
        problem: Problem = desk.bench.fails(Sync(project=desk.bench.project))
        assert report.check.bundled is not None
        assert report.check.system is not None
        return {
            "status": report.status,
            "sentence": report.sentence,
            "lists": [report.check.bundled.ok, report.check.system.ok],
            "advice": _ids(report.remedies),
            "proven": {name: each.reaches for name, each in report.proven.items()},
            "category": problem.category,
            "remedies": _ids(problem.remedies),
            "mended": {name: _mended(desk, report.remedies, name) for name in _ids(report.remedies)},
            "mended-after-failure": _mended(desk, problem.remedies, "system-certificates"),
            "fails-again": desk.bench.fails(Sync(project=desk.bench.project)).category,
        }


if __name__ == "__main__":
    print(json.dumps(_found(Path(sys.argv[1]))))  # noqa: T201 - the test reads it
