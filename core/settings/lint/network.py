"""Rules about proxies, logins that lie in files and variables, and hosts whose certificates nobody checks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from core.model.checks import Check, CheckRemedy
from core.model.secrets import without_secrets
from core.model.setting_keys import SettingKey
from core.model.setting_values import Held, IndexEntry
from core.model.settings import OriginKind
from core.network.proxies import proxy_for
from core.settings.lint.making import in_project, listed, set_variable, warn
from core.settings.lint.subject import Subject

_KEYS = ("https-proxy", "http-proxy")


def only_http(subject: Subject) -> Iterator[Check]:
    """Find a proxy for ``http://`` alone: every index is asked by ``https://``."""
    name = next((each for each in ("HTTP_PROXY", "http_proxy") if subject.environ.get(each)), None)
    others = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
    if name is None or any(subject.environ.get(each) for each in others):
        return
    if subject.chosen(SettingKey.PROXY) or any(
        key in source.table for source in subject.sources.usable for key in _KEYS
    ):
        return
    value, wanted = subject.environ[name], name.replace("HTTP", "HTTPS").replace("http_", "https_")
    # With a login in it the value is not repeated; who set the one variable knows how to set the other.
    remedies = () if "@" in value else (set_variable(wanted, value),)
    yield warn(
        "proxy-only-http",
        f"{name} is set and {wanted} is not",
        f"{name} counts for http:// addresses only, and indexes are asked by https://: uv goes to them without "
        "the proxy.",
        key=SettingKey.PROXY,
        remedies=remedies,
    )


def proxy_passed_over(subject: Subject) -> Iterator[Check]:
    """Find proxies in variables that uv cannot read: it goes without, and says nothing."""
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        value = subject.environ.get(name, "")
        if value.strip() and proxy_for("https://index.example", {"HTTPS_PROXY": value}) is None:
            yield warn(
                "proxy-passed-over",
                f"uv passes over {name}",
                "Its value is no address of a proxy such as http://proxy.example:8080, so uv goes without one and says "
                "nothing. In a user name or password every character but letters and digits is written as %XX.",
                key=SettingKey.PROXY,
            )


def no_proxy_blanks(subject: Subject) -> Iterator[Check]:
    """Find a NO_PROXY whose hosts are parted by blanks: uv parts them at commas only."""
    for name in ("NO_PROXY", "no_proxy"):
        value = subject.environ.get(name, "")
        wrong = [each.strip() for each in value.split(",") if len(each.split()) > 1]
        if wrong:
            yield warn(
                "no-proxy-blanks",
                f"{name} has blanks between hosts",
                f"uv parts {name} at commas, so “{wrong[0]}” is one host to it, which there is not: these hosts are "
                "reached through the proxy.",
                key=SettingKey.NO_PROXY,
                remedies=(set_variable(name, ",".join(value.replace(",", " ").split())),),
            )


def passwords(subject: Subject) -> Iterator[Check]:
    """Find logins that lie open: in the URL of an index, in that of a proxy."""
    for held in subject.values.of(SettingKey.INDEXES).held:
        for entry in held.value if isinstance(held.value, tuple) else ():
            if isinstance(entry, IndexEntry) and _has_login(entry.url):
                yield _index_login(entry, held, subject)
    for item, held in _links(subject):
        yield warn(
            "login-in-url",
            "A login lies open in find-links",
            f"{held.origin.path} holds {without_secrets(item)}. Whoever reads it can use the login.",
            key=SettingKey.FIND_LINKS,
            **_where(held),
        )
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        found = proxy_for("https://index.example", {"HTTPS_PROXY": subject.environ.get(name, "")})
        if found is not None and found.has_credentials:
            yield _proxy_login(f"The variable {name}", found.url)
    for source in subject.sources.usable:
        for key in _KEYS:
            value = source.table.get(key)
            found = proxy_for("https://index.example", {"HTTPS_PROXY": value}) if isinstance(value, str) else None
            if found is not None and found.has_credentials and source.origin.path is not None:
                where = {"file": Path(source.origin.path), "line": source.origin_of(key).line}
                yield _proxy_login(f"{key} in {source.origin.path}", found.url, **where)


def _index_login(entry: IndexEntry, held: Held, subject: Subject) -> Check:
    name = entry.name or urlsplit(entry.url).hostname or "the index"
    remedies: tuple[CheckRemedy, ...] = ()
    if entry.name is not None and subject.project is not None:
        words = ("wheelyard", "credentials", "set", entry.name, *in_project(subject.project))
        remedies = (CheckRemedy(title="Keep the login in the keyring", command=words),)
    return warn(
        "login-in-url",
        f"The login of {name} lies open",
        f"{held.origin.path} holds {without_secrets(entry.url)}. Whoever reads it can use the login. Take it out "
        "of the "
        "URL; Wheelyard hands uv the login from this computer's keyring.",
        key=SettingKey.INDEXES,
        remedies=remedies,
        **_where(held),
    )


def _proxy_login(what: str, url: str, **where: Any) -> Check:
    return warn(
        "proxy-login",
        "The login of the proxy lies open",
        f"{what} holds a login for {url}. Every program that is started can read it, and logs may repeat it.",
        key=SettingKey.PROXY,
        **where,
    )


def _links(subject: Subject) -> Iterator[tuple[str, Held]]:
    for held in subject.values.of(SettingKey.FIND_LINKS).held:
        for item in held.value if isinstance(held.value, tuple) else ():
            if isinstance(item, str) and _has_login(item):
                yield item, held


def _has_login(url: str) -> bool:
    """Whether a URL holds a password, or a user name alone, which is how tokens are written."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and "@" in parts.netloc and not _is_variable(parts.netloc)
    except ValueError:
        return "@" in url


def _is_variable(netloc: str) -> bool:
    """Whether the login is the name of a variable: ``${USER}:${TOKEN}@host`` gives nothing away."""
    login = netloc.rpartition("@")[0]
    return all(part.startswith("${") and part.endswith("}") for part in login.split(":") if part)


def _where(held: Held) -> dict[str, Any]:
    path = held.origin.path or ""
    return {"file": Path(path), "line": held.origin.line} if path.endswith(".toml") else {}


def unchecked_hosts(subject: Subject) -> Iterator[Check]:
    """Find hosts whose certificates uv does not check."""
    setting = subject.values.of(SettingKey.INSECURE_HOSTS)
    hosts = setting.value if isinstance(setting.value, tuple) else ()
    if hosts:
        sources = [_source(held) for held in setting.held if held.note is None]
        yield warn(
            "hosts-unchecked",
            f"uv does not check the certificates of {listed(list(hosts))}",
            f"Whoever is between this computer and these hosts can change what is installed, unseen. {listed(sources)} "
            f"{'say' if len(sources) > 1 else 'says'} so. A certificate that is trusted is the safer way.",
            key=SettingKey.INSECURE_HOSTS,
            **next((_where(held) for held in setting.held if held.note is None), {}),
        )


def _source(held: Held) -> str:
    if held.origin.kind is OriginKind.PROFILE:
        return "your profile of this project"
    line = f", line {held.origin.line}," if held.origin.line is not None else ""
    return f"{held.origin.path or held.origin.kind.value}{line}"
