"""The order in which uv asks the indexes of all its sources, and which of them it passes over."""

from collections.abc import Iterable, Iterator

from core.model.setting_values import Held, IndexEntry

_AGES = {"UV_DEFAULT_INDEX": 0, "UV_INDEX": 0, "UV_EXTRA_INDEX_URL": 1, "UV_INDEX_URL": 2}


def in_order(variables: Iterable[Held], files: tuple[list[Held], ...]) -> Iterator[Held]:
    """Yield what variables and files say, each strongest first, in the order in which uv joins it.

    ``files`` are what the keys ``index``, ``extra-index-url`` and ``index-url`` hold, one after the other. What
    ``index`` and its variables name comes before all that the older ones do, whichever sources they stand in
    (measured, uv 0.13.9).
    """
    told = list(variables)
    for age, held in enumerate(files):
        yield from (each for each in told if _AGES.get(each.origin.path or "") == age)
        yield from held


def asked(entries: Iterable[IndexEntry]) -> tuple[IndexEntry, ...]:
    """Return the indexes that uv asks: of one name the first, and of several default ones the first."""
    seen: set[str] = set()
    kept: list[IndexEntry] = []
    for entry in entries:
        again = entry.name is not None and entry.name in seen
        if not again and not (entry.default and any(each.default for each in kept)):
            kept.append(entry)
        if entry.name is not None:
            seen.add(entry.name)
    return tuple(kept)
