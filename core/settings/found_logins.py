"""Logins that lie open in a project's files and the person's variables, with their secrets and their places."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from core.model.network import OpenLogin
from core.model.project import InputError
from core.model.secrets import STARS, Secret, without_secrets
from core.model.setting_keys import SettingKey
from core.model.settings import OriginKind, Profile
from core.network.address import address_of
from core.settings.immovable import (
    IN_LOCK,
    NO_NAME,
    SEVERAL_ADDRESSES,
    LoginUse,
    of_login,
    of_variable,
    reason_of,
    use_of,
)
from core.settings.indexes import addresses_of, pyprojects_of, same_index
from core.settings.toml_strings import TextPath, TomlString, strings_in
from core.settings.url_logins import UrlLogin, url_logins
from core.settings.uv_sources import read_sources
from core.settings.workspace import settings_folder
from core.settings.writing.file_text import FileText, read_text, toml_of

_PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
_INDEXES = ("UV_DEFAULT_INDEX", "UV_INDEX")
_VARIABLES = (
    *_INDEXES,
    *("UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS", *_PROXIES),
    *("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_PROXY"),
    *("UV_PUBLISH_URL", "UV_PUBLISH_CHECK_URL", "UV_PYTHON_INSTALL_MIRROR", "UV_PYPY_INSTALL_MIRROR"),
)
_LINKS = ("UV_FIND_LINKS", "PIP_FIND_LINKS")
_BARE = frozenset((*_PROXIES, "PIP_PROXY"))
_IN_LINE = re.compile(r'"([^"\n]*://[^"\n]*@[^"\n]*)"')
_NO_NAME = re.compile(r"[^a-z0-9]+")


class FoundLogin(Struct, frozen=True, kw_only=True):
    """One open login: what may be shown of it, and what moves it.

    ``use`` is what uv uses the address for, ``url`` that address without the login, ``index`` the name that its index
    has, or gets when the login is moved. ``before`` is the file that it was found in, ``place`` the text in it and
    ``login`` where the login with its ``@`` is in that text; all None for the lock and variables.
    """

    shown: OpenLogin
    use: LoginUse
    url: str
    user: str
    secret: Secret
    index: str | None = None
    before: FileText | None = None
    place: TomlString | None = None
    login: tuple[int, int] | None = None


def found_logins(
    project: Path | None, environ: Mapping[str, str], profile: Profile | None = None
) -> tuple[FoundLogin, ...]:
    """Return the open logins of a project: of its files, the person's and the computer's, the lock, the variables.

    Files that are broken or cannot be read have none. ``profile`` is looked at for variables of the person's own.
    Without a project there are the person's and the computer's.
    """
    found: list[FoundLogin] = []
    for file, kind in _files(project, environ).items():
        found += _in_file(file, kind, project, environ)
    if project is not None:
        found += _in_lock(settings_folder(project) / "uv.lock")
    own = profile.chosen.get(SettingKey.VARIABLES, "") if profile is not None else ""
    told = dict(line.split("=", 1) for line in own.splitlines() if "=" in line)
    return (*found, *_in_variables(environ, OriginKind.ENVIRONMENT), *_in_variables(told, OriginKind.PROFILE))


def _files(project: Path | None, environ: Mapping[str, str]) -> dict[Path, OriginKind]:
    """Return the files that uv takes addresses from, each once, and whose they are."""
    own = (project / "pyproject.toml", *pyprojects_of(project)) if project is not None else ()
    known = dict.fromkeys(own, OriginKind.PROJECT)
    sources = read_sources(project, environ)
    for source in (*sources.usable, *sources.unused):
        if source.origin.path is not None:
            known.setdefault(Path(source.origin.path), source.origin.kind)
    return known


def _in_file(file: Path, kind: OriginKind, project: Path | None, environ: Mapping[str, str]) -> Iterator[FoundLogin]:
    try:
        before = read_text(file)
        if "@" not in before.text:
            return
        whole = toml_of(before)
        texts = tuple(strings_in(before.text))
    except (InputError, ValueError, IndexError, RecursionError):
        return
    below = ("tool", "uv") if file.name == "pyproject.toml" else ()
    for text in texts:
        use = use_of(text.path, below) if "@" in text.value else None
        if use is None:
            continue
        name = _name_of(whole, text.path) if use is LoginUse.INDEX else None
        for number, login in enumerate(url_logins(text.value, bare=use is LoginUse.PROXY)):
            url = without_login(login, text.value)
            wanted, reason = name, reason_of(use, kind) or of_login(login, url)
            if reason is None and name is None:
                wanted = _new_name(url, project, environ)
                reason = NO_NAME if wanted is None else None
            elif reason is None and name is not None and _leads_elsewhere(name, url, project, environ):
                reason = SEVERAL_ADDRESSES
            shown = OpenLogin(
                id="",
                shown=_shown(login),
                file=file,
                line=text.line,
                key=_key(text.path),
                index=name,
                user=_user(login),
                why_not=reason,
            )
            yield FoundLogin(
                shown=_with_id(shown, f"{text.path}{number}"),
                use=use,
                url=url,
                user=login.user.text,
                secret=login.password or login.user,
                index=wanted,
                before=before,
                place=text,
                login=login.login,
            )


def _leads_elsewhere(name: str, url: str, project: Path | None, environ: Mapping[str, str]) -> bool:
    return project is not None and not all(same_index(url, each) for each in addresses_of(name, project, environ))


def without_login(login: UrlLogin, text: str) -> str:
    """Return the address of a login without it."""
    return text[login.span[0] : login.login[0]] + text[login.login[1] : login.span[1]]


def _in_lock(file: Path) -> Iterator[FoundLogin]:
    """Find the addresses with a login in a lock; that may be large, so its lines are looked at and not its meaning."""
    try:
        text = read_text(file).text
    except InputError:
        return
    seen: set[str] = set()
    for found in _IN_LINE.finditer(text) if "@" in text else ():
        for number, login in enumerate(url_logins(found[1])):
            if login.url.text not in seen:
                seen.add(login.url.text)
                line = text.count("\n", 0, found.start()) + 1
                shown = OpenLogin(
                    id="",
                    shown=_shown(login),
                    file=file,
                    line=line,
                    key="package",
                    user=_user(login),
                    why_not=IN_LOCK,
                )
                url = without_login(login, found[1])
                yield FoundLogin(
                    shown=_with_id(shown, f"{number}"),
                    use=LoginUse.DIRECT,
                    url=url,
                    user=login.user.text,
                    secret=login.password or login.user,
                )


def _in_variables(variables: Mapping[str, str], kind: OriginKind) -> Iterator[FoundLogin]:
    seen: set[tuple[str, str]] = set()
    for name in _VARIABLES if kind is OriginKind.ENVIRONMENT else tuple(variables):
        value = variables.get(name, "")
        # Where names have no case, both spellings are one variable.
        if "@" not in value or (name.upper(), value) in seen:
            continue
        seen.add((name.upper(), value))
        for number, login in enumerate(url_logins(value, bare=name in _BARE)):
            before = value[: login.span[0]].split()
            named = before[-1].removesuffix("=") if name in _INDEXES and before and before[-1].endswith("=") else None
            shown = OpenLogin(
                id="",
                shown=_shown(login),
                variable=name,
                index=named,
                user=_user(login),
                why_not=of_variable(name, kind),
            )
            yield FoundLogin(
                shown=_with_id(shown, f"{kind}{number}"),
                use=LoginUse.PROXY if name in _BARE else LoginUse.LINKS if name in _LINKS else LoginUse.OLD_INDEX,
                url=without_login(login, value),
                user=login.user.text,
                secret=login.password or login.user,
                index=named,
            )


def _shown(login: UrlLogin) -> str:
    """Return the address with stars: with the user's name where that is none of the secret."""
    url = login.url.text
    start = login.login[0] - login.span[0]
    user = f"{login.user.text}:" if _user(login) else ""
    return f"{without_secrets(url[:start])}{user}{STARS}@{without_secrets(url[login.login[1] - login.span[0] :])}"


def _user(login: UrlLogin) -> str | None:
    """Return the user's name where it can be shown: alone it may be the token itself."""
    return login.user.text if login.sound and login.user.text and login.password and login.password.text else None


def _with_id(shown: OpenLogin, place: str) -> OpenLogin:
    """Return what is shown with its name: of place, address and user, and nothing of the secret."""
    said = "\0".join(str(each) for each in (shown.file, shown.variable, shown.key, place, shown.index, shown.shown))
    return replace(shown, id=hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12])


def _key(path: TextPath) -> str:
    return ".".join(part for part in path if isinstance(part, str))


def _name_of(whole: dict[str, Any], path: TextPath) -> str | None:
    """Return the name of the index that an URL belongs to."""
    entry: Any = whole
    for part in path[:-1]:
        try:
            entry = entry[part]
        except (LookupError, TypeError):
            return None
    name = entry.get("name") if isinstance(entry, dict) else None
    return name if isinstance(name, str) and name else None


def _new_name(url: str, project: Path | None, environ: Mapping[str, str]) -> str | None:
    """Return a name for an index that has none: after its server, and none that another index has."""
    address = address_of(url)
    if isinstance(address, str) or project is None:
        return None
    plain = _NO_NAME.sub("-", address.ascii_host.lower()).strip("-")
    for name in (plain, *(f"{plain}-{number}" for number in range(2, 10))):
        if name and not addresses_of(name, project, environ):
            return name
    return None
