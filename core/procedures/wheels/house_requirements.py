"""What lies in a wheelhouse as requirements with hashes: uv's own export, with the files of the house in it."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from core.procedures.wheels.house_values import FilledFile

FIRST_LINE = "# What a wheelhouse of Wheelyard holds: made from uv.lock, and made anew with it."
"""By it a file of requirements is known as one that may be replaced."""
_HASH = "--hash="


class _Line(Struct, frozen=True):
    """One requirement of an export; ``place`` is the URL or path where it names one."""

    package: str | None
    version: str | None
    place: str | None
    marker: str | None
    hashes: tuple[str, ...]


def house_requirements(export: str, files: Sequence[FilledFile]) -> str:
    """Return the text of requirements that the house alone can serve.

    A file or address becomes name and version, so that it is looked for in the house. The hashes are those of the files
    that are there, whatever they were fetched for. What is no file, such as a folder of the workspace, is left out.
    """
    by_name = {file.file.file: file for file in files}
    hashes: dict[tuple[str, str | None], list[str]] = {}
    for file in files:
        hashes.setdefault((file.file.package, file.file.version), []).append(f"sha256:{file.sha256}")
    text = [FIRST_LINE]
    for line in _lines(export):
        package, version = line.package, line.version
        if line.place is not None:
            named = by_name.get(_last_part(line.place))
            if named is None:
                continue
            package, version = named.file.package, named.file.version
        if package is None or version is None:
            continue
        # Of a package that is needed elsewhere only, or that is missing, uv's own hashes stand.
        known = hashes.get((package, version)) or line.hashes
        marker = f" ; {line.marker}" if line.marker else ""
        parts = [f"{package}=={version}{marker}", *(f"    {_HASH}{each}" for each in sorted(set(known)))]
        if known:
            text.append(" \\\n".join(parts))
    return "\n".join([*text, ""])


def _lines(export: str) -> Iterator[_Line]:
    for whole in export.replace("\r\n", "\n").replace("\\\n", " ").split("\n"):
        words = whole.strip()
        if not words or words.startswith(("#", "-")):
            continue
        head, *hashes = words.split(_HASH)
        yield _line(head.strip(), tuple(each.strip() for each in hashes))


def _line(head: str, hashes: tuple[str, ...]) -> _Line:
    try:
        requirement = Requirement(head)
    except InvalidRequirement:
        place, _, marker = head.partition(" ; ")
        return _Line(None, None, place.strip(), marker.strip() or None, hashes)
    pinned = [each.version for each in requirement.specifier if each.operator == "=="]
    return _Line(
        package=canonicalize_name(requirement.name),
        version=pinned[0] if pinned else None,
        place=requirement.url,
        marker=str(requirement.marker) if requirement.marker is not None else None,
        hashes=hashes,
    )


def _last_part(place: str) -> str:
    try:
        path = urlsplit(place).path if "://" in place else place
    except ValueError:
        return ""
    return PurePosixPath(unquote(path.replace("\\", "/"))).name
