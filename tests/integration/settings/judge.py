"""A folder with every source of settings, and what uv and Wheelyard make of them, in one form to compare."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
from msgspec import Struct

from core.model.setting_keys import SettingKey
from core.model.setting_values import IndexEntry, SettingValue
from core.model.settings import Profile
from core.settings.effective_values import EffectiveValues, effective_values
from core.settings.index_order import asked
from core.settings.profile_settings import profile_variables
from core.uv.invocation import UvCall, piped
from tests.integration.settings.shown_settings import parse_shown

PROJECT = '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.11"\n'
VERSION = (0, 13, 9)
"""The uv that the tests run; its source of names is ``uv --version``, see ``test_effective_places``."""


class Verdict(Struct, frozen=True, kw_only=True):
    """What uv made of the sources: its exit status, its words, and its values where it came to any."""

    status: int
    said: str
    values: dict[SettingKey, Any]


class Sources:
    """One computer's worth of settings in a folder: a project, a person and a system, and the variables.

    ``pyproject`` is what follows the ``[project]`` table.
    """

    def __init__(self, root: Path, uv: Path) -> None:
        self.root = root
        self.project = root / "works" / "a project"
        self._uv = uv
        self.environ = _environ(root)
        self.project.mkdir(parents=True)
        (root / "person").mkdir()
        self.pyproject("")

    @property
    def user_file(self) -> Path:
        return self.root / "config" / "uv" / "uv.toml"

    @property
    def system_file(self) -> Path:
        return self.root / "system" / "uv" / "uv.toml"

    def pyproject(self, text: str) -> Path:
        return self.write(self.project / "pyproject.toml", PROJECT + text)

    def write(self, file: Path, text: str) -> Path:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def run(self, *arguments: str, profile: Profile | None = None) -> "subprocess.CompletedProcess[str]":
        """Run uv as Wheelyard would run it for a profile."""
        profile = profile or Profile(project=self.project)
        call = UvCall(
            program=self._uv,
            folder=profile.project,
            cache=profile.cache,
            temp=profile.temp,
            environment=profile.environment,
            link_mode=profile.link_mode,
            settings=profile_variables(profile, VERSION),
        )
        invocation = piped(call, arguments)
        environ = {**self.environ, **invocation.variables}
        return subprocess.run(
            invocation.argv,
            cwd=invocation.folder,
            env={name: value for name, value in environ.items() if value is not None},
            check=False,
            capture_output=True,
            encoding="utf-8",
        )

    def uv(self, profile: Profile | None = None) -> Verdict:
        """Ask uv what it takes the settings to be, and whether it takes the project's own part, too."""
        shown = self.run("sync", "--show-settings", profile=profile)
        project = self.run("workspace", "dir", profile=profile)
        folder = profile.project if profile is not None else self.project
        values = _of_uv(parse_shown(shown.stdout), folder) if shown.returncode == 0 else {}
        return Verdict(status=shown.returncode or project.returncode, said=shown.stderr + project.stderr, values=values)

    def read(self, profile: Profile | None = None) -> EffectiveValues:
        """Return what Wheelyard takes them to be."""
        return effective_values(profile or Profile(project=self.project), self.environ, version=VERSION)

    def differences(self, profile: Profile | None = None) -> dict[str, tuple[Any, Any]]:
        """Return where Wheelyard and uv differ, see ``differences_of``."""
        return differences_of(self.read(profile), self.uv(profile))


def differences_of(ours: EffectiveValues, uv: Verdict) -> dict[str, tuple[Any, Any]]:
    """Return where the two differ: our value and uv's, by the setting's name; an error of uv is one, too."""
    stopped = any(each.stops_uv for each in ours.troubles)
    if stopped or uv.status != 0:
        return {} if stopped and uv.status != 0 else {"stops uv": (ours.troubles, (uv.status, uv.said))}
    found = {key: (_of_ours(key, ours.of(key).value), value) for key, value in uv.values.items()}
    return {key.value: pair for key, pair in found.items() if pair[0] != pair[1]}


def _environ(root: Path) -> dict[str, str]:
    person = str(root / "person")
    if sys.platform == "win32":
        folders = {
            "APPDATA": str(root / "config"),
            "LOCALAPPDATA": str(root / "local"),
            "PROGRAMDATA": str(root / "system"),
        }
        return {"USERPROFILE": person, "SYSTEMROOT": os.environ["SYSTEMROOT"], "PATH": os.environ["PATH"], **folders}
    return {
        "HOME": person,
        "PATH": os.environ["PATH"],
        "XDG_CONFIG_HOME": str(root / "config"),
        "XDG_CONFIG_DIRS": str(root / "system"),
    }


def _of_uv(shown: Mapping[str, Any], folder: Path) -> dict[SettingKey, Any]:
    whole, sync = shown["GlobalSettings"], shown["SyncSettings"]
    network, many, resolver = whole["network_settings"], whole["concurrency"], sync["settings"]["resolver"]
    places = resolver["index_locations"]
    cache = shown["CacheSettings"]["cache_dir"]
    values: dict[SettingKey, Any] = {
        SettingKey.SYSTEM_CERTS: network["system_certs"],
        SettingKey.INSECURE_HOSTS: [_host(each) for each in network["allow_insecure_host"]],
        SettingKey.HTTP_TIMEOUT: _seconds(network["read_timeout"]),
        SettingKey.CONNECT_TIMEOUT: _seconds(network["connect_timeout"]),
        SettingKey.RETRIES: network["retries"],
        SettingKey.OFFLINE: network["connectivity"] == "Offline",
        SettingKey.LINK_MODE: _word(resolver["link_mode"]),
        SettingKey.FIND_LINKS: [each["url"]["given"] for each in places["flat_index"]],
        SettingKey.NO_BUILD: resolver["build_options"]["no_build"] == "All",
        SettingKey.INDEXES: _default_last(asked(_index(each) for each in places["indexes"])),
        SettingKey.INDEX_STRATEGY: _word(resolver["index_strategy"]),
        SettingKey.KEYRING_PROVIDER: _word(resolver["keyring_provider"]),
        SettingKey.PYTHON_PREFERENCE: _word(whole["python_preference"]),
        SettingKey.PYTHON_DOWNLOADS: _word(whole["python_downloads"]),
        SettingKey.EXCLUDE_NEWER: _moment_of_uv(resolver["exclude_newer"]["global"]),
        SettingKey.CONCURRENT_DOWNLOADS: many["downloads"],
        SettingKey.CONCURRENT_BUILDS: many["builds"],
        SettingKey.CONCURRENT_INSTALLS: many["installs"],
    }
    if cache is not None:
        values[SettingKey.CACHE] = os.path.normpath(folder / cache)
    if sync["python"] is not None:
        values[SettingKey.PYTHON] = sync["python"]
    # uv says here what its files hold; variables have their turn where these are silent.
    if network["https_proxy"] is not None:
        values[SettingKey.PROXY] = _proxy(network["https_proxy"])
    if network["no_proxy"] is not None and (network["https_proxy"] or network["http_proxy"]) is not None:
        values[SettingKey.NO_PROXY] = network["no_proxy"]
    return values


def _of_ours(key: SettingKey, value: SettingValue | None) -> Any:
    if key in _FORMS:
        return _FORMS[key](value)
    return list(value) if isinstance(value, tuple) else value


def _default_last(entries: tuple[IndexEntry, ...]) -> list[IndexEntry]:
    return sorted(entries, key=lambda each: each.default)


def _index(shown: Mapping[str, Any]) -> IndexEntry:
    return IndexEntry(
        url=shown["url"]["given"].replace("****", "secret"),
        name=shown["name"] or None,
        default=shown["default"],
        explicit=shown["explicit"],
        flat=shown["format"] == "Flat",
        authenticate=None if shown["authenticate"] == "Auto" else shown["authenticate"].lower(),
    )


def _host(shown: Mapping[str, Any] | str) -> str:
    if isinstance(shown, str):
        return {"Wildcard": "*"}[shown]
    scheme, port = (shown[each] for each in ("scheme", "port"))
    return (f"{scheme}://" if scheme else "") + f"{shown['host']}" + (f":{port}" if port else "")


def _proxy(url: Mapping[str, Any]) -> str:
    return f"{url['scheme']}://{url['host']}" + (f":{url['port']}" if url["port"] is not None else "")


def _word(shown: str) -> str:
    """Return ``OnlyManaged`` as ``only-managed``."""
    return "".join(f"-{each.lower()}" if each.isupper() else each for each in shown).removeprefix("-")


def _seconds(shown: str) -> int:
    return 0 if shown == "0ns" else int(shown.removesuffix("s"))


def _moment(text: str) -> str:
    """Return a date or a time as uv resolves it, a duration in its short form, such as ``2w3d``."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return "".join(number + unit for number, unit in re.findall(r"(\d+)\s*(ms|[a-z])", text.lower()))
    if moment.tzinfo is None:
        return f"{moment.date() + timedelta(days=1)}T00:00:00Z"
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _moment_of_uv(shown: str | None) -> str | None:
    return shown.replace(" ", "") if shown is not None else None


def _proxy_of_ours(value: Any) -> str:
    parts = urlsplit(value if "://" in value else f"http://{value}")
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].rstrip(':')}"


_STANDARD_LINK_MODE = "hardlink" if sys.platform == "win32" else "clone"
_CORES = len(psutil.Process().cpu_affinity() or [0])
_FORMS: dict[SettingKey, Callable[[Any], Any]] = {
    SettingKey.INDEXES: lambda value: _default_last(value or ()),
    SettingKey.LINK_MODE: lambda value: value or _STANDARD_LINK_MODE,
    SettingKey.EXCLUDE_NEWER: lambda value: None if value is None else _moment(value),
    SettingKey.CONCURRENT_BUILDS: lambda value: value or _CORES,
    SettingKey.CONCURRENT_INSTALLS: lambda value: value or _CORES,
    SettingKey.PROXY: _proxy_of_ours,
    SettingKey.INSECURE_HOSTS: lambda value: list(value or ()),
    SettingKey.FIND_LINKS: lambda value: list(value or ()),
}
"""How values of Wheelyard's look in the form that uv prints."""
