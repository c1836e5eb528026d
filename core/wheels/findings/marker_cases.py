"""Every kind of computer that some markers tell apart, as uv's own algebra of markers does, not only real ones.

Measured with uv 0.13.9: ``platform_system`` is another word for ``sys_platform``, and ``os_name == 'nt'`` is never
Linux; otherwise every variable goes for itself, so that a Windows whose ``os_name`` is not ``nt`` counts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

from msgspec import Struct
from packaging.markers import InvalidMarker, Marker
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from core.wheels.marker_truth import holds

OTHER = "another"
"""Stands for every value that no marker names."""

_MOST = 20_000
_PART = re.compile(r'([a-z_]+)\s*(?:[<>=!~]=?=?|not in|in)\s*"([^"]*)"')
_TURNED = re.compile(r'"([^"]*)"\s*(?:[<>=!~]=?=?|not in|in)\s*([a-z_]+)')
_SYSTEMS = {"win32": "Windows", "linux": "Linux", "darwin": "Darwin"}
_KERNELS = {system: name for name, system in _SYSTEMS.items()}
_PYTHONS = ("python_version", "python_full_version")
_OTHERS = ("platform_machine", "implementation_name", "platform_python_implementation", "platform_release")

Case = dict[str, str]


class Markers(Struct, frozen=True):
    """Alternatives of markers, read once; ``every`` says that one of them is missing and so holds everywhere."""

    read: tuple[Marker, ...]
    every: bool = False

    def hold(self, case: Case) -> bool:
        """Return whether one of them holds."""
        return self.every or any(_holds(marker, case) for marker in self.read)


def markers(texts: Iterable[str | None]) -> Markers:
    """Return alternatives; a text that is no marker never holds."""
    read, every = [], False
    for text in texts:
        if text is None:
            every = True
            continue
        try:
            read.append(Marker(text))
        except InvalidMarker:
            continue
    return Markers(tuple(read), every)


def cases(alternatives: Sequence[Markers], requires_python: str | None = None) -> Iterator[Case]:
    """Yield the kinds of computers that the markers tell apart, with the Pythons that ``requires_python`` allows."""
    named: dict[str, set[str]] = {}
    for marker in (each for one in alternatives for each in one.read):
        text = str(marker)
        for variable, value in (*_PART.findall(text), *((v, t) for t, v in _TURNED.findall(text))):
            named.setdefault(variable, set()).add(value)
    systems = {
        *named.get("sys_platform", ()),
        *(_KERNELS.get(each, OTHER) for each in named.get("platform_system", ())),
    }
    kinds = {*named.get("os_name", ()), OTHER}
    free = {name: sorted({*named.get(name, ()), OTHER}) for name in _OTHERS if name in named}
    pythons = _pythons(named, requires_python)
    everything = product(sorted({*systems, OTHER}), sorted(kinds), pythons, *free.values())
    for system, kind, python, *values in islice(everything, _MOST):
        if kind == "nt" and system in _SYSTEMS and system != "win32":
            continue
        yield {
            "sys_platform": system,
            "platform_system": _SYSTEMS.get(system, OTHER),
            "os_name": kind,
            "python_full_version": python,
            "python_version": ".".join(python.split(".")[:2]),
            "extra": "",
            **dict(zip(free, values, strict=True)),
        }


def _pythons(named: dict[str, set[str]], requires_python: str | None) -> list[str]:
    """Return full versions on both sides of every border that markers or ``requires_python`` draw."""
    try:
        allowed = SpecifierSet(requires_python or "")
    except InvalidSpecifier:
        allowed = SpecifierSet()
    borders = {text for name in _PYTHONS for value in named.get(name, ()) for text in re.split(r"[ ,|]+", value)}
    found = {"3.99.0"}
    for text in (*borders, *(each.version.removesuffix(".*") for each in allowed)):
        try:
            version = Version(text)
        except InvalidVersion:
            continue
        for minor in (version.minor - 1, version.minor, version.minor + 1):
            micros = {0, 99} | (
                {version.micro - 1, version.micro, version.micro + 1} if minor == version.minor else set()
            )
            found |= {f"{version.major}.{minor}.{micro}" for micro in micros if min(minor, micro) >= 0}
    return sorted((each for each in found if allowed.contains(each)), key=Version)


def _holds(marker: Marker, case: Case) -> bool:
    try:
        return holds(marker, {**dict.fromkeys(_OTHERS, OTHER), "platform_version": OTHER, **case})
    except ValueError:
        return False
