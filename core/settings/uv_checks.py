"""What uv itself takes in its files and variables; each check raises BadValueError and may return a tidier form.

A person's own choice has narrower rules, see ``item_checks``. Measured with uv 0.13.9.
"""

import re
from datetime import date
from urllib.parse import urlsplit

from packaging.markers import InvalidMarker, Marker
from packaging.requirements import InvalidRequirement, Requirement

from core.settings.bad_value import BadValueError

_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")
_INDEX_NAME = re.compile(r"[A-Za-z0-9._-]*")
_PACKAGE_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[Tt ].*|\[.*)?", re.DOTALL)
_TIME = re.compile(
    r"[Tt ](?:[01]\d|2[0-3])(?::?[0-5]\d(?::?(?:[0-5]\d|60)(?:[.,]\d{1,9})?)?)?"
    r"(?:[Zz]|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)?(?:\[[^\]]+\])*|(?:\[[^\]]+\])*"
)
_UNIT = (
    r"(?:weeks?|wks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s|"
    r"milliseconds?|millis?|msecs?|ms|microseconds?|micros?|usecs?|us|µs|nanoseconds?|nanos?|nsecs?|ns)"
)
_FRIENDLY = re.compile(rf"[+-]?(?:\d{{1,6}}(?:\.\d{{1,9}})?\s*{_UNIT}(?:,\s+|\s+|(?=\d)|$))+(?:ago)?")
_ISO = re.compile(
    r"[+-]?P(?=.)(?:\d{1,6}W)?(?:\d{1,6}D)?(?:T(?=.)(?:\d+(?:\.\d+)?H)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?S)?)?",
    re.IGNORECASE,
)


def host(text: str) -> str:
    """Return what uv takes for the host: without a path, whatever else it is."""
    scheme = next((each for each in ("https://", "http://") if text.startswith(each)), "")
    name, colon, port = text[len(scheme) :].partition(":")
    if colon and not (port.isascii() and port.isdigit() and int(port[:6]) < 65536):
        raise BadValueError(f"“{text}” has no port behind its colon.")
    return f"{scheme}{name.partition('/')[0]}{colon}{port}"


def proxy(text: str) -> str:
    """Accept the URL of a proxy; without a scheme it is taken for a host."""
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        parts.port  # noqa: B018 - asking for the port checks it
    except ValueError as error:
        raise BadValueError("that is no URL of a proxy.") from error
    if not parts.hostname or re.search(r"\s", parts.netloc):
        raise BadValueError("it names no host of a proxy.")
    if parts.scheme not in _PROXY_SCHEMES:
        raise BadValueError(f"“{parts.scheme}” is no scheme of a proxy; it begins with {', '.join(_PROXY_SCHEMES)}.")
    return text


def place_of_files(text: str) -> str:
    """Accept a path or a URL."""
    if not text:
        raise BadValueError("it is empty.")
    if _SCHEME.match(text):
        try:
            parts = urlsplit(text)
            parts.port  # noqa: B018 - asking for the port checks it
        except ValueError as error:
            raise BadValueError(f"“{text}” is no URL.") from error
        nowhere = parts.scheme in {"http", "https"} and not text.partition("://")[2].strip("/")
        if nowhere or re.search(r"[\s<>^|]", parts.hostname or ""):
            raise BadValueError(f"“{text}” names no host.")
    return text


def index_name(text: str) -> str:
    """Accept the name of an index."""
    if _INDEX_NAME.fullmatch(text) is None:
        raise BadValueError(f"“{text}” is no name of an index: letters, digits and - _ . are.")
    return text


def package_name(text: str) -> str:
    """Accept the name of a package, a group or an extra."""
    if _PACKAGE_NAME.fullmatch(text) is None:
        raise BadValueError(f"“{text}” is no name: letters, digits, and - _ . between them.")
    return text


def requirement(text: str) -> str:
    """Accept a requirement (PEP 508)."""
    try:
        Requirement(text)
    except InvalidRequirement as error:
        raise BadValueError(f"“{text}” is no requirement such as numpy<2.") from error
    return text


def marker(text: str) -> str:
    """Accept an environment marker (PEP 508)."""
    try:
        Marker(text)
    except InvalidMarker as error:
        raise BadValueError(f"“{text}” is no marker such as sys_platform == 'win32'.") from error
    return text


def moment(text: str) -> str:
    """Accept what uv takes for exclude-newer: a date, a time, or a duration in weeks and less."""
    if _FRIENDLY.fullmatch(text) or _ISO.fullmatch(text):
        return text
    day = _DATE.fullmatch(text)
    if day is not None and _TIME.fullmatch(text[day.end(3) :]) and _is_day(day):
        return text
    raise BadValueError(
        f"“{text}” is no date such as 2026-01-31, time such as 2026-01-31T12:00:00Z or duration such as 2 weeks."
    )


def is_time_without_zone(text: str) -> bool:
    """Whether a moment is a time that names no zone, of which uv takes the day alone."""
    day = _DATE.fullmatch(text)
    behind = text[day.end(3) :].partition("[")[0] if day is not None else ""
    return bool(behind) and re.search(r"[Zz]|[+-]\d", behind) is None


def _is_day(match: re.Match[str]) -> bool:
    year, month, day = (int(part) for part in match.groups())
    try:
        # A year without a number of its own in Python's calendar has the days of one that has the same leap.
        date(year or 4, month, day)
    except ValueError:
        return False
    return (year, month, day) < (9999, 12, 30)
