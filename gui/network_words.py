"""Words and signs of a project's servers: which they are, how they stand, how far a check came."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from core.model.checks import CheckStatus
from core.model.network import (
    Endpoint,
    EndpointReport,
    EndpointUse,
    ListedIndex,
)
from core.model.secrets import without_secrets
from core.network.address import address_of
from core.settings.indexes import same_index
from gui import check_words
from gui.figures import duration_text
from gui.signs import Sign
from gui.theme import Tone

translate = QCoreApplication.translate

UNCHECKED = Sign("ready", Tone.NEUTRAL)
CHECKING = Sign("running", Tone.INFO)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def host_text(url: str) -> str:
    """Name the server of an address as people write it; the port only where it is not the usual one."""
    address = address_of(url)
    if isinstance(address, str):
        return without_secrets(url)
    host = f"[{address.host}]" if ":" in address.host else address.host
    return host if address.port == _DEFAULT_PORTS[address.scheme] else f"{host}:{address.port}"


def uses_text(endpoint: Endpoint, seconds: float | None = None) -> str:
    """Say what the project asks a server for, and how long its check took where that is known."""
    parts = []
    for use in endpoint.uses:
        match use:
            case EndpointUse.INDEX:
                parts.append(_indexes_text([name for name in endpoint.indexes if "://" not in name]))
            case EndpointUse.FILES if endpoint.packages:
                parts.append(
                    translate("network", "files of {packages}").format(packages=packages_text(endpoint.packages))
                )
            case EndpointUse.FILES:
                parts.append(translate("network", "files of packages"))
            case EndpointUse.PYTHON:
                parts.append(translate("network", "Pythons that uv downloads"))
            case EndpointUse.NAMED:
                parts.append(translate("network", "asked for by you"))
    if endpoint.packages and EndpointUse.FILES not in endpoint.uses:
        parts.append(packages_text(endpoint.packages))
    if seconds is not None:
        parts.append(duration_text(seconds))
    return " · ".join(parts)


def _indexes_text(names: Sequence[str]) -> str:
    if not names:
        return translate("network", "index")
    if len(names) == 1:
        return translate("network", "index {name}").format(name=names[0])
    return translate("network", "indexes {names}").format(names=", ".join(names))


def packages_text(count: int) -> str:
    """Count packages."""
    if count == 1:
        return translate("network", "1 package")
    return translate("network", "{count} packages").format(count=count)


def summary_text(endpoints: Sequence[Endpoint], reports: Mapping[str, EndpointReport]) -> str:
    """Say in a sentence how the servers are."""
    found = [reports[each.url] for each in endpoints if each.url in reports]
    count = len(endpoints)
    if not count:
        return translate("network", "The project talks to no server")
    if not found:
        return translate("network", "{servers}, not checked yet").format(servers=servers_text(count))
    wrong = sum(report.status is CheckStatus.FAIL for report in found)
    doubtful = sum(report.status is CheckStatus.WARN for report in found)
    unknown = sum(report.status is CheckStatus.UNKNOWN for report in found)
    parts = [
        template.format(count=number)
        for number, template in (
            (wrong, translate("network", "{count} cannot be used")),
            (doubtful, translate("network", "{count} worth a look")),
            (unknown, translate("network", "{count} not found out")),
            (count - len(found), translate("network", "{count} not checked yet")),
        )
        if number
    ]
    if parts:
        return translate("network", "{servers}: {parts}").format(servers=servers_text(count), parts=", ".join(parts))
    if count == 1:
        return translate("network", "uv can use the server")
    return translate("network", "uv can use all {count} servers").format(count=count)


def servers_text(count: int) -> str:
    """Count servers."""
    return (
        translate("network", "1 server") if count == 1 else translate("network", "{count} servers").format(count=count)
    )


def progress_text(done: int, total: int) -> str:
    """Say how far a check came."""
    return translate("network", "{done} of {total}").format(done=done, total=total) if total else ""


def sign_of(report: EndpointReport | None, *, checking: bool) -> tuple[Sign, str]:
    """Return the sign of a server and the word for who does not see it."""
    if checking:
        return CHECKING, translate("network", "Being checked")
    if report is None:
        return UNCHECKED, translate("network", "Not checked yet")
    return check_words.SIGNS[report.status], check_words.status_text(report.status)


def url_of(index: ListedIndex, servers: Sequence[Endpoint]) -> str:
    """Return the address by which an index is checked: that of its server where one is listed."""
    named = next((each.url for each in servers if (index.name or index.url) in each.indexes), None)
    return named or next((each.url for each in servers if same_index(each.url, index.url)), index.url)


def sentence_of(report: EndpointReport | None, *, checking: bool) -> str:
    """Say how a server is."""
    if report is not None:
        return without_secrets(report.sentence)
    return translate("network", "Is being checked …") if checking else translate("network", "Not checked yet.")


def first_sentence(text: str) -> str:
    """Return the first sentence of several."""
    first, end, _ = text.partition(". ")
    return f"{first}." if end else first


def wrong_address(url: str) -> str:
    """Return the sentence on why an address is not checked; empty where nothing is wrong with it."""
    if "@" in url or without_secrets(url) != url:
        return translate(
            "network",
            "It holds a login or a token, which does not belong into an address: write it without, and store the login "
            "of the index in the keyring.",
        )
    address = address_of(url)
    return address if isinstance(address, str) else ""
