"""Checks servers side by side, lets the real uv try them, and keeps of what would help only what uv honours."""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

from msgspec.structs import replace

from core.diagnosis.network_advice import Advice, advice_for
from core.model.checks import CheckStatus
from core.model.endpoint import EndpointCheck
from core.model.network import EndpointReport, EndpointUse, UvTry
from core.model.project import PolicyError
from core.network.tls_check import check_endpoint
from core.procedures.limited import NotInTimeError, within
from core.procedures.network.advice_context import advice_context
from core.procedures.network.asked_endpoint import AskedEndpoint
from core.procedures.network.check_ground import Ground
from core.procedures.network.endpoint_report import Heard, Trusted, report_of
from core.procedures.network.login_check import LoginFound, check_login
from core.procedures.network.proving import proven, unproven
from core.procedures.network.system_way import proxy_of_system
from core.procedures.network.uv_trial import try_uv
from core.procedures.preparation import check_policy
from core.system.system_proxy import SystemProxy, system_proxy

_AT_ONCE = 6
_UV_AT_ONCE = 2
_SECONDS = 5.0
_UV_SECONDS = 30.0
_SYSTEM_SECONDS = 3.0
_SCRIPT_SECONDS = 8.0
"""A script for proxies lies on a server, and finding one asks the whole network."""


class EndpointChecks:
    """One run over several endpoints; ``say`` is told of each report as soon as it is there."""

    def __init__(
        self,
        ground: Ground,
        asked: tuple[AskedEndpoint, ...],
        *,
        project: Path | None,
        prove: bool,
        say: Callable[[EndpointReport], None],
    ) -> None:
        self._ground = ground
        self._asked = asked
        self._project = project
        self._prove = prove
        self._say = say
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._uv_slots = asyncio.Semaphore(_UV_AT_ONCE)
        self._checks: dict[int, EndpointCheck] = {}
        self._all_known = asyncio.Event()
        self._refused: str | None = None
        self._system: SystemProxy | None = None
        self._keyring_trouble: str | None = None

    async def run(self) -> tuple[EndpointReport, ...]:
        """Check all of them and return the last report of each, in their order."""
        if self._prove:
            try:
                await check_policy(self._ground.prepared, self._ground.services)
            except PolicyError as error:
                self._refused = error.sentence
        # A group waits for all of its tasks, also when it is cancelled: no connection and no uv is left behind.
        async with asyncio.TaskGroup() as group:
            about = group.create_task(self._look_around())
            tasks = [group.create_task(self._one(number, about)) for number in range(len(self._asked))]
        return tuple(task.result() for task in tasks)

    async def _one(self, number: int, about: "asyncio.Task[None]") -> EndpointReport:
        asked = self._asked[number]
        async with self._slots:
            heard = await self._heard(asked)
        self._checks[number] = heard.check
        if len(self._checks) == len(self._asked):
            self._all_known.set()
        if self._prove:
            self._say(report_of(heard))
            if asked.trouble is None:
                heard = replace(heard, uv=await self._try(asked, {}))
        await about
        await self._all_known.wait()
        report = report_of(heard)
        advice = await self._advice(report)
        if heard.uv is not None and heard.uv.reaches is not None:
            report = await proven(report, advice, lambda choices: self._try(asked, choices))
        else:
            report = replace(report, remedies=tuple(unproven(each).remedy for each in advice))
        self._say(report)
        return report

    async def _heard(self, asked: AskedEndpoint) -> Heard:
        ground, url = self._ground, asked.page
        if asked.trouble is not None:
            return Heard(asked=asked, check=EndpointCheck(trouble=asked.trouble), trusted=Trusted())
        own = await asyncio.to_thread(ground.own_roots)
        check = await check_endpoint(
            url, proxy=ground.ways.proxy(url), seconds=_SECONDS, own=None if own is None else lambda: own
        )
        named = ground.own_roots_named
        trusted = Trusted(
            system=ground.ways.trust.system,
            file=None if named is None else named[0],
            source="" if named is None else named[1],
            has_roots=isinstance(own, ssl.SSLContext),
            insecure=ground.is_insecure(url),
        )
        heard = Heard(
            asked=asked,
            check=check,
            trusted=trusted,
            proxy=ground.proxy_way(url),
            withheld=ground.withheld(asked.endpoint.indexes),
            withheld_proxy=ground.prepared.withheld_proxy,
            seconds=_SECONDS,
        )
        return replace(heard, found=await self._login(heard))

    async def _login(self, heard: Heard) -> LoginFound | None:
        """Ask for logins where that can tell something: not a server that did not answer or that uv does not trust."""
        check, uses = heard.check, heard.asked.endpoint.uses
        verdict = heard.trusted.verdict(check)
        if check.http_status is None or (verdict is not None and not verdict.ok):
            return None
        is_index = EndpointUse.INDEX in uses or EndpointUse.NAMED in uses
        asks = check.http_status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
        return await check_login(heard.asked, self._ground) if is_index or asks else None

    async def _try(self, asked: AskedEndpoint, choices: Mapping[str, str | None]) -> UvTry:
        if self._refused is not None:
            return UvTry(reaches=None, words=self._refused)
        ground = self._ground
        async with self._uv_slots:
            return await try_uv(asked.endpoint, ground.prepared, ground.services, choices=choices, seconds=_UV_SECONDS)

    async def _look_around(self) -> None:
        """Find out what advice has to know of this computer; what does not answer in time is not known."""
        try:
            self._system = await within(_SYSTEM_SECONDS, system_proxy)
        except (NotInTimeError, OSError):
            self._system = None
        try:
            self._keyring_trouble = await within(_SYSTEM_SECONDS, self._ground.services.secrets.usable)
        except NotInTimeError:
            self._keyring_trouble = "The keyring did not answer in time."

    async def _advice(self, report: EndpointReport) -> tuple[Advice, ...]:
        url, system = report.endpoint.url, self._system
        of_system = None
        if report.status is not CheckStatus.OK:
            with suppress(NotInTimeError, OSError):
                of_system = await within(_SCRIPT_SECONDS, lambda: proxy_of_system(url, system))
        about = await asyncio.to_thread(
            lambda: advice_context(
                self._ground,
                url,
                project=self._project,
                system_proxy=of_system,
                checks=tuple(self._checks.values()),
                keyring_trouble=self._keyring_trouble,
            )
        )
        return advice_for(report, about)
