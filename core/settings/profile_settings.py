"""The settings that a profile holds besides its places: what is allowed, how they are stored, how uv is told."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from core.model.project import InputError
from core.model.settings import LinkMode, Profile, SettingKey

_MOST_SECONDS = 24 * 3600
_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")
_PYTHON = re.compile(r"[\w .:\\/()@<>=!~,+-]{1,500}")


class ProfileSetting(Struct, frozen=True):
    """One setting: what it is in a sentence, how text becomes the profile's value, and which field holds it.

    ``parse`` raises ValueError with a sentence that says what is wrong with the text. ``effect`` says what uv does with
    a value, and ``without`` what it does where the choice is left to its own files; both follow "In NAME,".
    """

    key: SettingKey
    field: str
    what: str
    parse: Callable[[str], object]
    effect: Callable[[str], str]
    without: str
    nothing: object = None


def setting_of(key: SettingKey) -> ProfileSetting:
    """Return the declaration of a setting."""
    return _SETTINGS[key]


def with_setting(profile: Profile, key: SettingKey, value: str | None) -> Profile:
    """Return the profile with a setting chosen, left to uv's files where ``value`` is None; raises InputError."""
    setting = _SETTINGS[key]
    if value is None:
        return replace(profile, **{setting.field: setting.nothing})
    try:
        return replace(profile, **{setting.field: setting.parse(value.strip())})
    except ValueError as error:
        raise InputError(f"{key.value} cannot be set: {error}", f"It is {setting.what}.", subject=key.value) from None


def value_in(profile: Profile, key: SettingKey) -> str | None:
    """Return the value that the profile holds, as a person writes it; None where it leaves the choice to uv's files."""
    setting = _SETTINGS[key]
    value = getattr(profile, setting.field)
    if value == setting.nothing:
        return None
    if key is SettingKey.UV:
        return "wheelyard"
    return str(value).lower() if isinstance(value, bool) else str(value)


def profile_variables(profile: Profile, certificate_variable: str) -> dict[str, str | None]:
    """Return the variables by which uv is told of a profile's settings.

    ``certificate_variable`` is the name that the uv in use knows for the system's certificates.
    """
    variables: dict[str, str | None] = {}
    if profile.system_certs is not None:
        variables[certificate_variable] = "1" if profile.system_certs else "0"
    if profile.certificate_file is not None:
        variables["SSL_CERT_FILE"] = str(profile.certificate_file)
    if profile.proxy is not None:
        # reqwest, which uv uses, takes the upper-case names first; other programs of a build take the others.
        for name in ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"):
            variables[name] = profile.proxy
        variables["ALL_PROXY"] = variables["all_proxy"] = None
    if profile.no_proxy is not None:
        variables["NO_PROXY"] = variables["no_proxy"] = profile.no_proxy
    if profile.python is not None:
        variables["UV_PYTHON"] = profile.python
    if profile.http_timeout is not None:
        variables["UV_HTTP_TIMEOUT"] = str(profile.http_timeout)
    return variables


def _yes_or_no(text: str) -> bool:
    known = {"true": True, "yes": True, "1": True, "on": True, "false": False, "no": False, "0": False, "off": False}
    if text.lower() not in known:
        raise ValueError(f"“{text}” is neither true nor false.")
    return known[text.lower()]


def _file(text: str) -> Path:
    path = Path(text).expanduser()
    if not text or not path.is_absolute():
        raise ValueError(f"“{text}” is no absolute path.")
    if not path.is_file():
        raise ValueError(f"there is no file {path}.")
    return path


def _proxy(text: str) -> str:
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        port = parts.port
    except ValueError as error:
        raise ValueError("that is no URL.") from error
    if parts.scheme not in _PROXY_SCHEMES:
        raise ValueError(f"“{parts.scheme}” is no scheme of a proxy; it begins with {', '.join(_PROXY_SCHEMES)}.")
    if "@" in parts.netloc:
        raise ValueError("it holds a user name or a password, which must not lie in a file.")
    if not parts.hostname or re.search(r"\s", text):
        raise ValueError("it names no host.")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("behind host and port nothing may follow.")
    if port is None:
        raise ValueError("it names no port.")
    return f"{parts.scheme}://{parts.netloc}"


def _hosts(text: str) -> str:
    hosts = [host.strip() for host in re.split(r"[,;\s]+", text) if host.strip()]
    if not hosts:
        raise ValueError("it names no host.")
    return ",".join(hosts)


def _link_mode(text: str) -> LinkMode:
    if text not in set(LinkMode):
        raise ValueError(f"“{text}” is none of {', '.join(LinkMode)}.")
    return LinkMode(text)


def _python(text: str) -> str:
    if _PYTHON.fullmatch(text) is None:
        raise ValueError(f"“{text}” is neither a version nor a program.")
    return text


def _seconds(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= _MOST_SECONDS):
        raise ValueError(f"“{text}” is no number of seconds from 1 to {_MOST_SECONDS}.")
    return int(text)


def _whose_uv(text: str) -> bool:
    if text != "wheelyard":
        raise ValueError(f"“{text}” is not known.")
    return True


def _certificates(value: str) -> str:
    if value == "true":
        return "uv trusts the certificates that this computer trusts"
    return "uv trusts its own list of certificates and not this computer's"


_SETTINGS = {
    setting.key: setting
    for setting in (
        ProfileSetting(
            SettingKey.SYSTEM_CERTS,
            "system_certs",
            "true where uv trusts the certificates that this computer trusts, false where it trusts its own list",
            _yes_or_no,
            _certificates,
            "uv's own files and variables decide whose certificates it trusts",
        ),
        ProfileSetting(
            SettingKey.CERTIFICATE_FILE,
            "certificate_file",
            "the absolute path of a PEM file with root certificates",
            _file,
            lambda value: f"uv trusts the certificates in {value}",
            "uv's own files and variables decide whose certificates it trusts",
        ),
        ProfileSetting(
            SettingKey.PROXY,
            "proxy",
            "a URL such as http://proxy.example:8080, without user name and password",
            _proxy,
            lambda value: f"uv goes through the proxy {value}",
            "uv's own files and variables decide about a proxy",
        ),
        ProfileSetting(
            SettingKey.NO_PROXY,
            "no_proxy",
            "a list of hosts, with commas between, that are reached without a proxy",
            _hosts,
            lambda value: f"uv goes to {value} without a proxy",
            "uv's own files and variables decide which hosts are reached without a proxy",
        ),
        ProfileSetting(
            SettingKey.LINK_MODE,
            "link_mode",
            f"one of {', '.join(LinkMode)}",
            _link_mode,
            lambda value: f"uv brings files from the cache into the environment by link mode {value}",
            "uv's own files and variables decide about the link mode",
        ),
        ProfileSetting(
            SettingKey.PYTHON,
            "python",
            "a version such as 3.12, or the path of a Python",
            _python,
            lambda value: f"uv uses the Python {value}",
            "uv's own files and variables decide which Python it uses",
        ),
        ProfileSetting(
            SettingKey.HTTP_TIMEOUT,
            "http_timeout",
            "how many seconds uv waits for a server that sends nothing",
            _seconds,
            lambda value: f"uv waits up to {value} seconds for a server that sends nothing",
            "uv's own files and variables decide how long it waits for a server",
        ),
        ProfileSetting(
            SettingKey.UV,
            "own_uv",
            "wheelyard, for the uv that Wheelyard brings whatever WHEELYARD_UV names",
            _whose_uv,
            lambda _value: "the uv that Wheelyard brings is used",
            "the uv that WHEELYARD_UV names is used where it names one",
            nothing=False,
        ),
    )
}
