"""The real uv tries an address with the settings in force: what Wheelyard measured is proved, and what it advises."""

import asyncio
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from core.model.network import Endpoint, EndpointUse, UvTry
from core.model.project import InputError
from core.model.secrets import without_secrets
from core.model.setting_keys import SettingKey
from core.network.address import address_of
from core.places.own_files import mark_own, remove_own_tree
from core.places.stoppable import in_thread
from core.procedures.network.endpoints import indexes_in_order
from core.procedures.network.known_logins import known_logins, login_for, variables_of
from core.procedures.network.trial_verdict import index_verdict, page_verdict
from core.procedures.network.ways import effective_of
from core.procedures.preparation import Prepared, index_variable
from core.procedures.running import ask
from core.procedures.services import Services
from core.settings.indexes import same_index
from core.uv.lock_entries import read_whole_lock
from core.uv.locked_servers import locked_servers
from core.uv.trial_invocations import AskedIndex, index_trial, page_trial, requirements_of

_MARK = "trial"
_NO_SUCH_PACKAGE = "wheelyard-network-check"
"""A package that no index has: that it says so is an answer, too."""


class _Plan(Struct, frozen=True, kw_only=True):
    """What uv is asked: the page of a package of an index, else a page alone, with a login in it where uv has one."""

    index: AskedIndex | None = None
    known: bool = False
    page: str = ""
    has_login: bool = False


async def try_uv(
    endpoint: Endpoint,
    prepared: Prepared,
    services: Services,
    *,
    choices: Mapping[str, str | None] = {},
    seconds: float = 30.0,
) -> UvTry:
    """Let the uv of the project ask for one page at an address, and return what it made of it.

    The settings in force count, those of files, profile, variables and policy, with the project's logins; ``choices``
    are variables that are laid over them. An index is asked for a package that the lock has from there, other servers
    for the page of their address alone. Nothing of the project, its cache or its environment is touched. uv gives up
    after half of ``seconds``; all of it is ended after them. Never raises for what an address or a server is like.
    """
    address = address_of(endpoint.url)
    if isinstance(address, str):
        return UvTry(reaches=None, words=address)
    started = services.clock.elapsed()
    shown = tuple(without_secrets(f"{name} = {value or ''}".rstrip()) for name, value in choices.items())
    try:
        async with asyncio.timeout(seconds):
            found = await _tried(endpoint, prepared, services, choices, seconds)
    except TimeoutError:
        found = UvTry(reaches=None, words=f"uv did not come to an end within {seconds:.0f} seconds.")
    except InputError as error:
        found = UvTry(reaches=None, words=without_secrets(error.sentence))
    except OSError as error:
        found = UvTry(reaches=None, words=f"A folder for the trial could not be made: {error.strerror or error}.")
    return replace(found, choices=shown, seconds=services.clock.elapsed() - started)


async def _tried(
    endpoint: Endpoint, prepared: Prepared, services: Services, choices: Mapping[str, str | None], seconds: float
) -> UvTry:
    plan = await asyncio.to_thread(_plan, endpoint, prepared, services)
    call = prepared.call()
    # A secret of the same name, such as a proxy with its login, would win over the choice that is to be tried.
    secrets = {name: secret for name, secret in call.secrets.items() if name not in choices}
    call = replace(call, settings={**call.settings, **choices}, secrets=secrets)
    patience = await asyncio.to_thread(_patience, prepared, services)
    async with _thrown_away(prepared.effective.places.temp.path) as folder:
        if plan.index is not None:
            name, text = requirements_of(plan.index)
            await asyncio.to_thread((folder / name).write_text, text, "utf-8")
            invocation = index_trial(call, folder, plan.index, _python(), seconds, patience=patience)
        else:
            login = plan.has_login
            invocation = page_trial(call, folder, plan.page, seconds, has_login=login, patience=patience)
        answer = await ask(services.runner, invocation)
    code, said = answer.end.exit_code, answer.err.decode("utf-8", "replace")
    if code is None:
        return UvTry(reaches=None, words=answer.end.sentence())
    if plan.index is not None:
        return await asyncio.to_thread(index_verdict, code, said, endpoint.url, known=plan.known)
    front = {EndpointUse.FILES, EndpointUse.PYTHON}.issuperset(endpoint.uses)
    version = prepared.uv.numbers
    return await asyncio.to_thread(page_verdict, code, said, endpoint.url, version, login_counts=not front)


def _patience(prepared: Prepared, services: Services) -> int | None:
    """Return the seconds that uv waits for an answer by its settings; reads uv's files."""
    value = effective_of(prepared, services).of(SettingKey.HTTP_TIMEOUT).value
    return value if isinstance(value, int) else None


def _python() -> str:
    """Return the Python that runs this: the one that uv would find need not be there. A window's has no console."""
    own = Path(sys.executable)
    beside = own.with_name(own.name.replace("pythonw", "python"))
    return str(beside if beside.is_file() else own) if sys.executable else ""


def _plan(endpoint: Endpoint, prepared: Prepared, services: Services) -> _Plan:
    """Return what to ask; reads uv's files, the lock and the person's netrc."""
    if EndpointUse.INDEX not in endpoint.uses:
        return _Plan(page=endpoint.url)
    variables = variables_of(prepared, services.environ)
    entries = indexes_in_order(effective_of(prepared, services), prepared.project.folder, variables)
    fitting = [each for each in entries if same_index(each.url, endpoint.url) and not each.flat]
    if not fitting:
        page = _with_login(endpoint.url, prepared, services, variables)
        return _Plan(page=page, has_login=page != endpoint.url)
    handed = (each for each in fitting if each.name and index_variable(each.name, "PASSWORD") in variables)
    entry = next(handed, fitting[0])
    package = _locked_package(endpoint.url, prepared.project.folder)
    return _Plan(
        index=AskedIndex(
            url=entry.url,
            name=entry.name,
            package=package or _NO_SUCH_PACKAGE,
            others=variables.get("UV_INDEX", ""),
        ),
        known=package is not None,
    )


def _locked_package(url: str, folder: Path) -> str | None:
    try:
        locked = locked_servers(read_whole_lock(folder)).indexes
    except InputError:
        return None
    names = (name for origin, packages in locked.items() if same_index(origin, url) for name in packages)
    return min(names, default=None)


def _with_login(url: str, prepared: Prepared, services: Services, variables: Mapping[str, str]) -> str:
    """Return the address of a page with the login that uv would send there: that of an index of the same server."""
    known = login_for(url, known_logins(prepared, services, variables))
    if known is None:
        return url
    parts = urlsplit(url)
    login = f"{quote(known.login.user, safe='')}:{quote(known.login.secret.text, safe='')}"
    return parts._replace(netloc=f"{login}@{parts.netloc}").geturl()


@asynccontextmanager
async def _thrown_away(temp: Path) -> AsyncIterator[Path]:
    """Give a folder in the temp folder, and take it away again, also when the task is cancelled; raises OSError."""
    folder = await in_thread(lambda _stop: _make(temp))
    try:
        yield folder
    finally:
        await in_thread(lambda stop: _remove(folder, stop))


def _make(temp: Path) -> Path:
    # A temp folder that is gone is tempfile's to find out: it takes the next one that serves.
    folder = Path(tempfile.mkdtemp(prefix="wheelyard-", dir=temp if temp.is_dir() else None))
    mark_own(folder, _MARK)
    return folder


def _remove(folder: Path, _stop: threading.Event) -> None:
    remove_own_tree(folder, _MARK)
