"""Every address that uv would ask in a project: indexes, pages of files, file servers, Python downloads."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from core.model.network import Endpoint
from core.model.project import InputError
from core.model.setting_keys import SettingKey
from core.model.setting_values import IndexEntry, SettingValue
from core.network.address import address_of
from core.procedures.network.asked_endpoint import AskedEndpoint, EndpointList
from core.procedures.network.known_logins import variables_of
from core.procedures.network.python_server import python_server
from core.procedures.network.ways import effective_of
from core.procedures.preparation import Prepared
from core.procedures.services import Services
from core.settings.allowed_indexes import PYPI, folder_of
from core.settings.bad_value import BadValueError
from core.settings.effective_values import EffectiveValues
from core.settings.indexes import index_places, same_index
from core.settings.kinds import Flag
from core.settings.project_file import uv_table, workspace_root
from core.settings.uv_sources import uv_sources
from core.uv.lock_entries import read_whole_lock
from core.uv.locked_servers import LockedServers, locked_servers, server_root


def endpoints_of(prepared: Prepared, services: Services) -> tuple[Endpoint, ...]:
    """Return the addresses that uv would ask in a project, its indexes first and in uv's order.

    It reads files and asks uv, so not for the loop's thread. A lock or a file that cannot be read names none.
    """
    return tuple(each.endpoint for each in asked_endpoints(prepared, services, effective_of(prepared, services)))


def asked_endpoints(prepared: Prepared, services: Services, values: EffectiveValues) -> tuple[AskedEndpoint, ...]:
    """Return the endpoints of a project, each with the page that tells most about it; see ``endpoints_of``."""
    folder = prepared.project.folder
    variables = variables_of(prepared, services.environ)
    locked, sources = _locked(folder), _sources(folder)
    found = EndpointList()
    for entry in indexes_in_order(values, folder, variables):
        if folder_of(entry.url) is None:
            packages = (each for url, names in locked.indexes.items() if same_index(url, entry.url) for each in names)
            found.index(entry.url, entry.name, (*packages, *sources.get(entry.name or "", ())), flat=entry.flat)
    for url in _texts(values.of(SettingKey.FIND_LINKS).value):
        if folder_of(url) is None:
            found.index(url, None, (), flat=True)
    for server in locked.files:
        found.files(server.url, server.file, server.packages)
    for package, url in _direct(folder):
        root, address = server_root(url), address_of(url)
        if root is not None and not isinstance(address, str):
            found.files(root, address.path, (package,))
    if values.of(SettingKey.PYTHON_DOWNLOADS).value != "never":
        server_of_pythons = python_server(prepared, services, variables)
        if server_of_pythons is not None:
            found.python(*server_of_pythons)
    return found.asked()


def indexes_in_order(values: EffectiveValues, folder: Path, variables: Mapping[str, str]) -> tuple[IndexEntry, ...]:
    """Return the indexes in the order in which uv asks them: the default one, or PyPI in its place, comes last.

    Those that only members of the workspace or folders among the sources name come behind the project's own. Where
    uv is told to ask no index there is none. A folder of this computer may be among them.
    """
    if _no_index(folder, variables):
        return ()
    value = values.of(SettingKey.INDEXES).value
    entries = [each for each in value if isinstance(each, IndexEntry)] if isinstance(value, tuple) else []
    default = next((each for each in entries if each.default), None) or IndexEntry(url=PYPI, default=True)
    others = [each for each in entries if not each.default]
    # uv reads the settings of a workspace's root; of a member it takes the indexes besides.
    own, places = workspace_root(folder) / "pyproject.toml", tuple(index_places(folder))
    # Because of one address that is none uv passes over the whole table, which is no reason to be silent about it.
    unread = any(file == own and folder_of(url) is None and isinstance(address_of(url), str) for file, _, url in places)
    if unread:
        default = _unread_default(own) or default
    for file, name, url in places:
        known = (*others, default)
        if (file != own or unread) and not any(same_index(url, each.url) or each.url == url for each in known):
            others.append(IndexEntry(url=url, name=name))
    return (*others, default)


def _unread_default(file: Path) -> IndexEntry | None:
    entries = uv_table(file).get("index")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and entry.get("default") is True and isinstance(entry.get("url"), str):
            name = entry.get("name")
            return IndexEntry(url=entry["url"], name=name if isinstance(name, str) and name else None, default=True)
    return None


def _no_index(folder: Path, variables: Mapping[str, str]) -> bool:
    try:
        if Flag().from_variable(variables.get("UV_NO_INDEX", "")) is True:
            return True
    except BadValueError:
        pass  # uv ends because of it, which is said elsewhere
    return any(source.table.get("no-index") is True for source in uv_sources(folder, variables))


def _texts(value: SettingValue | None) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, tuple) else ()


def _locked(folder: Path) -> LockedServers:
    try:
        return locked_servers(read_whole_lock(folder))
    except InputError:
        return LockedServers()


def _sources(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the packages that the project takes from an index by the name of that index."""
    found: dict[str, list[str]] = {}
    for package, table in _source_tables(_file(folder)):
        index = table.get("index")
        if isinstance(index, str):
            found.setdefault(index, []).append(package)
    return {index: tuple(packages) for index, packages in found.items()}


def _direct(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield package and URL of what the project takes from an address of its own."""
    file = _file(folder)
    for package, table in _source_tables(file):
        if isinstance(table.get("url"), str):
            yield package, table["url"]
    project = _table(file.get("project"))
    lists = (
        project.get("dependencies"),
        *_table(project.get("optional-dependencies")).values(),
        *_table(file.get("dependency-groups")).values(),
    )
    for text in chain.from_iterable(each for each in lists if isinstance(each, list)):
        try:
            requirement = Requirement(text) if isinstance(text, str) else None
        except InvalidRequirement:
            continue
        if requirement is not None and requirement.url is not None:
            yield canonicalize_name(requirement.name), requirement.url


def _source_tables(file: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    sources = _table(_table(_table(file.get("tool")).get("uv")).get("sources"))
    for package, named in sources.items():
        tables: Iterable[Any] = named if isinstance(named, list) else [named]
        yield from ((canonicalize_name(package), table) for table in tables if isinstance(table, dict))


def _file(folder: Path) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
