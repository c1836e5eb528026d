"""The modules and packages that a wheel brings, by the names in it."""

from collections.abc import Iterable

from core.wheels.reading.name_table import NameTable

_CODE = (".py/", ".pyd/", ".so/", ".pyc/")
_SCHEMES = ("purelib", "platlib")
_MOST = 200


def top_level_modules(table: NameTable, firsts: Iterable[str]) -> tuple[str, ...]:
    """Return what ``import`` finds at the top: packages with code below them and single modules, in order.

    ``firsts`` are the names at the top. What `.data/purelib` and `.data/platlib` hold lies at the top after the
    installation; all other folders of that kind, and names that are no identifier, do not count.
    """
    found: set[str] = set()
    for first in firsts:
        if first.isidentifier():
            if _has_code(table.lines, f"/{first}/"):
                found.add(first)
        elif first.endswith(".data"):
            for scheme in _SCHEMES:
                found |= _below(table.lines, f"/{first}/{scheme}/")
        elif f"{first}/".endswith(_CODE) and f"\n/{first}/\n" in f"\n{table.text}\n":
            found.add(first.partition(".")[0])
    return tuple(sorted(filter(str.isidentifier, found)))[:_MOST]


def _has_code(lines: Iterable[str], start: str) -> bool:
    return any(line.startswith(start) and line.endswith(_CODE) for line in lines)


def _below(lines: Iterable[str], start: str) -> set[str]:
    """Return the packages and modules that have code right below a folder."""
    code = (line[len(start) : -1] for line in lines if line.startswith(start) and line.endswith(_CODE))
    return {name.partition("/")[0] if "/" in name else name.partition(".")[0] for name in code}
