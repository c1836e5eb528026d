"""The proxies that uv's settings files name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.network.proxies import ProxyKeys
from core.settings.uv_sources import uv_sources


def proxy_keys_of(project: Path, environ: Mapping[str, str]) -> ProxyKeys:
    """Return what the files say of proxies, the strongest file first for each key."""
    found: dict[str, Any] = {}
    for source in uv_sources(project, environ):
        for key in ("http-proxy", "https-proxy", "no-proxy"):
            value = source.table.get(key)
            if value is not None:
                found.setdefault(key, value)
    no = found.get("no-proxy")
    return ProxyKeys(
        http=_text(found.get("http-proxy")),
        https=_text(found.get("https-proxy")),
        no=tuple(each for each in no if isinstance(each, str)) if isinstance(no, list) else (),
    )


def proxy_file_of(project: Path, environ: Mapping[str, str]) -> Path | None:
    """Return the strongest file that names a proxy, None where none does."""
    for source in uv_sources(project, environ):
        if source.origin.path and any(_text(source.table.get(key)) for key in ("https-proxy", "http-proxy")):
            return Path(source.origin.path)
    return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
