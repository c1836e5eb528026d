"""An address that uv would ask, and what there tells most about it."""

from collections.abc import Iterable

from msgspec import Struct

from core.model.network import Endpoint, EndpointUse
from core.network.address import address_of, plain_url
from core.settings.indexes import same_index


class AskedEndpoint(Struct, frozen=True, kw_only=True):
    """An endpoint and ``page``, the address below it whose answer tells most, without login and query.

    ``package`` is one that must be there, since the lock or the project takes it from there; None where none is known.
    ``trouble`` says in a sentence what is wrong with an address that cannot be asked.
    """

    endpoint: Endpoint
    page: str
    package: str | None = None
    trouble: str | None = None


class EndpointList:
    """Collects endpoints in the order in which they are found; what is one server and one path is one endpoint."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], _Growing] = {}

    def index(self, url: str, name: str | None, packages: Iterable[str], *, flat: bool = False) -> None:
        """Add an index, or a page of files where it is ``flat``."""
        known = sorted(packages)
        shown = plain_url(url)
        package = known[0] if known and not flat else None
        page = shown if package is None else f"{shown.rstrip('/')}/{package}/"
        growing = self._at(url, EndpointUse.INDEX, page, package)
        growing.names[name or shown] = None
        growing.packages.update(known)

    def files(self, root: str, file: str, packages: Iterable[str]) -> None:
        """Add a server of files; an index on the same server is the same endpoint."""
        server = _key(root)[:2]
        there = next((each for key, each in self._found.items() if key[:2] == server), None)
        growing = there or self._at(root, EndpointUse.FILES, f"{root.rstrip('/')}{file}", None)
        growing.uses[EndpointUse.FILES] = None
        growing.packages.update(packages)

    def python(self, url: str, page: str) -> None:
        """Add the server of Python downloads."""
        self._at(url, EndpointUse.PYTHON, plain_url(page), None)

    def asked(self) -> tuple[AskedEndpoint, ...]:
        """Return what was found."""
        return tuple(each.asked() for each in self._found.values())

    def _at(self, url: str, use: EndpointUse, page: str, package: str | None) -> "_Growing":
        growing = self._found.setdefault(_key(url), _Growing(url))
        growing.uses[use] = None
        if growing.page is None or growing.package is None:
            growing.page, growing.package = page, package
        return growing


class _Growing:
    """One endpoint as far as it is known."""

    def __init__(self, url: str) -> None:
        self.url = plain_url(url)
        self.trouble = trouble_with(url)
        self.uses: dict[EndpointUse, None] = {}
        self.names: dict[str, None] = {}
        self.packages: set[str] = set()
        self.page: str | None = None
        self.package: str | None = None

    def asked(self) -> AskedEndpoint:
        endpoint = Endpoint(url=self.url, uses=tuple(self.uses), indexes=tuple(self.names), packages=len(self.packages))
        page = self.page or self.url
        return AskedEndpoint(endpoint=endpoint, page=page, package=self.package, trouble=self.trouble)


def trouble_with(url: str) -> str | None:
    """Return in a sentence why an address cannot be asked, None where it can."""
    address = address_of(url)
    if isinstance(address, str):
        return address
    if "\\" in url:
        return f"{plain_url(url)} has a backslash, which uv reads as a slash: write the address with / alone."
    return None


def named(urls: Iterable[str], known: tuple[AskedEndpoint, ...]) -> tuple[AskedEndpoint, ...]:
    """Return the endpoints of addresses that a person named, each once; the name of an index stands for its address."""
    found: dict[tuple[str, str, str], AskedEndpoint] = {}
    for url in urls:
        fitting = (each for each in known if url in each.endpoint.indexes or same_index(url, each.endpoint.url))
        same = next(fitting, None)
        if same is None:
            shown = plain_url(url)
            endpoint = Endpoint(url=shown, uses=(EndpointUse.NAMED,))
            asked = AskedEndpoint(endpoint=endpoint, page=shown, trouble=trouble_with(url))
        else:
            endpoint = same.endpoint
            uses = (EndpointUse.NAMED, *endpoint.uses)
            asked = AskedEndpoint(
                endpoint=Endpoint(url=endpoint.url, uses=uses, indexes=endpoint.indexes, packages=endpoint.packages),
                page=same.page,
                package=same.package,
                trouble=same.trouble,
            )
        found.setdefault(_key(asked.endpoint.url), asked)
    return tuple(found.values())


def _key(url: str) -> tuple[str, str, str]:
    """Return scheme, server and path; what is no address is itself."""
    address = address_of(url)
    if isinstance(address, str):
        return "", "", url
    return address.scheme, address.authority, address.path.rstrip("/")
