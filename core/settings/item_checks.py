"""What one item of a list, or one text, of a setting may be; each check raises BadValueError."""

import re
from urllib.parse import urlsplit

from core.settings import uv_checks
from core.settings.bad_value import BadValueError
from core.settings.urls import without_login

_HOST = re.compile(r"(?:https?://)?[\w.*-]+(?::\d{1,5})?", re.ASCII)
_NO_PROXY_HOST = re.compile(r"\*|(?:\*?\.)?[\w.:\[\]/-]+", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_()]*")
_PYTHON = re.compile(r"[\w .:\\/()@<>=!~,+-]{1,500}")
_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")


def host(text: str) -> str:
    """Accept a host name or address, with a port where it has one."""
    if _HOST.fullmatch(text) is None:
        raise BadValueError(f"“{text}” is no host, such as pypi.example or pypi.example:8443.")
    return text


def proxyless_host(text: str) -> str:
    """Accept what NO_PROXY takes: a host, a domain with a dot in front, an address or a network, or `*`."""
    if _NO_PROXY_HOST.fullmatch(text) is None:
        raise BadValueError(f"“{text}” is no host, domain or network.")
    return text


def proxy(text: str) -> str:
    """Accept the URL of a proxy without user name and password; a scheme is put in where there is none."""
    whole = text if "://" in text else f"http://{text}"
    try:
        parts = urlsplit(whole)
        port = parts.port
    except ValueError as error:
        raise BadValueError("that is no URL.") from error
    if parts.scheme not in _PROXY_SCHEMES:
        raise BadValueError(f"“{parts.scheme}” is no scheme of a proxy; it begins with {', '.join(_PROXY_SCHEMES)}.")
    without_login(whole)
    if not parts.hostname:
        raise BadValueError("it names no host.")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise BadValueError("behind host and port nothing may follow.")
    if port is None:
        raise BadValueError("it names no port.")
    return f"{parts.scheme}://{parts.netloc}"


def place_of_wheels(text: str) -> str:
    """Accept the path of a folder or the URL of a page with wheels."""
    if "://" in text:
        return uv_checks.place_of_files(without_login(text))
    if "\0" in text or text != text.strip():
        raise BadValueError(f"“{text}” is no path.")
    return text


def requirement(text: str) -> str:
    """Accept a requirement such as ``numpy<2`` (PEP 508)."""
    from packaging.requirements import InvalidRequirement, Requirement  # noqa: PLC0415 - a short start

    try:
        Requirement(text)
    except InvalidRequirement as error:
        raise BadValueError(f"“{text}” is no requirement such as numpy<2: {_first_line(error)}.") from error
    return text


def marker(text: str) -> str:
    """Accept an environment marker such as ``sys_platform == 'win32'`` (PEP 508)."""
    from packaging.markers import InvalidMarker, Marker  # noqa: PLC0415 - a short start

    try:
        Marker(text)
    except InvalidMarker as error:
        raise BadValueError(f"“{text}” is no marker such as sys_platform == 'win32': {_first_line(error)}.") from error
    return text


def name(text: str) -> str:
    """Accept the name of a group, an extra or an index."""
    if _NAME.fullmatch(text) is None:
        raise BadValueError(f"“{text}” is no name: letters, digits, and - _ . between them.")
    return text


def python(text: str) -> str:
    """Accept what uv takes for a Python: a version, a range, or the path of a program."""
    if _PYTHON.fullmatch(text) is None:
        raise BadValueError(f"“{text}” is neither a version nor a program.")
    return text


def moment(text: str) -> str:
    """Accept what uv takes for exclude-newer: a date, a time with its zone, or a duration of at most weeks."""
    uv_checks.moment(text)
    if uv_checks.is_time_without_zone(text):
        raise BadValueError(f"“{text}” names no zone, so uv would take the day alone; write Z behind it for UTC.")
    return text


def assignment(text: str) -> str:
    """Accept a variable with its value, such as ``NAME=value``."""
    variable, equals, value = text.partition("=")
    variable = variable.strip()
    if not equals or _VARIABLE.fullmatch(variable) is None:
        raise BadValueError(f"“{variable}” is no variable with a value, such as NAME=value.")
    if "\0" in value:
        raise BadValueError(f"the value of {variable} holds a character that no variable can.")
    return f"{variable}={value}"


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].strip().rstrip(".")
