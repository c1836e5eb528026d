"""Which indexes policy allows."""

from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from core.model.policies import Policy, PolicyName
from core.network.address import Address, address_of
from core.places.paths import is_inside, same_folder
from core.settings.indexes import same_index

PYPI = "https://pypi.org/simple"
"""What uv asks where no index is the default one (measured, uv 0.13.9)."""


def is_allowed(policy: Policy, url: str, project: Path | None = None) -> bool:
    """Return whether uv may ask an index or a folder of wheels; what is no address is not allowed.

    What lies among the project's own files is, since packages can be named there one by one, too.
    """
    if policy.allowed_indexes is None:
        return True
    folder = folder_of(url)
    if folder is not None:
        where = folder if project is None else project / folder
        owns = (folder_of(allowed) for allowed in policy.allowed_indexes if not _is_host(allowed))
        folders = (*((project,) if project is not None else ()), *(own for own in owns if own is not None))
        return any(same_folder(where, own) or is_inside(where, own) for own in folders)
    if any(same_index(url, required.url) for required in policy.required_indexes):
        return True
    return any(_covers(allowed, url) for allowed in policy.allowed_indexes)


def not_allowed(policy: Policy) -> str:
    """Return the words that say who does not allow an index."""
    return f"policy ({policy.source_of(PolicyName.ALLOWED_INDEXES)}) does not allow that index"


def folder_of(text: str) -> Path | None:
    """Return the folder that a URL or a path means, None for what is on a server or means nothing."""
    if text.lower().startswith("file://"):
        try:
            return Path(url2pathname(urlsplit(text).path))
        except ValueError:
            return None
    return None if "://" in text else Path(text)


def _covers(allowed: str, url: str) -> bool:
    address = None if "\\" in url else address_of(url)
    if not isinstance(address, Address):
        return False
    if _is_host(allowed):
        return allowed in {address.ascii_host, f"{address.ascii_host}:{address.port}"}
    above = address_of(allowed)
    if not isinstance(above, Address) or (above.scheme, above.authority) != (address.scheme, address.authority):
        return False
    path, start = _path(url), _path(allowed)
    return ".." not in path.split("/") and (path == start or path.startswith(f"{start}/"))


def _path(url: str) -> str:
    return unquote(urlsplit(url.strip()).path).rstrip("/")


def _is_host(allowed: str) -> bool:
    """Return whether an entry of policy is a host and neither a URL nor a folder."""
    return not set("/\\") & set(allowed)
