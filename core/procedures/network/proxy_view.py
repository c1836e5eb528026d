"""Which proxy uv uses in a project, what else names one, and what the system's own settings say beside it."""

import asyncio
from collections.abc import Callable, Iterator
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from core.diagnosis import setting_repairs
from core.diagnosis.context import FailureContext
from core.model.network import ProxyView, ProxyWay
from core.model.problem import Remedy
from core.model.secrets import without_secrets
from core.model.setting_keys import SettingKey
from core.model.settings import ProxyLogin
from core.network.address import address_of
from core.network.proxies import ProxyChoice, ProxyKeys, proxy_for
from core.procedures.limited import NotInTimeError, within
from core.procedures.network.known_logins import variables_of
from core.procedures.network.proxy_login import proxies_in_force, same_proxy
from core.procedures.network.proxy_words import system_words, used_words
from core.procedures.network.system_way import script_says, system_way
from core.procedures.preparation import Prepared
from core.procedures.services import Services
from core.settings.indexes import indexes_of
from core.settings.proxy_keys import proxy_keys_of
from core.settings.uv_sources import uv_sources
from core.system.system_proxy import system_proxy

T = TypeVar("T")

_VARIABLES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
_KEYS = ("https-proxy", "http-proxy")
_ANY_SERVER = "https://index.example/"
_SYSTEM_SECONDS = 3.0
_SCRIPT_SECONDS = 8.0
"""A script lies on a server, and finding one asks the whole network."""


class _Here(Struct, frozen=True):
    """What names proxies here."""

    used: ProxyChoice | None
    named: tuple[ProxyWay, ...]
    exempt: tuple[str, ...]
    in_files: bool
    goal: str | None


async def proxy_view(prepared: Prepared, services: Services) -> ProxyView:
    """Return what is known of proxies; no index is asked, only the system and the server of its script."""
    here = await asyncio.to_thread(_read, prepared, services)
    system = await _in_time(_SYSTEM_SECONDS, system_proxy)
    goal = here.goal
    answer = await _in_time(_SCRIPT_SECONDS, lambda: script_says(goal, system)) if goal is not None else None
    of_system = system_way(goal or _ANY_SERVER, system, answer)
    way = here.named[0] if here.used is not None and here.named else None
    withheld = (prepared.withheld_proxy,) if prepared.withheld_proxy is not None else ()
    beside = system_words(system, way, here.goal, answer, of_system) if system is not None else ()
    return ProxyView(
        used=way,
        named=here.named,
        exempt=here.exempt,
        system=dict(system.servers) if system is not None else {},
        system_exempt=system.bypass if system is not None else (),
        system_source=system.source if system is not None and system.is_set else None,
        script=without_secrets(system.pac_url) if system is not None and system.pac_url else None,
        script_answer="; ".join(answer) if answer is not None else None,
        looked_for=system is not None and system.auto_detect,
        sentence=" ".join((*used_words(way, here.exempt, in_files=here.in_files), *withheld, *beside)),
        remedies=tuple(_remedies(here, way, of_system, prepared)),
    )


def _read(prepared: Prepared, services: Services) -> _Here:
    folder = prepared.project.folder
    variables = variables_of(prepared, services.environ)
    keys = proxy_keys_of(folder, services.environ)
    choices = proxies_in_force(variables, keys)
    used = next((each for each in choices if not each.source.lower().startswith("http_")), None)
    if used is not None and used.source == "http-proxy":
        used = None
    indexes = indexes_of(folder, variables)
    kept = services.session_logins.proxy_in_force(prepared.profile)
    handed = not prepared.secrets.keys().isdisjoint(_VARIABLES)
    exempt = ", ".join(keys.no) if keys.http or keys.https else variables.get("NO_PROXY", variables.get("no_proxy", ""))
    return _Here(
        used=used,
        named=tuple(_named(used, _written(keys, prepared, services), kept if handed else None)),
        exempt=tuple(part.strip() for part in exempt.split(",") if part.strip()),
        in_files=keys.http is not None or keys.https is not None,
        goal=next((url for _, url in indexes if not isinstance(address_of(url), str)), None),
    )


def _named(used: ProxyChoice | None, written: list[ProxyWay], login: ProxyLogin | None) -> Iterator[ProxyWay]:
    """Yield what names a proxy, what uv uses first, and nothing twice; ``login`` is what uv is given."""
    named = [
        replace(way, user=login.user) if login is not None and same_proxy(login.url, way.url) else way
        for way in written
    ]
    first = None
    if used is not None:
        sources = (way for way in named if way.source == used.source or way.source.startswith(f"{used.source} in "))
        first = next(sources, None) or next((way for way in named if same_proxy(way.url, used.url)), None)
    if first is not None:
        yield first
    yield from (way for way in dict.fromkeys(named) if way != first)


def _written(keys: ProxyKeys, prepared: Prepared, services: Services) -> list[ProxyWay]:
    """Return every proxy that a file, the profile or a variable names, strongest first."""
    found: list[ProxyWay] = []
    if keys.http is not None or keys.https is not None:
        for source in uv_sources(prepared.project.folder, services.environ):
            values = ((key, source.table.get(key)) for key in _KEYS)
            found += [
                way
                for key, value in values
                if isinstance(value, str)
                for way in _ways(value, f"{key} in {source.origin.path}")
            ]
    chosen = prepared.profile.chosen.get(SettingKey.PROXY)
    if chosen is not None:
        found += _ways(chosen, "the profile")
    told = prepared.call().settings
    for name in _VARIABLES:
        if name in prepared.forced:
            found += _ways(prepared.forced[name] or "", name)
        elif name not in told or chosen is None:
            found += _ways(services.environ.get(name) or "", name)
    return found


def _ways(value: str, source: str) -> list[ProxyWay]:
    choice = proxy_for(_ANY_SERVER, {"HTTPS_PROXY": value})
    return [] if choice is None else [ProxyWay(url=choice.url, source=source, has_login=choice.has_credentials)]


def _remedies(here: _Here, way: ProxyWay | None, of_system: str | None, prepared: Prepared) -> Iterator[Remedy]:
    if here.in_files:
        return  # no choice of the person's counts beside a file that names a proxy
    context = FailureContext(project=prepared.project.folder)
    if of_system is not None and (way is None or not same_proxy(way.url, of_system)):
        yield setting_repairs.proxy(
            context,
            "Browsers go through it, and uv, which does not read the system's settings, is not told of it.",
            0.6 if way is None else 0.3,
            url=of_system,
            found="the system",
        )
    if way is not None and way.has_login:
        why = (
            f"The login of the proxy lies open in {way.source}, where every program that is started can read it. Chosen"
            " for this project without it, the proxy is given the login that the keyring keeps."
        )
        chosen = setting_repairs.proxy(context, why, 0.4, url=way.url, found=way.source)
        yield replace(chosen, id="proxy-without-login", title=f"Choose the proxy {way.url} without the open login")


async def _in_time(seconds: float, work: Callable[[], T]) -> T | None:
    try:
        return await within(seconds, work)
    except (NotInTimeError, OSError):
        return None
