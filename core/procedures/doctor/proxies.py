"""The check of a proxy whose address begins with https://: does it speak TLS at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.model.commands import ChooseSetting
from core.model.setting_keys import SettingKey
from core.network.proxies import proxy_for
from core.network.proxy_speech import ProxySpeech, proxy_speech
from core.settings.lint.making import choose, open_at, set_variable
from core.settings.lint.subject import Subject

_SECONDS = 8.0
_VARIABLES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")


def secured_proxies(subject: Subject) -> Iterator[Check]:
    """Try each proxy that is named with https://; it asks the network, with a bound in time."""
    tried: dict[str, ProxySpeech | None] = {}
    for name, url, where in _named(subject):
        if url not in tried:
            tried[url] = proxy_speech(url, _SECONDS)
        speech = tried[url]
        if speech is ProxySpeech.TLS:
            continue
        plain = url.replace("https://", "http://", 1)
        fails = speech is ProxySpeech.PLAIN
        measured = (
            f"Tried: what answers at {url} speaks plain HTTP and no TLS, so every request of uv fails there."
            if fails
            else "It did not answer, so it could not be tried. Hardly any proxy speaks TLS itself."
        )
        yield Check(
            id="proxy-https",
            status=CheckStatus.FAIL if fails else CheckStatus.WARN,
            title=f"{name} begins with https://",
            detail=f"uv then speaks TLS with the proxy itself. {measured} Also for https:// addresses the "
            f"address of a proxy usually begins with http://: {plain}.",
            key=SettingKey.PROXY,
            remedies=_remedies(name, plain, where, subject),
            **where,
        )


def _remedies(name: str, plain: str, where: dict[str, Any], subject: Subject) -> tuple[CheckRemedy, ...]:
    if where:
        return (open_at(where["file"], where["line"]),)
    if name == "proxy":
        action = ChooseSetting(project=subject.project, key=SettingKey.PROXY, value=plain)
        return (CheckRemedy(title=f"Choose {plain}", action=action),)
    if subject.project is None:
        return (set_variable(name, plain),)
    return set_variable(name, plain), choose(SettingKey.PROXY, plain, f"Choose {plain} here", subject.project)


def _named(subject: Subject) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield what names a proxy with https://, its URL without a login, and the place in a file."""
    in_files = False
    for source in subject.sources.usable:
        for key in ("https-proxy", "http-proxy"):
            value, path = source.table.get(key), source.origin.path
            if isinstance(value, str) and path is not None:
                in_files = True
                url = _secured(value)
                if url is not None:
                    yield key, url, {"file": Path(path), "line": source.origin_of(key).line}
    if in_files:
        return  # uv then passes over every variable
    chosen = subject.profile.chosen.get(SettingKey.PROXY) if subject.profile is not None else None
    if chosen is not None:
        url = _secured(chosen)
        if url is not None:
            yield "proxy", url, {}
        return
    for name in _VARIABLES:
        url = _secured(subject.environ.get(name, ""))
        if url is not None:
            yield name, url, {}


def _secured(value: str) -> str | None:
    found = proxy_for("https://index.example", {"HTTPS_PROXY": value})
    return found.url if found is not None and found.url.startswith("https://") and "*" not in found.url else None
