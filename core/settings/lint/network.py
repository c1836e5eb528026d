"""Rules about proxies, logins that lie in files and variables, and hosts whose certificates nobody checks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.model.checks import Check, CheckRemedy
from core.model.commands import MoveLogins
from core.model.network import OpenLogin
from core.model.setting_keys import SettingKey
from core.model.setting_values import Held
from core.model.settings import OriginKind
from core.network.proxies import proxy_for
from core.settings.found_logins import found_logins
from core.settings.immovable import LoginUse
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
    """Find logins that lie open: in files and variables, for an index, a proxy, one file or repository."""
    locked: set[Path] = set()
    for found in found_logins(subject.project, subject.environ, subject.profile):
        login = found.shown
        if login.file is not None and login.file.name == "uv.lock":
            # A lock names the same server for every package; one finding leads there.
            if login.file in locked:
                continue
            locked.add(login.file)
        yield _open_login(login, found.use, subject.project)


def _open_login(login: OpenLogin, use: LoginUse, project: Path | None) -> Check:
    place = f"{login.key} in {login.file}" if login.file is not None else f"The variable {login.variable}"
    holds = f"{place} holds {login.shown}."
    where: dict[str, Any] = {"file": login.file, "line": login.line} if login.file is not None else {}
    if use is LoginUse.PROXY:
        return warn(
            "proxy-login",
            "The login of the proxy lies open",
            f"{holds} Every program that is started can read it, and logs may repeat it. {login.why_not or ''}".strip(),
            key=SettingKey.PROXY,
            **where,
        )
    title = f"The login of {login.index} lies open" if login.index else f"A login lies open in {_in_words(login)}"
    return warn(
        "login-in-url",
        title,
        f"{holds} Whoever reads it can use the login. "
        f"{login.why_not or 'Wheelyard can move it into the keyring of this computer and hand it to uv from there.'}",
        key=SettingKey.FIND_LINKS if use is LoginUse.LINKS else SettingKey.INDEXES,
        remedies=(_moving(login, project),) if login.why_not is None and project is not None else (),
        **where,
    )


def _in_words(login: OpenLogin) -> str:
    return login.variable or (login.file.name if login.file is not None else "a file")


def _moving(login: OpenLogin, project: Path) -> CheckRemedy:
    return CheckRemedy(
        title="Move the login into the keyring",
        command=("wheelyard", "network", "move-logins", login.id, *in_project(project)),
        action=MoveLogins(project=project, ids=(login.id,)),
    )


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
