"""What the tests of uv's trials share: a project, the trial itself, and a look at what it left behind."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from core.model.network import Endpoint, EndpointUse, UvTry
from core.model.problem import Category
from core.procedures.network.uv_trial import try_uv
from core.procedures.preparation import prepare
from core.procedures.services import make_services
from tests.integration.repairs.workbench import Workbench
from tests.network.fixtures import PROXY_LOGIN
from tests.network.tls_index import PACKAGE

SECRET = "s3cr3t-T0ken"  # noqa: S105 - of a server that lives as long as a test
LOGIN = ("ada", SECRET)


def bench_with_temp(root: Path) -> Workbench:
    """Return a project whose uv has a temp folder of its own."""
    temp = root / "temp"
    temp.mkdir()
    return Workbench(root, variables={"TMPDIR": str(temp), "TEMP": str(temp), "TMP": str(temp)})


@contextmanager
def untouched(workbench: Workbench) -> Iterator[None]:
    """Fail where a file of the project or of the cache is another afterwards, or one is left in the temp folder."""
    before = files_in(workbench.project)
    left = sorted((workbench.root / "temp").iterdir())
    cached = files_in(workbench.root / "cache")
    yield
    assert files_in(workbench.project) == before
    assert sorted((workbench.root / "temp").iterdir()) == left
    assert files_in(workbench.root / "cache") == cached


def files_in(folder: Path) -> dict[str, bytes | None]:
    return {str(each): each.read_bytes() if each.is_file() else None for each in folder.rglob("*")}


def index_table(url: str, more: str = "") -> str:
    # An index that nobody answers at shows that no other than the one in question is asked.
    dead = '[[tool.uv.index]]\nname = "dead"\nurl = "http://127.0.0.1:9/simple"\n'
    return f'{dead}[[tool.uv.index]]\nname = "corp"\nurl = "{url}"\n{more}'


def tried(
    workbench: Workbench,
    url: str,
    *,
    choices: Mapping[str, str | None] | None = None,
    seconds: float = 60.0,
    use: EndpointUse = EndpointUse.INDEX,
) -> UvTry:
    services = make_services(workbench.home, workbench.environ, secrets=workbench.secrets)

    async def work() -> UvTry:
        prepared = await prepare(workbench.project, services)
        endpoint = Endpoint(url=url, uses=(use,))
        return await try_uv(endpoint, prepared, services, choices=choices or {}, seconds=seconds)

    with untouched(workbench):
        found = asyncio.run(work())
    assert SECRET not in repr(found)
    assert PROXY_LOGIN[1] not in repr(found)
    return found


def verdict(found: UvTry) -> tuple[bool | None, Category | None]:
    return found.reaches, found.category


def write_lock(workbench: Workbench, url: str) -> None:
    """Write a lock by which the index has the package."""
    entry: dict[str, str] = {"name": PACKAGE, "version": "1.0", "url": url}
    (workbench.project / "uv.lock").write_text(
        'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n\n[[package]]\nname = "{name}"\n'
        'version = "{version}"\nsource = {{ registry = "{url}" }}\n'.format(**entry)
    )
