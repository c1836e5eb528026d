"""The work of showing a project's network: what is known of it without asking any of its servers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from core.jobs import JobScope
from core.model.commands import ReadNetwork
from core.model.network import NetworkView, ProxyView
from core.model.outcome import Outcome, Succeeded
from core.model.project import InputError
from core.procedures.limited import NotInTimeError, within
from core.procedures.network.endpoints import endpoints_of
from core.procedures.network.kept_logins import kept_logins
from core.procedures.network.listed_indexes import listed_indexes
from core.procedures.network.proxy_view import proxy_view
from core.procedures.preparation import Prepared, prepare
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.settings.open_logins import open_logins
from core.system.keyring_program import keyring_program

T = TypeVar("T")

_LOG = logging.getLogger(__name__)
_KEYRING_SECONDS = 5.0
_READING_SECONDS = 20.0


def procedure(command: ReadNetwork, services: Services) -> Procedure:
    """Return the procedure; it only reads, so it joins no queue and leases nothing."""
    folder = command.project or Path.cwd()

    async def work(_scope: JobScope) -> Outcome:
        return Succeeded(network=await _view(await prepare(folder, services), services))

    return Procedure(work=work)


async def _view(prepared: Prepared, services: Services) -> NetworkView:
    profile = prepared.profile
    indexes, endpoints, proxies, logins, opened, trouble = await asyncio.gather(
        _part(_read(lambda: listed_indexes(prepared, services)), ()),
        _part(_read(lambda: endpoints_of(prepared, services)), ()),
        _part(proxy_view(prepared, services), ProxyView(sentence="The proxies could not be read.")),
        _part(_read(lambda: kept_logins(profile, services)), ()),
        _part(_read(lambda: open_logins(profile.project, services.environ, profile)), ()),
        _part(_keyring_trouble(services), "The keyring of this system does not answer."),
    )
    return NetworkView(
        indexes=indexes,
        endpoints=endpoints,
        proxies=proxies,
        logins=logins,
        open_logins=opened,
        keyring_trouble=trouble,
        keyring_program=await _part(_read(lambda: keyring_program(services.environ)), None),
        shares_logins=profile.shares_logins,
    )


async def _part(work: Awaitable[T], otherwise: T) -> T:
    """Return what one part comes to; what cannot be read costs that part alone."""
    try:
        return await work
    except (InputError, NotInTimeError, OSError) as error:
        _LOG.warning("a part of the network's view was not read: %s", error)
        return otherwise
    except ValueError:
        # Of an address or a path that can be none. Its words are not kept: they may hold the address with its login.
        _LOG.warning("a part of the network's view was not read: an address or a path can be none")
        return otherwise


async def _read(work: Callable[[], T]) -> T:
    return await within(_READING_SECONDS, work)


async def _keyring_trouble(services: Services) -> str | None:
    return await within(_KEYRING_SECONDS, services.secrets.usable)
